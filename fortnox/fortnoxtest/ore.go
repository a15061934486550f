package fortnoxtest

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Ore is an amount in öre, 1/100 of a krona. In JSON it is a number in kronor with at most two decimals and no trailing
// zeros, as Fortnox sends it.
type Ore int64

// parseOre reads a decimal number with at most two significant decimals, such as -12, 5.4 or 5.40.
func parseOre(s string) (Ore, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, dot := strings.Cut(digits, ".")
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" || len(whole) > 13 || len(fraction) > 2 || (dot && strings.HasSuffix(digits, ".")) {
		return 0, fmt.Errorf("amount %q: want a number with at most two decimals", s)
	}
	n, err := strconv.ParseUint(whole+(fraction + "00")[:2], 10, 62)
	if err != nil {
		return 0, fmt.Errorf("amount %q: want a number with at most two decimals", s)
	}
	if negative {
		return -Ore(n), nil
	}
	return Ore(n), nil
}

// String writes the amount in kronor without trailing zeros: 29266, 292255.3, -0.98.
func (o Ore) String() string {
	return string(o.append(nil))
}

func (o Ore) append(dst []byte) []byte {
	n := uint64(o)
	if o < 0 {
		dst = append(dst, '-')
		n = -n
	}
	dst = strconv.AppendUint(dst, n/100, 10)
	switch rest := n % 100; {
	case rest == 0:
	case rest%10 == 0:
		dst = append(dst, '.', byte('0'+rest/10))
	default:
		dst = append(dst, '.', byte('0'+rest/10), byte('0'+rest%10))
	}
	return dst
}

// MarshalJSON writes a JSON number in kronor.
func (o Ore) MarshalJSON() ([]byte, error) {
	return o.append(nil), nil
}

// UnmarshalJSON reads a number in kronor, also when it stands in quotes.
func (o *Ore) UnmarshalJSON(data []byte) error {
	data = bytes.Trim(data, `"`)
	if len(data) == 0 || string(data) == "null" {
		*o = 0
		return nil
	}
	n, err := parseOre(string(data))
	if err != nil {
		return err
	}
	*o = n
	return nil
}
