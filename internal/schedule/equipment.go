package schedule

import (
	"cmp"
	"slices"
	"strings"

	"bokslut/internal/tax"
	"bokslut/internal/workpaper"
)

// Equipment are the machines and equipment (1210–1279) among the fixed assets of
// a bilaga, as the tax rules take them. Assets of other kinds have other rules.
func Equipment(in Input) []tax.Tillgang {
	if in.Paper.Kind != workpaper.Assets {
		return nil
	}
	usual := (&sheet{Input: in, form: assets}).onlyAccount()
	said := Compute(in)
	var list []tax.Tillgang
	for i, row := range in.Paper.Rows {
		disposed := dateIn(row.Cells["disposed"])
		if !isEquipment(cmp.Or(row.Account, usual)) || !disposed.IsZero() && disposed.Before(in.Year.From) {
			continue
		}
		cells := said.Lines[i].Cells
		a := tax.Tillgang{
			Kopt: row.Date, Anskaffning: amountIn(row.Cells["cost"]), Utgaende: amountIn(cells["book_value"]),
			Sald: in.Year.Contains(disposed), Ersattning: amountIn(row.Cells["proceeds"]),
		}
		if row.Date.Before(in.Year.From) {
			a.Ingaende = max(0, a.Anskaffning-amountIn(cells["opening"]))
		}
		list = append(list, a)
	}
	return list
}

func isEquipment(account string) bool {
	return len(account) >= 4 && slices.ContainsFunc([]string{"121", "122", "123", "124", "125", "126", "127"}, func(group string) bool {
		return strings.HasPrefix(account, group)
	})
}
