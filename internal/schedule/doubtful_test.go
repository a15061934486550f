package schedule_test

import (
	"testing"

	"bokslut/internal/workpaper"
)

func TestDoubtful(t *testing.T) {
	checkExamples(t, "doubtful", []example{{
		name:   "E11 steg 1: 10 000 + 25 % moms är osäkra",
		source: "faronline.se rr_osakrakundfordringarochkundforluster: debet 6352 10 000, kredit 1519 10 000.",
		kind:   workpaper.Doubtful, accounts: "1519", balances: "1510=0/12500",
		rows: []string{"number=1|text=Kund AB|date=2025-06-01|open=12 500|vat=25 %"},
	}, {
		name:   "E11 steg 2: förlusten är konstaterad",
		source: "Samma: debet 6351 10 000, 26xx 2 500 och 1519 10 000, kredit 151x 12 500 och 6352 10 000.",
		kind:   workpaper.Doubtful, accounts: "1519", balances: "1510=12500/12500 1519=-10000/-10000",
		rows: []string{"number=1|text=Kund AB|date=2025-06-01|open=12 500|vat=25 %|confirmed=x"},
	}, {
		name:   "E12: fordran 4 500 inklusive moms",
		source: "ekonomiforetag.se kundförluster, revideco.se: nedskrivning 3 600.",
		kind:   workpaper.Doubtful, accounts: "1519", balances: "1519=0/0",
		rows: []string{"number=2|text=Kund AB|open=4 500|vat=25"},
	}, {
		name:   "Halva fordran, utan moms, och det som redan är bokfört",
		source: "Härlett: 50 % av 8 000 är 4 000; 1 000 står redan på 1519.",
		kind:   workpaper.Doubtful, accounts: "1519", balances: "1519=-1000/-1000",
		rows: []string{"number=3|text=Utländsk kund|open=8 000|share=50", "text=Udda moms|open=0|vat=7"},
	}})
}
