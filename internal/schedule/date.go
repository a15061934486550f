package schedule

import (
	"strconv"
	"strings"
	"time"

	"bokslut/internal/civil"
)

// months are the beginnings of their names, Swedish and English.
var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6,
	"jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}

// serialFrom and serialTo are the day numbers of a spreadsheet that are taken
// for dates: 1954-10-03 to 2119-01-10.
const serialFrom, serialTo = 20000, 80000

// parseDate reads 2025-12-31, 20251231, 251231, 31/12 2025, 31.12.25,
// 31 dec 2025, Dec 31, 2025, a date with a time after it, and a spreadsheet's day number. The
// day comes before the month where the year does not come first: 12/31/2025 is
// refused, not guessed.
func parseDate(typed string) (string, error) {
	s := strings.ToLower(typed)
	if day, ok := serial(s); ok {
		return day.String(), nil
	}
	if len(s) == 6 && allDigits(s) {
		s = century(s[:2]) + s[2:]
	}
	if len(s) == 8 && allDigits(s) {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	year, month, day, ok := parts(s)
	if !ok {
		return "", ErrNotDate
	}
	d := civil.Of(year, month, day)
	if d.Year != year || d.Month != month || d.Day != day {
		return "", ErrNotDate
	}
	if year < firstYear || year > lastYear {
		return "", ErrDateOutside
	}
	return d.String(), nil
}

func serial(s string) (civil.Date, bool) {
	whole, fraction, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if len(whole) != 5 || !allDigits(whole) || !allDigits(fraction) {
		return civil.Date{}, false
	}
	n, err := strconv.Atoi(whole)
	if err != nil || n < serialFrom || n > serialTo {
		return civil.Date{}, false
	}
	return civil.Of(1899, 12, 30).AddDays(n), true
}

func century(year string) string {
	if year >= "70" {
		return "19" + year
	}
	return "20" + year
}

// parts finds year, month and day among three words; a fourth is a time.
func parts(s string) (year int, month time.Month, day int, ok bool) {
	words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\u00a0/.-\u2013,", r) })
	if len(words) == 3 {
		words[2], _, _ = strings.Cut(words[2], "t") // 2025-12-31T00:00:00
	}
	if len(words) == 4 && strings.Contains(words[3], ":") {
		words = words[:3]
	}
	if len(words) != 3 {
		return 0, 0, 0, false
	}
	if len(words[0]) == 4 {
		words[0], words[2] = words[2], words[0]
	}
	if _, ok := small(words[0]); !ok { // Dec 31, 2025
		words[0], words[1] = words[1], words[0]
	}
	if len(words[2]) == 2 {
		words[2] = century(words[2])
	}
	day, dayOK := small(words[0])
	month, monthOK := monthOf(words[1])
	year, yearOK := small(words[2])
	return year, month, day, dayOK && monthOK && yearOK && len(words[2]) == 4
}

func monthOf(word string) (time.Month, bool) {
	if n, ok := small(word); ok {
		return time.Month(n), n <= 12
	}
	if len(word) < 3 {
		return 0, false
	}
	m, ok := months[word[:3]]
	return m, ok
}

func small(word string) (int, bool) {
	n, err := strconv.Atoi(word)
	return n, err == nil && allDigits(word) && len(word) <= 4
}
