package fortnoxtest

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// sieWriter builds SIE text in CP437. Characters that CP437 lacks become question marks.
type sieWriter struct {
	buf []byte
}

func (w *sieWriter) raw(s string) {
	for _, r := range s {
		w.letter(r)
	}
}

func (w *sieWriter) letter(r rune) {
	b, ok := byte(r), r < 0x80
	if !ok {
		b, ok = charmap.CodePage437.EncodeRune(r)
	}
	if !ok {
		b = '?'
	}
	w.buf = append(w.buf, b)
}

// quoted writes s in quotes, after a blank. Control characters become blanks.
func (w *sieWriter) quoted(s string) {
	w.buf = append(w.buf, ' ', '"')
	for _, r := range s {
		switch {
		case r < ' ' || r == 0x7f:
			w.buf = append(w.buf, ' ')
		case r == '"':
			w.buf = append(w.buf, '\\', '"')
		default:
			w.letter(r)
		}
	}
	w.buf = append(w.buf, '"')
}

// word writes s after a blank, in quotes only when it would not be one field without.
func (w *sieWriter) word(s string) {
	if s == "" || strings.ContainsAny(s, " \"{}\\\t\r\n") {
		w.quoted(s)
		return
	}
	w.buf = append(w.buf, ' ')
	w.raw(s)
}

// day writes 2025-12-31 as 20251231, after a blank.
func (w *sieWriter) day(date string) {
	w.buf = append(w.buf, ' ')
	for i := range len(date) {
		if date[i] != '-' {
			w.buf = append(w.buf, date[i])
		}
	}
}

func (w *sieWriter) line(s string) {
	w.raw(s)
	w.blank()
}

func (w *sieWriter) blank() {
	w.buf = append(w.buf, '\r', '\n')
}

func (w *sieWriter) number(n int) {
	w.buf = append(w.buf, ' ')
	w.buf = strconv.AppendInt(w.buf, int64(n), 10)
}

func (w *sieWriter) amount(o Ore) {
	w.buf = o.append(append(w.buf, ' '))
}

func (w *sieWriter) texts(label string, texts ...string) {
	w.raw(label)
	for _, t := range texts {
		w.quoted(t)
	}
	w.blank()
}

func (w *sieWriter) balance(label string, index, account int, amount Ore) {
	w.buf = append(w.buf, label...)
	w.number(index)
	w.number(account)
	w.amount(amount)
	w.line(" 0")
}

func (w *sieWriter) month(index int, k monthKey, dimension int, object text, amount Ore) {
	w.buf = append(w.buf, "#PSALDO"...)
	w.number(index)
	w.day(k.month)
	w.number(k.account)
	w.raw(" {")
	if dimension != 0 {
		w.object(dimension, object)
	}
	w.raw("}")
	w.amount(amount)
	w.line(" 0")
}

func (w *sieWriter) object(dimension int, object text) {
	w.buf = strconv.AppendInt(w.buf, int64(dimension), 10)
	w.quoted(string(object))
}

func (w *sieWriter) voucher(v *Voucher) {
	w.raw("#VER")
	w.word(v.VoucherSeries)
	w.number(v.VoucherNumber)
	w.day(v.TransactionDate)
	w.quoted(v.Description)
	w.day(v.RegistrationDate)
	w.blank()
	w.line("{")
	for _, r := range v.VoucherRows {
		switch {
		case r.Removed:
			w.row("#BTRANS", r, r.RemovedBy)
		case r.AddedBy != "":
			w.row("#RTRANS", r, r.AddedBy)
			w.row("#TRANS", r, "")
		default:
			w.row("#TRANS", r, "")
		}
	}
	w.line("}")
}

// row writes a row; those that were struck or added carry the signature of who did it.
func (w *sieWriter) row(label string, r Row, signature string) {
	w.buf = append(w.buf, label...)
	w.number(r.Account)
	w.raw(" {")
	if r.CostCenter != "" {
		w.object(1, r.CostCenter)
	}
	if r.Project != "" {
		if r.CostCenter != "" {
			w.raw(" ")
		}
		w.object(6, r.Project)
	}
	w.raw("}")
	w.amount(r.amount())
	w.raw(` ""`)
	w.quoted(r.TransactionInformation)
	w.raw(" ")
	w.raw(r.quantity())
	if label != "#TRANS" {
		w.quoted(signature)
	}
	w.blank()
}

// compact turns 2025-12-31 into 20251231.
func compact(date string) string {
	return strings.ReplaceAll(date, "-", "")
}
