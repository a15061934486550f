package company

import (
	"time"

	"bokslut/internal/civil"
)

func weekday(d civil.Date) time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// free is a weekend or one of the public holidays that keep their date, with
// the eves that nobody works.
func free(d civil.Date) bool {
	switch weekday(d) {
	case time.Saturday, time.Sunday:
		return true
	}
	switch d.Month {
	case time.January:
		return d.Day == 1 || d.Day == 6
	case time.May:
		return d.Day == 1
	case time.June:
		return d.Day == 6
	case time.December:
		return d.Day >= 24 && d.Day <= 26 || d.Day == 31
	}
	return false
}

// workday is d, or the first working day after.
func workday(d civil.Date) civil.Date {
	for free(d) {
		d = d.AddDays(1)
	}
	return d
}

// workdayBefore is d, or the last working day before.
func workdayBefore(d civil.Date) civil.Date {
	for free(d) {
		d = d.AddDays(-1)
	}
	return d
}

// on is a day of the month that d lies in; 31 is its last day.
func on(d civil.Date, day int) civil.Date {
	last := civil.Of(d.Year, d.Month+1, 0)
	if day >= last.Day {
		return last
	}
	return civil.Of(d.Year, d.Month, day)
}

func monthText(d civil.Date) string { return d.String()[:7] }
