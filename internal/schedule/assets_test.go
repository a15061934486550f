package schedule_test

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"

	"pgregory.net/rapid"
)

func TestAssets(t *testing.T) {
	van := "text=Skåpbil|date=2024-03-10|cost=240 000|residual=60 000|life=60"
	checkExamples(t, "assets", []example{{
		name:   "Årets avskrivning, två maskiner, en såld",
		source: "Härlett: bilen (240 000 − 60 000) / 60 = 3 000 per månad, 10 månader 2024 och 12 månader 2025; datorn 12 000 / 36 i 7 av årets månader; svarven 100 000 / 60 i 22 + 7 månader före försäljningen i augusti, bokfört värde 51 666,67, förlust 1 666,67.",
		kind:   workpaper.Assets, accounts: "1220 1229", framework: "k2",
		balances: "1220=340000/352000 1229=-63333.33/-63333.33 7832=0/0",
		rows: []string{van, "text=Dator|date=2025-06-02|cost=12 000|life=36",
			"text=Svarv|date=2023-03-01|cost=100 000|life=60|disposed=2025-08-15|proceeds=50 000"},
	}, {
		name:   "Avyttringen och avskrivningen är bokförda",
		source: "Härlett: samma register, kontona stämmer.",
		kind:   workpaper.Assets, accounts: "1220 1229", balances: "1220=340000/252000 1229=-63333.33/-68333.33",
		rows: []string{van, "text=Dator|date=2025-06-02|cost=12 000|life=36",
			"text=Svarv|date=2023-03-01|cost=100 000|life=60|disposed=2025-08-15|proceeds=50 000"},
	}, {
		name:   "Övertaget register: ackumulerat skrivs in, resten fördelas",
		source: "Härlett: 100 000 − 35 000 = 65 000 på de 24 månader som är kvar; 32 500 per år.",
		kind:   workpaper.Assets, accounts: "1210 1219", balances: "1210=100000/100000 1219=-35000/-35000", framework: "k3",
		rows: []string{"text=Press|date=2022-01-01|cost=100 000|life=60|opening_written=35 000"},
	}, {
		name:   "Avskrivning i ett kort första år och ett brutet år",
		source: "Härlett: maj till och med augusti 2025 är fyra månader av 120.",
		kind:   workpaper.Assets, accounts: "1110 1119 1130", balances: "1110=0/1200000 1119=0/0 1130=0/300000", year: "2025-05-01 2025-08-31",
		rows: []string{"account=1110|text=Förråd|date=2025-05-02|cost=1 200 000|life=120", "account=1130|text=Tomt|date=2025-05-02|cost=300 000"},
	}, {
		name:   "Det som inte kan stämma",
		source: "Härlett: sålda före köpet, restvärde över anskaffningsvärdet, köp efter årets slut, mark med livslängd, utan livslängd.",
		kind:   workpaper.Assets, accounts: "1220", balances: "1220=0/0", framework: "k2",
		rows: []string{
			"text=A|date=2025-05-01|cost=100 000|life=60|disposed=2025-04-01", "text=B|date=2025-05-01|cost=100 000|residual=120 000|life=120",
			"text=C|date=2026-01-01|cost=50 000|life=60", "account=1130|text=D|date=2020-01-01|cost=1|life=60", "text=E|date=2020-01-01|cost=30 000",
			"text=F|date=2020-01-01|cost=5 000|life=60|disposed=2024-12-31", "text=Halvt prisbasbelopp|date=2025-01-01|cost=29 399,99|life=36",
		},
	}, {
		name:   "Nedskrivning i år, och nästa års avskrivning efter den",
		source: "ÅRL 4 kap. 5 §, bokslut.md 9 nr 13. Härlett: 240 000 i 60 månader, 24 gångna, 48 000 per år; bokfört 144 000 − 48 000 = 96 000 före nedskrivningen på 36 000. Den andra skrevs ned förra året: 100 000 − 40 000 − 24 000 = 36 000 på de 36 månader som är kvar.",
		kind:   workpaper.Assets, accounts: "1220 1228 1229", framework: "k2",
		balances: "1220=340000/340000 1228=-24000/-24000 1229=-136000/-136000",
		rows: []string{"text=Press|date=2023-01-10|cost=240 000|life=60|impaired=36 000",
			"text=Svets|date=2023-01-10|cost=100 000|life=60|opening_written=40 000|impaired_before=24 000"},
	}, {
		name:   "Nedskrivningen återförs, tillgången säljs, och mark skrivs ned direkt",
		source: "ÅRL 4 kap. 5 §. Härlett: planen ensam hade skrivit av 60 000 på svetsen, högst 40 000 får vara kvar; 24 000 återförs efter årets 12 000 och lämnar 48 000. Pressen säljs för 50 000 med 100 000 − 40 000 − 24 000 − 11 000 = 25 000 kvar.",
		kind:   workpaper.Assets, accounts: "1130 1220 1228 1229", framework: "k3",
		balances: "1130=500000/500000 1220=200000/200000 1228=-48000/-48000 1229=-80000/-80000",
		rows: []string{"account=1220|text=Svets|date=2023-01-10|cost=100 000|life=60|opening_written=40 000|impaired_before=24 000|reversed=24 000",
			"account=1220|text=Press|date=2023-01-10|cost=100 000|life=60|opening_written=40 000|impaired_before=24 000|disposed=2025-12-05|proceeds=50 000",
			"account=1130|text=Tomt|date=2019-05-01|cost=500 000|impaired=80 000"},
	}, {
		name:   "Nedskrivningar som inte kan stämma",
		source: "ÅRL 4 kap. 5 §: mer än det bokförda värdet, mer återfört än nedskrivet, goodwill, minus, och en ingående avskrivning som inte är inskriven.",
		kind:   workpaper.Assets, accounts: "1220", balances: "1220=0/0", framework: "k3",
		rows: []string{"text=A|date=2025-01-01|cost=100 000|life=60|impaired=90 000", "text=B|date=2024-01-01|cost=100 000|life=60|impaired_before=10 000|reversed=10 001",
			"account=1070|text=C|date=2024-01-01|cost=100 000|life=60|impaired_before=10 000|reversed=5 000", "text=D|date=2024-01-01|cost=100 000|life=60|impaired=-1"},
	}})
}

// A write-down leaves less to spread: 240 000 − 144 000 − 36 000 over the 24
// months that are left is 30 000 a year, and a reversal of the year after it is
// spread in its turn.
func TestImpairedAssetRollsOn(t *testing.T) {
	paper := workpaper.Workpaper{Kind: workpaper.Assets, Accounts: []string{"1220"}, Rows: []workpaper.Row{{
		Text: "Press", Date: civil.MustParse("2023-01-10"), Cells: map[string]string{"cost": "24000000", "life": "60", "impaired": "3600000"},
	}}}
	from, to := calendar2025, year("2026-01-01", "2026-12-31")
	for _, want := range []struct {
		undone, writtenDown string
		opening, year, book money.Amount
	}{
		{"1000000", "3600000", 144_000_00, 30_000_00, 40_000_00},
		{"", "2600000", 174_000_00, 40_000_00, 0},
	} {
		paper.Rows = schedule.Roll(paper, from, to)
		paper.Rows[0].Cells["reversed"] = want.undone
		got := schedule.Compute(schedule.Input{Paper: paper, Year: to})
		if is := paper.Rows[0].Cells["impaired_before"]; is != want.writtenDown {
			t.Errorf("%s begins with %s written down, want %s", to, is, want.writtenDown)
		}
		if got.Sums["opening"] != want.opening || got.Sums["depreciation"] != want.year || got.Sums["book_value"] != want.book {
			t.Errorf("%s: %v, want %+v", to, got.Sums, want)
		}
		from, to = to, year("2027-01-01", "2027-12-31")
	}
}

// Year by year the plan writes off exactly cost less residual, and the book
// value never falls below the residual, whatever the year is.
func TestAssetOverItsLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cost := money.Amount(rapid.Int64Range(1, 1e10).Draw(t, "cost"))
		residual := money.Amount(rapid.Int64Range(0, int64(cost)).Draw(t, "residual"))
		life := rapid.IntRange(1, 150).Draw(t, "life")
		bought := civil.Of(2020, 1, 1).AddDays(rapid.IntRange(0, 700).Draw(t, "bought"))
		row := workpaper.Row{Account: "1220", Text: "Maskin", Date: bought, Cells: map[string]string{
			"cost": amountText(cost), "residual": amountText(residual), "life": amountText(money.Amount(life)),
		}}
		var written money.Amount
		from := civil.Of(2020, 1, 1)
		for range 30 {
			to := from.AddMonths(rapid.SampledFrom([]int{12, 12, 6, 18}).Draw(t, "months")).AddDays(-1)
			got := schedule.Compute(schedule.Input{Year: civil.Period{From: from, To: to}, Paper: workpaper.Workpaper{
				Kind: workpaper.Assets, Accounts: []string{"1220"}, Rows: []workpaper.Row{row},
			}})
			if to.Before(bought) {
				from = to.AddDays(1)
				continue
			}
			if got.Sums["opening"] != written {
				t.Fatalf("%s begins with %v written off, the year before ended with %v", from, got.Sums["opening"], written)
			}
			written = got.Sums["accumulated"]
			if book := got.Sums["book_value"]; book < residual || book != cost-written {
				t.Fatalf("%s: book value %v of cost %v with residual %v", to, book, cost, residual)
			}
			from = to.AddDays(1)
		}
		if written != cost-residual {
			t.Fatalf("written off %v in the end, want %v", written, cost-residual)
		}
	})
}
