package sie

import (
	"errors"
	"fmt"
	"time"
)

// Date is a civil date in the Gregorian calendar, without a time zone. The zero
// value means no date. Dates order with < and can be map keys.
type Date int32

var errDate = errors.New("not a date")

// NewDate returns the date, or an error when the calendar has no such day.
func NewDate(year int, month time.Month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, int(month)) {
		return 0, fmt.Errorf("%04d-%02d-%02d: %w", year, month, day, errDate)
	}
	return Date(year<<9 | int(month)<<5 | day), nil
}

// ParseDate reads YYYYMMDD or YYYY-MM-DD. The empty text and 00000000 give the
// zero Date.
func ParseDate(s string) (Date, error) {
	d, _, err := parseDate([]byte(s))
	if err != nil {
		return 0, fmt.Errorf("%q: %w", s, err)
	}
	return d, nil
}

// parseDate reads a date. Odd is true for the ISO form.
func parseDate(b []byte) (d Date, odd bool, err error) {
	if len(b) == 0 {
		return 0, false, nil
	}
	if len(b) == 10 && b[4] == '-' && b[7] == '-' {
		b = []byte{b[0], b[1], b[2], b[3], b[5], b[6], b[8], b[9]}
		odd = true
	}
	if len(b) != 8 {
		return 0, odd, errDate
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, odd, errDate
		}
		n = n*10 + int(c-'0')
	}
	if n == 0 {
		return 0, odd, nil
	}
	d, err = NewDate(n/10000, time.Month(n/100%100), n%100)
	if err != nil {
		return 0, odd, errDate
	}
	return d, odd, nil
}

// Year is the calendar year, 0 for no date.
func (d Date) Year() int { return int(d >> 9) }

// Month is the calendar month, 0 for no date.
func (d Date) Month() time.Month { return time.Month(d >> 5 & 15) }

// Day is the day of the month, 0 for no date.
func (d Date) Day() int { return int(d & 31) }

// IsZero is true for no date.
func (d Date) IsZero() bool { return d == 0 }

// String writes YYYY-MM-DD, or nothing for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}

// Compact writes YYYYMMDD as in a SIE file, or nothing for no date.
func (d Date) Compact() string {
	if d == 0 {
		return ""
	}
	return string(d.append(nil))
}

func (d Date) append(b []byte) []byte {
	y, m, day := d.Year(), int(d.Month()), d.Day()
	return append(b, digit(y/1000), digit(y/100), digit(y/10), digit(y),
		digit(m/10), digit(m), digit(day/10), digit(day))
}

func digit(n int) byte { return byte('0' + n%10) }

// Next is the day after d. The last day of year 9999 and no date have none and
// give the zero Date.
func (d Date) Next() Date {
	y, m, day := d.Year(), d.Month(), d.Day()
	for _, try := range [][3]int{{y, int(m), day + 1}, {y, int(m) + 1, 1}, {y + 1, 1, 1}} {
		if next, err := NewDate(try[0], time.Month(try[1]), try[2]); err == nil && d != 0 {
			return next
		}
	}
	return 0
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// A Period is a calendar month written YYYYMM: 202512 is December 2025.
type Period int32

// Year is the calendar year.
func (p Period) Year() int { return int(p / 100) }

// Month is the calendar month.
func (p Period) Month() time.Month { return time.Month(p % 100) }

func parsePeriod(b []byte) (Period, error) {
	if len(b) != 6 || !digitsOnly(string(b)) {
		return 0, errPeriod
	}
	var p Period
	for _, c := range b {
		p = p*10 + Period(c-'0')
	}
	if p.Month() < 1 || p.Month() > 12 || p.Year() == 0 {
		return 0, errPeriod
	}
	return p, nil
}

var errPeriod = errors.New("not a period")
