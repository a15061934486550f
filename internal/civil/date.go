// Package civil holds calendar dates: accounting dates have no time and no
// time zone.
package civil

import (
	"fmt"
	"time"
)

// Date is a calendar date. The zero Date is no date at all.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Of is the date year-month-day, normalised as time.Date does.
func Of(year int, month time.Month, day int) Date {
	return OfTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// OfTime is the date that t shows in its own location.
func OfTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Parse reads 2025-12-31 or 20251231 and refuses dates that do not exist.
func Parse(s string) (Date, error) {
	layout := time.DateOnly
	if len(s) == 8 {
		layout = "20060102"
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q is not a calendar date", s)
	}
	return OfTime(t), nil
}

// MustParse is Parse for dates written in the program.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero tells whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String writes 2025-12-31, and nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compact writes 20251231, as SIE files do.
func (d Date) Compact() string { return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day) }

// Before tells whether d lies before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After tells whether d lies after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Compare is -1, 0 or 1 as d lies before, on or after e.
func (d Date) Compare(e Date) int {
	for _, diff := range []int{d.Year - e.Year, int(d.Month - e.Month), d.Day - e.Day} {
		if diff < 0 {
			return -1
		}
		if diff > 0 {
			return 1
		}
	}
	return 0
}

// AddDays is the date n days later.
func (d Date) AddDays(n int) Date { return Of(d.Year, d.Month, d.Day+n) }

// AddMonths is the same day n months later, or the last day of that month.
func (d Date) AddMonths(n int) Date {
	first := Of(d.Year, d.Month+time.Month(n), 1)
	return Of(first.Year, first.Month, min(d.Day, first.daysInMonth()))
}

// DaysUntil counts the days from d to e.
func (d Date) DaysUntil(e Date) int {
	return int(e.midnight().Sub(d.midnight()).Hours() / 24)
}

func (d Date) daysInMonth() int { return Of(d.Year, d.Month+1, 0).Day }

func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// MarshalText writes the date as in String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
