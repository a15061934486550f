package engagement

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// A Control is a finding as it stands now: what the current import noticed, or
// what the figures with their closing entries give reason to look at.
type Control struct {
	Finding
	Engagement string        // another engagement that the finding leads to; empty: this one
	Proposal   []closing.Row // rows of an entry that would settle it; nothing is saved
	Seen       *Seen         // who has seen it as it stands; nil: nobody yet
}

// The codes of findings that need the binder, with their Args. Amounts are
// written as money.Amount.String does. A result and equity are shown as people
// read them, income and what the owners have positive; balances of accounts are
// debit positive.
const (
	FindingResultLeft      = "result_left"           // accounts, last year's result, the account it should move to or ""
	FindingResultOnItsWay  = "result_on_its_way"     // accounts, last year's result, entry of last year's closing that moves it
	FindingResultBooked    = "result_moved_there"    // the same, when that entry is transferred
	FindingResultMisbooked = "result_misbooked"      // result as booked, result by the accounts, booked less accounts
	FindingLastMisbooked   = "last_result_misbooked" // the same of last year
	FindingEquityOpening   = "equity_opening"        // equity in the opening balance, what it should be, the difference
	FindingEquityMoved     = "equity_moved"          // change in the year besides the year's own result
	FindingWrongSide       = "wrong_side"            // account, name, final balance
	FindingAssetNegative   = "asset_negative"        // account group, its name, sum
	FindingSuspense        = "suspense"              // account, name, final balance
	FindingInternal        = "internal_accounts"     // sum of the accounts in neither statement
	FindingFinalDiffers    = "final_differs"         // account, final balance of last year's closing, opening balance
	FindingNotTransferred  = "entry_not_transferred" // entry of last year's closing, text, debit sum, last day of that year
	FindingNextEmpty       = "next_not_carried"      // next year's period
	FindingNextWaits       = "next_waits"            // next year's period, number of entries that the books did not hold
	FindingNextDiffers     = "next_differs"          // next year's period, number of accounts, some of them with the difference
	FindingLedgerDiffers   = "subledger_differs"     // account, sub-ledger, balance, difference, unexplained part
	FindingLedgerExplained = "subledger_explained"   // account, sub-ledger, balance, difference
	FindingUnbookedSale    = "unbooked_invoice"      // document, party, date, amount
	FindingUnbookedCost    = "unbooked_supplier"     // document, party, date, amount
	FindingUnbookedMore    = "unbooked_more"         // number of documents that are not named, their sum, kind of bilaga
)

// Controls gives everything that there is reason to look at, errors first, or
// ErrNoImport. The cost is that of the sheet, and of last year's when the
// office has closed it here.
func (s *Service) Controls(ctx context.Context, by office.User, e Engagement) ([]Control, error) {
	snap, err := s.Snapshot(ctx, by, e)
	if err != nil {
		return nil, err
	}
	v, err := s.view(ctx, by, e)
	if err != nil {
		return nil, err
	}
	entries, err := s.Entries(ctx, by, e)
	if err != nil {
		return nil, err
	}
	p := v.position(e.Client.Form)
	here := slices.DeleteFunc(slices.Clone(entries), func(v EntryView) bool { return v.Next != closing.ThisYear })
	allSent := len(here) > 0 && !slices.ContainsFunc(here, awaited)
	var all []Control
	for _, f := range snap.Findings {
		if f.Code != "locked_closing" || !allSent { // then it should be locked
			all = append(all, Control{Finding: f})
		}
	}
	all = append(all, p.seam()...)
	all = append(all, p.balances()...)
	before, err := s.before(ctx, by, e)
	if err != nil {
		return nil, err
	}
	all = movedThere(all, before)
	all = append(all, p.lastClosing(before)...)
	all = append(all, p.nextYear(snap.Next)...)
	slices.SortStableFunc(all, func(a, b Control) int { return cmp.Compare(severityRank(a.Severity), severityRank(b.Severity)) })
	return all, s.markSeen(ctx, by, e, all)
}

func severityRank(s string) int { return slices.Index([]string{"error", "warning", "info"}, s) }

// before is last year's closing, when the office has it here with an import.
func (s *Service) before(ctx context.Context, by office.User, e Engagement) (*lastClosing, error) {
	last, err := s.store.YearBefore(ctx, by.Office, e.Client.ID, e.Year.From)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil || last.Snapshot == "" {
		return nil, err
	}
	v, err := s.view(ctx, by, last)
	if err != nil {
		return nil, err
	}
	entries, err := s.Entries(ctx, by, last)
	if err != nil {
		return nil, err
	}
	return &lastClosing{engagement: last, position: v.position(last.Client.Form), entries: entries}, nil
}

// A position is the accounts of an engagement as they stand now.
type position struct {
	form            office.Form
	years           []ledger.YearTotals
	balance, result []Row
	names           map[string]string       // the chart
	kept            map[string]money.Amount // of Final, what is never to be transferred
	waiting         int                     // entries that the books are to get and did not hold when they were read
}

func (v view) position(form office.Form) position {
	p := position{form: form, balance: v.rows(false), result: v.rows(true), names: map[string]string{}, kept: map[string]money.Amount{}, waiting: v.waits()}
	if v.totals != nil {
		p.years = v.totals.Years
	}
	for _, year := range p.years[:min(len(p.years), 1)] {
		for _, a := range year.Accounts {
			p.names[a.Number] = a.Name
		}
	}
	for _, e := range v.entries {
		if e.Excluded && !e.Deleted && !v.inBooks[e.No] {
			for _, row := range e.Rows {
				p.kept[row.Account] += row.Amount
			}
		}
	}
	return p
}

// awaited tells whether an entry is still to be transferred.
func awaited(e EntryView) bool {
	return e.Whole() && !e.Deleted && !e.Excluded && e.Transfer != TransferSent && !e.Recognised.State.InBooks()
}

// waits counts the entries that the books should get and did not hold when they
// were read.
func (v view) waits() int {
	n := 0
	for _, e := range v.entries {
		if e.Whole() && !e.Deleted && !e.Excluded && !v.inBooks[e.No] {
			n++
		}
	}
	return n
}

func control(code, severity string, args ...string) Control {
	return Control{Finding: Finding{Code: code, Severity: severity, Args: args}}
}

// sumOf adds one figure of the rows that are wanted.
func sumOf(rows []Row, figure func(Row) money.Amount, wanted func(Row) bool) money.Amount {
	var sum money.Amount
	for _, r := range rows {
		if wanted(r) {
			sum += figure(r)
		}
	}
	return sum
}

func final(r Row) money.Amount { return r.Final }

func every(Row) bool { return true }
