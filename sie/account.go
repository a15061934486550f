package sie

import (
	"cmp"
	"iter"
	"slices"
)

type accountRecord struct {
	number, name, unit ref
	extra              ref // fields after those of #KONTO
	ktypExtra          ref // of #KTYP
	unitExtra          ref // of #ENHET
	line               uint32
	ktyp               byte
	declared           bool
	sru                int32 // index+1 in srus of its last code; 0 for none
}

type sruRecord struct {
	code     ref
	extra    ref
	line     uint32
	previous int32 // index+1 of the account's code before it
}

// An Account is one #KONTO with what #KTYP, #ENHET and #SRU say about it.
type Account struct {
	Number string // as written: "1930", "0351"
	Name   string
	Type   AccountType // 0 when the file has no #KTYP for it
	Unit   string      // unit of its quantities
	SRU    []string    // tax form codes, in file order
	Line   int
}

// AccountType is the letter of #KTYP.
type AccountType byte

// The types of accounts [§#KTYP].
const (
	Asset     AccountType = 'T'
	Liability AccountType = 'S' // debts and equity
	Cost      AccountType = 'K'
	Income    AccountType = 'I'
)

// NumAccounts is the number of accounts that #KONTO declares.
func (f *File) NumAccounts() int {
	n := 0
	for i := range f.accounts {
		if f.accounts[i].declared {
			n++
		}
	}
	return n
}

// Accounts yields the declared accounts in file order.
func (f *File) Accounts() iter.Seq[Account] {
	return func(yield func(Account) bool) {
		for i := range f.accounts {
			if f.accounts[i].declared && !yield(f.account(i)) {
				return
			}
		}
	}
}

// Account is the declared account with the number.
func (f *File) Account(number string) (a Account, ok bool) {
	i, ok := f.accountIndex(number)
	if !ok || !f.accounts[i].declared {
		return Account{}, false
	}
	return f.account(i), true
}

func (f *File) accountIndex(number string) (i int, ok bool) {
	i, ok = slices.BinarySearchFunc(f.byNumber, number, func(i uint32, want string) int {
		return cmp.Compare(f.text(f.accounts[i].number), want)
	})
	if !ok {
		return 0, false
	}
	return int(f.byNumber[i]), true
}

func (f *File) account(i int) Account {
	r := &f.accounts[i]
	return Account{
		Number: f.text(r.number), Name: f.text(r.name), Type: AccountType(r.ktyp),
		Unit: f.text(r.unit), SRU: f.sruCodes(r), Line: int(r.line),
	}
}

// sruIndices are the places in srus of an account's codes, in file order.
func (f *File) sruIndices(r *accountRecord) []int {
	var list []int
	for i := r.sru; i > 0; i = f.srus[i-1].previous {
		list = append(list, int(i-1))
	}
	slices.Reverse(list)
	return list
}

func (f *File) sruCodes(r *accountRecord) []string {
	var codes []string
	for _, i := range f.sruIndices(r) {
		codes = append(codes, f.text(f.srus[i].code))
	}
	return codes
}

func (f *File) indexAccounts() {
	f.byNumber = make([]uint32, len(f.accounts))
	for i := range f.byNumber {
		f.byNumber[i] = uint32(i)
	}
	slices.SortFunc(f.byNumber, func(a, b uint32) int {
		return cmp.Compare(f.text(f.accounts[a].number), f.text(f.accounts[b].number))
	})
}

type dimRecord struct {
	number, name, parent, extra ref
	line                        uint32
}

type objectRecord struct {
	dim, code, name, extra ref
	line                   uint32
}

// A Dimension is one #DIM or #UNDERDIM. Dimensions 1 (cost centre), 2 (cost
// bearer), 6 (project), 7 (employee), 8 (customer), 9 (supplier) and 10
// (invoice) are reserved and need no record.
type Dimension struct {
	Number string
	Name   string
	Parent string // of a sub-dimension; empty for #DIM
	Line   int
}

// An Object is one #OBJEKT: a cost centre, a project, …
type Object struct {
	Dimension string
	Code      string
	Name      string
	Line      int
}

// Dimensions yields #DIM and #UNDERDIM in file order.
func (f *File) Dimensions() iter.Seq[Dimension] {
	return func(yield func(Dimension) bool) {
		for _, d := range f.dims {
			if !yield(Dimension{f.text(d.number), f.text(d.name), f.text(d.parent), int(d.line)}) {
				return
			}
		}
	}
}

// Objects yields #OBJEKT in file order.
func (f *File) Objects() iter.Seq[Object] {
	return func(yield func(Object) bool) {
		for _, o := range f.objects {
			if !yield(Object{f.text(o.dim), f.text(o.code), f.text(o.name), int(o.line)}) {
				return
			}
		}
	}
}
