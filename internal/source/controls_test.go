package source_test

import (
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
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

func TestCashBelowZero(t *testing.T) {
	voucher := func(day string, amount money.Amount, struck bool) ledger.Voucher {
		return ledger.Voucher{Date: civil.MustParse(day), Rows: []ledger.Row{{Account: "1910", Amount: amount, Struck: struck}}}
	}
	for _, tt := range []struct {
		name, account string
		opening       money.Amount
		vouchers      []ledger.Voucher
		want          []string
	}{
		{"never", "Kassa", 10_00, []ledger.Voucher{voucher("2025-02-01", -10_00, false)}, nil},
		{"in_between", "Kassa", 10_00, []ledger.Voucher{voucher("2025-05-01", 50_00, false), voucher("2025-02-01", -30_00, false), voucher("2025-03-01", -5_00, false)},
			[]string{"warning cash_negative 1910, Kassa, −25,00, 2025-03-01"}},
		{"paid_in_the_same_day", "Kassa", 10_00, []ledger.Voucher{voucher("2025-02-01", -30_00, false), voucher("2025-02-01", 20_00, false)}, nil},
		{"a_struck_row", "Kassa", 10_00, []ledger.Voucher{voucher("2025-02-01", -30_00, true), voucher("2025-03-01", 1_00, false)}, nil},
		{"at_the_end_too", "Kassa", 10_00, []ledger.Voucher{voucher("2025-02-01", -30_00, false)}, nil}, // told of the final balance
		{"a_bank", "Checkräkning", 10_00, []ledger.Voucher{voucher("2025-02-01", -30_00, false), voucher("2025-03-01", 90_00, false)}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			balance := ledger.Balance{Account: "1910", Opening: tt.opening}
			for _, v := range tt.vouchers {
				if !v.Rows[0].Struck {
					balance.Moved += v.Rows[0].Amount
				}
			}
			book := &ledger.Book{Years: []ledger.Year{{
				Accounts: []ledger.Account{{Number: "1910", Name: tt.account}}, Balances: []ledger.Balance{balance}, Vouchers: tt.vouchers,
			}}}
			found, err := source.Controls(source.Want{}, "", nil, book)
			if err != nil {
				t.Fatal(err)
			}
			if got := told(found); !slices.Equal(got, tt.want) {
				t.Errorf("findings = %q, want %q", got, tt.want)
			}
		})
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

func TestEquityAtTheSeam(t *testing.T) {
	last := source.Part{Kind: source.KindSIE, Body: []byte(lastYear)} // 1930 100, and a profit of 100 that is not booked
	closed := source.Part{Kind: source.KindSIE, Body: []byte(header + "#RAR 0 20240101 20241231\n#KONTO 1930 Bank\n#KONTO 2010 Kapital\n#KONTO 2013 Uttag\n" +
		"#KONTO 2019 Resultat\n#KONTO 8999 Resultat\n#KONTO 3001 Försäljning\n#UB 0 1930 70\n#UB 0 2013 30\n#UB 0 2019 -100\n#RES 0 3001 -100\n#RES 0 8999 100\n")}
	codes := []string{source.CodeUnbookedResult, source.CodeOpeningDiffers, source.CodeEquityMoved}
	for _, tt := range []struct {
		name     string
		last     source.Part
		openings string
		want     []string
	}{
		{"result_on_2099", last, "#IB 0 1930 100\n#IB 0 2099 -100\n", []string{"info unbooked_result 2099, −100,00"}},
		{"result_on_2019", last, "#IB 0 1930 100\n#IB 0 2019 -100\n", []string{"info unbooked_result 2019, −100,00"}},
		{"result_on_two_partners", last, "#IB 0 1930 100\n#IB 0 2019 -60\n#IB 0 2029 -40\n", []string{"info unbooked_result 2019, 2029, −100,00"}},
		{"result_on_another_account", last, "#IB 0 1930 100\n#IB 0 2998 -100\n", []string{"info unbooked_result 2998, −100,00"}},
		{"an_asset_that_differs_as_much", last, "#IB 0 1930 0\n#IB 0 1910 100\n#IB 0 2099 -100\n",
			[]string{"info unbooked_result 2099, −100,00", "warning opening_differs 1910, 0,00, 100,00", "warning opening_differs 1930, 100,00, 0,00"}},
		{"less_than_the_result", last, "#IB 0 1930 100\n#IB 0 2099 -90\n", []string{"warning opening_differs 2099, 0,00, −90,00"}},
		{"sole_trader_netted", closed, "#IB 0 1930 70\n#IB 0 2010 -70\n", []string{"info equity_rearranged 2010, 2013, 2019"}},
		{"as_it_closed", closed, "#IB 0 1930 70\n#IB 0 2013 30\n#IB 0 2019 -100\n", nil},
		{"netted_wrongly", closed, "#IB 0 1930 70\n#IB 0 2010 -60\n",
			[]string{"warning opening_differs 2010, 0,00, −60,00", "warning opening_differs 2013, 30,00, 0,00", "warning opening_differs 2019, −100,00, 0,00"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			next := source.Part{Kind: source.KindSIE, Body: []byte(header + "#RAR 0 20250101 20251231\n#KONTO 1910 Kassa\n#KONTO 1930 Bank\n#KONTO 2010 K\n#KONTO 2013 U\n" +
				"#KONTO 2019 R\n#KONTO 2029 R\n#KONTO 2099 R\n#KONTO 2998 R\n" + tt.openings)}
			_, found, err := source.Book([]source.Part{tt.last, next})
			if err != nil {
				t.Fatal(err)
			}
			got := only(found, codes...)
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("findings = %q, want %q", got, tt.want)
			}
			for _, f := range found {
				if slices.Contains(codes, f.Code) && f.Year != "2025-01-01" {
					t.Errorf("%s is about the year from %q, want 2025-01-01", f.Code, f.Year)
				}
			}
		})
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
