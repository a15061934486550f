package schedule

import (
	"slices"

	"bokslut/internal/workpaper"
)

// Forms lists the kinds that people fill, in the order that they choose among
// them.
func Forms() []Form { return slices.Clone(forms) }

var forms = []Form{
	specification,
	bank, receivablesList, payablesList, doubtful, inventory, workInProgress,
	prepaid, accrued, assets, securities, loans,
	taxAccount, vat, payrollTaxes, holidayPay, payDeclared,
	currency, related, groupBalances, equity, pledges,
}

// FormOf finds the form of a kind.
func FormOf(kind workpaper.Kind) (Form, bool) {
	at := slices.IndexFunc(forms, func(f Form) bool { return f.Kind == kind })
	if at < 0 {
		return Form{}, false
	}
	return forms[at], true
}

// specification is the plain kind: rows with an amount each (allmän
// specifikation).
var specification = kind(Form{
	Kind: workpaper.Own,
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: DateColumn, Type: Date},
		{ID: AmountColumn, Type: Amount, Required: true, Sum: true},
	},
}, func(s *sheet) {
	for r := range s.rows() {
		s.explain(r.account(), r.amount(AmountColumn))
	}
	s.closeAll()
})
