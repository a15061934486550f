package tax

import (
	"slices"

	"bokslut/internal/money"
)

// target is what the plan wants booked of a kind in the whole year; nil is that
// it stays as it is.
func (r Result) target(k EntryKind) vector {
	b := r.basis
	f := b.facts
	switch k {
	case EntryPension, EntryProperty, EntryYield:
		return b.specialTarget(k)
	case EntryOver:
		if !b.over.known {
			return nil
		}
		return b.overPair(r.Over.Change - b.over.others)
	case EntryGroup:
		return groupTarget(f.Koncernbidrag)
	case EntryReversal:
		v := vector{}
		for _, s := range r.Funds {
			v = v.plus(1, pair(s.Account, "8819", s.Reversed()))
		}
		return v
	case EntryFund:
		return pair("8811", b.newFund(), r.Allocation)
	case EntryPrior:
		if f.TidigareSkatt == nil {
			return nil
		}
		return priorTarget(*f.TidigareSkatt)
	case EntryTax:
		return pair("8910", "2512", r.Tax)
	}
	return pair("8999", "2099", r.Net)
}

var specialCounter = map[EntryKind]string{EntryPension: "2514", EntryProperty: "2513", EntryYield: "2515"}

func (b *Basis) specialTarget(k EntryKind) vector {
	for _, s := range b.special {
		if s.Kind == k && len(s.Costs) > 0 {
			v := vector{}
			for _, cost := range s.Costs {
				v = v.plus(1, pair(cost.Account, specialCounter[k], cost.Amount))
			}
			return v
		}
	}
	return nil
}

func groupTarget(k Koncernbidrag) vector {
	if k.Mottaget == nil && k.Lamnat == nil {
		return nil
	}
	v := vector{}
	if k.Mottaget != nil {
		v = v.plus(1, pair("1660", "8820", *k.Mottaget))
	}
	if k.Lamnat != nil {
		v = v.plus(1, pair("8830", "2860", *k.Lamnat))
	}
	return v
}

func priorTarget(cost money.Amount) vector {
	if cost < 0 {
		return pair("8930", "2512", cost)
	}
	return pair("8920", "2512", cost)
}

// overAccounts are the accounts of överavskrivningar on equipment, the balance
// sheet first: those that have a balance, else 2153 where the chart has it.
func (b *Basis) overAccounts() (balance, result string) {
	whole, part := b.books.sum(2150, 2150), b.books.sum(2153, 2153)
	if part.Abs() > whole.Abs() || part == whole && (b.books.has("2153") || !b.books.has("2150")) {
		return "2153", "8853"
	}
	return "2150", "8850"
}

func (b *Basis) overPair(change money.Amount) vector {
	balance, result := b.overAccounts()
	return pair(balance, result, change)
}

// newFund is the account of this year's fund: the one that the year was booked
// on already, else the one that the year's last digit gives.
func (b *Basis) newFund() string {
	taken := map[string]bool{}
	for _, s := range b.funds {
		taken[s.Account] = true
	}
	for _, a := range b.books.in(fundAccounts) {
		if a.Moved < 0 && !taken[a.Number] {
			return a.Number
		}
	}
	return FundAccount(b.facts.Year, func(account string) bool { return taken[account] })
}

// kindBooks says where the bookings of a kind stand: result accounts, with the
// one that the plan uses, and where their counterpart is.
type kindBooks struct {
	result  []Range
	main    string
	balance []Range // counterparts that are certain: their change belongs to the kind
	counter string  // else the counterpart that is assumed
}

func (b *Basis) kindBooks(k EntryKind) []kindBooks {
	switch k {
	case EntryPension:
		return []kindBooks{{result: []Range{{7532, 7533}}, main: "7533", counter: "2514"}}
	case EntryProperty:
		return []kindBooks{{result: []Range{{5191, 5191}}, main: "5191", counter: "2513"}}
	case EntryYield:
		return []kindBooks{{result: []Range{{7550, 7559}}, counter: "2515"}}
	case EntryOver:
		_, result := b.overAccounts()
		return []kindBooks{{result: []Range{{8850, 8850}, {8853, 8853}}, main: result, balance: []Range{{2150, 2150}, {2153, 2153}}}}
	case EntryGroup:
		return b.groupBooks()
	case EntryReversal, EntryFund:
		return b.fundBooks(k)
	case EntryPrior:
		return []kindBooks{{result: []Range{{8920, 8939}}, counter: "2512"}}
	case EntryTax:
		return []kindBooks{{result: []Range{{8910, 8919}}, main: "8910", counter: "2512"}}
	}
	return []kindBooks{{result: []Range{{8990, 8999}}, main: "8999", counter: "2099"}}
}

// fundBooks puts 8810, which holds both, where its balance says.
func (b *Basis) fundBooks(k EntryKind) []kindBooks {
	both, released := Range{8810, 8810}, b.books.sum(8810, 8810) < 0
	books := kindBooks{result: []Range{{8811, 8818}}, main: "8811"}
	if k == EntryReversal {
		books = kindBooks{result: []Range{{8819, 8819}}, main: "8819"}
	}
	if released == (k == EntryReversal) {
		books.result = append(books.result, both)
	}
	return []kindBooks{books}
}

// groupBooks leaves out the side that stays as booked.
func (b *Basis) groupBooks() []kindBooks {
	var list []kindBooks
	if b.facts.Koncernbidrag.Mottaget != nil {
		list = append(list, kindBooks{result: []Range{{8820, 8829}}, main: "8820", counter: "1660"})
	}
	if b.facts.Koncernbidrag.Lamnat != nil {
		list = append(list, kindBooks{result: []Range{{8830, 8839}}, main: "8830", counter: "2860"})
	}
	return list
}

// bookedOf is what the ledger has of a kind this year. collapse puts a range on
// the account that the plan uses, so that a difference does not move amounts
// between accounts that say the same.
func (b *Basis) bookedOf(k EntryKind, collapse bool) vector {
	v := vector{}
	for _, kb := range b.kindBooks(k) {
		for _, a := range b.books.in(kb.result...) {
			account := a.Number
			if collapse && kb.main != "" {
				account = kb.main
			}
			v.add(account, a.Moved)
			if kb.counter != "" {
				v.add(kb.counter, -a.Moved)
			}
		}
		balance, _ := b.overAccounts()
		for _, a := range b.books.in(kb.balance...) {
			account := a.Number
			if collapse {
				account = balance
			}
			v.add(account, a.Moved)
		}
	}
	b.addFunds(v, k)
	return v
}

// addFunds counts changes of funds from earlier years as reversals, and of the
// others as the year's allocation.
func (b *Basis) addFunds(v vector, k EntryKind) {
	if k != EntryReversal && k != EntryFund {
		return
	}
	for _, a := range b.books.in(fundAccounts) {
		if earlier := slices.ContainsFunc(b.funds, func(s FundState) bool { return s.Account == a.Number }); earlier == (k == EntryReversal) {
			v.add(a.Number, a.Moved)
		}
	}
}
