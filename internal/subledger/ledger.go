package subledger

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Ledger is a register as it stood at the end of Date.
type Ledger struct {
	Side     Side
	Date     civil.Date
	Read     civil.Date  // the day that Item.AtReading is of
	Items    []Item      // in the register's order
	Unbooked []Document  // dated on or before Date, neither booked nor cancelled
	Claims   []ClaimItem // what the tax agency owed
	Partial  bool        // Date lies after the last document that was read

	register Register
	all      []*account
}

// An Item is a document that was open on the date, or one of which it cannot be
// told whether it was.
type Item struct {
	Document
	Open      money.Amount // in Currency, on the date
	SEK       money.Amount // Open at the document's rate
	AtReading money.Amount // in SEK, when the register was read
	Before    []Settlement // on or before the date
	After     []Settlement // after it
	Marks     []Mark
}

// A Mark says why an item is not to be trusted as it stands.
type Mark string

const (
	// SetOffDateUnknown: a set-off took place on a day that may lie before or
	// after the date. It is taken to lie after. The sum of the ledger does not
	// depend on it, only which items it consists of.
	SetOffDateUnknown Mark = "set_off_date_unknown"
	// SetOffGuessed: which documents were set off against each other is a guess.
	SetOffGuessed Mark = "set_off_guessed"
	// BalanceDisagrees: total, payments and balance at reading do not meet.
	BalanceDisagrees Mark = "balance_disagrees"
	// BalanceHidden: the source withheld the balance, so nothing can be checked.
	BalanceHidden Mark = "balance_hidden"
	// TotalHidden: the source withheld the total; the item is its balance.
	TotalHidden Mark = "total_hidden"
	// DateHidden: the source withheld the date; the item is taken to be older.
	DateHidden Mark = "date_hidden"
	// PaymentUnknown: a payment's amount in the document's currency is not known.
	PaymentUnknown Mark = "payment_unknown"
	// RateUnknown: the document has no usable exchange rate; SEK is zero.
	RateUnknown Mark = "rate_unknown"
	// AccountAssumed: no voucher tells which account the document stands on.
	AccountAssumed Mark = "account_assumed"
)

// Marked tells whether the item carries m.
func (i Item) Marked(m Mark) bool { return slices.Contains(i.Marks, m) }

// Overdue tells whether the item should have been paid before d.
func (i Item) Overdue(d civil.Date) bool { return !i.Due.IsZero() && i.Due.Before(d) }

// PaidAfter is what was settled in SEK after the date, and the last day of it.
func (i Item) PaidAfter() (sek money.Amount, last civil.Date) {
	for _, s := range i.After {
		sek += s.SEK
		last = s.Date
	}
	return sek, last
}

// DueDates gives when each document of the register falls due, open or not.
func (l Ledger) DueDates() map[string]civil.Date {
	due := make(map[string]civil.Date, len(l.register.Documents))
	for _, d := range l.register.Documents {
		due[d.Number] = d.Due
	}
	delete(due, "")
	return due
}

// Sum is the open amount of all items in SEK.
func (l Ledger) Sum() money.Amount {
	return l.sum(func(Item) bool { return true })
}

// Overdue is the part of Sum that was due before the date.
func (l Ledger) Overdue() money.Amount {
	return l.sum(func(i Item) bool { return i.Overdue(l.Date) })
}

func (l Ledger) sum(want func(Item) bool) money.Amount {
	var sum money.Amount
	for _, i := range l.Items {
		if want(i) {
			sum += i.SEK
		}
	}
	return sum
}

// An AccountSum is the open amount that stands on one account.
type AccountSum struct {
	Account string
	Sum     money.Amount
	Items   int
}

// ByAccount sums the items per account, sorted by number.
func (l Ledger) ByAccount() []AccountSum {
	var sums []AccountSum
	for _, item := range l.Items {
		i, ok := slices.BinarySearchFunc(sums, item.Account, func(s AccountSum, account string) int {
			return strings.Compare(s.Account, account)
		})
		if !ok {
			sums = slices.Insert(sums, i, AccountSum{Account: item.Account})
		}
		sums[i].Sum += item.SEK
		sums[i].Items++
	}
	return sums
}
