package sie

import "iter"

// RowKind tells booked rows from the history of a voucher.
type RowKind uint8

// The kinds of rows [§#TRANS, #RTRANS, #BTRANS].
const (
	Booked  RowKind = iota // #TRANS
	Added                  // #RTRANS: the row after it was added later
	Removed                // #BTRANS: struck, never booked
)

// String is the label: "#TRANS", "#RTRANS" or "#BTRANS".
func (k RowKind) String() string { return (lTrans + label(min(k, Removed))).String() }

// rowRecord is 32 bytes without pointers, for there may be millions.
type rowRecord struct {
	amount  Amount
	account ref
	objects ref // tuple: dimension, object, dimension, object …
	text    ref
	tail    ref // tuple: quantity, sign, extra fields
	date    Date
	place   uint32 // line<<3 | added<<2 | kind
}

const (
	placeAdded = 1 << 2
	placeLine  = 3
)

func (r *rowRecord) kind() RowKind { return RowKind(r.place & 3) }

// A Row is one row of a voucher: a small value that looks into its File.
type Row struct {
	file    *File
	voucher int
	index   uint32
}

func (r Row) record() *rowRecord { return &r.file.rows[r.index] }

// Kind tells whether the row is booked.
func (r Row) Kind() RowKind { return r.record().kind() }

// Added is true for a booked row that was added after the voucher was first
// entered: its #RTRANS stands just before it.
func (r Row) Added() bool { return r.record().place&placeAdded != 0 }

// Account is the account as written, "1930".
func (r Row) Account() string { return r.file.text(r.record().account) }

// Amount is in öre, debit positive.
func (r Row) Amount() Amount { return r.record().amount }

// Date is the row's own date, or the voucher's when it has none.
func (r Row) Date() Date {
	if d := r.record().date; d != 0 {
		return d
	}
	return r.file.vouchers[r.voucher].date
}

// OwnDate is the date written on the row, zero when there is none.
func (r Row) OwnDate() Date { return r.record().date }

// Text is the row's text; when empty the voucher's text applies.
func (r Row) Text() string { return r.file.text(r.record().text) }

// Quantity is the quantity as written, usually empty.
func (r Row) Quantity() string { return r.tail(0) }

// Sign says who entered or struck the row.
func (r Row) Sign() string { return r.tail(1) }

func (r Row) tail(i int) string {
	return r.file.text(refAt(r.file.text(r.record().tail), i))
}

// Line is the row's line, from 1.
func (r Row) Line() int { return int(r.record().place >> placeLine) }

// Objects yields dimension and object code for each object of the row.
func (r Row) Objects() iter.Seq2[string, string] {
	return objectSeq(r.file, r.record().objects)
}

// Object is the row's object in a dimension, "1" for cost centre and "6" for
// project; ok is false when it has none.
func (r Row) Object(dimension string) (code string, ok bool) {
	for d, o := range r.Objects() {
		if d == dimension {
			return o, true
		}
	}
	return "", false
}

func objectSeq(f *File, list ref) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		packed := f.text(list)
		for i := 0; 4*i < len(packed); i += 2 {
			if !yield(f.text(refAt(packed, i)), f.text(refAt(packed, i+1))) {
				return
			}
		}
	}
}
