package source_test

import (
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/source"
)

// told is the findings as short texts, without those of a whole file.
func told(found []source.Finding) []string {
	var all []string
	for _, f := range found {
		all = append(all, strings.TrimSpace(string(f.Severity)+" "+f.Code+" "+strings.Join(f.Args, ", ")))
	}
	return all
}

func TestControlsOfAnImport(t *testing.T) {
	year := period("2025-01-01", "2025-12-31")
	lock := func(body string) source.Part {
		return source.Part{Name: "lockedperiod/1", Kind: source.KindLockedPeriod, Body: []byte(body)}
	}
	accounts := source.Part{Name: "accounts/1", Kind: source.KindAccounts, Body: []byte(
		`{"Accounts":[{"Number":1510,"Description":"Kundfordringar","Active":true},{"Number":1519,"Description":"Nedskrivning","Active":false},` +
			`{"Number":1680,"Description":"Andra fordringar","Active":false}],"MetaInformation":{"@TotalResources":3,"@TotalPages":1,"@CurrentPage":1}}`)}
	for _, tt := range []struct {
		name    string
		company ledger.Company
		period  civil.Period
		parts   []source.Part
		want    []string
	}{
		{"nothing_odd", ledger.Company{Name: "Prov AB", OrgNr: "556016-0680"}, year, nil, nil},
		{"the_name_written_otherwise", ledger.Company{Name: "Aktiebolaget PROV", OrgNr: "556016-0680"}, year, nil, nil},
		{"another_name", ledger.Company{Name: "Gamla Provet AB", OrgNr: "556016-0680"}, year, nil, []string{"info company_name Gamla Provet AB, Prov AB"}},
		{"no_number", ledger.Company{Name: "Prov AB"}, year, nil, []string{"warning company_unknown"}},
		{"locked_to_the_end", ledger.Company{OrgNr: "556016-0680"}, year, []source.Part{lock(`{"LockedPeriod":{"EndDate":"2025-12-31"}}`)},
			[]string{"warning locked_closing 2025-12-31, 2025-12-31"}},
		{"locked_beyond_the_end", ledger.Company{OrgNr: "556016-0680"}, year, []source.Part{lock(`{"LockedPeriod":{"EndDate":"2026-01-31"}}`)},
			[]string{"warning locked_closing 2026-01-31, 2025-12-31"}},
		{"locked_to_the_month_before", ledger.Company{OrgNr: "556016-0680"}, year, []source.Part{lock(`{"LockedPeriod":{"EndDate":"2025-11-30"}}`)}, nil},
		{"locked_into_the_last_month", ledger.Company{OrgNr: "556016-0680"}, year, []source.Part{lock(`{"LockedPeriod":{"EndDate":"2025-12-15"}}`)}, nil},
		{"locked_too_short", ledger.Company{OrgNr: "556016-0680"}, year, []source.Part{lock(`{"LockedPeriod":{"EndDate":"2025-10-31"}}`)},
			[]string{"info unlocked 2025-11-30, 2025-10-31"}},
		{"nothing_locked", ledger.Company{OrgNr: "556016-0680"}, year, []source.Part{lock(`{"LockedPeriod":{"EndDate":null}}`)},
			[]string{"info unlocked 2025-11-30"}},
		{"broken_year", ledger.Company{OrgNr: "556016-0680"}, period("2024-05-01", "2025-04-30"), []source.Part{lock(`{"LockedPeriod":{"EndDate":null}}`)},
			[]string{"info unlocked 2025-03-31"}},
		{"year_of_one_month", ledger.Company{OrgNr: "556016-0680"}, period("2025-12-01", "2025-12-31"), []source.Part{lock(`{"LockedPeriod":{"EndDate":null}}`)}, nil},
		{"inactive_account_with_balance", ledger.Company{OrgNr: "556016-0680"}, year, []source.Part{accounts},
			[]string{"info account_inactive 1519, Nedskrivning"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book := &ledger.Book{Company: tt.company, Years: []ledger.Year{{
				Period: tt.period, Balances: []ledger.Balance{{Account: "1510", Opening: 100}, {Account: "1519", Opening: -50}},
			}}}
			found, err := source.Controls(source.Want{OrgNr: "556016-0680", Period: tt.period}, "Prov AB", tt.parts, book)
			if err != nil {
				t.Fatal(err)
			}
			if got := told(found); !slices.Equal(got, tt.want) {
				t.Errorf("findings = %q, want %q", got, tt.want)
			}
		})
	}
	bad := []source.Part{lock("<html>")}
	if _, err := source.Controls(source.Want{}, "", bad, &ledger.Book{Years: []ledger.Year{{Period: year}}}); err == nil {
		t.Error("a lock that cannot be read gives no error")
	}
	if found, err := source.Controls(source.Want{OrgNr: "556016-0680"}, "Prov AB", bad, &ledger.Book{}); err != nil || len(found) != 1 {
		t.Errorf("a book without years: %v, %v, want one finding", found, err)
	}
}

// only are the findings with one of the codes, as short texts.
func only(found []source.Finding, codes ...string) []string {
	found = slices.DeleteFunc(slices.Clone(found), func(f source.Finding) bool { return !slices.Contains(codes, f.Code) })
	return told(found)
}

func TestYearsThatWereNeverClosed(t *testing.T) {
	codes := []string{source.CodeResultNotMoved, source.CodeResultsNotMoved, source.CodeOpeningUnbalanced}
	years := header + "#RAR 0 20250101 20251231\n#RAR -1 20240101 20241231\n#KONTO 1930 Bank\n#KONTO 2091 Balanserat\n#KONTO 3001 Försäljning\n#KONTO 5010 Hyra\n"
	for _, tt := range []struct {
		name, balances string
		want           []string
	}{
		{"closed", "#IB 0 1930 100\n#IB 0 2091 -100\n", nil},
		// 5010 has nothing this year, and still belongs to last year's result.
		{"last_year_not_closed", "#IB 0 1930 100\n#UB -1 1930 100\n#RES -1 3001 -130\n#RES -1 5010 30\n", []string{"warning result_not_moved 100,00"}},
		{"two_years_not_closed", "#IB 0 1930 100\n#UB -1 1930 100\n#RES -1 3001 -60\n", []string{"warning results_not_moved 100,00, 60,00"}},
		{"something_else", "#IB 0 1930 100\n#UB -1 1930 70\n#RES -1 3001 -60\n", []string{"warning opening_unbalanced 100,00"}},
		{"no_last_year", "#IB 0 1930 100\n", []string{"warning opening_unbalanced 100,00"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, found, err := source.FromSIE([]byte(years + tt.balances))
			if err != nil {
				t.Fatal(err)
			}
			if got := only(found, codes...); !slices.Equal(got, tt.want) {
				t.Errorf("findings = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheResultMayBeCarriedOnAnyAccount(t *testing.T) {
	next := func(account, amount string) source.Part {
		return source.Part{Kind: source.KindSIE, Body: []byte(header + "#RAR 0 20250101 20251231\n#KONTO 1930 Bank\n#KONTO " + account +
			" Resultat\n#IB 0 1930 100\n#IB 0 " + account + " " + amount + "\n")}
	}
	last := source.Part{Kind: source.KindSIE, Body: []byte(lastYear)}
	codes := []string{source.CodeUnbookedResult, source.CodeOpeningDiffers}
	for _, tt := range []struct {
		part source.Part
		want []string
	}{
		{next("2099", "-100"), []string{"info unbooked_result 2099, −100,00"}},
		{next("2019", "-100"), []string{"info unbooked_result 2019, −100,00"}},
		{next("2099", "-90"), []string{"warning opening_differs 2099, 0,00, −90,00"}},
	} {
		_, found, err := source.Book([]source.Part{last, tt.part})
		if err != nil {
			t.Fatal(err)
		}
		if got := only(found, codes...); !slices.Equal(got, tt.want) {
			t.Errorf("findings = %q, want %q", got, tt.want)
		}
		for _, f := range found {
			if f.Code == source.CodeUnbookedResult && f.Year != "2025-01-01" {
				t.Errorf("%s is about the year from %q, want 2025-01-01", f.Code, f.Year)
			}
		}
	}
}

func TestNumbersOfVouchers(t *testing.T) {
	voucher := func(id, day, amount string) string {
		return "#VER " + id + " " + day + "\n{\n#TRANS 1930 {} " + amount + "\n#TRANS 3001 {} -" + amount + "\n}\n"
	}
	codes := []string{source.CodeVoucherTwice, source.CodeNumberReused, source.CodeNumbersMissing}
	for name, tt := range map[string]struct {
		vouchers string
		want     []string
	}{
		"unbroken":          {voucher("A 1", "20250101", "5") + voucher("A 2", "20250101", "5"), nil},
		"without_number":    {voucher(`A ""`, "20250101", "5") + voucher(`A ""`, "20250101", "5"), nil},
		"same_twice":        {voucher("A 1", "20250101", "5") + voucher("A 1", "20250101", "5"), []string{"error voucher_twice A 1, 2025-01-01", "warning number_reused A 1, 2"}},
		"monthly_under_one": {voucher("# 1", "20250131", "5") + voucher("# 1", "20250228", "5") + voucher("# 1", "20250331", "5"), []string{"warning number_reused # 1, 3"}},
		"another_series":    {voucher("A 1", "20250101", "5") + voucher("B 1", "20250101", "5"), nil},
		"gap":               {voucher("A 1", "20250101", "5") + voucher("A 4", "20250101", "6"), []string{"info numbers_missing A, 2, 3"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, found, err := source.FromSIE([]byte(header + "#RAR 0 20250101 20251231\n#KONTO 1930 Bank\n#KONTO 3001 Försäljning\n#IB 0 1930 0\n" + tt.vouchers))
			if err != nil {
				t.Fatal(err)
			}
			if got := only(found, codes...); !slices.Equal(got, tt.want) {
				t.Errorf("findings = %q, want %q", got, tt.want)
			}
		})
	}
}
