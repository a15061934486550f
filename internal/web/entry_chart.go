package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// entryChart is the chart of accounts with the final balances as they stand.
type entryChart struct {
	accounts []ledger.AccountTotal
	names    map[string]string
	final    map[string]money.Amount
	rows     map[string]engagement.Row
	objects  []entryObjects
	keys     []closing.AllocationKey
}

// entryObjects is a column of the editor: the cost centres or the projects of
// the books. There is none for a dimension without objects.
type entryObjects struct {
	Dimension, Field, Problem string
	Head, Label               string
	All                       []ledger.NamedObject
}

func objectColumns(y ledger.YearTotals) []entryObjects {
	var all []entryObjects
	for _, o := range []entryObjects{
		{Dimension: ledger.CostCentre, Field: "kst", Problem: "costcentre", Head: "Kostnadsställe", Label: "Kostnadsställe rad %d"},
		{Dimension: ledger.Project, Field: "projekt", Problem: "project", Head: "Projekt", Label: "Projekt rad %d"},
	} {
		if o.All = y.Of(o.Dimension); len(o.All) > 0 {
			all = append(all, o)
		}
	}
	return all
}

// books is what an entry may refer to.
func (c *entryChart) books(year civil.Period) closing.Books {
	return closing.Books{Year: year, Account: c.has, Object: func(dimension, code string) bool {
		for _, o := range c.objects {
			if o.Dimension == dimension {
				return slices.ContainsFunc(o.All, func(n ledger.NamedObject) bool { return n.Code == code })
			}
		}
		return false
	}}
}

func (s *server) entryChart(r *http.Request, e engagement.Engagement) (*entryChart, error) {
	ctx, user := r.Context(), s.user(r)
	snap, err := s.engagements.Snapshot(ctx, user, e)
	if err != nil {
		return nil, err
	}
	c := entryChart{
		accounts: snap.Totals.Years[0].Accounts, names: namesOf(snap.Totals.Years[0]),
		final: map[string]money.Amount{}, rows: map[string]engagement.Row{}, objects: objectColumns(snap.Totals.Years[0]),
	}
	set, err := s.engagements.ClosingSettings(ctx, user, e)
	if err != nil {
		return nil, err
	}
	c.keys = set.Keys
	for _, read := range []func(context.Context) (engagement.Sheet, error){
		func(ctx context.Context) (engagement.Sheet, error) { return s.engagements.Balance(ctx, user, e) },
		func(ctx context.Context) (engagement.Sheet, error) { return s.engagements.Result(ctx, user, e) },
	} {
		sheet, err := read(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range accountsOf(sheet) {
			c.final[row.Account], c.rows[row.Account] = row.Final, row
		}
	}
	return &c, nil
}

func (c *entryChart) has(account string) bool {
	_, ok := c.names[account]
	return ok
}

// resolve finds the account that a person means: its number, its number with
// name, or a part of the name that only one account has. What cannot be found
// is given back as it was typed.
func (c *entryChart) resolve(typed string) string {
	if typed == "" || c.has(typed) {
		return typed
	}
	if first, _, _ := strings.Cut(typed, " "); c.has(first) {
		return first
	}
	found := ""
	for _, a := range c.accounts {
		if strings.Contains(strings.ToLower(a.Name), strings.ToLower(typed)) {
			if found != "" {
				return typed
			}
			found = a.Number
		}
	}
	if found != "" {
		return found
	}
	return typed
}

// label is how the list of suggestions names an account.
func (c *entryChart) label(a ledger.AccountTotal) string {
	if final, ok := c.final[a.Number]; ok {
		return a.Name + " " + final.String()
	}
	return a.Name
}

// An effect is what an entry does to an account: the final balance without it,
// and with it as typed.
type effectLine struct {
	Account, Name string
	Before, After money.Amount
}

// effects lists the accounts of an entry. old is the saved version that the
// balances hold already, nil when they hold none.
func (c *entryChart) effects(e closing.Entry, old *closing.Entry) []effectLine {
	var all []effectLine
	at := map[string]int{}
	for _, row := range e.Rows {
		if !c.has(row.Account) {
			continue
		}
		i, ok := at[row.Account]
		if !ok {
			i = len(all)
			at[row.Account] = i
			before := c.final[row.Account] - onAccount(old, row.Account)
			all = append(all, effectLine{row.Account, c.names[row.Account], before, before})
		}
		all[i].After += row.Amount
	}
	return all
}

func onAccount(e *closing.Entry, account string) money.Amount {
	var sum money.Amount
	if e == nil {
		return 0
	}
	for _, row := range e.Rows {
		if row.Account == account {
			sum += row.Amount
		}
	}
	return sum
}

func pathPart(s string) string { return url.PathEscape(s) }
