package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// Several accounts on one page: so many at most, and so many rows of each. The
// sums are always of all rows.
const (
	maxAccounts  = 50
	accountLines = 200
)

// accountsView is Kontoanalys of several accounts at once.
type accountsView struct {
	Page                   Page
	Typed                  string
	Query                  accountQuery
	Series                 []string
	Accounts               []accountBlock
	Debit, Credit, Closing money.Amount // of all the accounts
	TooMany                bool
	Wrong                  map[string]string
}

// accountBlock is one account of the page.
type accountBlock struct {
	engagement.Analysis
	Shown         []engagement.AnalysisLine
	Debit, Credit money.Amount
}

func (s *server) accounts(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabAnalysis, t(ctx, "Kontoanalys av flera konton"))
	if err != nil {
		return err
	}
	snap, err := s.engagements.Snapshot(ctx, p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	v := accountsView{Page: p, Typed: strings.TrimSpace(r.FormValue("konto")), Query: accountQueryOf(r)}
	v.Page.Scripts, v.Page.Keys = []string{"grid.js", "marks.js"}, accountsKeys(ctx)
	filter, wrong := v.Query.filter(ctx)
	filter.Year, v.Wrong = 0, wrong
	for _, one := range snap.Totals.Years[0].Series {
		v.Series = append(v.Series, one.Code)
	}
	numbers := numbersIn(v.Typed, snap.Totals.Years[0].Accounts)
	if v.TooMany = len(numbers) > maxAccounts; v.TooMany {
		numbers = numbers[:maxAccounts]
	}
	all, err := s.engagements.Accounts(ctx, p.User, e, numbers, filter)
	if err != nil {
		return err
	}
	for _, a := range all {
		v.add(a)
	}
	s.render(w, r, http.StatusOK, accountsPage(v))
	return nil
}

// balance lists the balance accounts of the page: one bilaga may explain them.
func (v accountsView) balance() []string {
	var numbers []string
	for _, b := range v.Accounts {
		if ledger.IsBalance(b.Account.Number) {
			numbers = append(numbers, b.Account.Number)
		}
	}
	return numbers
}

func (v *accountsView) add(a engagement.Analysis) {
	b := accountBlock{Analysis: a, Shown: a.Lines[:min(len(a.Lines), accountLines)]}
	for _, line := range a.Lines {
		b.Debit += max(line.Row.Amount, 0)
		b.Credit += max(-line.Row.Amount, 0)
	}
	v.Debit, v.Credit, v.Closing = v.Debit+b.Debit, v.Credit+b.Credit, v.Closing+a.Closing
	v.Accounts = append(v.Accounts, b)
}

// several tells whether a search names more than one account: 1510, 1930 or
// 1930-1949.
func several(search string) bool {
	return strings.ContainsAny(search, ",-–") && strings.IndexFunc(search, func(r rune) bool {
		return !strings.ContainsRune("0123456789,-– ", r)
	}) < 0
}

// numbersIn lists the accounts of the chart that a list of numbers and ranges
// names, in order of number. A single number counts also when nothing is booked on
// it; of a range only accounts with something booked.
func numbersIn(typed string, chart []ledger.AccountTotal) []string {
	var numbers []string
	for part := range strings.FieldsFuncSeq(typed, func(r rune) bool { return r == ',' }) {
		from, to, isRange := strings.Cut(strings.ReplaceAll(strings.TrimSpace(part), "–", "-"), "-")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		if !isRange {
			to = from
		}
		for _, a := range chart {
			if a.Number >= from && a.Number <= to && (a.Used() || !isRange) {
				numbers = append(numbers, a.Number)
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

func accountsKeys(ctx context.Context) []Key {
	return []Key{
		{[]string{"↑", "↓"}, t(ctx, "rad")},
		{[]string{"Enter"}, t(ctx, "visa verifikation")},
		{[]string{"Shift", "↓"}, t(ctx, "markera och summera")},
		{[]string{"/"}, t(ctx, "filtrera")},
		{[]string{"N"}, t(ctx, "ny bilaga")},
	}
}
