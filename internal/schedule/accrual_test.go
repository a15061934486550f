package schedule_test

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAccruals(t *testing.T) {
	rent := "account=1710|text=Lokalhyra|number=881|date=2025-10-15|total=30 000|from=2025-11-01|to=2026-01-31"
	checkExamples(t, "accruals", []example{{
		name:   "Hyra över årsskiftet, efter dagar",
		source: "Härlett: 31 av 92 dagar ligger efter årets slut; 30 000 × 31/92 = 10 108,70.",
		kind:   workpaper.Prepaid, accounts: "1710", balances: "1710=0/0", framework: "k2", rows: []string{rent},
	}, {
		name:   "Hyra över årsskiftet, efter månader",
		source: "Härlett: en av tre månader ligger efter årets slut; 10 000.",
		kind:   workpaper.Prepaid, accounts: "1710", balances: "1710=0/0", framework: "k2", rows: []string{rent}, facts: "by=months",
	}, {
		name:   "Försäkring i brutet räkenskapsår med förra årets kvar på kontot",
		source: "Härlett: 12 200 för 1 jan–31 dec, året slutar 30 april: 245 av 365 dagar. Förra årets 8 000 tas bort först.",
		kind:   workpaper.Prepaid, accounts: "1730", balances: "1730=8000/8000", framework: "k2", year: "2024-05-01 2025-04-30",
		rows:     []string{"text=Försäkring|date=2025-01-02|total=12 200|from=2025-01-01|to=2025-12-31"},
		lastYear: []string{"text=Försäkring|total=8 000", "text=Tidning|total=0"},
	}, {
		name:   "K2: under gränsen behöver inget periodiseras",
		source: "BFNAR 2016:10 punkt 2.4: 5 000 för år som inleds före 2026; gränsen prövas på hela fakturan.",
		kind:   workpaper.Prepaid, accounts: "1790", balances: "1790=0/0", framework: "k2",
		rows: []string{"text=Licens|total=4 999,99|from=2025-07-01|to=2026-06-30|contra=5420", "text=Support|total=5 000|from=2025-07-01|to=2026-06-30|contra=5420"},
	}, {
		name:   "K2: gränsen är 7 000 för år som inleds 2026",
		source: "BFNAR 2016:10 punkt 2.4 efter 2025-12-31.",
		kind:   workpaper.Prepaid, accounts: "1790", balances: "1790=0/0", framework: "k2", year: "2026-01-01 2026-12-31",
		rows: []string{"text=Licens|total=6 999|from=2026-07-01|to=2027-06-30|contra=5420"},
	}, {
		name:   "Upplupen kostnad av en leverantörsfaktura, och förra årets",
		source: "Härlett: arvodet är kvar, elen är ny och telefonen borta; 2990 rensas och 2991 bokförs.",
		kind:   workpaper.Accrued, accounts: "2990 2991", balances: "2990=-3000/-3000 2991=-20000/0", framework: "k3",
		rows: []string{
			"account=2991|text=Bokslut|total=25 000",
			"account=2990|text=Elbolaget|number=5512|date=2026-01-10|total=4 000|from=2025-12-01|to=2025-12-31|contra=5020",
		},
		lastYear: []string{"account=2991|text=bokslut|total=20 000", "account=2990|text=Telefon|total=3 000|contra=6212"},
	}, {
		name:   "Förutbetald intäkt och upplupen kostnad som fortsätter",
		source: "Härlett: serviceavtal 36 500 för ett år från 1 juli 2025, 181 av 365 dagar kvar; ränta 60 dagar varav 31 i året.",
		kind:   workpaper.Accrued, accounts: "2970 2960", balances: "2970=0/0 2960=0/-310",
		rows: []string{
			"account=2970|entry=deferred_income|text=Serviceavtal|total=36 500|from=2025-07-01|to=2026-06-30|contra=3041",
			"account=2960|text=Ränta|total=600|from=2025-12-01|to=2026-01-29",
		},
	}, {
		name:   "Bara en av två är bokförd",
		source: "Härlett: skillnaden 500 är hela andra raden och får dess motkonto.",
		kind:   workpaper.Prepaid, accounts: "1790", balances: "1790=0/1000",
		rows: []string{"text=A|total=1 000|contra=5420", "text=B|total=500|contra=6230"},
	}, {
		name:   "Period i del av månad räknas i dagar, en lång, en helt i nästa år",
		source: "Härlett: 16 av 31 dagar; elva år är misstänkt långt; det som helt hör till nästa år är ingen upplupen kostnad.",
		kind:   workpaper.Accrued, accounts: "2990", balances: "2990=0/0", facts: "by=months",
		rows: []string{"text=A|total=3 100|from=2025-12-16|to=2026-01-15", "text=B|total=11 000|from=2025-01-01|to=2035-12-31", "text=C|total=10|from=2026-01-01|to=2026-01-31"},
	}, {
		name:   "Regler för ett år som tabellen inte når",
		source: "Härlett: lagen för 2027 är inte känd, så gränsen kan inte prövas.",
		kind:   workpaper.Prepaid, accounts: "1790", balances: "1790=0/0", framework: "k2", year: "2027-01-01 2027-12-31",
		rows: []string{"text=A|total=100|contra=5420", "text=B|!total=mycket|contra=5420"},
	}, {
		name:   "Perioden slutar före den börjar",
		source: "Härlett: perioden räknas inte, hela beloppet står kvar tills den är rättad.",
		kind:   workpaper.Prepaid, accounts: "1790", balances: "1790=0/0",
		rows: []string{"text=A|total=1 000|from=2026-02-01|to=2026-01-01", "text=B|total=10|from=2025-02-01", "text=C|total=10|from=2025-01-01|to=2025-06-30"},
	}})
}

func TestCostOfYear(t *testing.T) {
	late := schedule.Invoice{Number: "17", Supplier: "El AB", Date: civil.MustParse("2026-01-12"), Registered: civil.MustParse("2026-01-14"), Total: 1250_00, VAT: 250_00, Account: "5020"}
	before := schedule.Invoice{Number: "3", Supplier: "Sen AB", Date: civil.MustParse("2025-12-29"), Registered: civil.MustParse("2026-01-03"), Total: 100_00}
	inTime := schedule.Invoice{Number: "2", Date: civil.MustParse("2025-12-01"), Registered: civil.MustParse("2025-12-02")}
	far := schedule.Invoice{Number: "9", Date: civil.MustParse("2026-06-01"), Registered: civil.MustParse("2026-01-02")}
	got := schedule.After([]schedule.Invoice{late, inTime, before, far}, calendar2025, 60)
	if diff := cmp.Diff([]schedule.Invoice{before, late}, got); diff != "" {
		t.Errorf("after the year (-want +got):\n%s", diff)
	}
	row := schedule.CostOfYear(late, "2990")
	in := schedule.Input{Paper: workpaper.Workpaper{Kind: workpaper.Accrued, Accounts: []string{"2990"}, Rows: []workpaper.Row{row}}, Year: calendar2025}
	result := schedule.Compute(in)
	if got := result.Amounts["2990"]; got != -1000_00 {
		t.Errorf("the invoice explains %v, want −1 000,00: without its VAT", got)
	}
	if p := result.Proposals; len(p) != 1 || !p[0].Reverse || p[0].Rows[1].Account != "5020" {
		t.Errorf("proposals %+v, want the cost on 5020, to be reversed", p)
	}
}

// However a period lies, its parts before and after the end of the year are the
// whole, neither has another sign, and a later end gives more to the former.
func TestPartsOfAPeriodAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := money.Amount(rapid.Int64Range(-1e9, 1e9).Draw(t, "total"))
		from := dates.Filter(func(d civil.Date) bool { return d.Year < 2190 }).Draw(t, "from")
		to := from.AddDays(rapid.IntRange(0, 3000).Draw(t, "days"))
		by := rapid.SampledFrom([]string{"days", "months"}).Draw(t, "by")
		end := rapid.SampledFrom(years).Draw(t, "year")
		part := func(k workpaper.Kind, year civil.Period) money.Amount {
			row := workpaper.Row{Account: "1790", Cells: map[string]string{"total": amountText(total), "from": from.String(), "to": to.String()}}
			return schedule.Compute(schedule.Input{Year: year, Paper: workpaper.Workpaper{
				Kind: k, Accounts: []string{"1790"}, Rows: []workpaper.Row{row}, Facts: map[string]string{"by": by},
			}}).Sums["part"]
		}
		after, before := part(workpaper.Prepaid, end), part(workpaper.Accrued, end)
		if before+after != total {
			t.Fatalf("%v and %v are not %v", before, after, total)
		}
		if before.Abs() > total.Abs() || after.Abs() > total.Abs() {
			t.Fatalf("%v and %v of %v: one is more than the whole", before, after, total)
		}
		end.To = end.To.AddMonths(1)
		if later := part(workpaper.Accrued, end); later.Abs() < before.Abs() {
			t.Fatalf("a month later %v of %v belongs to the year, before %v", later, total, before)
		}
	})
}
