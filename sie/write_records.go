package sie

import (
	"fmt"
	"strconv"
	"strings"
)

func (w *writer) balances() {
	for i := range w.f.balances {
		w.rawBefore(balances, i)
		r := &w.f.balances[i]
		w.begin(r.label())
		w.must(fieldBare, strconv.Itoa(int(r.year)))
		if r.kind >= PSALDO {
			w.must(fieldBare, fmt.Sprintf("%06d", r.period))
		}
		w.must(fieldBare, w.f.text(r.account))
		if r.kind >= OIB {
			w.objects(r.objects)
		}
		w.amount(r.amount)
		tail := w.f.text(r.tail)
		w.quantity(w.f.text(refAt(tail, 0)))
		if extra := refAt(tail, 1); extra != 0 {
			w.fill(len(formats[r.label()].fields))
			w.extra(extra)
		}
		w.end()
	}
	w.rawRest(balances)
}

// leaveOutBalances reports what an import may not hold.
func (w *writer) leaveOutBalances() {
	for l := lIB; l <= lPbudget; l++ {
		if n := w.f.counts[l]; n > 0 {
			w.label = l
			w.find(CodeRecordLeftOut, strconv.Itoa(n), "they do not belong in an import")
		}
	}
	if n := len(w.raw[balances]); n > 0 {
		w.label = unknown
		w.find(CodeRecordLeftOut, strconv.Itoa(n), "they stand among the balances, which do not belong in an import")
	}
}

func (w *writer) voucher(i int) {
	v := w.f.Voucher(i)
	r := v.record()
	tail := w.f.text(r.tail)
	w.begin(lVer)
	w.must(fieldBare, v.Series())
	w.must(fieldBare, v.Number())
	if r.date == 0 {
		w.must(fieldBare, w.f.text(refAt(tail, 3)))
	} else {
		w.date(r.date)
	}
	w.may(fieldText, v.Text())
	w.may(fieldBare, w.f.text(refAt(tail, 0)))
	w.may(fieldText, w.f.text(refAt(tail, 1)))
	if extra := refAt(tail, 2); extra != 0 {
		w.fill(len(formats[lVer].fields))
		w.extra(extra)
	}
	w.end()
	w.line("{")
	from, to := v.span()
	for n := from; n < to; n++ {
		w.rawInside(i, n)
		w.row(&w.f.rows[n])
	}
	w.rawInside(i, to)
	w.line("}")
}

func (w *writer) row(r *rowRecord) {
	l := lTrans + label(r.kind())
	w.begin(l)
	w.must(fieldBare, w.f.text(r.account))
	w.objects(r.objects)
	w.amount(r.amount)
	if r.date == 0 {
		w.may(fieldBare, "")
	} else {
		w.date(r.date)
	}
	w.may(fieldText, w.f.text(r.text))
	tail := w.f.text(r.tail)
	w.quantity(w.f.text(refAt(tail, 0)))
	w.may(fieldText, w.f.text(refAt(tail, 1)))
	if extra := refAt(tail, 2); extra != 0 {
		w.fill(len(formats[l].fields))
		w.extra(extra)
	}
	w.end()
}

// quantity writes a quantity, with a point where it has a decimal comma.
func (w *writer) quantity(s string) {
	if whole, decimals, ok := strings.Cut(strings.TrimPrefix(s, "-"), ","); ok && len(whole)+len(decimals) > 0 && digitsOnly(whole+decimals) {
		point := strings.Replace(s, ",", ".", 1)
		w.find(CodeRecordChanged, s, point)
		s = point
	}
	w.may(fieldQuantity, s)
}

// openChecksum writes the record that says that a checksum follows.
func (w *writer) openChecksum() {
	w.line("#KSUMMA")
	w.sum.on = true
}

// checksum writes the closing record, after all others.
func (w *writer) checksum() {
	if w.sum.on {
		w.line("#KSUMMA " + strconv.FormatUint(uint64(w.sum.crc), 10))
	}
}
