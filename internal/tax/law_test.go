package tax_test

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/tax"
	"bokslut/internal/testenv"
)

// notUsed are figures of the reference that no computation of a company's tax
// and no bilaga needs: they belong to natural persons, or follow from another.
var notUsed = strings.Fields(`expansion_fund_tax inkomstbasbelopp interest_allocation_negative interest_allocation_positive
	late_filing_fee_ink2 low_value_asset_limit representation_light_refreshment
	representation_vat_base self_employed_contributions_full self_employed_standard_deduction`)

// within are figures that begin on a later day than the first of their year,
// and years is how many years the reference has of them.
var within = map[tax.Key]struct {
	from  civil.Date
	years int
}{tax.AvgiftUnga: {civil.MustParse("2026-04-01"), 1}}

// TestTableIsThatOfTheReference compares every yearly figure on the first and
// the last day of its year.
func TestTableIsThatOfTheReference(t *testing.T) {
	file, err := os.Open(filepath.Join(testenv.Shared(t), "data", "rates.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes = ';', true
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	ours := map[tax.Key]bool{}
	for _, f := range tax.Figures() {
		ours[f.Key] = true
	}
	compared := map[tax.Key]int{}
	for _, row := range rows[1:] {
		key := tax.Key(row[0])
		if !ours[key] {
			if !contains(notUsed, row[0]) {
				t.Errorf("%s is in the reference, but neither in the table nor named as unused", key)
			}
			continue
		}
		year, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		want := units(t, row[2], row[3])
		for _, day := range []civil.Date{civil.Of(year, 1, 1), civil.Of(year, 12, 31)} {
			if w, ok := within[key]; ok && day.Before(w.from) {
				day = w.from
			}
			if got, err := key.On(day); err != nil || got.Value != want {
				t.Errorf("%s on %s = %d, %v, want %d", key, day, got.Value, err, want)
			}
		}
		compared[key]++
	}
	for key := range ours {
		switch key {
		case tax.Schablondel, tax.AvkastningsskattPension, tax.AvkastningsskattKapital, tax.KostnadsrantaGrans,
			tax.LivslangdK2, tax.SemesterPerDag, tax.SemesterTillagg, tax.SemesterProcent:
			continue // not in the reference's table
		}
		want := 8
		if w, ok := within[key]; ok {
			want = w.years
		}
		if compared[key] != want {
			t.Errorf("%s was compared for %d years, want %d", key, compared[key], want)
		}
	}
}

func contains(list []string, one string) bool {
	for _, s := range list {
		if s == one {
			return true
		}
	}
	return false
}

// units turns a figure of the reference into ours without floats.
func units(t *testing.T, value, unit string) int64 {
	t.Helper()
	number, decimals, _ := strings.Cut(value, ".")
	hundredths, err := strconv.ParseInt(number+(decimals + "00")[:2], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	if unit == "years" {
		return hundredths / 100
	}
	return hundredths // percent as hundredths, SEK as öre
}

func TestFiguresDoNotOverlap(t *testing.T) {
	seen := map[tax.Key]civil.Period{}
	for _, f := range tax.Figures() {
		last, ok := seen[f.Key]
		if ok && last.To.AddDays(1) != f.From {
			t.Errorf("%s: %s follows %s, want the day after", f.Key, f.From, last.To)
		}
		if f.To.Before(f.From) || f.Source == "" || f.Strength == "" {
			t.Errorf("%s from %s: lacks a source or ends before it begins", f.Key, f.From)
		}
		seen[f.Key] = civil.Period{From: f.From, To: f.To}
	}
}

func TestFigureByTheDayOfTheRule(t *testing.T) {
	for _, tt := range []struct {
		name string
		key  tax.Key
		year string
		want tax.Rate
	}{
		{"tax_goes_by_the_first_day", tax.Bolagsskatt, "2020-12-01 2021-11-30", 2140},
		{"tax_from_the_day_after", tax.Bolagsskatt, "2021-01-01 2021-12-31", 2060},
		{"old_tax", tax.Bolagsskatt, "2018-05-01 2019-04-30", 2200},
		{"standard_income_goes_by_the_last_day", tax.Schablonranta, "2024-05-01 2025-04-30", 196},
		{"long_year_over_three_calendar_years", tax.Schablonranta, "2023-09-01 2025-02-28", 196},
		{"share_of_old_years", tax.Schablondel, "2018-05-01 2019-04-30", 7200},
		{"pension_tax", tax.SarskildLoneskattRate, "2025-01-01 2025-12-31", 2426},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.key.For(period(tt.year))
			if err != nil || got.Rate() != tt.want {
				t.Errorf("%s for %s = %v, %v, want %v", tt.key, tt.year, got.Rate(), err, tt.want)
			}
		})
	}
}

func TestYearOutsideTheTable(t *testing.T) {
	for _, tt := range []struct {
		key               tax.Key
		year, first, last string
	}{
		{tax.Bolagsskatt, "2027-01-01 2027-12-31", "2018-01-01", "2026-12-31"},
		{tax.Bolagsskatt, "2017-12-01 2018-11-30", "2018-01-01", "2026-12-31"},
		{tax.Schablonranta, "2026-05-01 2027-04-30", "2019-01-01", "2026-12-31"},
	} {
		_, err := tt.key.For(period(tt.year))
		var ye *tax.YearError
		if !errors.As(err, &ye) || ye.Key != tt.key || ye.First.String() != tt.first || ye.Last.String() != tt.last {
			t.Errorf("%s for %s: error %v, want a YearError from %s to %s", tt.key, tt.year, err, tt.first, tt.last)
		}
		if err != nil && !strings.Contains(err.Error(), string(tt.key)+" on 20") {
			t.Errorf("error %q does not name the figure and the day", err)
		}
	}
}

func TestDecides(t *testing.T) {
	if tax.Decides(tax.Bolagsskatt) != tax.ByBegin || tax.Decides(tax.Schablonranta) != tax.ByEnd || tax.Decides(tax.SarskildLoneskattRate) != tax.ByEvent {
		t.Error("a figure is decided by another day than its rule says")
	}
}

// period reads "2025-01-01 2025-12-31".
func period(text string) civil.Period {
	from, to, _ := strings.Cut(text, " ")
	return civil.Period{From: civil.MustParse(from), To: civil.MustParse(to)}
}
