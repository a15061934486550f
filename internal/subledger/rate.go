package subledger

import (
	"fmt"
	"math/big"
	"strings"

	"bokslut/internal/money"
)

// Rate is an exchange rate: SEK for Unit units of the currency, exactly as the
// source writes it. The zero Rate is unknown.
type Rate struct {
	digits int64 // the rate without its decimal sign
	scale  int   // digits after it
	unit   int64
}

// One is the rate of SEK itself.
var One = Rate{digits: 1, unit: 1}

const maxRateDigits = 18

// ParseRate reads a rate such as "11.1666" per unit units. JPY has unit 100.
func ParseRate(text string, unit int64) (Rate, error) {
	whole, decimals, _ := strings.Cut(text, ".")
	decimals = strings.TrimRight(decimals, "0")
	if len(whole)+len(decimals) > maxRateDigits || whole+decimals == "" {
		return Rate{}, fmt.Errorf("rate %q has too few or too many digits", text)
	}
	r := Rate{scale: len(decimals), unit: unit}
	for _, c := range whole + decimals {
		if c < '0' || c > '9' {
			return Rate{}, fmt.Errorf("rate %q is not a positive decimal number", text)
		}
		r.digits = r.digits*10 + int64(c-'0')
	}
	if r.digits == 0 || unit <= 0 {
		return Rate{}, fmt.Errorf("rate %q per %d is not above zero", text, unit)
	}
	return r, nil
}

// Known tells whether there is a rate.
func (r Rate) Known() bool { return r.digits != 0 }

// SEK is a in SEK, rounded to the öre, half away from zero. Without a rate it
// is zero.
func (r Rate) SEK(a money.Amount) money.Amount {
	if !r.Known() {
		return 0
	}
	return divide(r.product(int64(a)), r.divisor())
}

// Currency is the inverse of SEK: the hundredths of the currency that are sek.
func (r Rate) Currency(sek money.Amount) money.Amount {
	if !r.Known() {
		return 0
	}
	return divide(new(big.Int).Mul(big.NewInt(int64(sek)), r.divisor()), big.NewInt(r.digits))
}

func (r Rate) product(n int64) *big.Int {
	return new(big.Int).Mul(big.NewInt(n), big.NewInt(r.digits))
}

func (r Rate) divisor() *big.Int {
	tens := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(r.scale)), nil)
	return tens.Mul(tens, big.NewInt(r.unit))
}

// divide rounds a/b half away from zero; b is positive. What does not fit in
// an amount becomes zero, which the back-check against the balance reports.
func divide(a, b *big.Int) money.Amount {
	sign := int64(a.Sign())
	twice := new(big.Int).Lsh(a.Abs(a), 1)
	q := twice.Add(twice, b).Quo(twice, new(big.Int).Lsh(b, 1))
	if !q.IsInt64() {
		return 0
	}
	return money.Amount(sign * q.Int64())
}
