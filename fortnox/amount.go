package fortnox

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// An Amount is a sum of money in hundredths of the unit (öre when the field is in
// SEK), with Fortnox's own sign.
//
// Valid is false when the field was missing, null or empty, and when NoRight is
// true; Ore is 0 then. Inexact is true when Fortnox sent more than two decimals
// that were not zero; Ore is then rounded half away from zero.
type Amount struct {
	Ore     int64
	Valid   bool
	NoRight bool
	Inexact bool
}

// Ore returns the amount of n hundredths.
func Ore(n int64) Amount { return Amount{Ore: n, Valid: true} }

// UnmarshalJSON reads a number, a quoted number in Swedish or plain form, "",
// null and API_NORIGHT. Anything else is an error, since it would change figures.
func (a *Amount) UnmarshalJSON(raw []byte) error {
	text, given, withheld, err := scalar(raw)
	*a = Amount{NoRight: withheld}
	if err != nil || !given || strings.TrimSpace(text) == "" {
		return wrapScalar("amount", err)
	}
	n, err := parseNumber(text)
	if err != nil {
		return wrapScalar("amount", err)
	}
	ore, exact, err := n.hundredths()
	if err != nil {
		return wrapScalar("amount", err)
	}
	*a = Amount{Ore: ore, Valid: true, Inexact: !exact}
	return nil
}

// MarshalJSON writes a plain JSON number, or null when there is no value.
func (a Amount) MarshalJSON() ([]byte, error) {
	if !a.Valid {
		return marshalMissing(a.NoRight), nil
	}
	return []byte(a.String()), nil
}

// String gives the amount with a decimal point, without needless zeros: 857.5.
// A missing amount is empty.
func (a Amount) String() string {
	if !a.Valid {
		return ""
	}
	sign, u := "", uint64(a.Ore)
	if a.Ore < 0 {
		sign, u = "-", -u
	}
	whole, rest := u/100, u%100
	switch {
	case rest == 0:
		return fmt.Sprintf("%s%d", sign, whole)
	case rest%10 == 0:
		return fmt.Sprintf("%s%d.%d", sign, whole, rest/10)
	}
	return fmt.Sprintf("%s%d.%02d", sign, whole, rest)
}

var errTooLarge = errors.New("number is too large")

// hundredths rounds half away from zero; exact is false when that lost digits.
func (n number) hundredths() (ore int64, exact bool, err error) {
	frac := n.frac
	up := len(frac) > 2 && frac[2] >= '5'
	exact = len(frac) <= 2
	if exact {
		frac += strings.Repeat("0", 2-len(frac))
	}
	ore, err = strconv.ParseInt(n.whole+frac[:2], 10, 64)
	if err != nil || ore > maxOre {
		return 0, false, errTooLarge
	}
	if up {
		ore++
	}
	if n.neg {
		ore = -ore
	}
	return ore, exact, nil
}

// maxOre keeps sums of many amounts inside int64.
const maxOre = 1e17

func wrapScalar(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("fortnox: %s: %w", what, err)
}

func marshalMissing(withheld bool) []byte {
	if withheld {
		return []byte(`"` + noRight + `"`)
	}
	return []byte("null")
}
