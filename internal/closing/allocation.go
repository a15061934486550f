package closing

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// An AllocationKey (fördelningsnyckel) says how an amount is split over cost
// centres and projects. CheckKey proves that it gives the whole amount.
type AllocationKey struct {
	Name   string  `json:"name"`
	Shares []Share `json:"shares"`
}

// A Share is one object's part of the amount, in hundredths of a percent: 10 000
// is all of it.
type Share struct {
	CostCentre string `json:"costCentre,omitempty"`
	Project    string `json:"project,omitempty"`
	Part       int64  `json:"part"`
}

// WholeKey is the sum of the shares of a key: 100 %.
const WholeKey = 10_000

// Bounds of a key.
const (
	MaxKeyName = 60
	MaxShares  = 50
)

// Reasons why a key cannot be used.
var (
	ErrKeyName   = errors.New("the name of the key is missing or too long")
	ErrKeyFew    = errors.New("the key has fewer than two shares")
	ErrKeyMany   = errors.New("the key has too many shares")
	ErrKeyPart   = errors.New("the share is not between 0 and 100 percent")
	ErrKeyObject = errors.New("the share has neither cost centre nor project")
	ErrKeyTwice  = errors.New("two shares are for the same cost centre and project")
	ErrKeySum    = errors.New("the shares do not sum to 100 percent")
)

// A KeyError is what is wrong with a key. Row counts from 0; it is −1 when the
// whole key is meant. Sum is that of the shares, where they do not sum to all.
type KeyError struct {
	Row int
	Err error
	Sum int64
}

func (e *KeyError) Error() string { return "allocation key: " + e.Err.Error() }

// Unwrap gives the reason.
func (e *KeyError) Unwrap() error { return e.Err }

// Check finds the first that is wrong with a key for the books.
func (k AllocationKey) Check(b Books) error {
	if name := strings.TrimSpace(k.Name); name == "" || utf8.RuneCountInString(name) > MaxKeyName {
		return &KeyError{Row: -1, Err: ErrKeyName}
	}
	if len(k.Shares) > MaxShares {
		return &KeyError{Row: -1, Err: ErrKeyMany}
	}
	var sum int64
	for i, s := range k.Shares {
		if err := k.checkShare(i, b); err != nil {
			return &KeyError{Row: i, Err: err}
		}
		sum += s.Part
	}
	switch {
	case len(k.Shares) < 2:
		return &KeyError{Row: -1, Err: ErrKeyFew}
	case sum != WholeKey:
		return &KeyError{Row: -1, Err: ErrKeySum, Sum: sum}
	}
	return nil
}

func (k AllocationKey) checkShare(i int, b Books) error {
	s := k.Shares[i]
	same := func(o Share) bool { return o.CostCentre == s.CostCentre && o.Project == s.Project }
	switch {
	case s.CostCentre == "" && s.Project == "":
		return ErrKeyObject
	case !b.has(ledger.CostCentre, s.CostCentre):
		return ErrCostCentre
	case !b.has(ledger.Project, s.Project):
		return ErrProject
	case s.Part <= 0 || s.Part > WholeKey:
		return ErrKeyPart
	case slices.ContainsFunc(k.Shares[:i], same):
		return ErrKeyTwice
	}
	return nil
}

// Split gives a row for each share of the key. Their amounts sum to the row's:
// each is cut to whole öre, and what is left goes to the largest share, the first
// of those that are equal. Shares of less than an öre give no row, and an amount
// that Check refuses is not split.
func (k AllocationKey) Split(row Row) []Row {
	if row.Amount.Abs() > maxAmount || row.Amount.Abs() < 0 {
		return []Row{row}
	}
	var rows []Row
	left, largest := row.Amount, -1
	var most int64
	for _, s := range k.Shares {
		one := row
		one.Amount = part(row.Amount, s.Part)
		left -= one.Amount
		if s.CostCentre != "" {
			one.CostCentre = s.CostCentre
		}
		if s.Project != "" {
			one.Project = s.Project
		}
		if s.Part > most {
			most, largest = s.Part, len(rows)
		}
		rows = append(rows, one)
	}
	if largest >= 0 {
		rows[largest].Amount += left
	}
	return slices.DeleteFunc(rows, func(r Row) bool { return r.Amount == 0 })
}

// part is a share of an amount, cut towards zero. Amounts are within maxAmount,
// so that the product fits in 64 bits without sign.
func part(a money.Amount, share int64) money.Amount {
	cut := money.Amount(uint64(a.Abs()) * uint64(share) / WholeKey)
	if a < 0 {
		return -cut
	}
	return cut
}
