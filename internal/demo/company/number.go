package company

import (
	"strconv"

	"bokslut/internal/money"
)

// round4 is cents times rate (in 1/10 000) for unit, rounded to öre, half away
// from zero. Source: the folder format's rule for SEK values.
func round4(cents money.Amount, rate, unit int64) money.Amount {
	return divide(int64(cents)*rate, 10_000*unit)
}

// share is a·part/whole rounded half away from zero; 0 of 0 is 0.
func share(a, part, whole money.Amount) money.Amount {
	if whole == 0 {
		return 0
	}
	return divide(int64(a)*int64(part), int64(whole))
}

// percent is p hundredths of a per cent of a: 2500 is 25 %.
func percent(a money.Amount, p int64) money.Amount { return divide(int64(a)*p, 10_000) }

// wholeKronor drops the öre, toward zero.
func wholeKronor(a money.Amount) money.Amount { return a / 100 * 100 }

func divide(n, d int64) money.Amount {
	if (n < 0) != (d < 0) {
		return money.Amount((n - d/2) / d)
	}
	return money.Amount((n + d/2) / d)
}

// A number is öre, or cents of a currency, written as a JSON number with at
// most two decimals and no trailing zeros.
type number money.Amount

func (n number) MarshalJSON() ([]byte, error) { return []byte(trimmed(int64(n), 2)), nil }

// A rate is a currency rate in 1/10 000.
type rate int64

func (r rate) MarshalJSON() ([]byte, error) { return []byte(trimmed(int64(r), 4)), nil }

// trimmed writes n·10^-decimals without trailing zeros.
func trimmed(n int64, decimals int) string {
	s := fixed(n, decimals)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s
}

// fixed writes n·10^-decimals with all decimals, as supplier invoices do.
func fixed(n int64, decimals int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	digits := strconv.FormatInt(n, 10)
	for len(digits) <= decimals {
		digits = "0" + digits
	}
	at := len(digits) - decimals
	return sign + digits[:at] + "." + digits[at:]
}

// luhn is the check digit that follows digits.
func luhn(digits string) string {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return strconv.Itoa((10 - sum%10) % 10)
}
