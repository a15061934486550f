package engagement

import (
	"bokslut/internal/bas"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// balances looks at the final balances one by one: on which side they stand,
// and whether an account should be empty.
func (p position) balances() []Control {
	var all []Control
	groups := map[string]money.Amount{}
	var order []string
	var internal money.Amount
	for _, r := range p.balance {
		side := bas.UsualSide(r.Account, r.Name)
		switch {
		case !ledger.IsBalance(r.Account):
			internal += r.Final
		case r.Final == 0:
		case bas.IsSuspense(r.Account, r.Name):
			all = append(all, control(FindingSuspense, "warning", r.Account, r.Name, r.Final.String()))
		case side == bas.Debit && r.Final < 0, side == bas.Credit && r.Final > 0:
			all = append(all, control(FindingWrongSide, "warning", r.Account, r.Name, r.Final.String()))
		}
		if group := bas.Group(r.Account); fixedAssets[group] && bas.GroupName(group) != "" && r.Name != "" {
			if _, ok := groups[group]; !ok {
				order = append(order, group)
			}
			groups[group] += r.Final
		}
	}
	for _, group := range order {
		if groups[group] < 0 {
			all = append(all, control(FindingAssetNegative, "warning", group, bas.GroupName(group), groups[group].String()))
		}
	}
	if internal != 0 {
		all = append(all, control(FindingInternal, "warning", internal.String()))
	}
	return all
}

// fixedAssets are the groups where depreciation cannot exceed cost. Source:
// BAS 2026; årsredovisningslagen (1995:1554) 4 kap. 4 §.
var fixedAssets = map[string]bool{"10": true, "11": true, "12": true}
