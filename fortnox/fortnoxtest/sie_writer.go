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
		b, ok := byte(r), r < 0x80
		if !ok {
			b, ok = charmap.CodePage437.EncodeRune(r)
		}
		if !ok {
			b = '?'
		}
		w.buf = append(w.buf, b)
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
		w.buf = append(w.buf, ' ')
		w.raw(quoteSIE(t))
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

func (w *sieWriter) month(index int, k monthKey, object string, amount Ore) {
	w.buf = append(w.buf, "#PSALDO"...)
	w.number(index)
	w.raw(" " + k.month)
	w.number(k.account)
	w.raw(" {" + object + "}")
	w.amount(amount)
	w.line(" 0")
}

func (w *sieWriter) voucher(v *Voucher) {
	w.raw("#VER " + v.VoucherSeries)
	w.number(v.VoucherNumber)
	w.raw(" " + compact(v.TransactionDate) + " " + quoteSIE(v.Description) + " " + compact(v.RegistrationDate))
	w.blank()
	w.line("{")
	for _, r := range v.VoucherRows {
		switch {
		case r.Removed:
			w.row("#BTRANS", r, " "+quoteSIE(r.RemovedBy))
		case r.AddedBy != "":
			w.row("#RTRANS", r, " "+quoteSIE(r.AddedBy))
			w.row("#TRANS", r, "")
		default:
			w.row("#TRANS", r, "")
		}
	}
	w.line("}")
}

func (w *sieWriter) row(label string, r Row, signature string) {
	w.buf = append(w.buf, label...)
	w.number(r.Account)
	w.raw(" {")
	if r.CostCenter != "" {
		w.raw("1 " + quoteSIE(string(r.CostCenter)))
	}
	if r.Project != "" {
		if r.CostCenter != "" {
			w.raw(" ")
		}
		w.raw("6 " + quoteSIE(string(r.Project)))
	}
	w.raw("}")
	w.amount(r.amount())
	w.raw(` "" ` + quoteSIE(r.TransactionInformation) + " " + r.quantity() + signature)
	w.blank()
}

// quoteSIE puts s in quotes. Control characters become blanks.
func quoteSIE(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r < ' ' || r == 0x7f:
			b.WriteByte(' ')
		case r == '"':
			b.WriteString(`\"`)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// compact turns 2025-12-31 into 20251231.
func compact(date string) string {
	return strings.ReplaceAll(date, "-", "")
}
