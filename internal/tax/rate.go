package tax

import (
	"math/bits"
	"strconv"
	"strings"

	"bokslut/internal/money"
)

// Rate is a share in hundredths of a percent: 20.6 % is 2060.
type Rate int64

// whole is 100 %.
const whole Rate = 10000

// Of is the share of a, in öre, with what is below an öre dropped toward zero.
func (r Rate) Of(a money.Amount) money.Amount { return mulDiv(a, int64(r), int64(whole)) }

// String writes the rate as 20,6 %, with a no-break space.
func (r Rate) String() string {
	sign, n := "", int64(r)
	if n < 0 {
		sign, n = "\u2212", -n
	}
	text := strconv.FormatInt(n/100, 10)
	if cents := n % 100; cents != 0 {
		text += "," + strings.TrimRight(strconv.FormatInt(100+cents, 10)[1:], "0")
	}
	return sign + text + "\u00a0%"
}

// mulDiv is a × num / den toward zero, exact in between. The result must fit
// in 63 bits, which MaxAmount and the table of law see to.
func mulDiv(a money.Amount, num, den int64) money.Amount {
	negative := (a < 0) != (num < 0)
	hi, lo := bits.Mul64(magnitude(int64(a)), magnitude(num))
	quotient, _ := bits.Div64(hi%uint64(den), lo, uint64(den))
	if negative {
		return -money.Amount(quotient)
	}
	return money.Amount(quotient)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Kronor drops the öre toward zero, as every field of a tax form does.
// Source: skatteförfarandelagen (2011:1244) 22 kap. 1 §.
func Kronor(a money.Amount) money.Amount { return a - a%100 }

// nearestKrona rounds half an öre sum away from zero to a whole krona.
func nearestKrona(a money.Amount) money.Amount {
	if a < 0 {
		return -nearestKrona(-a)
	}
	return Kronor(a + 50)
}

// tens drops a surplus down to ten kronor; a deficit has none.
// Source: IL (1999:1229) 1 kap. 7 §.
func tens(a money.Amount) money.Amount {
	if a <= 0 {
		return 0
	}
	return a - a%1000
}

// kr writes an amount for the args of a sentence: whole kronor without öre.
func kr(a money.Amount) string { return strings.TrimSuffix(a.String(), ",00") }
