package sie

import (
	"cmp"
	"iter"
	"slices"
)

// BalanceKind says what a balance record holds.
type BalanceKind uint8

// The balance records.
const (
	IB      BalanceKind = iota // opening balance
	UB                         // closing balance
	RES                        // the year's sum of a result account
	OIB                        // opening balance of an object
	OUB                        // closing balance of an object
	PSALDO                     // a month's movement, not a running balance
	PBUDGET                    // a month's budgeted movement
)

// String is the label, "#IB".
func (k BalanceKind) String() string { return (lIB + label(min(k, PBUDGET))).String() }

type balanceRecord struct {
	amount  Amount
	account ref
	objects ref
	tail    ref // tuple: quantity, extra fields
	period  Period
	line    uint32
	year    int16
	kind    BalanceKind
}

// A Balance is one balance record.
type Balance struct {
	Kind     BalanceKind
	Year     int    // 0 this year, -1 last year, …
	Period   Period // PSALDO and PBUDGET only
	Account  string
	Amount   Amount // öre, debit positive
	Quantity string // as written, usually empty
	Line     int

	file    *File
	objects ref
}

// Whole is true for the whole account and false for a part of it, an object.
func (b Balance) Whole() bool { return b.objects == 0 }

// Objects yields dimension and object code for each object of the record.
func (b Balance) Objects() iter.Seq2[string, string] { return objectSeq(b.file, b.objects) }

// Balances yields the balance records of the given kinds in file order, all
// kinds when none is given.
func (f *File) Balances(kinds ...BalanceKind) iter.Seq[Balance] {
	var wanted uint16
	for _, k := range kinds {
		wanted |= 1 << k
	}
	return func(yield func(Balance) bool) {
		for i := range f.balances {
			if wanted != 0 && wanted&(1<<f.balances[i].kind) == 0 {
				continue
			}
			if !yield(f.balance(i)) {
				return
			}
		}
	}
}

func (f *File) balance(i int) Balance {
	r := &f.balances[i]
	return Balance{
		Kind: r.kind, Year: int(r.year), Period: r.period, Account: f.text(r.account), Amount: r.amount,
		Quantity: f.text(refAt(f.text(r.tail), 0)), Line: int(r.line), file: f, objects: r.objects,
	}
}

// Balance is the #IB, #UB or #RES of a whole account in a year. When the file
// repeats it the last is meant, which is a finding. Ok is false when there is
// none; the standard lets zero balances be left out [§5.17].
func (f *File) Balance(kind BalanceKind, year int, account string) (a Amount, ok bool) {
	i, ok := slices.BinarySearchFunc(f.byBalance, balanceKey{kind, year, account}, func(i uint32, want balanceKey) int {
		return f.keyOf(i).compare(want)
	})
	if !ok {
		return 0, false
	}
	return f.balances[f.byBalance[i]].amount, true
}

type balanceKey struct {
	kind    BalanceKind
	year    int
	account string
}

func (k balanceKey) compare(o balanceKey) int {
	return cmp.Or(cmp.Compare(k.kind, o.kind), cmp.Compare(k.year, o.year), cmp.Compare(k.account, o.account))
}

func (f *File) keyOf(i uint32) balanceKey {
	r := &f.balances[i]
	return balanceKey{r.kind, int(r.year), f.text(r.account)}
}

// indexBalances orders the whole-account balances for Balance, keeps the last
// of repeated ones and calls repeated for each pair.
func (f *File) indexBalances(repeated func(first, second *balanceRecord)) {
	var all []uint32
	for i := range f.balances {
		if r := &f.balances[i]; r.kind <= RES && r.objects == 0 {
			all = append(all, uint32(i))
		}
	}
	slices.SortStableFunc(all, func(a, b uint32) int { return f.keyOf(a).compare(f.keyOf(b)) })
	for _, i := range all {
		if n := len(f.byBalance); n > 0 && f.keyOf(f.byBalance[n-1]) == f.keyOf(i) {
			repeated(&f.balances[f.byBalance[n-1]], &f.balances[i])
			f.byBalance[n-1] = i
			continue
		}
		f.byBalance = append(f.byBalance, i)
	}
}
