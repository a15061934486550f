package tax

import (
	"slices"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// A Field is one figure of INK2, INK2R or INK2S as it is to be filed. Amount is whole kronor with the sign of the form: positive in
// the direction that is printed on the row. Text holds a day or the X of a box,
// and Amount is then zero. Accounts stand behind it with the same sign.
type Field struct {
	Form     string // INK2, INK2R or INK2S
	Row      string // 2.19; empty for days and boxes
	Code     string // field code (SRU)
	Label    string
	Amount   money.Amount
	Text     string
	Accounts []Behind
}

// balanceRow and resultLine are rows of INK2R.
type balanceRow struct {
	row, code, label string
	ranges           []Range
}

type resultLine struct {
	row, plus, minus, label string
	ranges                  []Range
}

// INK2 is the whole declaration of a plan as a list of fields that are not
// zero, in the order of the forms. Accounts that no row takes become findings.
// It is an *UnbalancedError when the plan cannot be booked.
func (r Result) INK2() ([]Field, []Finding, error) {
	accounts, err := r.After()
	if err != nil {
		return nil, nil, err
	}
	after := newBooks(accounts)
	var n notes
	fields := r.mainForm()
	fields = append(fields, r.days("INK2R")...)
	fields = append(fields, balanceFields(after)...)
	fields = append(fields, r.resultFields(after)...)
	uncoupled(after, &n)
	fields = append(fields, r.days("INK2S")...)
	return append(fields, r.adjustmentForm(after)...), n.list, nil
}

func (r Result) days(form string) []Field {
	year := r.basis.facts.Year
	return []Field{
		{Form: form, Code: "7011", Label: "Räkenskapsårets början", Text: year.From.Compact()},
		{Form: form, Code: "7012", Label: "Räkenskapsårets slut", Text: year.To.Compact()},
	}
}

// balanceFields are INK2R 2.1–2.50. Two accounts change sides: tax that was
// paid beyond the debt stands among claims, and a debt on the tax account among
// tax debts.
func balanceFields(after books) []Field {
	var fields []Field
	for _, row := range ink2rBalance {
		sign := money.Amount(1)
		if row.code >= "7300" {
			sign = -1
		}
		f := Field{Form: "INK2R", Row: row.row, Code: row.code, Label: row.label}
		for _, a := range after.in(row.ranges...) {
			if !movesAway(a, after) {
				f.Accounts = appendBehind(f.Accounts, a, sign)
			}
		}
		for _, a := range movedTo(row.row, after) {
			f.Accounts = appendBehind(f.Accounts, a, sign)
		}
		fields = appendField(fields, f)
	}
	return fields
}

var incomeTaxDebt, taxAccount = Range{2510, 2519}, Range{1630, 1630}

func movesAway(a ledger.AccountTotal, after books) bool {
	n := base(a.Number)
	return n == taxAccount.From && a.Closing() < 0 ||
		incomeTaxDebt.From <= n && n <= incomeTaxDebt.To && after.sum(incomeTaxDebt.From, incomeTaxDebt.To) > 0
}

func movedTo(row string, after books) []ledger.AccountTotal {
	from := map[string]Range{"2.21": incomeTaxDebt, "2.49": taxAccount}
	var moved []ledger.AccountTotal
	if r, ok := from[row]; ok {
		for _, a := range after.in(r) {
			if movesAway(a, after) {
				moved = append(moved, a)
			}
		}
	}
	return moved
}

func appendBehind(list []Behind, a ledger.AccountTotal, sign money.Amount) []Behind {
	if a.Closing() == 0 {
		return list
	}
	return append(list, Behind{a.Number, sign * a.Closing()})
}

// appendField adds a field whose accounts give its amount, unless it is zero.
func appendField(fields []Field, f Field) []Field {
	if f.Amount = Kronor(sumBehind(f.Accounts)); f.Amount == 0 {
		return fields
	}
	return append(fields, f)
}

// resultFields are INK2R 3.1–3.27.
func (r Result) resultFields(after books) []Field {
	var fields []Field
	for _, row := range ink2rResult {
		var behind []Behind // income positive
		for _, a := range row.accounts(after) {
			behind = appendBehind(behind, a, -1)
		}
		fields = appendField(fields, row.field(behind))
	}
	if r.FormResult() == 0 {
		return fields
	}
	net := Field{Form: "INK2R", Row: "3.26", Code: "7450", Label: "Årets resultat, vinst", Amount: r.FormResult(), Accounts: after.behind(1, Range{8990, 8999})}
	if net.Amount < 0 {
		net = Field{Form: "INK2R", Row: "3.27", Code: "7550", Label: "Årets resultat, förlust", Amount: -net.Amount, Accounts: after.behind(-1, Range{8990, 8999})}
	}
	return append(fields, net)
}

// accounts are those of the row, with 8810 on the side that its balance says.
func (l resultLine) accounts(after books) []ledger.AccountTotal {
	list := slices.Clone(after.in(l.ranges...))
	if l.row == "3.21" || l.row == "3.22" {
		for _, a := range after.in(Range{8810, 8810}) {
			if (a.Closing() < 0) == (l.row == "3.21") {
				list = append(list, a)
			}
		}
	}
	return list
}

// field chooses the code by the sign of the sum, and turns the accounts to it.
func (l resultLine) field(behind []Behind) Field {
	f := Field{Form: "INK2R", Row: l.row, Code: l.plus, Label: l.label, Accounts: behind}
	if l.plus == "" || l.minus != "" && sumBehind(behind) < 0 {
		f.Code = l.minus
		for i := range f.Accounts {
			f.Accounts[i].Amount = -f.Accounts[i].Amount
		}
	}
	return f
}

// uncoupled finds accounts with a balance that no row takes.
func uncoupled(after books, n *notes) {
	for i, a := range after.accounts {
		if a.Closing() != 0 && !coupled(after.numbers[i]) {
			n.add(FoundUncoupled, Warning, a.Number, kr(a.Closing()))
		}
	}
}

func coupled(number int) bool {
	return inRanges(number, []Range{{8810, 8810}, {8990, 8999}}) ||
		slices.ContainsFunc(ink2rBalance, func(row balanceRow) bool { return inRanges(number, row.ranges) }) ||
		slices.ContainsFunc(ink2rResult, func(row resultLine) bool { return inRanges(number, row.ranges) })
}
