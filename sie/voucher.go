package sie

import (
	"iter"
	"strconv"
)

type voucherRecord struct {
	series  ref
	number  uint32 // a ref, or the number itself
	date    Date
	text    ref
	tail    ref // tuple: registration date, sign, extra fields, date as written
	line    uint32
	rows    uint32 // index of the first row; the next voucher's is the end
	numeric bool   // number is written as a plain decimal number
}

// plainNumber is the value of a decimal number of at most nine digits without
// leading zeros, the form in which nearly all vouchers are numbered.
func plainNumber(b []byte) (n uint32, ok bool) {
	if len(b) == 0 || len(b) > 9 || b[0] == '0' && len(b) > 1 {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + uint32(c-'0')
	}
	return n, true
}

// A Voucher (verifikation) is one #VER with its rows: a small value that looks
// into its File.
type Voucher struct {
	file  *File
	index int
}

// NumVouchers is the number of #VER records.
func (f *File) NumVouchers() int { return len(f.vouchers) }

// Voucher is the voucher with the index, which runs from 0 in file order.
func (f *File) Voucher(index int) Voucher {
	_ = f.vouchers[index]
	return Voucher{f, index}
}

// Vouchers yields all vouchers in file order.
func (f *File) Vouchers() iter.Seq[Voucher] {
	return func(yield func(Voucher) bool) {
		for i := range f.vouchers {
			if !yield(Voucher{f, i}) {
				return
			}
		}
	}
}

func (v Voucher) record() *voucherRecord { return &v.file.vouchers[v.index] }

// Index is the voucher's place in the file, from 0.
func (v Voucher) Index() int { return v.index }

// Series is the series as written; empty in a 4I file when the receiver chooses.
func (v Voucher) Series() string { return v.file.text(v.record().series) }

// Number is the number as written; empty in a 4I file when the receiver chooses.
func (v Voucher) Number() string {
	r := v.record()
	if r.numeric {
		return strconv.Itoa(int(r.number))
	}
	return v.file.text(ref(r.number))
}

// Date is the accounting date (verifikationsdatum), zero when it is missing or
// could not be read, which is a finding.
func (v Voucher) Date() Date { return v.record().date }

// Text is the voucher's text.
func (v Voucher) Text() string { return v.file.text(v.record().text) }

// Registered is the day on which the voucher was entered; zero when not given.
func (v Voucher) Registered() Date {
	d, _ := ParseDate(v.tail(0))
	return d
}

// Sign says who entered the voucher.
func (v Voucher) Sign() string { return v.tail(1) }

func (v Voucher) tail(i int) string {
	return v.file.text(refAt(v.file.text(v.record().tail), i))
}

// Line is the line of #VER, from 1.
func (v Voucher) Line() int { return int(v.record().line) }

func (v Voucher) span() (from, to uint32) {
	from, to = v.record().rows, uint32(len(v.file.rows))
	if v.index+1 < len(v.file.vouchers) {
		to = v.file.vouchers[v.index+1].rows
	}
	return from, to
}

// Rows yields the booked rows, those of #TRANS: the only ones that count in
// balances and sums.
func (v Voucher) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		from, to := v.span()
		for i := from; i < to; i++ {
			if v.file.rows[i].kind() == Booked && !yield(Row{v.file, v.index, i}) {
				return
			}
		}
	}
}

// AllRows yields the booked rows and those of #RTRANS and #BTRANS, which tell
// what was added and removed and must not be added up.
func (v Voucher) AllRows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		from, to := v.span()
		for i := from; i < to; i++ {
			if !yield(Row{v.file, v.index, i}) {
				return
			}
		}
	}
}

// NumRows is the number of booked rows.
func (v Voucher) NumRows() int {
	n := 0
	from, to := v.span()
	for _, r := range v.file.rows[from:to] {
		if r.kind() == Booked {
			n++
		}
	}
	return n
}

// Sum is the sum of the booked rows, zero when the voucher balances.
func (v Voucher) Sum() Amount {
	var sum Amount
	from, to := v.span()
	for _, r := range v.file.rows[from:to] {
		if r.kind() == Booked {
			sum += r.amount
		}
	}
	return sum
}
