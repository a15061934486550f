package schedule_test

import (
	"testing"

	"bokslut/internal/workpaper"
)

func TestInventory(t *testing.T) {
	rows := []string{"text=Skruv|cost=100 000|net_selling=140 000", "text=Utgått sortiment|cost=20 000|net_selling=18 000"}
	checkExamples(t, "inventory", []example{{
		name:   "97 % av hela lagret",
		source: "IL 17 kap. 4 §. Härlett: 97 % av 120 000 är 116 400; post för post är 118 000. Lagret ökar från 90 000.",
		kind:   workpaper.Inventory, accounts: "1460", balances: "1460=90000/90000 4960=0/0",
		facts: "rule=lump|counted=2025-12-31|counted_by=A. Berg", rows: rows,
	}, {
		name:   "Post för post",
		source: "ÅRL 4 kap. 9 §. Härlett: 100 000 + 18 000.",
		kind:   workpaper.Inventory, accounts: "1460", balances: "1460=90000/118000",
		facts: "rule=actual|counted=2026-01-02", rows: rows,
	}, {
		name:   "Verklig inkurans större än 3 %",
		source: "Härlett: nettoförsäljningsvärdet 15 000 går före schablonen 19 400.",
		kind:   workpaper.Inventory, accounts: "1410", balances: "1410=0/0",
		facts: "rule=lump", rows: []string{"text=Stål|cost=20 000|net_selling=15 000"},
	}, {
		name:   "Lager av värdepapper har ingen schablon",
		source: "IL 17 kap. 4 §.",
		kind:   workpaper.Inventory, accounts: "1491", balances: "1491=0/0",
		facts: "rule=lump|counted=2025-12-31", rows: []string{"text=Aktier|cost=20 000"},
	}})
}
