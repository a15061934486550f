package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// A Delagare is one who takes part in the result of a handelsbolag, or the
// owner of an enskild firma. Account is where the result goes, 2019, 2029 and
// so on; Andel is the share. Shares sum to 100 %.
type Delagare struct {
	Account string `json:"account"`
	Andel   Rate   `json:"andel"`
}

// OwnerResult divides the year's result of an enskild firma or a handelsbolag
// among its owners, 8999 against 2019, 2029 …: no tax is booked, and the forms
// that are not made stand in the company's Scope. Öre that the shares leave go
// to the first owner. What the ledger has on 8999 already is taken off, in the
// same shares.
func OwnerResult(c Company, year civil.Period, accounts []ledger.AccountTotal, owners []Delagare) (net money.Amount, entries []Entry, err error) {
	scope, err := c.Scope()
	if err != nil {
		return 0, nil, err
	}
	if scope.IncomeTax {
		return 0, nil, &RefusedError{c.Form, "a_company"}
	}
	f := Facts{Year: year, Accounts: accounts}
	if err := f.check(); err != nil {
		return 0, nil, err
	}
	if err := checkOwners(c.Form, owners); err != nil {
		return 0, nil, err
	}
	b := newBooks(accounts)
	net = -b.sum(3000, 8989)
	v := vector{}
	for account, part := range divide(net-b.sum(8990, 8999), owners) {
		v = v.plus(1, pair("8999", account, part))
	}
	if rows := v.rows(); len(rows) > 0 {
		entries = []Entry{{Kind: EntryResult, Text: EntryResult.text(year.To.Year, false), Rows: rows}}
	}
	return net, entries, nil
}

func checkOwners(form Form, owners []Delagare) error {
	var sum Rate
	seen := map[string]bool{}
	for _, o := range owners {
		if n := base(o.Account); n < 2010 || n > 2079 || o.Andel < 0 || o.Andel > whole {
			return &FieldError{"delagare", "range"}
		}
		if seen[o.Account] {
			return &FieldError{"delagare", "twice"}
		}
		seen[o.Account] = true
		sum += o.Andel
	}
	if sum != whole || form == EF && len(owners) != 1 {
		return &FieldError{"delagare", "shares"}
	}
	return nil
}

// divide gives each owner the share of a result, and the first one the öre that
// are left.
func divide(result money.Amount, owners []Delagare) vector {
	v := vector{}
	for _, o := range owners {
		v[o.Account] = o.Andel.Of(result)
	}
	v[owners[0].Account] += result - v.sum()
	return v
}
