package schedule

import (
	"slices"
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"
)

// The rules of a stock: 97 % of what it cost, or the lower of cost and net
// selling value row by row.
const (
	lump   = "lump"
	actual = "actual"
)

// inventory values stock (varulager). The lower of cost (FIFO) and net selling
// value, or 97 % of the whole cost; not for securities and real estate.
// Source: ÅRL (1995:1554) 4 kap. 9 §; IL 17 kap. 3–4 §§.
var inventory = kind(Form{
	Kind: workpaper.Inventory, Accounts: []string{"14"}, Evidence: "inventering",
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: "cost", Type: Amount, Required: true, Sum: true},
		{ID: "net_selling", Type: Amount, Sum: true},
		{ID: "value", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{
		{ID: "rule", Type: Choice, Choices: []string{actual, lump}},
		{ID: "counted", Type: Date},
		{ID: "counted_by", Type: Text},
		{ID: "lump_value", Type: Amount, Computed: true},
		{ID: "actual_value", Type: Amount, Computed: true},
	},
}, func(s *sheet) {
	percent := s.law(tax.LagerSchablon)
	rule := s.text("rule")
	var byLump, byRow money.Amount
	for r := range s.rows() {
		cost := r.amount("cost")
		row, flat := lower(r), shareUp(cost, percent, 10000)
		if noLump(r.account()) {
			flat = row
		}
		byLump, byRow = plus(byLump, flat), plus(byRow, row)
		value := row
		if rule == lump {
			value = flat
		}
		r.set("value", value)
		s.explain(r.account(), value)
		if cost < 0 || r.amount("net_selling") < 0 {
			r.note(Warning, "negative", "cost")
		}
		if rule == lump && noLump(r.account()) {
			r.note(Info, "no_lump", "value")
		}
	}
	s.set("lump_value", byLump)
	s.set("actual_value", byRow)
	s.checkInventory(rule, byLump, byRow)
	for _, account := range s.explained() {
		s.close("inventory", account, s.changeOf(account))
	}
})

// lower is the lower of cost and net selling value, where one was given.
func lower(r gridRow) money.Amount {
	if r.has("net_selling") {
		return min(r.amount("cost"), r.amount("net_selling"))
	}
	return r.amount("cost")
}

// noLump are the stocks that the 97 % rule leaves out: securities and real
// estate. Source: IL 17 kap. 4 §; BAS 2026.
func noLump(account string) bool { return account == "1491" || account == "1492" }

func (s *sheet) checkInventory(rule string, byLump, byRow money.Amount) {
	counted := s.date("counted")
	switch {
	case len(s.result.Amounts) == 0:
		return
	case counted.IsZero():
		s.note(Warning, "not_counted", "counted")
	case counted != s.Year.To:
		s.note(Info, "counted_other_day", "counted", s.Year.To.String())
	}
	switch {
	case rule == lump && byRow < byLump:
		s.note(Warning, "above_net_selling", "rule", byRow.String())
	case rule == actual && byLump < byRow:
		s.note(Info, "lower_by_lump", "rule", byLump.String())
	}
}

// changeOf is where the change of a stock is booked: 1460 on 4960. Source: BAS
// 2026, account group 49; empty where it has none.
func (s *sheet) changeOf(account string) string {
	if len(account) != 4 || !strings.HasPrefix(account, "14") {
		return ""
	}
	change := "49" + account[2:3] + "0"
	if _, ok := s.Balances[change]; ok || slices.Contains([]string{"4910", "4920", "4940", "4950", "4960", "4970"}, change) {
		return change
	}
	return ""
}
