package schedule_test

import (
	"testing"

	"bokslut/internal/workpaper"
)

func TestBank(t *testing.T) {
	checkExamples(t, "bank", []example{{
		name:   "Kontoutdrag med en bankavgift som inte är bokförd",
		source: "Härlett: utdraget visar 98 765,50, boken 98 890,50; skillnaden är avgiften 125,00 på 6570.",
		kind:   workpaper.Bank, accounts: "1930", balances: "1930=0/98890,50 6570=0/0",
		rows: []string{"text=Företagskonto|date=2025-12-31|amount=98 765,50|contra=6570"},
	}, {
		name:   "Betalning på väg och utdrag av annan dag",
		source: "Härlett: utdraget 50 000,00 den 30 december och en betalning på väg om 1 200,00 ger 48 800,00.",
		kind:   workpaper.Bank, accounts: "1930", balances: "1930=0/48800",
		rows: []string{"text=Företagskonto|date=2025-12-30|amount=50000", "text=Hyra|entry=in_transit|date=2025-12-31|amount=-1200"},
	}, {
		name:   "Två konton, ett utan utdrag, kassan minus",
		source: "Härlett: en kassa kan inte vara negativ, och 1940 har bara en post på väg.",
		kind:   workpaper.Bank, accounts: "1910 1940", balances: "1910=0/-50 1940=0/0",
		rows: []string{"account=1910|date=2025-12-31|amount=-50", "account=1940|entry=in_transit|date=2025-12-31|amount=10|contra=1910"},
	}})
}

func TestLists(t *testing.T) {
	checkExamples(t, "lists", []example{{
		name:   "Kundreskontra ur ett annat program",
		source: "Härlett: åldern räknas från förfallodagen, annars fakturadagen, till årets sista dag.",
		kind:   workpaper.ReceivablesList, accounts: "1510", balances: "1510=0/17500",
		rows: []string{
			"number=101|text=Alfa AB|date=2025-12-01|due=2025-12-31|open=10 000",
			"number=77|text=Beta AB|date=2025-08-01|due=2025-08-31|open=5 000|paid_after=1000",
			"number=78|text=Beta AB|date=2025-11-15|open=2 500,50",
			"number=78|text=Beta AB|date=2026-01-05|due=2026-01-01|open=-500",
		},
	}, {
		name:   "Leverantörsreskontra är skuld",
		source: "Härlett: öppet belopp skrivs positivt och står i kredit på kontot.",
		kind:   workpaper.PayablesList, accounts: "2440", balances: "2440=0/-8000",
		rows: []string{"number=9|text=Gross AB|date=2025-12-20|due=2026-01-19|open=8 000"},
	}})
}
