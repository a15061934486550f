package schedule

import (
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// currency values claims and debts in foreign money at the closing rate
// (valutaomvärdering). Amounts are positive on the account's own side: a debt is
// written without a sign. Where another bilaga explains the account at booked
// values, only the change is added. Source: ÅRL 4 kap. 13 §.
var currency = kind(Form{
	Kind: workpaper.Currency, Accounts: []string{"15", "198", "23", "244"}, Evidence: "egen-berakning",
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: "number", Type: Text},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: "currency", Type: Text, Required: true},
		{ID: "foreign", Type: Decimal, Required: true},
		{ID: "rate", Type: Decimal, Required: true},
		{ID: "unit", Type: Count}, // how much the rate is for: 100 for JPY
		{ID: "booked", Type: Amount, Required: true, Sum: true},
		{ID: "value", Type: Amount, Computed: true, Sum: true},
		{ID: "change", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{{ID: "rate_source", Type: Text}},
}, func(s *sheet) {
	changes := map[string]money.Amount{}
	for r := range s.rows() {
		account := r.account()
		value := valueOf(r)
		change := plus(value, -r.amount("booked"))
		r.set("value", value)
		r.set("change", change)
		s.checkCurrency(r)
		if _, other := s.Elsewhere[account]; other {
			s.explain(account, side(account)*change)
		} else {
			s.explain(account, side(account)*value)
		}
		changes[account] = plus(changes[account], side(account)*change)
	}
	for _, account := range s.explained() {
		gap := s.gap(account)
		if change, ok := changes[account]; ok && gap == change {
			s.close("revaluation", account, exchange(account, gap))
			continue
		}
		s.close("difference", account, "")
	}
})

// side is the sign that an account's own side has in the ledger: claims are
// debit, debts credit.
func side(account string) money.Amount {
	if strings.HasPrefix(account, "2") {
		return -1
	}
	return 1
}

const maxUnit = 10_000

// valueOf is the amount at the rate, in öre. Both have eight decimals.
func valueOf(r gridRow) money.Amount {
	unit := int64(1)
	if n := r.count("unit"); n > 0 && n <= maxUnit {
		unit = int64(n)
	}
	return share(money.Amount(r.decimal("foreign")), int64(r.decimal("rate")), 1e14*unit)
}

// exchange is where a difference of rates is booked: operating claims and debts
// as gain or loss, financial ones on one account each. Source: BAS
// 2026. That bank accounts are financial is practice.
func exchange(account string, gap money.Amount) string {
	switch {
	case strings.HasPrefix(account, "13"), strings.HasPrefix(account, "18"), strings.HasPrefix(account, "19"):
		return "8330"
	case strings.HasPrefix(account, "23"), strings.HasPrefix(account, "241"), strings.HasPrefix(account, "284"):
		return "8430"
	case gap > 0:
		return "3960"
	}
	return "7960"
}

func (s *sheet) checkCurrency(r gridRow) {
	code := r.cell("currency")
	if strings.EqualFold(code, "SEK") || code != "" && (len(code) != 3 || strings.ToUpper(code) != code) {
		r.note(Warning, "currency", "currency", code)
	}
	if r.has("rate") && r.decimal("rate") <= 0 {
		r.note(Wrong, "rate", "rate")
	}
	if r.count("unit") > maxUnit {
		r.note(Wrong, "unit", "unit")
	}
	if booked, value := r.amount("booked"), r.computed("value"); booked != 0 && value != 0 && (booked < 0) != (value < 0) {
		r.note(Warning, "sign", "foreign")
	} else if booked.Abs() > 0 && value != 0 && farApart(booked.Abs(), value.Abs()) {
		r.note(Warning, "rate_far", "rate")
	}
}

// farApart tells whether one amount is more than half as large again as the
// other: a rate per hundred taken for one, or a slip of the decimal sign.
func farApart(a, b money.Amount) bool { return max(a, b)/3 > min(a, b)/2 }
