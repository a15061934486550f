package schedule

import (
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"
)

// What a holding is.
const (
	shares    = "shares"
	fund      = "fund"
	bond      = "bond"
	insurance = "insurance"
)

// securities holds shares, fund units and the like (värdepapper och fonder).
// Current holdings are worth the lower of cost and market, each by itself;
// fixed ones what they cost, less a fall that will last. Source: ÅRL 4 kap. 5
// och 9 §§.
var securities = kind(Form{
	Kind: workpaper.Securities, Accounts: []string{"131", "133", "135", "138", "18"}, Evidence: "kontoutdrag",
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: "number", Type: Text}, // ISIN
		{ID: TextColumn, Type: Text, Required: true},
		{ID: "entry", Type: Choice, Choices: []string{shares, fund, bond, insurance}},
		{ID: "units", Type: Decimal},
		{ID: "cost", Type: Amount, Required: true, Sum: true},
		{ID: "market", Type: Amount, Sum: true},
		{ID: "lasting", Type: Flag},
		{ID: "write_down", Type: Amount, Computed: true, Sum: true},
		{ID: "value", Type: Amount, Computed: true, Sum: true},
		{ID: "hidden", Type: Amount, Computed: true, Sum: true}, // market above value
	},
}, func(s *sheet) {
	downs := map[string]string{} // account of write-downs → of the cost
	for r := range s.rows() {
		account := r.account()
		down := writeDown(r)
		r.set("write_down", down)
		r.set("value", r.amount("cost")-down)
		r.set("hidden", 0)
		if r.has("market") {
			r.set("hidden", max(0, r.amount("market")-r.amount("cost")+down))
		}
		s.explain(account, r.amount("cost"))
		on, expense := allowanceOf(account)
		if on == "" {
			s.explain(account, -down)
		} else {
			s.explain(on, -down)
			downs[on] = expense
		}
		s.checkHolding(r)
	}
	for _, account := range s.explained() {
		if expense, ok := downs[account]; ok {
			s.close("financial_write_down", account, expense)
		}
	}
	s.closeAll()
})

// isCurrent tells whether a holding is a current asset. Source: BAS 2026, group 18.
func isCurrent(account string) bool { return strings.HasPrefix(account, "18") }

func writeDown(r gridRow) money.Amount {
	if !r.has("market") || !isCurrent(r.account()) && !r.flag("lasting") {
		return 0
	}
	return max(0, r.amount("cost")-max(0, r.amount("market")))
}

// allowances are where write-downs add up, and where they are a cost. Source:
// BAS 2026, account groups 13, 18, 80–83.
var allowances = []struct{ holding, on, expense string }{
	{"131", "1318", "8070"}, {"1331", "1332", "8170"}, {"1333", "1334", "8170"}, {"1336", "1337", "8170"}, {"133", "1338", "8170"},
	{"135", "1358", "8270"}, {"138", "1389", "8270"}, {"18", "1890", "8370"},
}

func allowanceOf(account string) (on, expense string) {
	for _, a := range allowances {
		if strings.HasPrefix(account, a.holding) && account != a.on {
			return a.on, a.expense
		}
	}
	return "", ""
}

func (s *sheet) checkHolding(r gridRow) {
	account, market, cost := r.account(), r.amount("market"), r.amount("cost")
	switch {
	case !r.has("market"):
		if isCurrent(account) {
			r.note(Warning, "missing", "market")
		}
	case market < cost && !isCurrent(account) && !r.flag("lasting"):
		r.note(Warning, "below_cost", "market")
	}
	if r.computed("write_down") > 0 {
		r.note(Info, "not_deductible", "write_down")
	}
	if r.cell("entry") == fund {
		r.note(Info, "fund_units", "market", tax.Rate(s.law(tax.SchablonFondandelar)).String())
	}
	if r.cell("entry") == insurance && isCurrent(account) {
		r.note(Info, "insurance", AccountColumn)
	}
}
