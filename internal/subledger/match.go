package subledger

import (
	"cmp"
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// matcher pairs the gaps of one party in one currency.
type matcher struct {
	read     civil.Date
	through  civil.Date
	byNumber map[string]*account
	pieces   []*piece
}

func (m *matcher) match(group []*account) {
	slices.SortStableFunc(group, func(a, b *account) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Number, b.Number))
	})
	m.byReference(group, true)
	m.byReference(group, false)
	var up, down []*account // gaps above and below zero
	for _, a := range group {
		switch {
		case a.free:
		case a.gap > 0:
			up = append(up, a)
		case a.gap < 0:
			down = append(down, a)
		}
	}
	m.byAmount(up, down)
	if len(up)*len(down) <= maxPairs {
		m.bySum(up, down)
		m.bySum(down, up)
		m.byParty(up, down)
	}
	m.leftOver(group)
}

// maxPairs bounds what is compared when amounts are not equal. A party beyond
// it, with thousands of set-offs that name no invoice, is left unpaired.
const maxPairs = 1_000_000

// byReference pairs a credit note with the invoice it credits: first where the
// whole gaps are equal, then whatever fits.
func (m *matcher) byReference(group []*account, whole bool) {
	for _, a := range group {
		b := m.byNumber[a.Credits]
		if a.Credits == "" || b == nil || b.Party != a.Party || b.Currency != a.Currency || !m.fits(a, b) {
			continue
		}
		if !whole || equal(a, b) {
			m.pair(a, b, shared(a, b))
		}
	}
}

// byAmount pairs equal gaps, those that were finally paid the same day first.
// With several of the same amount it is a guess which belong together.
func (m *matcher) byAmount(up, down []*account) {
	equal := map[money.Amount][]*account{}
	for _, b := range down {
		equal[-b.gap] = append(equal[-b.gap], b)
	}
	sameDay := func(a, b *account) bool { return a.closed() && a.FinalPaid == b.FinalPaid && m.fits(a, b) }
	for _, suits := range []func(a, b *account) bool{sameDay, m.fits} {
		for _, a := range up {
			if a.gap == 0 {
				continue
			}
			key := a.gap
			candidates := equal[key][:min(len(equal[key]), maxRivals)]
			first := slices.IndexFunc(candidates, func(b *account) bool { return suits(a, b) })
			if first < 0 {
				continue
			}
			rivals := slices.ContainsFunc(candidates[first+1:], func(b *account) bool { return suits(a, b) })
			m.pair(a, candidates[first], key)
			m.last().guessed = rivals
			equal[key] = slices.Delete(equal[key], first, first+1)
		}
	}
}

// maxRivals bounds the search among equal amounts.
const maxRivals = 1000

func (m *matcher) last() *piece { return m.pieces[len(m.pieces)-1] }

// maxParts bounds the search for one gap that several others make up.
const maxParts = 12

// bySum pairs a gap with several whose sum it is: one credit note split over
// invoices, or one invoice credited in parts.
func (m *matcher) bySum(wholes, others []*account) {
	for _, a := range wholes {
		var parts []*account
		for _, b := range others {
			if m.fits(a, b) && len(parts) < maxParts {
				parts = append(parts, b)
			}
		}
		for _, b := range subset(parts, -a.gap) {
			m.pair(a, b, -b.gap)
		}
	}
}

// subset finds parts whose gaps add up to sum, or none.
func subset(parts []*account, sum money.Amount) []*account {
	for chosen := 1; chosen < 1<<len(parts); chosen++ {
		var found []*account
		left := sum
		for i, p := range parts {
			if chosen&(1<<i) != 0 {
				left -= p.gap
				found = append(found, p)
			}
		}
		if left == 0 {
			return found
		}
	}
	return nil
}

// byParty pairs what is left in order of date. That is a guess, and marked.
func (m *matcher) byParty(up, down []*account) {
	for _, a := range up {
		for _, b := range down {
			if len(a.estimated)+len(b.estimated) == 0 && m.fits(a, b) {
				m.pair(a, b, shared(a, b))
				m.last().guessed = true
			}
		}
	}
}

// equal tells whether the gaps can be the two ends of one set-off.
func equal(a, b *account) bool { return (a.gap + b.gap).Abs() <= a.slack+b.slack }

// shared is what a set-off of two gaps takes off a: the smaller of them, or of
// two that are equal the one that is known to the hundredth.
func shared(a, b *account) money.Amount {
	switch {
	case equal(a, b) && a.slack == 0, !equal(a, b) && a.gap.Abs() < b.gap.Abs():
		return a.gap
	}
	return -b.gap
}
