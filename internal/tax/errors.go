package tax

import (
	"errors"
	"fmt"
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// MaxAmount bounds the sum of all amounts of a computation, without signs: it
// is what a field of a tax form can hold, and keeps every sum inside 64 bits.
const MaxAmount = money.Amount(999_999_999_999_00)

// ErrTooLarge says that the amounts together do not fit in a tax form.
var ErrTooLarge = errors.New("amounts do not fit in a tax form")

// A FundError says that the tax year of a fund must be given: it is not known,
// or does not lie before the year that is closed. Year is what was given.
type FundError struct {
	Account string
	Amount  money.Amount
	Year    civil.Period
}

func (e *FundError) Error() string {
	if e.Year.From.IsZero() {
		return fmt.Sprintf("fund %s: the tax year of the allocation is not known", e.Account)
	}
	return fmt.Sprintf("fund %s: tax year %s does not lie before the year that is closed", e.Account, e.Year)
}

// A ReversalError says that more than a fund, or less than nothing, was to be
// reversed. Amount is zero when there is no such fund.
type ReversalError struct {
	Fund           string // its ID
	Wanted, Amount money.Amount
}

func (e *ReversalError) Error() string {
	return fmt.Sprintf("fund %s: reversal of %s is not between 0 and %s", e.Fund, e.Wanted.Plain(), e.Amount.Plain())
}

// An AllocationError says that an allocation is not whole kronor between zero
// and the highest allowed.
type AllocationError struct{ Wanted, Max money.Amount }

func (e *AllocationError) Error() string {
	return fmt.Sprintf("allocation %s is not whole kronor between 0 and %s", e.Wanted.Plain(), e.Max.Plain())
}

// A FieldError says that a typed fact cannot be right. Field is its name in
// JSON; Reason is negative, not_whole, unknown_row, unknown_kind, twice,
// no_year, no_rate, capital, range or shares.
type FieldError struct{ Field, Reason string }

func (e *FieldError) Error() string { return fmt.Sprintf("%s: %s", e.Field, e.Reason) }

func itoa(n int) string { return strconv.Itoa(n) }
