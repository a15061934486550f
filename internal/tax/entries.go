package tax

import (
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// An Earlier is what the ledger has of a kind before the plan. Amount is its
// effect on the result, income positive.
type Earlier struct {
	Kind   EntryKind
	Amount money.Amount
}

// Earlier are the kinds of every plan that the ledger holds before it, but for
// what came from entries that were sent.
func (b *Basis) Earlier(sent []Sent) []Earlier {
	var list []Earlier
	for _, k := range []EntryKind{EntryOver, EntryReversal, EntryFund, EntryTax, EntryResult} {
		if effect := -resultOf(b.othersOf(k, true, sent)); effect != 0 {
			list = append(list, Earlier{k, effect})
		}
	}
	return list
}

// othersOf is what the ledger has of a kind that did not come from entries that
// were sent.
func (b *Basis) othersOf(k EntryKind, collapse bool, sent []Sent) vector {
	others := b.bookedOf(k, collapse)
	for _, s := range sent {
		if s.Kind == k && s.InBooks {
			others = others.plus(-1, rowsVector(s.Rows))
		}
	}
	return others
}

// resultOf sums the result accounts of a vector, debit positive.
func resultOf(v vector) money.Amount {
	var sum money.Amount
	for _, row := range v.rows() {
		if ledger.IsResult(row.Account) {
			sum += row.Amount
		}
	}
	return sum
}

// How is what to do with earlier bookings of a kind that are not ours.
type How string

// BuildUpon books the difference to what the plan wants, Reverse takes back
// what was booked in an entry of its own and books the whole.
const (
	BuildUpon How = ""
	Reverse   How = "reverse"
)

// Orders is what the entries are made against.
type Orders struct {
	How      map[EntryKind]How
	Sent     []Sent    // system entries that were exported earlier
	Bookings []Booking // earlier bookings, for the accounts of a reversal
}

// Entries are what remains to be booked for the plan to stand in the books,
// without zero rows: nothing when everything is booked or exported already, the
// difference when a part of it is. It is an *UnbalancedError when earlier
// bookings cannot be built upon.
func (r Result) Entries(o Orders) ([]Entry, []Finding, error) {
	var entries []Entry
	var n notes
	for _, earlier := range r.basis.Earlier(o.Sent) {
		n.add(FoundBooked, Warning, string(earlier.Kind), kr(earlier.Amount))
	}
	for _, k := range EntryKinds {
		target := r.target(k)
		if target == nil {
			continue
		}
		undo, rest := r.remaining(k, target, o, &n)
		entries = append(entries, r.entry(k, true, undo)...)
		entries = append(entries, r.entry(k, false, rest)...)
	}
	entries, err := mergeFunds(entries)
	if err != nil {
		return nil, nil, err
	}
	missing := map[string]bool{}
	for _, e := range entries {
		for _, row := range e.Rows {
			if !r.basis.books.has(row.Account) && !missing[row.Account] {
				missing[row.Account] = true
				n.add(FoundAccountMissing, Error, row.Account)
			}
		}
	}
	return entries, n.list, nil
}

// remaining is what is left to take back and to book of a kind.
func (r Result) remaining(k EntryKind, target vector, o Orders, n *notes) (undo, rest vector) {
	b := r.basis
	reverse := o.How[k] == Reverse
	others := b.othersOf(k, !reverse, o.Sent)
	undone, sent := vector{}, vector{}
	for _, s := range o.Sent {
		switch v := rowsVector(s.Rows); {
		case s.Kind != k:
		case s.Undo:
			undone = undone.plus(1, v)
		default:
			sent = sent.plus(1, v)
		}
	}
	if !reverse {
		return vector{}, target.plus(-1, others).plus(-1, sent).plus(-1, undone)
	}
	if len(others.rows()) > 0 {
		others = b.asBooked(k, others, o.Bookings, n)
	}
	return vector{}.plus(-1, others).plus(-1, undone), target.plus(-1, sent)
}

func (r Result) entry(k EntryKind, undo bool, v vector) []Entry {
	rows := v.rows()
	if len(rows) == 0 {
		return nil
	}
	return []Entry{{Kind: k, Undo: undo, Text: k.text(r.basis.facts.Year.To.Year, undo), Rows: rows}}
}

// mergeFunds makes one entry of reversal and allocation when they balance only
// together, and refuses what does not balance.
func mergeFunds(entries []Entry) ([]Entry, error) {
	var merged []Entry
	first := map[bool]int{} // by Undo: where the open entry of funds stands, counted from 1
	for _, e := range entries {
		if fund := e.Kind == EntryReversal || e.Kind == EntryFund; !fund || e.diff() == 0 {
			merged = append(merged, e)
			continue
		}
		if at := first[e.Undo]; at > 0 {
			merged[at-1].Rows = rowsVector(merged[at-1].Rows).plus(1, rowsVector(e.Rows)).rows()
			continue
		}
		merged = append(merged, e)
		first[e.Undo] = len(merged)
	}
	for _, e := range merged {
		if diff := e.diff(); diff != 0 {
			return nil, &UnbalancedError{e.Kind, diff}
		}
	}
	return merged, nil
}

// After are the balances when the whole plan is booked, sorted by account.
func (r Result) After() ([]ledger.AccountTotal, error) {
	entries, _, err := r.Entries(Orders{})
	if err != nil {
		return nil, err
	}
	moved := vector{}
	for _, e := range entries {
		moved = moved.plus(1, rowsVector(e.Rows))
	}
	var after []ledger.AccountTotal
	for _, a := range r.basis.books.accounts {
		a.Moved += moved[a.Number]
		a.Months = nil
		delete(moved, a.Number)
		after = append(after, a)
	}
	for _, row := range moved.rows() {
		after = append(after, ledger.AccountTotal{Number: row.Account, Result: ledger.IsResult(row.Account), Moved: row.Amount})
	}
	return newBooks(after).accounts, nil
}
