package sie

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Amount is a sum in öre: 1 234,50 kr is 123450. Debit is positive and credit
// is negative, as in the file. In a file whose #VALUTA is not SEK it is
// hundredths of that currency.
type Amount int64

// MaxAmount is the largest magnitude one amount may have, 10 000 miljarder kr.
// Together with the limit on the sum of all magnitudes in a file (see Limits)
// it means that no sum over a File can overflow.
const MaxAmount Amount = 1e15

var (
	errAmount         = errors.New("not an amount")
	errAmountDecimals = errors.New("more than two decimals")
	errAmountRange    = errors.New("amount too large")
)

// String writes the amount as in a SIE file: two decimals, a point, a leading
// minus for credit, and no thousands separator.
func (a Amount) String() string {
	return string(a.append(make([]byte, 0, 24)))
}

func (a Amount) magnitude() Amount { return max(a, -a) }

func (a Amount) append(b []byte) []byte {
	u := uint64(a)
	if a < 0 {
		b = append(b, '-')
		u = -u
	}
	b = strconv.AppendUint(b, u/100, 10)
	return append(b, '.', byte('0'+u/10%10), byte('0'+u%10))
}

// ParseAmount reads an amount as Read does. It accepts a decimal comma, a
// leading plus, groups of three digits and a typographic minus. The error says
// when s is no amount, has more than two non-zero decimals or is larger than
// MaxAmount; nothing is ever rounded.
func ParseAmount(s string) (Amount, error) {
	a, _, err := parseAmount([]byte(s))
	return a, err
}

// parseAmount reads UTF-8 or ASCII bytes. Odd is true when the spelling is not
// that of the standard [§5.9].
func parseAmount(b []byte) (a Amount, odd bool, err error) {
	if a, ok := plainAmount(b); ok {
		return a, false, nil
	}
	s, negative, odd := cleanAmount(string(b))
	whole, decimals, point := strings.Cut(s, ".")
	if !digitsOnly(whole) || !digitsOnly(decimals) || len(whole)+len(decimals) == 0 {
		return 0, false, errAmount
	}
	if point && decimals == "" {
		odd = true
	}
	if len(decimals) > 2 {
		odd = true
		if decimals = strings.TrimRight(decimals, "0"); len(decimals) > 2 {
			return 0, false, errAmountDecimals
		}
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole) > 14 {
		return 0, false, errAmountRange
	}
	for len(decimals) < 2 {
		decimals += "0"
	}
	n, err := strconv.ParseInt(whole+decimals, 10, 64)
	if err != nil || Amount(n) > MaxAmount {
		return 0, false, errAmountRange
	}
	if negative {
		n = -n
	}
	return Amount(n), odd, nil
}

// plainAmount is the quick way for what nearly every file writes: at most
// thirteen digits, and one or two decimals after a point if there is one.
func plainAmount(b []byte) (Amount, bool) {
	i := 0
	if len(b) > 0 && b[0] == '-' {
		i = 1
	}
	if len(b)-i > 13 || i == len(b) {
		return 0, false
	}
	var n Amount
	decimals := -1
	for _, c := range b[i:] {
		switch {
		case c >= '0' && c <= '9':
			n = n*10 + Amount(c-'0')
			if decimals >= 0 {
				decimals++
			}
		case c == '.' && decimals < 0:
			decimals = 0
		default:
			return 0, false
		}
	}
	switch decimals {
	case -1:
		n *= 100
	case 1:
		n *= 10
	case 2:
	default:
		return 0, false
	}
	if i == 1 {
		n = -n
	}
	return n, true
}

// cleanAmount takes the sign, the thousands separators and a decimal comma out
// of s. A grouping that is not by threes leaves a blank behind, which makes the
// result unreadable.
func cleanAmount(s string) (rest string, negative, odd bool) {
	t := strings.Trim(s, " \t\u00a0\u202f")
	odd = t != s
	for _, sign := range []string{"-", "\u2212", "\u2013", "+"} {
		if after, ok := strings.CutPrefix(t, sign); ok {
			t, negative = after, sign != "+"
			odd = odd || sign != "-"
			break
		}
	}
	if !strings.Contains(t, ".") && strings.Count(t, ",") == 1 {
		t, odd = strings.Replace(t, ",", ".", 1), true
	}
	if strings.ContainsAny(t, " \u00a0\u202f") {
		t, odd = ungroup(t), true
	}
	return t, negative, odd
}

func ungroup(s string) string {
	whole, rest := s, ""
	if i := strings.IndexByte(s, '.'); i >= 0 {
		whole, rest = s[:i], s[i:]
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' })
	if utf8.RuneCountInString(whole) != len(strings.Join(groups, " ")) {
		return s
	}
	for i, g := range groups {
		if i == 0 && len(g) > 3 || i > 0 && len(g) != 3 {
			return s
		}
	}
	return strings.Join(groups, "") + rest
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
