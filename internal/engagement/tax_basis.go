package engagement

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// taxAccounts are the accounts of the year as the tax is computed on them:
// imported, with the closing entries that are not system entries and not in the
// import already.
func (v view) taxAccounts() []ledger.AccountTotal {
	moved := map[string]money.Amount{}
	for _, e := range v.entries {
		if e.Deleted || v.inBooks[e.No] || e.System != "" {
			continue
		}
		for _, row := range e.Rows {
			moved[row.Account] += row.Amount
		}
	}
	var accounts []ledger.AccountTotal
	for _, a := range v.totals.Years[0].Accounts {
		a.Moved += moved[a.Number]
		delete(moved, a.Number)
		accounts = append(accounts, a)
	}
	for number, amount := range moved { // booked on an account that a later import lacks
		accounts = append(accounts, ledger.AccountTotal{Number: number, Result: ledger.IsResult(number), Moved: amount})
	}
	slices.SortFunc(accounts, func(a, b ledger.AccountTotal) int { return strings.Compare(a.Number, b.Number) })
	return accounts
}

// taxFacts puts together what the tax is computed on.
func (v view) taxFacts(head Engagement, f TaxFacts) tax.Facts {
	accounts := v.taxAccounts()
	var booked money.Amount
	for _, a := range accounts {
		if a.Number == "2518" {
			booked += a.Closing()
		}
	}
	var years []civil.Period
	for _, y := range v.totals.Years[1:] {
		years = append(years, y.Period)
	}
	disclosures := f.Disclosures
	if disclosures.Revision == nil {
		auditor := head.Client.Auditor
		disclosures.Revision = &auditor
	}
	return tax.Facts{
		Company: f.company(head.Client), Year: head.Year, Years: years, Ends: f.Last, Accounts: accounts,
		Ingaende: f.Opening, Koncernbidrag: f.Group, Inventarier: f.Equipment, Rantor: f.Interest, Fondandelar: f.FundUnits,
		Pension: f.Pension, Fastigheter: f.Properties, Avkastning: f.Yield, TidigareSkatt: f.EarlierTax,
		Preliminar: f.preliminary(head.Year, booked), Decisions: f.Decisions, Additions: f.Additions, Upplysningar: disclosures,
		Aktiekapital: f.ShareCapital, Utdelning: f.Dividend,
	}
}

// systemKey is what a system entry follows, as closing.Entry.System holds it.
func systemKey(e tax.Entry) string {
	if e.Undo {
		return undoPrefix + string(e.Kind)
	}
	return string(e.Kind)
}

const undoPrefix = "undo:"

func taxEntry(e closing.Entry) tax.Entry {
	kind, undo := strings.CutPrefix(e.System, undoPrefix)
	made := tax.Entry{Kind: tax.EntryKind(kind), Undo: undo, Text: e.Text}
	for _, row := range e.Rows {
		made.Rows = append(made.Rows, tax.Row{Account: row.Account, Amount: row.Amount})
	}
	return made
}

// ownNumber tells whether entries of a kind depend on no other: they are costs
// before the dispositions and get numbers among the ordinary ones.
func ownNumber(k tax.EntryKind) bool {
	return k == tax.EntryPension || k == tax.EntryProperty || k == tax.EntryYield
}

// DependsOnAll tells whether an entry is a system entry that rests on all other
// entries (S1, S2 …).
func DependsOnAll(e closing.Entry) bool {
	return e.System != "" && !ownNumber(tax.EntryKind(strings.TrimPrefix(e.System, undoPrefix)))
}

// sent are the system entries that are exported or on their way.
func (v view) sent(delivered func(no string) bool) []tax.Sent {
	var sent []tax.Sent
	for _, e := range v.entries {
		if e.System != "" && !e.Deleted && delivered(e.No) {
			sent = append(sent, tax.Sent{Entry: taxEntry(e), InBooks: v.inBooks[e.No]})
		}
	}
	return sent
}
