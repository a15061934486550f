package company

import (
	"time"

	"bokslut/internal/civil"
)

func weekday(d civil.Date) time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// workday is d, or the Monday after when d is a Saturday or Sunday.
func workday(d civil.Date) civil.Date {
	switch weekday(d) {
	case time.Saturday:
		return d.AddDays(2)
	case time.Sunday:
		return d.AddDays(1)
	}
	return d
}

// workdayBefore is d, or the Friday before when d is a Saturday or Sunday.
func workdayBefore(d civil.Date) civil.Date {
	switch weekday(d) {
	case time.Saturday:
		return d.AddDays(-1)
	case time.Sunday:
		return d.AddDays(-2)
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

func lastOfMonth(d civil.Date) bool { return d.AddDays(1).Day == 1 }

func monthText(d civil.Date) string { return d.String()[:7] }
