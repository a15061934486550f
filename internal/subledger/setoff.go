package subledger

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// The source has no object for a set-off (kvittning): the balances of a credit
// note and of an invoice fall by the same amount without a payment. What is
// known is that it cannot precede either document, nor follow the day when
// either was finally paid, and that the movement which closed a document took
// place on that day.
//
// A piece is one set-off between two documents. to is nil for a fall that has
// no counterpart.
type piece struct {
	from, to *account
	amount   money.Amount // taken off from; its negative is taken off to
	earliest civil.Date
	latest   civil.Date
	guessed  bool
}

// pairSetOffs explains the gaps of all documents and puts the result on them.
func (r Register) pairSetOffs(all []*account) {
	groups := map[string][]*account{}
	var order []string
	byNumber := map[string]*account{}
	for _, a := range all {
		byNumber[a.Number] = a
		if a.gap == 0 {
			continue
		}
		key := a.Party + "\x00" + a.Currency
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], a)
	}
	var pieces []*piece
	read := r.read()
	for _, key := range order {
		m := matcher{read: read, through: r.Through, byNumber: byNumber}
		m.match(groups[key])
		pieces = append(pieces, m.pieces...)
	}
	narrow(pieces)
	for _, p := range pieces {
		p.settle()
	}
}

// leftOver turns a fall without counterpart into a settlement of its own. A
// balance that is higher than the movements say is only marked.
func (m *matcher) leftOver(group []*account) {
	for _, a := range group {
		switch {
		case a.gap == 0 || a.free:
		case len(a.estimated) > 0:
			a.correct()
		case m.fell(a):
			m.addUnknown(a)
		default:
			a.disagrees = true
		}
	}
}

// fell tells whether the gap brings what is left nearer to zero.
func (m *matcher) fell(a *account) bool {
	left := a.Total
	for _, s := range a.settlements {
		left -= s.Amount
	}
	for _, p := range m.pieces {
		left -= p.takenOff(a)
	}
	return (left > 0) == (a.gap > 0) && left.Abs() >= a.gap.Abs()
}

// addUnknown dates a fall without counterpart. When later documents were not
// read the counterpart is one of them: all earlier ones are accounted for.
func (m *matcher) addUnknown(a *account) {
	m.add(a, nil, a.gap)
	p := m.last()
	if next := m.through.AddDays(1); !m.through.IsZero() && p.earliest.Before(next) && !p.latest.Before(next) {
		p.earliest = next
	}
}

// fits tells whether a set-off between a and b can have taken place.
func (m *matcher) fits(a, b *account) bool {
	if a == b || a.gap == 0 || b.gap == 0 || (a.gap > 0) == (b.gap > 0) {
		return false
	}
	earliest, latest := m.bounds(a, b)
	return !latest.Before(earliest)
}

func (m *matcher) bounds(a, b *account) (earliest, latest civil.Date) {
	earliest, latest = a.Date, m.read
	if a.closed() {
		latest = a.FinalPaid
	}
	if b != nil && earliest.Before(b.Date) {
		earliest = b.Date
	}
	if b != nil && b.closed() && b.FinalPaid.Before(latest) {
		latest = b.FinalPaid
	}
	return earliest, latest
}

func (m *matcher) pair(a, b *account, amount money.Amount) {
	m.add(a, b, amount)
	b.gap += amount
	a.round()
	b.round()
}

func (m *matcher) add(a, b *account, amount money.Amount) {
	p := &piece{from: a, to: b, amount: amount}
	p.earliest, p.latest = m.bounds(a, b)
	if p.latest.Before(p.earliest) {
		p.latest = p.earliest
	}
	m.pieces = append(m.pieces, p)
	a.gap -= amount
}

// narrow fixes days: when a document was finally paid on a day without a
// payment, one of its set-offs took place then. If the others are known to be
// earlier it is the remaining one.
func narrow(pieces []*piece) {
	of := map[*account][]*piece{}
	for _, p := range pieces {
		of[p.from] = append(of[p.from], p)
		if p.to != nil {
			of[p.to] = append(of[p.to], p)
		}
	}
	for a, mine := range of {
		if p := closing(a, mine); p != nil {
			p.earliest = p.latest
		}
	}
}

// closing is the set-off that closed a, when only one can have.
func closing(a *account, mine []*piece) *piece {
	if !a.closed() || a.last == a.FinalPaid {
		return nil
	}
	var found *piece
	for _, p := range mine {
		if p.latest != a.FinalPaid {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// takenOff is what the piece takes off a.
func (p *piece) takenOff(a *account) money.Amount {
	switch a {
	case p.from:
		return p.amount
	case p.to:
		return -p.amount
	}
	return 0
}

func (p *piece) settle() {
	s := Settlement{Kind: BySetOff, Earliest: p.earliest, Date: p.latest, Amount: p.amount, Guessed: p.guessed}
	if p.to == nil {
		s.Kind = ByUnknown
		p.from.settlements = append(p.from.settlements, s)
		return
	}
	s.Number = p.to.Number
	p.from.settlements = append(p.from.settlements, s)
	s.Number, s.Amount = p.from.Number, -p.amount
	p.to.settlements = append(p.to.settlements, s)
}
