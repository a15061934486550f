package fortnox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// noRight is what Fortnox puts in any field, whatever its type, when the user or
// the licence lacks the right to it.
const noRight = "API_NORIGHT"

// maxScalar bounds the text of a number, so that no answer costs more than its size.
const maxScalar = 64

var errNotScalar = errors.New("an object or a list stands where a single value should be")

// scalar reads one JSON value as text. given is false for null and empty text.
func scalar(raw []byte) (text string, given, withheld bool, err error) {
	raw = bytes.TrimSpace(raw)
	switch {
	case len(raw) == 0 || bytes.Equal(raw, []byte("null")):
		return "", false, false, nil
	case raw[0] == '{' || raw[0] == '[':
		return "", false, false, errNotScalar
	case raw[0] == '"':
		if err := json.Unmarshal(raw, &text); err != nil {
			return "", false, false, err
		}
	default:
		text = string(raw)
	}
	if strings.TrimSpace(text) == noRight {
		return "", false, true, nil
	}
	return text, text != "", false, nil
}

// number is a decimal number taken apart: value = ±whole.frac, digits only,
// without leading zeros in whole and trailing zeros in frac.
type number struct {
	neg         bool
	whole, frac string
}

// parseNumber reads 12500, -12500.00, "12 500,00", "1.234,50" and 1e3. Spaces of
// any kind group digits; the last of point and comma is the decimal sign.
func parseNumber(text string) (number, error) {
	if len(text) > maxScalar {
		return number{}, fmt.Errorf("number is %d bytes long, at most %d are read", len(text), maxScalar)
	}
	text = strings.Map(dropGrouping, text)
	var n number
	switch {
	case strings.HasPrefix(text, "-"):
		n.neg, text = true, text[1:]
	case strings.HasPrefix(text, "+"):
		text = text[1:]
	}
	exp := 0
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		var err error
		if exp, err = parseExponent(text[i+1:]); err != nil {
			return number{}, err
		}
		text = text[:i]
	}
	whole, frac, err := splitDecimal(text)
	if err != nil {
		return number{}, err
	}
	n.whole, n.frac = shift(whole, frac, exp)
	if n.whole == "" && n.frac == "" {
		n.neg = false
	}
	return n, nil
}

func dropGrouping(r rune) rune {
	switch r {
	case ' ', '\t', '\u00a0', '\u2009', '\u202f', '\'':
		return -1
	case '\u2212':
		return '-'
	}
	return r
}

func parseExponent(text string) (int, error) {
	neg := strings.HasPrefix(text, "-")
	text = strings.TrimLeft(text, "+-")
	if len(text) == 0 || len(text) > 2 || strings.Trim(text, "0123456789") != "" {
		return 0, errors.New("number has an unreadable or too large exponent")
	}
	exp := 0
	for _, c := range text {
		exp = exp*10 + int(c-'0')
	}
	if neg {
		exp = -exp
	}
	return exp, nil
}

func splitDecimal(text string) (whole, frac string, err error) {
	whole = text
	if i := strings.LastIndexAny(text, ".,"); i >= 0 {
		whole, frac = text[:i], text[i+1:]
		group := "."
		if text[i] == '.' {
			group = ","
		}
		whole = strings.ReplaceAll(whole, group, "")
	}
	if whole == "" && frac == "" {
		return "", "", errors.New("number has no digits")
	}
	for _, c := range whole + frac {
		if c < '0' || c > '9' {
			return "", "", fmt.Errorf("number has an unexpected character %q", c)
		}
	}
	return whole, frac, nil
}

// shift moves the decimal sign exp places to the right and trims zeros.
func shift(whole, frac string, exp int) (string, string) {
	if exp > 0 {
		frac += strings.Repeat("0", max(0, exp-len(frac)))
		whole, frac = whole+frac[:exp], frac[exp:]
	}
	if exp < 0 {
		whole = strings.Repeat("0", max(0, -exp-len(whole))) + whole
		whole, frac = whole[:len(whole)+exp], whole[len(whole)+exp:]+frac
	}
	return strings.TrimLeft(whole, "0"), strings.TrimRight(frac, "0")
}
