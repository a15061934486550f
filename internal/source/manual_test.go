package source

import (
	"errors"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

var manualYear = civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}

func TestManual(t *testing.T) {
	text := "Konto\tNamn\tIB\tUB\n" +
		"1930\tFöretagskonto\t1 000,00\t1 234,56\n" +
		"2010;Eget kapital;-1000;(1 000)\n" +
		"3001\tFörsäljning \"varor\"\t\t−334,56\n" +
		"5010;Hyra;100.00;;\n\n"
	parts, err := Manual(text, "Åkerö AB", "559981-2038", manualYear, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	book, _, err := Book(parts)
	if err != nil {
		t.Fatal(err)
	}
	if book.Company.OrgNr != "559981-2038" || book.Company.Name != "Åkerö AB" || book.Years[0].Period != manualYear {
		t.Errorf("book = %+v %v", book.Company, book.Years[0].Period)
	}
	for account, want := range map[string][2]money.Amount{
		"1930": {100000, 123456}, "2010": {-100000, -100000}, "3001": {0, -33456}, "5010": {0, 10000},
	} {
		b := book.Years[0].Balance(account)
		if got := [2]money.Amount{b.Opening, b.Closing()}; got != want {
			t.Errorf("%s = %v, want %v", account, got, want)
		}
	}
}

func TestManualRefuses(t *testing.T) {
	for text, want := range map[string]ManualError{
		"":                                  {Reason: "none"},
		"Konto;Namn;IB;UB":                  {Reason: "none"},
		"1930;Bank":                         {Line: 1, Text: "1930;Bank", Reason: "fields"},
		"1930;Bank;1;2;3":                   {Line: 1, Text: "1930;Bank;1;2;3", Reason: "fields"},
		"1930;Bank;1;tolv":                  {Line: 1, Text: "1930;Bank;1;tolv", Reason: "amount"},
		"1930;Bank;1;2\n2010;Kapital;-1;-1": {Reason: "unbalanced"},
		"1930;Bank;1;2\n2010;Kapital;-2;-2": {Reason: "unbalanced"},
		"1930;Bank;1;2\n193O;Bank;1;2":      {Line: 2, Text: "193O;Bank;1;2", Reason: "account"},
		"1930;Bank;1;2\n\n1930;Bank 2;1;":   {Line: 3, Text: "1930;Bank 2;1;", Reason: "twice"},
	} {
		_, err := Manual(text, "Prov", "559981-2038", manualYear, time.Unix(0, 0))
		var got *ManualError
		if !errors.As(err, &got) || *got != want {
			t.Errorf("Manual(%q) = %v, want %v", text, err, &want)
		}
	}
}
