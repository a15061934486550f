package money

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// A ParseError says why a text is not an amount.
type ParseError struct {
	Text   string
	Reason string
}

var errMissing = errors.New("a number is missing")

func (e *ParseError) Error() string { return fmt.Sprintf("amount %q: %s", e.Text, e.Reason) }

// Parse reads an amount as a person types or pastes it: 1234567,89,
// 1 234 567,89, 1234567.89, -5, −5, 5-, (5) and sums such as 1200+350-20.
// More than two decimals is an error unless the rest are zeros.
func Parse(text string) (Amount, error) {
	s := clean(text)
	if s == "" {
		return 0, &ParseError{text, "empty"}
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		a, err := parseSum(s[1 : len(s)-1])
		return -a, reason(text, err)
	}
	a, err := parseSum(s)
	return a, reason(text, err)
}

func reason(text string, err error) error {
	if err == nil {
		return nil
	}
	return &ParseError{text, err.Error()}
}

// clean drops every kind of space, the currency, and turns typographic minus
// signs into ASCII ones.
func clean(text string) string {
	s := strings.TrimSpace(text)
	s = strings.TrimSuffix(strings.TrimSuffix(s, "kr"), "SEK")
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\u00a0', '\u202f', '\u2009', '\'':
			return -1
		case '\u2212', '\u2013', '\u2014':
			return '-'
		}
		return r
	}, s)
}

func parseSum(s string) (Amount, error) {
	if trailing := strings.HasSuffix(s, "-"); trailing && !strings.ContainsAny(s[:len(s)-1], "+-") {
		s = "-" + s[:len(s)-1]
	}
	if s == "" {
		return 0, errMissing
	}
	var total Amount
	for s != "" {
		negative := false
		for s != "" && (s[0] == '+' || s[0] == '-') {
			negative = negative != (s[0] == '-')
			s = s[1:]
		}
		end := strings.IndexAny(s, "+-")
		if end < 0 {
			end = len(s)
		}
		term, err := parseTerm(s[:end])
		if err != nil {
			return 0, err
		}
		if negative {
			term = -term
		}
		if total, err = total.Add(term); err != nil {
			return 0, err
		}
		s = s[end:]
		if s == "+" || s == "-" {
			return 0, fmt.Errorf("ends with %q", s)
		}
	}
	return total, nil
}

// parseTerm reads digits with at most one decimal sign, comma or point. The
// other sign is then a thousands separator: 1.234,50 and 1,234.50.
func parseTerm(s string) (Amount, error) {
	if s == "" {
		return 0, errMissing
	}
	whole, decimals, err := splitDecimals(s)
	if err != nil {
		return 0, err
	}
	var kronor int64
	for _, r := range whole {
		if r < '0' || r > '9' {
			return 0, fmt.Errorf("%q is not a digit", r)
		}
		if kronor > math.MaxInt64/1000 {
			return 0, ErrOverflow
		}
		kronor = kronor*10 + int64(r-'0')
	}
	ore, err := parseOre(decimals)
	if err != nil {
		return 0, err
	}
	return Amount(kronor*100 + ore), nil
}

func splitDecimals(s string) (whole, decimals string, err error) {
	at := strings.LastIndexAny(s, ".,")
	if at < 0 {
		return s, "", nil
	}
	sign := s[at : at+1]
	other := map[string]string{".": ",", ",": "."}[sign]
	whole, decimals = s[:at], s[at+1:]
	if strings.Contains(whole, sign) {
		return "", "", fmt.Errorf("more than one decimal sign")
	}
	if groups := strings.Split(whole, other); len(groups) > 1 {
		for i, group := range groups {
			if len(group) != 3 && (i > 0 || len(group) == 0 || len(group) > 3) {
				return "", "", fmt.Errorf("misplaced thousands separator")
			}
		}
		whole = strings.Join(groups, "")
	}
	if whole == "" && decimals == "" {
		return "", "", errMissing
	}
	if len(decimals) == 3 && strings.Trim(whole, "0") != "" {
		return "", "", fmt.Errorf("%q is either a decimal sign or a thousands separator", sign)
	}
	return whole, decimals, nil
}

func parseOre(decimals string) (int64, error) {
	var ore int64
	for i := range 2 {
		ore *= 10
		if i < len(decimals) {
			if decimals[i] < '0' || decimals[i] > '9' {
				return 0, fmt.Errorf("%q is not a digit", decimals[i])
			}
			ore += int64(decimals[i] - '0')
		}
	}
	if len(decimals) > 2 && strings.Trim(decimals[2:], "0") != "" {
		return 0, fmt.Errorf("more than two decimals")
	}
	return ore, nil
}
