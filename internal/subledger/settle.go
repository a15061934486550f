package subledger

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Kind says what settled a part of a document.
type Kind string

const (
	ByPayment Kind = "payment"
	BySetOff  Kind = "set_off"
	// ByUnknown is a fall of the balance that no payment or credit note tells of.
	ByUnknown Kind = "unknown"
)

// A Settlement takes a part off a document. Amount and SEK have the sign of
// what is taken off, so open = total − Σ Amount.
//
// Date is the day it took effect. A set-off has no object in the source: when
// its day cannot be told it lies between Earliest and Date, and Date is the
// last possible one.
type Settlement struct {
	Kind     Kind
	Number   string // the payment, or the document at the other end of a set-off
	Earliest civil.Date
	Date     civil.Date
	Amount   money.Amount // in the document's currency
	SEK      money.Amount // at the document's rate
	Voucher  Voucher      // of a payment; set-offs mostly have none

	// Estimated tells that the source gave neither Amount nor write-offs, and
	// the balance does not prove the estimate.
	Estimated bool
	// Guessed tells that which documents were set off against each other is a
	// guess: others of the party would fit as well.
	Guessed bool
}

// Certain tells whether Date is the day it took effect.
func (s Settlement) Certain() bool { return s.Earliest == s.Date }

// account is a document with everything that was settled on it until reading.
type account struct {
	Document
	settlements []Settlement
	last        civil.Date   // of the booked payments
	gap         money.Amount // what the balance fell without payment, in currency
	slack       money.Amount // how far gap may be off: a balance or payment was told in SEK
	free        bool         // gap is not known: the balance was hidden
	disagrees   bool         // balance and movements do not meet
	estimated   []int        // settlements by payments whose amount was not told
}

// accounts puts payments and set-offs on every booked document that is not
// cancelled, and converts them to SEK.
func (r Register) accounts() []*account {
	var all []*account
	byNumber := map[string]*account{}
	for _, d := range r.Documents {
		if d.Cancelled || !d.Booked {
			continue
		}
		a := &account{Document: d}
		all = append(all, a)
		byNumber[d.Number] = a
	}
	for _, p := range r.Payments {
		if a := byNumber[p.Document]; a != nil && p.Booked {
			a.pay(p)
		}
	}
	for _, a := range all {
		a.findGap()
	}
	r.pairSetOffs(all)
	for _, a := range all {
		a.flagEstimates()
		a.convert()
		a.nameSetOffs(r.setOffs)
	}
	return all
}

func (a *account) pay(p Payment) {
	if p.Unknown {
		a.estimated = append(a.estimated, len(a.settlements))
	}
	a.settlements = append(a.settlements, Settlement{
		Kind: ByPayment, Number: p.Number, Earliest: p.Date, Date: p.Date,
		Amount: -p.settles(), Voucher: p.Voucher,
	})
	if a.last.Before(p.Date) {
		a.last = p.Date
	}
}

// findGap works out how much the balance fell, or should have, beyond the
// payments. A document that is finally paid has no balance, seen or hidden.
func (a *account) findGap() {
	left := a.Total
	for _, s := range a.settlements {
		left -= s.Amount
	}
	balance := a.Balance
	if a.Hidden.Has(HiddenBalance) {
		if a.FinalPaid.IsZero() {
			a.gap, a.free = left, true
			return
		}
		balance = Balance{}
	}
	a.gap = left - balance.Amount
	if balance.SEK {
		a.gap, a.slack = a.gapFromSEK(left, balance.Amount)
	}
	for range a.estimated {
		a.slack += a.Rate.Currency(1) + 1
	}
	if a.Hidden.Has(HiddenTotal) {
		a.gap, a.free = 0, true
	}
	a.round()
}

// round takes what is left of a gap for rounding when it may be: an estimate
// that was off, or SEK that do not tell hundredths.
func (a *account) round() {
	switch {
	case a.gap == 0 || a.gap.Abs() > a.slack:
	case len(a.estimated) > 0:
		a.correct()
	default:
		a.gap = 0
	}
}

// gapFromSEK compares in SEK: the balance of a foreign supplier invoice is
// given in SEK only, either as what is left of the SEK or as what is left of
// the currency at the document's rate. An öre may be many hundredths of the
// currency, and each settlement was rounded: slack is what that amounts to.
func (a *account) gapFromSEK(left, balance money.Amount) (gap, slack money.Amount) {
	if balance == 0 {
		return left, 0
	}
	sek := a.Rate.SEK(a.Total)
	for _, s := range a.settlements {
		sek -= a.Rate.SEK(s.Amount)
	}
	if sek == balance || a.Rate.SEK(left) == balance {
		return 0, 0
	}
	return a.Rate.Currency(sek - balance), a.Rate.Currency(money.Amount(len(a.settlements)+1)) + 1
}

// nameSetOffs puts the vouchers on the set-offs that have one.
func (a *account) nameSetOffs(vouchers map[setOffKey]Voucher) {
	for i := range a.settlements {
		if s := &a.settlements[i]; s.Kind == BySetOff {
			s.Voucher = vouchers[setOffKey{a.Number, s.Number}]
		}
	}
}

// closed tells whether the document was finally paid on FinalPaid and is so
// still: a refund afterwards opens it again.
func (a *account) closed() bool {
	return !a.FinalPaid.IsZero() && (a.Balance.Amount == 0 || a.Hidden.Has(HiddenBalance))
}

// correct gives the last estimated payment what the balance says. With one
// estimate its amount is then known.
func (a *account) correct() {
	a.settlements[a.estimated[len(a.estimated)-1]].Amount += a.gap
	a.gap = 0
	a.free = len(a.estimated) > 1
}

// flagEstimates marks estimated payments that the balance does not prove.
func (a *account) flagEstimates() {
	if a.gap == 0 && !a.free {
		return
	}
	for _, i := range a.estimated {
		a.settlements[i].Estimated = true
	}
}

// convert sets SEK on every settlement: its amount at the document's rate, and
// for the one that closes the document all that is left.
func (a *account) convert() {
	a.sortSettlements()
	left, sek := a.Total, a.Rate.SEK(a.Total)
	for i := range a.settlements {
		s := &a.settlements[i]
		left -= s.Amount
		s.SEK = a.Rate.SEK(s.Amount)
		if left == 0 {
			s.SEK = sek
		}
		sek -= s.SEK
	}
}

func (a *account) sortSettlements() {
	slices.SortStableFunc(a.settlements, func(s, t Settlement) int {
		if c := s.Date.Compare(t.Date); c != 0 {
			return c
		}
		return strings.Compare(string(s.Kind), string(t.Kind))
	})
}
