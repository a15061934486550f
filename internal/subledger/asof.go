package subledger

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// AsOf rebuilds the ledger as it stood at the end of d.
//
// An item is a document dated on or before d that is booked now and not
// cancelled, with something left after the payments, write-offs and set-offs
// dated on or before d. Payments that are not booked do not count. What was
// booked after reading, deleted or given another date cannot be seen.
func (r Register) AsOf(d civil.Date) Ledger {
	l := Ledger{Side: r.Side, Date: d, Read: r.Read, register: r, all: r.accounts(), Claims: r.claims(d)}
	l.Partial = !r.Through.IsZero() && d.After(r.Through)
	for _, a := range l.all {
		if a.Date.After(d) {
			continue
		}
		if item, uncertain := a.asOf(d); uncertain || item.Open != 0 || item.SEK != 0 {
			l.Items = append(l.Items, item)
		}
	}
	for _, doc := range r.Documents {
		if !doc.Booked && !doc.Cancelled && !doc.Date.After(d) {
			l.Unbooked = append(l.Unbooked, doc)
		}
	}
	return l
}

// asOf tells also whether it is uncertain if anything was open.
func (a *account) asOf(d civil.Date) (item Item, uncertain bool) {
	item = Item{Document: a.Document, Open: a.Total, SEK: a.Rate.SEK(a.Total), Marks: a.marks()}
	item.AtReading = item.SEK
	for _, s := range a.settlements {
		item.AtReading -= s.SEK
		if s.Date.After(d) {
			item.After = append(item.After, s)
			uncertain = uncertain || !s.Earliest.After(d)
		} else {
			item.Before = append(item.Before, s)
			item.Open -= s.Amount
			item.SEK -= s.SEK
		}
		if s.Earliest.After(d) {
			continue
		}
		if s.Kind == ByUnknown {
			item.mark(BalanceDisagrees)
		}
		if s.Estimated {
			item.mark(PaymentUnknown)
		}
		if s.Guessed {
			item.mark(SetOffGuessed)
		}
	}
	if uncertain && !item.Marked(BalanceDisagrees) {
		item.mark(SetOffDateUnknown)
	}
	if a.Hidden.Has(HiddenTotal) {
		item.Open, item.SEK = a.Balance.Amount, a.balanceSEK()
		item.AtReading = item.SEK
	}
	paid := a.closed() && !a.FinalPaid.After(d)
	return item, uncertain || !paid && item.Marked(PaymentUnknown)
}

func (i *Item) mark(m Mark) {
	if !i.Marked(m) {
		i.Marks = append(i.Marks, m)
	}
}

func (a *account) balanceSEK() money.Amount {
	if a.Balance.SEK {
		return a.Balance.Amount
	}
	return a.Rate.SEK(a.Balance.Amount)
}

// marks are those that do not depend on the date.
func (a *account) marks() []Mark {
	var marks []Mark
	for _, m := range []struct {
		mark Mark
		is   bool
	}{
		{BalanceDisagrees, a.disagrees},
		{BalanceHidden, a.Hidden.Has(HiddenBalance) && a.FinalPaid.IsZero()},
		{TotalHidden, a.Hidden.Has(HiddenTotal)},
		{DateHidden, a.Hidden.Has(HiddenDate)},
		{RateUnknown, !a.Rate.Known()},
		{AccountAssumed, a.Assumed},
	} {
		if m.is {
			marks = append(marks, m.mark)
		}
	}
	return marks
}
