package schedule

import (
	"errors"
	"math/bits"
	"strconv"
	"strings"

	"bokslut/internal/money"
)

// decimal is a number in hundred-millionths: 11,4325 is 1143250000. Magnitudes
// stay below 10 000 million.
type decimal int64

const one decimal = 1e8

// What a decimal may have of digits.
const (
	maxDecimals = 8
	maxWhole    = 10 // before the decimal sign
)

// parseDecimal reads digits with at most one decimal point and a minus first,
// as the canonical texts have it.
func parseDecimal(s string) (decimal, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, decimals, _ := strings.Cut(digits, ".")
	if whole == "" && decimals == "" || !allDigits(whole) || !allDigits(decimals) {
		return 0, ErrNotNumber
	}
	decimals = strings.TrimRight(decimals, "0")
	if len(decimals) > maxDecimals {
		return 0, ErrDecimals
	}
	if whole = strings.TrimLeft(whole, "0"); len(whole) > maxWhole {
		return 0, ErrTooLarge
	}
	n, err := strconv.ParseInt("0"+whole+(decimals + strings.Repeat("0", maxDecimals))[:maxDecimals], 10, 64)
	if err != nil {
		return 0, errors.Join(ErrTooLarge, err)
	}
	if negative {
		n = -n
	}
	return decimal(n), nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// String is the canonical text: 11.4325, without zeros at its end.
func (d decimal) String() string {
	sign, n := "", uint64(d)
	if d < 0 {
		sign, n = "-", -n
	}
	text := sign + strconv.FormatUint(n/uint64(one), 10)
	if rest := n % uint64(one); rest != 0 {
		text += "." + strings.TrimRight(strconv.FormatUint(uint64(one)+rest, 10)[1:], "0")
	}
	return text
}

// share is a × num / den to the nearest öre, half away from zero. What does not
// fit is maxAmount with the right sign; nothing is shared by zero or less.
func share(a money.Amount, num, den int64) money.Amount {
	return scaled(a, num, den, func(rest, den uint64) bool { return rest >= den-rest })
}

// shareUp is share with every part of an öre counted as a whole one, away from
// zero.
func shareUp(a money.Amount, num, den int64) money.Amount {
	return scaled(a, num, den, func(rest, _ uint64) bool { return rest > 0 })
}

func scaled(a money.Amount, num, den int64, up func(rest, den uint64) bool) money.Amount {
	if den <= 0 {
		return 0
	}
	negative := (a < 0) != (num < 0)
	hi, lo := bits.Mul64(magnitude(int64(a)), magnitude(num))
	if hi >= uint64(den) {
		return signed(maxAmount, negative)
	}
	quotient, rest := bits.Div64(hi, lo, uint64(den))
	if up(rest, uint64(den)) && quotient < uint64(maxAmount) {
		quotient++
	}
	return signed(money.Amount(min(quotient, uint64(maxAmount))), negative)
}

func signed(a money.Amount, negative bool) money.Amount {
	if negative {
		return -a
	}
	return a
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// plus adds, and stays at the largest amount of 64 bits instead of turning
// around.
func plus(a, b money.Amount) money.Amount {
	if sum, err := a.Add(b); err == nil {
		return sum
	}
	return signed(1<<62, a < 0)
}
