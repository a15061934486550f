package schedule

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Why a cell does not hold what its column asks for.
var (
	ErrNotAmount   = errors.New("is not an amount")
	ErrNotNumber   = errors.New("is not a number")
	ErrNotDate     = errors.New("is not a calendar date")
	ErrNotAccount  = errors.New("is not an account number")
	ErrNotChoice   = errors.New("is not one of the choices")
	ErrNotFlag     = errors.New("is neither yes nor no")
	ErrTooLarge    = errors.New("is too large")
	ErrTooLong     = errors.New("is too long")
	ErrDecimals    = errors.New("has too many decimals")
	ErrNegative    = errors.New("is negative")
	ErrNotWhole    = errors.New("is not a whole number")
	ErrDateOutside = errors.New("is outside the years 1900 to 2199")
)

// A CellError says why a typed text does not fit its column. Err is one of the
// errors above.
type CellError struct {
	Column string
	Text   string
	Err    error
}

func (e *CellError) Error() string { return fmt.Sprintf("%s %q %v", e.Column, e.Text, e.Err) }

func (e *CellError) Unwrap() error { return e.Err }

// Limits of a cell. An amount of maxAmount in each of 5 000 rows still sums
// within 64 bits.
const (
	MaxText   = 500 // characters
	maxTyped  = 200 // bytes of what is not text
	maxAmount = money.Amount(1e15)
	maxCount  = 1_000_000
	firstYear = 1900
	lastYear  = 2199
)

// Parse turns what was typed or pasted into the column's canonical text, or
// gives a *CellError. Nothing typed is an empty cell.
func Parse(c Column, typed string) (canonical string, err error) {
	fail := func(reason error) (string, error) { return "", &CellError{c.ID, clip(typed), reason} }
	if c.Type == Text {
		text := oneLine(typed)
		if utf8.RuneCountInString(text) > MaxText {
			return fail(ErrTooLong)
		}
		return text, nil
	}
	typed = strings.TrimSpace(typed)
	if len(typed) > maxTyped {
		return fail(ErrTooLong)
	}
	if typed == "" {
		return "", nil
	}
	if canonical, err = parsers[c.Type](c, typed); err != nil {
		return fail(err)
	}
	return canonical, nil
}

// parsers read a typed text that is not empty.
var parsers = map[Type]func(Column, string) (string, error){
	Account: func(_ Column, s string) (string, error) { return parseAccount(s) },
	Date:    func(_ Column, s string) (string, error) { return parseDate(s) },
	Amount:  func(_ Column, s string) (string, error) { return parseAmount(s) },
	Decimal: func(_ Column, s string) (string, error) { return parseNumber(s) },
	Percent: func(_ Column, s string) (string, error) { return parsePercent(s) },
	Count:   func(_ Column, s string) (string, error) { return parseCount(s) },
	Choice:  parseChoice,
	Flag:    func(_ Column, s string) (string, error) { return parseFlag(s) },
}

// Format shows a canonical text to a Swedish reader, who may type it back.
// What is not canonical is shown as it is.
func Format(c Column, canonical string) string {
	if c.Type == Amount {
		if ore, err := strconv.ParseInt(canonical, 10, 64); err == nil {
			return money.Amount(ore).String()
		}
	}
	if canonical == "" || Check(c, canonical) != nil {
		return canonical
	}
	switch c.Type {
	case Decimal, Percent:
		shown := strings.NewReplacer("-", "\u2212", ".", ",").Replace(canonical)
		if c.Type == Percent {
			shown += "\u00a0%"
		}
		return shown
	case Flag:
		return "x"
	}
	return canonical
}

// Check tells why a text is not canonical for its column, with one of the errors
// above. An empty one is.
func Check(c Column, s string) error {
	if s == "" {
		return nil
	}
	switch c.Type {
	case Text:
		return nil
	case Amount:
		_, err := oreOf(s)
		return err
	case Decimal, Percent:
		_, err := parseDecimal(s)
		return err
	case Date:
		_, err := dateOf(s)
		return err
	}
	canonical, err := parsers[c.Type](c, s)
	if err == nil && canonical != s {
		return ErrNotChoice
	}
	return err
}

func oreOf(s string) (money.Amount, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange) || err == nil && magnitude(n) > uint64(maxAmount):
		return 0, ErrTooLarge
	case err != nil:
		return 0, ErrNotAmount
	}
	return money.Amount(n), nil
}

func dateOf(s string) (civil.Date, error) {
	if len(s) != len("2025-12-31") {
		return civil.Date{}, ErrNotDate
	}
	d, err := civil.Parse(s)
	switch {
	case err != nil:
		return civil.Date{}, ErrNotDate
	case d.Year < firstYear || d.Year > lastYear:
		return civil.Date{}, ErrDateOutside
	}
	return d, nil
}

// parseAmount reads what money.Parse does, and what spreadsheets and people put
// around it: the currency first or last, 1 234:-, and a dash for nothing.
func parseAmount(s string) (string, error) {
	for _, around := range []string{"SEK", "sek", "kr", "Kr", "KR", ":-"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, around), around))
	}
	if s == "-" || s == "\u2212" || s == "\u2013" || s == "\u2014" {
		return "0", nil
	}
	a, err := money.Parse(s)
	switch {
	case err != nil && strings.HasSuffix(err.Error(), money.ErrOverflow.Error()):
		return "", ErrTooLarge
	case err != nil:
		return "", ErrNotAmount
	case magnitude(int64(a)) > uint64(maxAmount):
		return "", ErrTooLarge
	}
	return strconv.FormatInt(int64(a), 10), nil
}

// parseAccount takes the number of "1930 Företagskonto".
func parseAccount(s string) (string, error) {
	number := s
	if at := strings.IndexFunc(s, unicode.IsSpace); at > 0 {
		number = s[:at]
	}
	if len(number) < 3 || len(number) > 8 || !allDigits(number) {
		return "", ErrNotAccount
	}
	return number, nil
}

func parseChoice(c Column, s string) (string, error) {
	if !slices.Contains(c.Choices, s) {
		return "", ErrNotChoice
	}
	return s, nil
}

// yes and no are the texts of a flag, in lower case.
var (
	yes = []string{"1", "x", "ja", "j", "sant", "yes", "y", "true"}
	no  = []string{"0", "nej", "n", "falskt", "no", "false", "-"}
)

func parseFlag(s string) (string, error) {
	switch s = strings.ToLower(s); {
	case slices.Contains(yes, s):
		return "1", nil
	case slices.Contains(no, s):
		return "", nil
	}
	return "", ErrNotFlag
}

// oneLine turns breaks and tabs into blanks and drops what does not show.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// clip keeps an error short whatever was pasted.
func clip(s string) string {
	if r := []rune(s[:min(len(s), maxTyped)]); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
