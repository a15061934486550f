package schedule_test

import (
	"testing"

	"bokslut/internal/workpaper"
)

func TestHolidayPay(t *testing.T) {
	person := "monthly=30 000|earned=20|day_percent=5,4|rate=30"
	checkExamples(t, "holiday-pay", []example{{
		name:   "E10: fem anställda, 100 dagar, 30 000 i månaden",
		source: "srfredovisning.se BFN exempel kapitel 16: 5,4 % per dag, avgifter 30 %: 162 000 + 48 600 = 210 600.",
		kind:   workpaper.HolidayPay, accounts: "2920 2941", balances: "2920=-150000/-150000 2941=-45000/-45000",
		rows: []string{"text=A|" + person, "text=B|" + person, "text=C|" + person, "text=D|" + person, "text=E|" + person},
	}, {
		name:   "Sammalöneregeln, procentregeln och åldersklasser",
		source: "Härlett: 4,6 % + 0,43 % av 32 000 = 1 609,60 per dag; 12 % av 200 000 = 24 000; avgifter 31,42 %, 10,21 % och inga.",
		kind:   workpaper.HolidayPay, accounts: "2910 2920 2941", balances: "2910=0/0 2920=0/0 2941=0/0",
		rows: []string{
			"text=Tjänsteman|monthly=32 000|saved=5|earned=12,5|pay=4 000",
			"text=Timanställd|group=blue|rule=percent|base=200 000|class=pension",
			"text=Ägare utomlands|monthly=10 000|earned=-2|class=none",
		},
	}, {
		name:   "Unga: nedsättningen gäller från april 2026",
		source: "En källa: 20,81 % 2026-04-01–2027-09-30. Året som slutar 2025 har ingen sådan avgift i tabellen.",
		kind:   workpaper.HolidayPay, accounts: "2920 2941", balances: "2920=0/0 2941=0/0", year: "2026-01-01 2026-12-31",
		rows: []string{"text=Ung|group=blue|rule=percent|base=100 000|class=youth"},
	}, {
		name:   "Klass som lagen inte har det året, och rader som saknar underlag",
		source: "Härlett.",
		kind:   workpaper.HolidayPay, accounts: "2920 2941", balances: "2920=0/0 2941=0/0",
		rows: []string{"text=Ung|rule=percent|base=100 000|class=youth", "text=Utan lön|earned=25", "text=Utan underlag|rule=percent", "text=Många|monthly=1|saved=120"},
	}})
}

func TestPayDeclared(t *testing.T) {
	checkExamples(t, "pay-declared", []example{{
		name:   "E13: lön i boken mot arbetsgivardeklarationerna",
		source: "support.bjornlunden.se Avstämning utbetald lön: 2 597 902, 2920 från 222 874 till 211 253, beräknat 2 609 523, AGI 2 609 516, skillnad 7.",
		kind:   workpaper.PayDeclared, accounts: "7210",
		balances: "7010=0/1396812 7210=0/1000000 7290=0/201090 2920=-222874/-211253 7331=0/5000 7410=0/90000",
		rows:     []string{"date=2025-01-31|declared=2 609 516"},
	}, {
		name:   "Skillnaden är förklarad",
		source: "Härlett: öresavrundningen 7 är känd; skattepliktig bilersättning räknas med.",
		kind:   workpaper.PayDeclared, accounts: "7210", balances: "7210=0/1000 7332=0/7", year: "2025-11-01 2025-12-31",
		rows: []string{"date=2025-11-30|declared=500", "date=2025-12-31|declared=500", "text=Avrundning|explained=7", "date=2025-12-01|declared=0", "date=2026-01-01|declared=0"},
	}})
}
