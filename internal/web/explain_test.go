package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/source"
)

func TestExplain(t *testing.T) {
	_, amount := money.Parse("hundra")
	for _, tt := range []struct {
		err    error
		status int
		want   string
	}{
		{&connection.CompanyError{WantOrgNr: "556000-4615", GotOrgNr: "556016-0680", GotName: "Annan AB"}, 409, "Du loggade in på Annan AB, 556016-0680. Uppdraget gäller 556000-4615."},
		{&connection.TenantError{Want: 1, Got: 2}, 409, "inte samma företag i Fortnox som förra gången"},
		{&connection.ScopesError{Missing: []string{"bookkeeping", "invoice"}}, 403, "bokföring, kundfakturor"},
		{errors.Join(connection.ErrLicence, errors.New("2001103")), 403, "licens för integration"},
		{fmt.Errorf("login: %w", connection.ErrCode), 502, "Logga in i Fortnox på nytt"},
		{&source.NoSuchYearError{}, 409, "Lägg upp året i Fortnox"},
		{&jobs.PreflightError{}, 409, "Inget har skickats"},
		{jobs.ErrImportFirst, 409, "Importera innan du exporterar"},
		{engagement.ErrConflict, 409, "Någon annan hann ändra före dig"},
		{&office.FieldError{Field: "orgnr", Err: office.ErrCheckDigit}, 422, "Kontrollsiffran"},
		{closing.Problems{{Row: 2, Field: "account", Err: closing.ErrAccount, Value: "9999"}}, 422, "Rad 3: Konto 9999 finns inte i kontoplanen."},
		{closing.Problems{{Row: -1, Field: "rows", Err: closing.ErrUnbalanced, Diff: -10}}, 422, "skiljer 0,10"},
		{amount, 422, "”hundra” är inget belopp"},
		{&http.MaxBytesError{Limit: 1}, 413, "för stort"},
		{errors.New("sql: no such table secret_table"), 500, "Något gick fel i programmet"},
	} {
		f := explain(t.Context(), tt.err)
		told := sentence(t.Context(), tt.err)
		if f.Status != tt.status || !strings.Contains(told, tt.want) {
			t.Errorf("%v: %d %q, want %d with %q", tt.err, f.Status, told, tt.status, tt.want)
		}
		if strings.Contains(told, "secret_table") {
			t.Errorf("%v is told as it is", tt.err)
		}
	}
}

// TestKnownErrorsSayWhatToDo reads the table aloud: a title without a full stop
// and sentences that end.
func TestKnownErrorsSayWhatToDo(t *testing.T) {
	for _, k := range known {
		if k.status < 400 || k.title == "" || strings.HasSuffix(k.title, ".") || !strings.HasSuffix(k.text, ".") || strings.Contains(k.title+k.text, "!") {
			t.Errorf("%v: %d %q %q", k.err, k.status, k.title, k.text)
		}
	}
}
