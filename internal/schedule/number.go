package schedule

import (
	"strconv"
	"strings"
)

// plain turns a typed number into digits with a decimal point and a minus
// first: 1 234,5, 1.234,5, 1,234.5, 5-, (5) and −5.
func plain(typed string) (string, error) {
	s := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\u00a0', '\u202f', '\u2009', '\'':
			return -1
		case '\u2212', '\u2013', '\u2014':
			return '-'
		}
		return r
	}, typed)
	negative := false
	switch {
	case strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && len(s) > 2:
		s, negative = s[1:len(s)-1], true
	case strings.HasPrefix(s, "-"):
		s, negative = s[1:], true
	case strings.HasSuffix(s, "-"):
		s, negative = s[:len(s)-1], true
	case strings.HasPrefix(s, "+"):
		s = s[1:]
	}
	s, err := onePoint(s)
	if err != nil {
		return "", err
	}
	if negative {
		s = "-" + s
	}
	return s, nil
}

// onePoint makes the last decimal sign a point. The other sign before it
// separates thousands; a sign that comes twice does, too.
func onePoint(s string) (string, error) {
	at := strings.LastIndexAny(s, ".,")
	if at < 0 {
		return s, nil
	}
	sign := s[at : at+1]
	whole, decimals := s[:at], s[at+1:]
	if strings.Contains(whole, sign) {
		whole, decimals = s, ""
	} else {
		sign = map[string]string{".": ",", ",": "."}[sign]
	}
	groups := strings.Split(whole, sign)
	for i, group := range groups {
		if i > 0 && len(group) != 3 || i == 0 && len(groups) > 1 && (group == "" || len(group) > 3) {
			return "", ErrNotNumber
		}
	}
	return strings.Join(groups, "") + "." + decimals, nil
}

// parseNumber reads a number with decimals. One sign with three digits after it
// is a decimal sign: rates such as 11,432 have three.
func parseNumber(s string) (string, error) {
	s, err := plain(s)
	if err != nil {
		return "", err
	}
	d, err := parseDecimal(s)
	if err != nil {
		return "", err
	}
	return d.String(), nil
}

// maxPercent keeps a share of an amount within 64 bits.
const maxPercent = 1000 * one

func parsePercent(s string) (string, error) {
	text, err := parseNumber(strings.TrimSpace(strings.TrimSuffix(s, "%")))
	if err != nil {
		return "", err
	}
	if d, _ := parseDecimal(text); d > maxPercent || d < -maxPercent {
		return "", ErrTooLarge
	}
	return text, nil
}

func parseCount(s string) (string, error) {
	text, err := parseNumber(s)
	switch {
	case err != nil:
		return "", err
	case strings.HasPrefix(text, "-"):
		return "", ErrNegative
	case strings.Contains(text, "."):
		return "", ErrNotWhole
	}
	if n, err := strconv.ParseInt(text, 10, 64); err != nil || n > maxCount {
		return "", ErrTooLarge
	}
	return text, nil
}
