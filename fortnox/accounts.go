package fortnox

import (
	"context"
	"iter"
	"net/url"
	"strconv"
)

// An Account is one account of one financial year. Balances are positive for
// debit and negative for credit. BalanceCarriedForward comes only when a single
// account is read; old lists have no balances at all.
type Account struct {
	Number                         FlexInt
	Description                    FlexString
	Active                         FlexBool // lists hold inactive accounts too
	SRU                            FlexInt
	Year                           FlexInt // id of the financial year
	BalanceBroughtForward          Amount
	BalanceCarriedForward          Amount
	CostCenter                     FlexString
	CostCenterSettings             FlexString // ALLOWED, MANDATORY or NOTALLOWED, as the next two
	Project                        FlexString
	ProjectSettings                FlexString
	TransactionInformationSettings FlexString
	VATCode                        FlexString
}

// DecodeAccounts reads a stored answer of GET /3/accounts.
func DecodeAccounts(raw []byte) (Page[Account], error) {
	return decodePage[Account](raw, "Accounts")
}

// DecodeAccount reads a stored answer of GET /3/accounts/{number}.
func DecodeAccount(raw []byte) (Account, error) {
	return decodeOne[Account](raw, "Account")
}

// Key is the number.
func (a Account) Key() string { return a.Number.String() }

// Accounts reads all accounts, also inactive ones, of the financial year with id
// year, by number. Scope bookkeeping.
func (c *Client) Accounts(ctx context.Context, year int64) iter.Seq2[Account, error] {
	q := yearQuery(year)
	q.Set("sortby", "number")
	return list(ctx, c, "/3/accounts", q, DecodeAccounts)
}

// Account reads one account of the financial year with id year, with its balances.
func (c *Client) Account(ctx context.Context, year, number int64) (Account, error) {
	return item(ctx, c, "/3/accounts", strconv.FormatInt(number, 10), yearQuery(year), DecodeAccount)
}

// yearQuery names the year, always: without it Fortnox takes the year that is
// preselected in its web pages.
func yearQuery(year int64) url.Values {
	return url.Values{"financialyear": {strconv.FormatInt(year, 10)}}
}
