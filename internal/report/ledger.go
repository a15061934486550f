package report

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// LedgerChoice narrows huvudbok.
type LedgerChoice struct {
	From, To string       // account numbers, both included; empty: from the first, to the last
	Period   civil.Period // empty: the whole year
}

// Has tells whether the choice lets an account through. A beginning of numbers as
// To, such as 15, means every account that begins so.
func (c LedgerChoice) Has(account string) bool {
	return account >= c.From && (c.To == "" || account <= c.To || len(c.To) < 4 && strings.HasPrefix(account, c.To))
}

func (c LedgerChoice) before(d civil.Date) bool {
	return !c.Period.From.IsZero() && d.Before(c.Period.From)
}

func (c LedgerChoice) after(d civil.Date) bool { return !c.Period.To.IsZero() && d.After(c.Period.To) }

// GeneralLedger is huvudbok: each account with opening balance, vouchers with
// running balance, and closing balance; after it the closing entries that the
// books do not hold yet, and the final balance. entries are those that count.
// Amounts have the ledger's sign. The cost is one walk over the rows of the year.
func GeneralLedger(ctx context.Context, h Head, year ledger.Year, entries []closing.Entry, choice LedgerChoice) Document {
	columns := []Column{
		{Name: t(ctx, "Konto"), Type: Text, Sheet: true},
		{Name: t(ctx, "Benämning"), Type: Text, Sheet: true},
		{Name: t(ctx, "Datum"), Type: Date},
		{Name: t(ctx, "Verifikation"), Type: Text},
		{Name: t(ctx, "Text"), Type: Text, Wide: 1},
		amount(t(ctx, "Debet")), amount(t(ctx, "Kredit")), amount(t(ctx, "Saldo")),
	}
	period := year.Period
	if !choice.Period.From.IsZero() {
		period.From = choice.Period.From
	}
	if !choice.Period.To.IsZero() {
		period.To = choice.Period.To
	}
	notes := []string{t(ctx, "Perioden %s.", period), t(ctx, "Saldon i debet visas som plus, i kredit som minus.")}
	if choice.From != "" || choice.To != "" {
		notes = append(notes, t(ctx, "Konton från %s till %s.", cmp.Or(choice.From, "–"), cmp.Or(choice.To, "–")))
	}
	return Document{Head: h, Title: t(ctx, "Huvudbok"), Name: "huvudbok", Notes: notes, Sections: []Section{{Tables: []Table{{
		Caption: t(ctx, "Huvudbok"), Columns: columns, Rows: ledgerRows(ctx, year, entries, choice),
		Empty: t(ctx, "Inget av kontona har något bokfört."),
	}}}}}
}

// place is a row of a voucher by its indexes.
type place struct{ voucher, row int32 }

// ledgerRows yields the accounts in order of number. What it keeps is eight bytes
// per row of the year.
func ledgerRows(ctx context.Context, year ledger.Year, entries []closing.Entry, choice LedgerChoice) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		places := placesOf(year, choice)
		adjusted := map[string][]closing.Entry{}
		for _, e := range entries {
			seen := map[string]bool{}
			for _, r := range e.Rows {
				if !seen[r.Account] && choice.Has(r.Account) {
					adjusted[r.Account] = append(adjusted[r.Account], e)
				}
				seen[r.Account] = true
			}
		}
		for _, number := range ledgerAccounts(year, places, adjusted, choice) {
			account, ok := year.Account(number)
			if !ok {
				account.Number = number
			}
			one := ledgerAccount{ctx: ctx, year: year, account: account, choice: choice, places: places[number], entries: adjusted[number]}
			if !one.rows(yield) {
				return
			}
		}
	}
}

// placesOf finds the rows that count per account, in order of date.
func placesOf(year ledger.Year, choice LedgerChoice) map[string][]place {
	places := map[string][]place{}
	for i, v := range year.Vouchers {
		for j, r := range v.Rows {
			if !r.Struck && choice.Has(r.Account) {
				places[r.Account] = append(places[r.Account], place{int32(i), int32(j)})
			}
		}
	}
	for _, all := range places {
		slices.SortStableFunc(all, func(a, b place) int {
			return year.Vouchers[a.voucher].Date.Compare(year.Vouchers[b.voucher].Date)
		})
	}
	return places
}

func ledgerAccounts(year ledger.Year, places map[string][]place, adjusted map[string][]closing.Entry, choice LedgerChoice) []string {
	var all []string
	for number := range places {
		all = append(all, number)
	}
	for number := range adjusted {
		all = append(all, number)
	}
	for _, b := range year.Balances {
		if choice.Has(b.Account) && (b.Opening != 0 || b.Moved != 0) {
			all = append(all, b.Account)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ledgerAccount is one account of huvudbok.
type ledgerAccount struct {
	ctx     context.Context
	year    ledger.Year
	account ledger.Account
	choice  LedgerChoice
	places  []place
	entries []closing.Entry
}

func (a ledgerAccount) rows(yield func(Row) bool) bool {
	balance, from := a.year.Balance(a.account.Number).Opening, 0
	for from < len(a.places) && a.choice.before(a.year.Vouchers[a.places[from].voucher].Date) {
		p := a.places[from]
		balance += a.year.Vouchers[p.voucher].Rows[p.row].Amount
		from++
	}
	if !yield(group(a.account.Number+" "+a.account.Name)) || !yield(a.line(civil.Date{}, Cell{}, t(a.ctx, "Ingående saldo"), 0, balance)) {
		return false
	}
	var debit, credit money.Amount
	for _, p := range a.places[from:] {
		v := a.year.Vouchers[p.voucher]
		if a.choice.after(v.Date) {
			break
		}
		r := v.Rows[p.row]
		balance += r.Amount
		debit, credit = debit+max(r.Amount, 0), credit+min(r.Amount, 0)
		if !yield(a.line(v.Date, voucher(v), cmp.Or(r.Text, v.Text), r.Amount, balance)) {
			return false
		}
	}
	kind := Total
	if len(a.entries) > 0 {
		kind = Sum
	}
	if !yield(a.sum(kind, t(a.ctx, "Utgående saldo, bokfört"), debit, credit, balance)) {
		return false
	}
	return len(a.entries) == 0 || a.adjust(balance, yield)
}

// adjust adds what closing entries change, up to the final balance.
func (a ledgerAccount) adjust(balance money.Amount, yield func(Row) bool) bool {
	var debit, credit money.Amount
	for _, e := range a.entries {
		for _, r := range e.Rows {
			if r.Account != a.account.Number {
				continue
			}
			balance += r.Amount
			debit, credit = debit+max(r.Amount, 0), credit+min(r.Amount, 0)
			if !yield(a.line(e.Date, T(e.No).at(Place{Entry: e.No}), cmp.Or(r.Text, e.Text), r.Amount, balance)) {
				return false
			}
		}
	}
	return yield(a.sum(Total, t(a.ctx, "Slutligt saldo med bokslutsverifikationer"), debit, credit, balance))
}

func (a ledgerAccount) line(date civil.Date, voucher Cell, text string, moved, balance money.Amount) Row {
	return Row{Line, []Cell{
		T(a.account.Number), T(a.account.Name), D(date), voucher, T(text), AOr(max(moved, 0)), AOr(max(-moved, 0)), A(balance),
	}}
}

func (a ledgerAccount) sum(kind RowKind, text string, debit, credit, balance money.Amount) Row {
	return Row{kind, []Cell{T(a.account.Number), T(a.account.Name), {}, {}, T(text), A(debit), A(-credit), A(balance)}}
}
