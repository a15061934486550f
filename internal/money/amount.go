// Package money holds sums of Swedish kronor as whole öre.
package money

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Amount is a sum in öre: 1 234,50 kr is 123450. Debit is positive and credit
// is negative, everywhere in the program, as in a SIE file. Signs turn in
// reports and forms only.
type Amount int64

// ErrOverflow says that a sum does not fit in 64 bits of öre.
var ErrOverflow = errors.New("amount does not fit")

// Kronor is a whole number of kronor. It panics beyond ±92 000 billion kronor,
// which only a mistake in the program can ask for.
func Kronor(kr int64) Amount {
	if kr > math.MaxInt64/100 || kr < math.MinInt64/100 {
		panic(fmt.Sprintf("money: %d kronor does not fit", kr))
	}
	return Amount(kr * 100)
}

// Abs is the amount without its sign.
func (a Amount) Abs() Amount {
	if a < 0 {
		return -a
	}
	return a
}

// Add is a + b, or ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	sum := a + b
	if (sum > a) != (b > 0) && b != 0 {
		return 0, ErrOverflow
	}
	return sum, nil
}

// Sum adds amounts, or returns ErrOverflow.
func Sum(amounts ...Amount) (Amount, error) {
	var total Amount
	var err error
	for _, a := range amounts {
		if total, err = total.Add(a); err != nil {
			return 0, err
		}
	}
	return total, nil
}

const (
	nbsp  = "\u00a0"
	minus = "\u2212"
)

// String writes the amount as a Swedish reader expects it, with no-break
// spaces between thousands, a decimal comma, always two decimals and the
// typographic minus first: −1 072 040,00.
func (a Amount) String() string { return a.format(true) }

// Signed is String with an explicit plus on a positive amount, for changes.
func (a Amount) Signed() string {
	if a > 0 {
		return "+" + a.String()
	}
	return a.String()
}

// Plain writes the amount for a spreadsheet: decimal comma, ASCII minus and
// no thousands spaces.
func (a Amount) Plain() string { return a.format(false) }

func (a Amount) format(typographic bool) string {
	sign, u := "", uint64(a)
	if a < 0 {
		u = -u
		if sign = "-"; typographic {
			sign = minus
		}
	}
	kronor := fmt.Sprintf("%d", u/100)
	if typographic {
		kronor = thousands(kronor)
	}
	return fmt.Sprintf("%s%s,%02d", sign, kronor, u%100)
}

func thousands(digits string) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(nbsp)
		}
		b.WriteRune(r)
	}
	return b.String()
}
