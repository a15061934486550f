package source

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/sie"
)

// year is the year of the file with everything booked in it.
func (r *reader) year(y sie.Year) ledger.Year {
	out := ledger.Year{Period: period(y), Vouchers: r.vouchers(), Objects: r.declared()}
	if out.Period.CheckYear() != nil {
		r.found.add(CodeOddYear, Warning, out.Period.String())
	}
	var undeclared []string
	out.Accounts, undeclared = r.accounts(out.Vouchers)
	for _, number := range undeclared {
		r.found.add(CodeAccountUndeclared, Warning, number)
	}
	moved := movements(out.Vouchers)
	complete := r.kind == sie.Kind4E && len(out.Vouchers) > 0
	if !complete {
		moved = nil
	}
	out.Balances = r.balances(0, out.Accounts, moved)
	r.checkExtent(out, complete)
	r.checkVouchers(out)
	r.checkBalances(out)
	return out
}

// earlier is what the file says of a year before its own.
func (r *reader) earlier(y sie.Year) ledger.Year {
	accounts, _ := r.accounts(nil)
	return ledger.Year{Period: period(y), Accounts: accounts, Balances: r.balances(y.No, accounts, nil)}
}

// accounts is the chart, with accounts that are used without being declared.
func (r *reader) accounts(vouchers []ledger.Voucher) (chart []ledger.Account, undeclared []string) {
	known := map[string]bool{}
	for a := range r.file.Accounts() {
		if !known[a.Number] {
			known[a.Number] = true
			chart = append(chart, ledger.Account{Number: a.Number, Name: a.Name, Result: r.isResult(a.Number, a.Type)})
		}
	}
	use := func(number string) {
		if number != "" && !known[number] {
			known[number] = true
			chart = append(chart, ledger.Account{Number: number, Result: r.isResult(number, 0)})
			undeclared = append(undeclared, number)
		}
	}
	for b := range r.file.Balances(sie.IB, sie.UB, sie.RES) {
		use(b.Account)
	}
	for _, v := range vouchers {
		for _, row := range v.Rows {
			use(row.Account)
		}
	}
	slices.SortFunc(chart, func(a, b ledger.Account) int { return strings.Compare(a.Number, b.Number) })
	return chart, undeclared
}

// balances are those of one year. Without moved they are what the file states.
func (r *reader) balances(no int, accounts []ledger.Account, moved map[string]money.Amount) []ledger.Balance {
	var out []ledger.Balance
	asResult := 0
	for _, a := range accounts {
		b := ledger.Balance{Account: a.Number}
		opening, hasOpening := r.file.Balance(sie.IB, no, a.Number)
		closing, hasClosing := r.file.Balance(sie.UB, no, a.Number)
		result, hasResult := r.file.Balance(sie.RES, no, a.Number)
		switch {
		case a.Result && !hasResult && hasClosing:
			// SpeedLedger writes #UB for every account and no #RES.
			b.Stated = money.Amount(closing)
			asResult++
		case a.Result:
			b.Stated = money.Amount(result)
		default:
			b.Opening, b.Stated = money.Amount(opening), money.Amount(closing)
		}
		if a.Result && opening != 0 && no == 0 {
			r.found.add(CodeOpeningOnResult, Warning, a.Number, money.Amount(opening).String())
		}
		row, used := moved[a.Number]
		if b.Moved = row; moved == nil {
			b.Moved = b.Stated - b.Opening
		}
		if used || hasOpening || hasClosing || hasResult {
			out = append(out, b)
		}
	}
	if asResult > 0 && no == 0 {
		r.found.add(CodeClosingAsResult, Info, strconv.Itoa(asResult))
	}
	return out
}

func movements(vouchers []ledger.Voucher) map[string]money.Amount {
	moved := map[string]money.Amount{}
	for _, v := range vouchers {
		for _, row := range v.Rows {
			if !row.Struck {
				moved[row.Account] += row.Amount
			}
		}
	}
	return moved
}

// vouchers keeps the booked rows and those that were struck. A row that was
// added later comes as #RTRANS and again as #TRANS: the second one is taken.
func (r *reader) vouchers() []ledger.Voucher {
	rows := make([]ledger.Row, 0, r.file.Count("#TRANS")+r.file.Count("#BTRANS"))
	out := make([]ledger.Voucher, 0, r.file.NumVouchers())
	for v := range r.file.Vouchers() {
		first := len(rows)
		for row := range v.AllRows() {
			if row.Kind() != sie.Added {
				rows = append(rows, r.row(row))
			}
		}
		out = append(out, ledger.Voucher{
			Series: v.Series(), Number: v.Number(), Date: date(v.Date()), Text: v.Text(),
			Registered: date(v.Registered()), Rows: rows[first:len(rows):len(rows)],
		})
	}
	return out
}

// declared are the objects that the file names.
func (r *reader) declared() []ledger.NamedObject {
	var all []ledger.NamedObject
	for o := range r.file.Objects() {
		all = append(all, ledger.NamedObject{Dimension: o.Dimension, Code: o.Code, Name: o.Name})
	}
	slices.SortStableFunc(all, func(a, b ledger.NamedObject) int {
		return cmp.Or(strings.Compare(a.Dimension, b.Dimension), strings.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(all, func(a, b ledger.NamedObject) bool { return a.Dimension == b.Dimension && a.Code == b.Code })
}

// objectChunk is how many objects of rows share an array.
const objectChunk = 4096

// row shares arrays among the objects of many rows.
func (r *reader) row(row sie.Row) ledger.Row {
	if cap(r.objects)-len(r.objects) < 8 {
		r.objects = make([]ledger.Object, 0, objectChunk)
	}
	first := len(r.objects)
	for dimension, code := range row.Objects() {
		r.objects = append(r.objects, ledger.Object{Dimension: dimension, Code: code})
	}
	out := ledger.Row{
		Account: row.Account(), Amount: money.Amount(row.Amount()), Text: row.Text(),
		Struck: row.Kind() == sie.Removed, Added: row.Added(),
	}
	if last := len(r.objects); last > first {
		out.Objects = r.objects[first:last:last]
	}
	return out
}
