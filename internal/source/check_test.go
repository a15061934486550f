package source_test

import (
	"errors"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/source"
)

func period(from, to string) civil.Period {
	return civil.Period{From: civil.MustParse(from), To: civil.MustParse(to)}
}

func TestCheck(t *testing.T) {
	year := period("2025-01-01", "2025-12-31")
	want := source.Want{OrgNr: "556016-0680", Period: year}
	for _, tt := range []struct {
		name  string
		orgNr string
		years []ledger.Year
		code  source.ProblemCode // empty when all is well
		stop  bool
	}{
		{"as_wanted", "556016-0680", []ledger.Year{{Period: year}}, "", false},
		{"no_hyphen", "5560160680", []ledger.Year{{Period: year}}, "", false},
		{"another_company", "556036-0793", []ledger.Year{{Period: year}}, source.ProblemCompany, true},
		{"company_not_told", "", []ledger.Year{{Period: year}}, source.ProblemCompanyUnknown, false},
		{"another_year", "556016-0680", []ledger.Year{{Period: period("2024-01-01", "2024-12-31")}}, source.ProblemYear, true},
		{"a_part_of_the_year", "556016-0680", []ledger.Year{{Period: period("2025-01-01", "2025-08-31")}}, source.ProblemPeriod, false},
		{"no_year", "556016-0680", nil, source.ProblemYear, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := source.Check(want, &ledger.Book{Company: ledger.Company{OrgNr: tt.orgNr}, Years: tt.years})
			switch {
			case tt.code == "" && len(got) > 0:
				t.Errorf("problems = %v, want none", got)
			case tt.code != "" && (len(got) != 1 || got[0].Code != tt.code || got[0].Refuse != tt.stop):
				t.Errorf("problems = %v, want one %s, refused %v", got, tt.code, tt.stop)
			}
		})
	}
}

func TestFilesThatAreNoBooks(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"empty":     {"", source.ErrEmpty},
		"not_sie":   {"<html>404</html>", source.ErrNotSIE},
		"vouchers":  {"#FLAGGA 0\n#SIETYP 4\n#VER A 1 20250101\n{\n#TRANS 1930 {} 1\n#TRANS 3001 {} -1\n}\n", source.ErrTransactionsOnly},
		"no_period": {"#FLAGGA 0\n#SIETYP 4\n#KONTO 1930 Bank\n#IB 0 1930 1\n", source.ErrNoYear},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := source.FromSIE([]byte(tt.text)); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
			_, _, err := source.Book([]source.Part{{Name: "sie/1", Kind: source.KindSIE, Body: []byte(tt.text)}})
			if !errors.Is(err, tt.want) {
				t.Errorf("Book's error = %v, want %v", err, tt.want)
			}
		})
	}
	if _, _, err := source.Book(nil); !errors.Is(err, source.ErrNoBooks) {
		t.Errorf("Book of nothing: error = %v, want ErrNoBooks", err)
	}
}

// TestYearWithNothingBooked: a new company's first year has a chart and nothing
// more, and is still a year.
func TestYearWithNothingBooked(t *testing.T) {
	s, found, err := source.FromSIE([]byte(header + "#RAR 0 20260101 20261231\n#KONTO 1930 Bank\n"))
	if err != nil || s.Kind != "4E" || len(s.Year.Accounts) != 1 || len(s.Year.Balances) != 0 {
		t.Fatalf("FromSIE = %+v, %v; want a year with one account", s, err)
	}
	if len(found) != 1 || found[0].Code != source.CodeNoVouchers {
		t.Errorf("findings %+v, want that there are no vouchers", found)
	}
}

const header = "#FLAGGA 0\n#SIETYP 4\n#ORGNR 556016-0680\n#FNAMN \"Prov AB\"\n"

const thisYear = header + `#RAR 0 20250101 20251231
#RAR -1 20240101 20241231
#KONTO 1930 Bank
#KONTO 2099 "Årets resultat"
#KONTO 3001 Försäljning
#IB 0 1930 100
#IB 0 2099 -100
#UB 0 1930 150
#UB 0 2099 -100
#RES 0 3001 -50
#UB -1 1930 100
#RES -1 3001 -100
#VER A 1 20250110 Ett
{
#TRANS 1930 {} 40
#BTRANS 1930 {} 7
#RTRANS 3001 {} -40
#TRANS 3001 {} -40
}
#VER A 4 20260101 Fyra
{
#TRANS 1930 {} 11
#TRANS 3001 {} -10
}
`

const lastYear = header + `#RAR 0 20240101 20241231
#KONTO 1930 Bank
#KONTO 3001 Försäljning
#UB 0 1930 100
#RES 0 3001 -100
#VER A 1 20240110 Ett
{
#TRANS 1930 {} 100
#TRANS 3001 {} -100
}
`

func TestRowsAreTheBooks(t *testing.T) {
	s, found, err := source.FromSIE([]byte(thisYear))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "1930", ledger.Balance{Account: "1930", Opening: 10000, Moved: 5100, Stated: 15000}, s.Year.Balance("1930"))
	rows := s.Year.Vouchers[0].Rows
	compare(t, "rows", []ledger.Row{
		{Account: "1930", Amount: 4000}, {Account: "1930", Amount: 700, Struck: true}, {Account: "3001", Amount: -4000, Added: true},
	}, rows)
	for _, code := range []string{
		source.CodeStatedDiffers, source.CodeVoucherUnbalanced, source.CodeVoucherOutside, source.CodeNumbersMissing,
	} {
		if !hasFinding(found, code) {
			t.Errorf("findings lack %s: %v", code, found)
		}
	}
	if got := s.Earlier[0].Balance("1930").Closing(); got != 10000 {
		t.Errorf("1930 closed last year at %v, want 100,00", got)
	}
}

func TestYearsContinueEachOther(t *testing.T) {
	parts := func(texts ...string) []source.Part {
		var all []source.Part
		for _, text := range texts {
			all = append(all, source.Part{Kind: source.KindSIE, Body: []byte(text)})
		}
		return all
	}
	zero := header + "#RAR 0 20250101 20251231\n#KONTO 1930 Bank\n#IB 0 1930 0\n"
	for name, tt := range map[string]struct {
		parts []source.Part
		years int
		code  string
	}{
		"result_carried_before_it_is_booked": {parts(lastYear, thisYear), 2, source.CodeUnbookedResult},
		"nothing_carried":                    {parts(zero, lastYear), 2, source.CodeOpeningNotCarried},
		"only_one_file":                      {parts(thisYear), 2, source.CodeYearBalancesOnly},
		"same_year_twice":                    {parts(lastYear, lastYear), 1, source.CodeYearRepeated},
		"account_differs": {parts(lastYear, header+"#RAR 0 20250101 20251231\n#KONTO 1930 Bank\n#IB 0 1930 99\n"),
			2, source.CodeOpeningDiffers},
	} {
		t.Run(name, func(t *testing.T) {
			book, found, err := source.Book(tt.parts)
			if err != nil {
				t.Fatal(err)
			}
			if len(book.Years) != tt.years || !hasFinding(found, tt.code) {
				t.Errorf("%d years with %v, want %d with %s", len(book.Years), found, tt.years, tt.code)
			}
			if book.Years[0].Period.From.Year < book.Years[len(book.Years)-1].Period.From.Year {
				t.Error("the latest year does not come first")
			}
		})
	}
}

func hasFinding(found []source.Finding, code string) bool {
	for _, f := range found {
		if f.Code == code {
			return true
		}
	}
	return false
}

func TestManyFindingsOfAKindAreCounted(t *testing.T) {
	text := header + "#RAR 0 20250101 20251231\n#IB 0 1930 0\n"
	for range 150 {
		text += "#VER A \"\" 20250101\n{\n#TRANS 1930 {} 1\n}\n"
	}
	_, found, err := source.FromSIE([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	unbalanced := 0
	var more []string
	for _, f := range found {
		switch f.Code {
		case source.CodeVoucherUnbalanced:
			unbalanced++
		case source.CodeMore:
			more = f.Args
		}
	}
	compare(t, "kept", 100, unbalanced)
	compare(t, "left out", []string{source.CodeVoucherUnbalanced, "50"}, more)
}
