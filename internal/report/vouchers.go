package report

import (
	"context"
	"iter"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// VoucherChoice narrows verifikationslista.
type VoucherChoice struct {
	Series string       // empty: all
	Period civil.Period // empty: the whole year
}

func (c VoucherChoice) lets(v ledger.Voucher) bool {
	switch {
	case c.Series != "" && !strings.EqualFold(v.Series, c.Series):
		return false
	case !c.Period.From.IsZero() && v.Date.Before(c.Period.From):
		return false
	}
	return c.Period.To.IsZero() || !v.Date.After(c.Period.To)
}

// VoucherList is verifikationslista: the vouchers of the books with their rows,
// in the source's order.
func VoucherList(ctx context.Context, h Head, year ledger.Year, choice VoucherChoice) Document {
	columns := []Column{
		{Name: t(ctx, "Datum"), Type: Date, Sheet: true},
		{Name: t(ctx, "Verifikation"), Type: Text, Sheet: true},
		{Name: t(ctx, "Verifikationstext"), Type: Text, Wide: 4, Sheet: true},
		{Name: t(ctx, "Konto"), Type: Text},
		{Name: t(ctx, "Benämning"), Type: Text, Wide: 3},
		{Name: t(ctx, "Text"), Type: Text, Wide: 4},
		amount(t(ctx, "Debet")), amount(t(ctx, "Kredit")),
	}
	notes := []string{t(ctx, "Strukna rader visas men räknas inte.")}
	if choice.Series != "" {
		notes = append(notes, t(ctx, "Serie %s.", choice.Series))
	}
	if !choice.Period.From.IsZero() || !choice.Period.To.IsZero() {
		notes = append(notes, t(ctx, "Perioden %s.", choice.Period))
	}
	return Document{Head: h, Title: t(ctx, "Verifikationslista"), Name: "verifikationslista", Notes: notes, Sections: []Section{{Tables: []Table{{
		Caption: t(ctx, "Verifikationslista"), Columns: columns, Rows: voucherRows(ctx, year, choice),
		Empty: t(ctx, "Det finns inga verifikationer att visa."),
	}}}}}
}

func voucherRows(ctx context.Context, year ledger.Year, choice VoucherChoice) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		var debit, credit money.Amount
		vouchers := 0
		for _, v := range year.Vouchers {
			if !choice.lets(v) {
				continue
			}
			vouchers++
			if !yield(group(strings.TrimSpace(v.ID() + "  " + v.Date.String() + "  " + v.Text))) {
				return
			}
			for _, r := range v.Rows {
				if !r.Struck {
					debit, credit = debit+max(r.Amount, 0), credit+max(-r.Amount, 0)
				}
				if !yield(voucherRow(ctx, year, v, r)) {
					return
				}
			}
		}
		if vouchers > 0 {
			yield(Row{Total, []Cell{{}, {}, {}, {}, {}, T(plural(ctx, vouchers, "Summa 1 verifikation", "Summa %d verifikationer")), A(debit), A(credit)}})
		}
	}
}

// voucher names a voucher of the books.
func voucher(v ledger.Voucher) Cell { return T(v.ID()).at(Place{Series: v.Series, Voucher: v.Number}) }

func voucherRow(ctx context.Context, year ledger.Year, v ledger.Voucher, r ledger.Row) Row {
	named, _ := year.Account(r.Account)
	text, debit, credit := r.Text, AOr(max(r.Amount, 0)), AOr(max(-r.Amount, 0))
	if r.Struck {
		text = strings.TrimSpace(t(ctx, "Struken: %s", r.Amount) + " " + text)
		debit, credit = Cell{}, Cell{}
	}
	return Row{Line, []Cell{D(v.Date), voucher(v), T(v.Text), account(r.Account), T(named.Name), T(text), debit, credit}}
}
