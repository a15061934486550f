package web

import (
	"fmt"
	"slices"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/workpaper"
)

// aBinder has two years and the two automatic bilagor.
func aBinder() controlPlaces {
	year := func(from, to string) ledger.YearTotals {
		return ledger.YearTotals{Period: civil.Period{From: civil.MustParse(from), To: civil.MustParse(to)}}
	}
	paper := func(no string, kind workpaper.Kind, accounts ...string) engagement.WorkpaperLine {
		return engagement.WorkpaperLine{Digest: workpaper.Digest{No: no, Kind: kind, Accounts: accounts}}
	}
	return controlPlaces{
		engagement: engagement.Engagement{ID: "e"}, years: []ledger.YearTotals{year("2025-01-01", "2025-12-31"), year("2024-01-01", "2024-12-31")},
		papers: []engagement.WorkpaperLine{paper("15.2", workpaper.Own, "1510"), paper("15.1", workpaper.Receivables, "1510"), paper("24.1", workpaper.Payables, "2440")},
	}
}

func aControl(severity, code, year string, args ...string) engagement.Control {
	return engagement.Control{Finding: engagement.Finding{Code: code, Severity: severity, Args: args, Year: year}}
}

func TestGroupControls(t *testing.T) {
	all := []engagement.Control{aControl("error", "voucher_unbalanced", "2025-01-01", "A 1", "2025-02-01", "1,00")}
	for i := range maxControls + 3 {
		all = append(all, aControl("warning", "voucher_outside", "2025-01-01", fmt.Sprint("A ", i), "2026-01-01"))
	}
	all = append(all, aControl("warning", "opening_differs", "2025-01-01", "1930", "1,00", "2,00"),
		aControl("info", "voucher_emptied", "2024-01-01", "A 9", "2024-02-01"), aControl("info", "more", "", "voucher_outside", "4"))
	groups := groupControls(t.Context(), all, aBinder())
	var names []string
	for _, g := range groups {
		names = append(names, fmt.Sprintf("%s %d: %d+%d", g.Name, g.Count, len(g.First), len(g.Rest)))
	}
	want := []string{"Verifikationer 13: 8+5", "Årsskiftet 1: 1+0", "Tidigare räkenskapsår 1: 1+0"}
	if !slices.Equal(names, want) {
		t.Errorf("groups = %q, want the one with an error first: %q", names, want)
	}
	if got, want := groups[0].First[0].Text, "Verifikation A 1 (2025-02-01) balanserar inte"; len(got) < len(want) || got[:len(want)] != want {
		t.Errorf("the first line is %q, want the error", got)
	}
}

func TestControlSentencesSayWhere(t *testing.T) {
	binder := aBinder()
	lined := aControl("warning", "sie.date-missing", "")
	lined.Line = 88
	for _, tt := range []struct {
		control engagement.Control
		want    string
	}{
		{aControl("info", "voucher_twice", "2025-01-01", "A 9", "2025-02-01"), "Verifikation A 9 (2025-02-01) finns två gånger med samma rader och räknas två gånger."},
		{aControl("info", "voucher_twice", "2024-01-01", "A 9", "2024-02-01"), "2024: Verifikation A 9 (2024-02-01) finns två gånger med samma rader och räknas två gånger."},
		{aControl("info", "voucher_twice", "2019-01-01", "A 9", "2019-02-01"), "2019-01-01: Verifikation A 9 (2019-02-01) finns två gånger med samma rader och räknas två gånger."},
		{aControl("info", "no_vouchers", "2024-01-01", "2024-01-01 – 2024-12-31"), "Det finns inga verifikationer för 2024-01-01 – 2024-12-31. Saldona är lästa, men kontoanalysen blir tom."},
		{lined, "Rad 88: Ett datum saknas."},
	} {
		if got := controlSentence(t.Context(), tt.control, binder, controlYear(binder.years, tt.control)); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestControlPlaces(t *testing.T) {
	binder := aBinder()
	other := aControl("warning", engagement.FindingNotTransferred, "", "B3", "Ränta", "1,00", "2024-12-31")
	other.Engagement = "last"
	for _, tt := range []struct {
		control engagement.Control
		want    string
	}{
		{aControl("error", "voucher_unbalanced", "2025-01-01", "A 12", "", ""), "/u/e/ver/0/A/12"},
		{aControl("error", "voucher_unbalanced", "2024-01-01", "LEV 1 7", "", ""), "/u/e/ver/1/LEV%201/7"},
		{aControl("error", "voucher_unbalanced", "2025-01-01", "12", "", ""), "/u/e/ver/0/-/12"},
		{aControl("error", "voucher_unbalanced", "2019-01-01", "A 12", "", ""), ""}, // a year that is not here
		{aControl("info", "numbers_missing", "2025-01-01", "A", "5", "7"), "/u/e/ver/0/A/4"},
		{aControl("info", "numbers_missing", "2025-01-01", "A", "x", "7"), ""},
		{aControl("warning", engagement.FindingWrongSide, "", "1910", "Kassa", "−5,00"), "/u/e/konto/1910"},
		{aControl("warning", engagement.FindingResultLeft, "", "2019, 2029", "5,00", ""), "/u/e/balans"},
		{aControl("warning", "opening_differs", "2025-01-01", "1930", "1,00", "2,00"), "/u/e/balans?visa=ib"},
		{aControl("warning", "opening_differs", "2024-01-01", "1930", "1,00", "2,00"), "/u/e/konto/1930?ar=1"},
		{aControl("warning", engagement.FindingLedgerDiffers, "", "1510", "", "", "", ""), "/u/e/bilagor/15.1"},
		{aControl("warning", engagement.FindingUnbookedCost, "", "9", "", "", ""), "/u/e/bilagor/24.1"},
		{aControl("warning", engagement.FindingUnbookedMore, "", "3", "9,00", "receivables"), "/u/e/bilagor/15.1"},
		{aControl("warning", engagement.FindingUnbookedMore, "", "3"), "/u/e/bilagor"},
		{other, "/u/last/verifikationer?oppen=B3#B3"},
		{aControl("warning", "sie.date-missing", ""), "/u/e/import"},
		{aControl("warning", "no_such_code", ""), "/u/e/import"},
	} {
		got := ""
		if places := binder.of(t.Context(), tt.control, controlYear(binder.years, tt.control)); len(places) > 0 {
			got = places[0].URL
		}
		if got != tt.want {
			t.Errorf("%s %v leads to %q, want %q", tt.control.Code, tt.control.Args, got, tt.want)
		}
	}
}

func TestCountsInWords(t *testing.T) {
	for _, tt := range []struct {
		counts controlCounts
		want   string
	}{
		{controlCounts{}, ""},
		{controlCounts{Errors: 1}, "1 fel"},
		{controlCounts{Warnings: 1, Infos: 1}, "1 varning och 1 upplysning"},
		{controlCounts{2, 3, 4}, "2 fel, 3 varningar och 4 upplysningar"},
	} {
		if got := tt.counts.sentence(t.Context()); got != tt.want {
			t.Errorf("%+v in words = %q, want %q", tt.counts, got, tt.want)
		}
	}
}
