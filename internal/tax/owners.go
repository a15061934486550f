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

// UsualOwners are those that need no telling: of an enskild firma its owner, on
// 2019. A handelsbolag has none.
func UsualOwners(form Form) []Delagare {
	if form != EF {
		return nil
	}
	return []Delagare{{Account: "2019", Andel: whole}}
}

// An Agarresultat is the year's result of an enskild firma or a handelsbolag,
// öre, a profit positive, with what is left to book of it.
type Agarresultat struct {
	Net      money.Amount   // the year's result
	Parts    []money.Amount // of it per owner, in their order
	Booked   money.Amount   // what the ledger has on 899x that no sent entry made
	Entries  []Entry
	Findings []Finding
}

// OwnerResult divides the year's result of an enskild firma or a handelsbolag
// among its owners, 8999 against 2019, 2029 …: no tax is booked, and the forms
// that are not made stand in the company's Scope. Öre that the shares leave go
// to the first owner. What the ledger has on 899x already is taken off in the
// same shares, and what was sent as it was sent.
func OwnerResult(c Company, year civil.Period, accounts []ledger.AccountTotal, owners []Delagare, sent []Sent) (Agarresultat, error) {
	scope, err := c.Scope()
	if err != nil {
		return Agarresultat{}, err
	}
	if scope.IncomeTax {
		return Agarresultat{}, &RefusedError{c.Form, "a_company"}
	}
	if err := (Facts{Year: year, Accounts: accounts}).check(); err != nil {
		return Agarresultat{}, err
	}
	if err := checkOwners(c.Form, owners); err != nil {
		return Agarresultat{}, err
	}
	b := newBooks(accounts)
	r := Agarresultat{Net: -b.sum(3000, 8989), Booked: b.sum(8990, 8999)}
	done := vector{}
	for _, s := range sent {
		if rows := rowsVector(s.Rows); s.Kind == EntryResult {
			done = done.plus(1, rows)
			if s.InBooks {
				r.Booked -= resultOf(rows)
			}
		}
	}
	shares := divide(r.Net, owners)
	for _, o := range owners {
		r.Parts = append(r.Parts, shares[o.Account])
	}
	left := vector{}
	for account, part := range divide(r.Net-r.Booked, owners) {
		left = left.plus(1, pair("8999", account, part))
	}
	if rows := left.plus(-1, done).rows(); len(rows) > 0 {
		r.Entries = []Entry{{Kind: EntryResult, Text: EntryResult.text(year.To.Year, false), Rows: rows}}
	}
	r.Findings = ownerFindings(b, r)
	return r, nil
}

func ownerFindings(b books, r Agarresultat) []Finding {
	var n notes
	if r.Booked != 0 {
		n.add(FoundBooked, Warning, string(EntryResult), kr(r.Booked))
	}
	for _, e := range r.Entries {
		for _, row := range e.Rows {
			if !b.has(row.Account) {
				n.add(FoundAccountMissing, Error, row.Account)
			}
		}
	}
	return n.list
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
