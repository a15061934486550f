package schedule_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"bokslut/internal/schedule"
)

func column(typ schedule.Type) schedule.Column {
	return schedule.Column{ID: "cell", Type: typ, Choices: []string{"days", "months"}}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		typ    schedule.Type
		typed  string
		want   string
		shown  string
		reason error
	}{
		{schedule.Amount, "1 234,56", "123456", "1\u00a0234,56", nil},
		{schedule.Amount, "1\u00a0234,56 kr", "123456", "1\u00a0234,56", nil},
		{schedule.Amount, "1234.56", "123456", "1\u00a0234,56", nil},
		{schedule.Amount, "1,234.56", "123456", "1\u00a0234,56", nil},
		{schedule.Amount, "(1 234)", "-123400", "\u22121\u00a0234,00", nil},
		{schedule.Amount, "1 234-", "-123400", "\u22121\u00a0234,00", nil},
		{schedule.Amount, "\u22125", "-500", "\u22125,00", nil},
		{schedule.Amount, "1200+350", "155000", "1\u00a0550,00", nil},
		{schedule.Amount, "  ", "", "", nil},
		{schedule.Amount, " -   kr", "0", "0,00", nil},
		{schedule.Amount, "\u2013", "0", "0,00", nil},
		{schedule.Amount, "SEK 1 234", "123400", "1\u00a0234,00", nil},
		{schedule.Amount, "1 234:-", "123400", "1\u00a0234,00", nil},
		{schedule.Amount, "kr", "", "", schedule.ErrNotAmount},
		{schedule.Amount, "#N/A", "", "", schedule.ErrNotAmount},
		{schedule.Amount, "12 kronor", "", "", schedule.ErrNotAmount},
		{schedule.Amount, "10 000 000 000 000,01", "", "", schedule.ErrTooLarge},
		{schedule.Amount, "99999999999999999999", "", "", schedule.ErrTooLarge},
		{schedule.Amount, strings.Repeat("1+", 200), "", "", schedule.ErrTooLong},
		{schedule.Date, "2025-12-31", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "20251231", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "251231", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "31/12 2025", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "31/12 -25", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "31.12.2025", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "2025/12/31", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "31-dec-25", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "1 Oktober 2025", "2025-10-01", "2025-10-01", nil},
		{schedule.Date, "2025-12-31 00:00:00", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "2025-12-31T00:00", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "46022", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "Dec 31, 2025", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "46022,25", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "dec dec 2025", "", "", schedule.ErrNotDate},
		{schedule.Date, "46022.5", "2025-12-31", "2025-12-31", nil},
		{schedule.Date, "12/31/2025", "", "", schedule.ErrNotDate},
		{schedule.Date, "2025-02-29", "", "", schedule.ErrNotDate},
		{schedule.Date, "31/12", "", "", schedule.ErrNotDate},
		{schedule.Date, "1725-01-01", "", "", schedule.ErrDateOutside},
		{schedule.Date, "00000000", "", "", schedule.ErrNotDate},
		{schedule.Percent, "4,75 %", "4.75", "4,75\u00a0%", nil},
		{schedule.Percent, "4.750", "4.75", "4,75\u00a0%", nil},
		{schedule.Percent, "25%", "25", "25\u00a0%", nil},
		{schedule.Percent, "1001", "", "", schedule.ErrTooLarge},
		{schedule.Percent, "%", "", "", schedule.ErrNotNumber},
		{schedule.Decimal, "11,4325", "11.4325", "11,4325", nil},
		{schedule.Decimal, "11,432", "11.432", "11,432", nil},
		{schedule.Decimal, "1 234,5", "1234.5", "1234,5", nil},
		{schedule.Decimal, "1.234,5", "1234.5", "1234,5", nil},
		{schedule.Decimal, "1,234,567", "1234567", "1234567", nil},
		{schedule.Decimal, "(7,5)", "-7.5", "\u22127,5", nil},
		{schedule.Decimal, "0,123456789", "", "", schedule.ErrDecimals},
		{schedule.Decimal, "12345678901", "", "", schedule.ErrTooLarge},
		{schedule.Decimal, "1.2.3", "", "", schedule.ErrNotNumber},
		{schedule.Count, "1 200", "1200", "1200", nil},
		{schedule.Count, "60,0", "60", "60", nil},
		{schedule.Count, "-1", "", "", schedule.ErrNegative},
		{schedule.Count, "1,5", "", "", schedule.ErrNotWhole},
		{schedule.Count, "9 999 999", "", "", schedule.ErrTooLarge},
		{schedule.Account, "1930 Företagskonto", "1930", "1930", nil},
		{schedule.Account, "19x0", "", "", schedule.ErrNotAccount},
		{schedule.Choice, "days", "days", "days", nil},
		{schedule.Choice, "weeks", "", "", schedule.ErrNotChoice},
		{schedule.Flag, "Ja", "1", "x", nil},
		{schedule.Flag, "nej", "", "", nil},
		{schedule.Flag, "kanske", "", "", schedule.ErrNotFlag},
		{schedule.Text, "vänd\u202etext", "vändtext", "vändtext", nil},
		{schedule.Text, " två\nrader\x00 ", "två rader", "två rader", nil},
		{schedule.Text, strings.Repeat("å", 501), "", "", schedule.ErrTooLong},
	} {
		got, err := schedule.Parse(column(tt.typ), tt.typed)
		if got != tt.want || !errors.Is(err, tt.reason) {
			t.Errorf("%s %.40q = %q, %v, want %q, %v", tt.typ, tt.typed, got, err, tt.want, tt.reason)
		}
		if shown := schedule.Format(column(tt.typ), got); shown != tt.shown {
			t.Errorf("%s %q is shown as %q, want %q", tt.typ, got, shown, tt.shown)
		}
	}
}

var types = []schedule.Type{schedule.Text, schedule.Account, schedule.Date, schedule.Amount, schedule.Decimal, schedule.Percent, schedule.Count, schedule.Choice, schedule.Flag}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1 234,56", "(5)", "2025-12-31", "31 dec 25", "46022", "4,75 %", "1.2.3", "", "\x00", "1200+350-", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, typ := range types {
			c := column(typ)
			got, err := schedule.Parse(c, typed)
			if err != nil {
				if got != "" || !utf8.ValidString(err.Error()) && utf8.ValidString(typed) {
					t.Errorf("%s %q gives %q with %v", typ, typed, got, err)
				}
				continue
			}
			if back, err := schedule.Parse(c, schedule.Format(c, got)); err != nil || back != got {
				t.Errorf("%s %q = %q, shown and read again %q, %v", typ, typed, got, back, err)
			}
		}
	})
}
