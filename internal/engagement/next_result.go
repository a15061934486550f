package engagement

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"bokslut/internal/bas"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// A ResultMove is where the year's result goes in the next year, as the figures
// stand. Amounts are öre, a profit positive.
type ResultMove struct {
	Rows    []closing.Row // what is booked on the first day; nil when nothing can be moved
	Result  money.Amount  // what leaves the account of the year's result
	From    string        // where it stands until the meeting decides
	Carried string        // where the rest stays after that; empty when no meeting decides
	Free    money.Amount  // free equity, with the result
}

// resultMove finds it in the final balances. chart tells which accounts there are.
func (v view) resultMove() ResultMove {
	names := map[string]bool{}
	if v.totals != nil && len(v.totals.Years) > 0 {
		for _, a := range v.totals.Years[0].Accounts {
			names[a.Number] = true
		}
	}
	var m ResultMove
	for _, r := range v.rows(false) {
		if bas.IsFreeEquity(r.Account) {
			m.Free -= r.Final
		}
		if !isYearResult(r) || r.Final == 0 {
			continue
		}
		to := slices.DeleteFunc(bas.ResultMovesTo(r.Account), func(account string) bool { return !names[account] })
		if len(to) == 0 {
			continue
		}
		m.Rows = append(m.Rows, closing.Row{Account: r.Account, Amount: -r.Final}, closing.Row{Account: to[0], Amount: r.Final})
		m.Result -= r.Final
		m.From, m.Carried = to[0], bas.ResultCarriedTo(to[0])
	}
	return m
}

// decided is what the meeting's decision books: the result leaves its account,
// the dividend becomes a debt, and the rest is carried forward.
func (m ResultMove) decided(d Decision) []closing.Row {
	moved := map[string]money.Amount{}
	moved[m.From] += m.Result
	moved[m.Carried] -= m.Result - d.Dividend
	moved[bas.DecidedDividend] -= d.Dividend
	var rows []closing.Row
	for _, account := range slices.Sorted(maps.Keys(moved)) {
		if moved[account] != 0 {
			rows = append(rows, closing.Row{Account: account, Amount: moved[account]})
		}
	}
	return rows
}

// resultEntries are the entries of the next year that follow the year's result.
func (v view) resultEntries(year civil.Period, set ClosingSettings) []closing.Entry {
	if !set.MoveResult && set.Decision == nil {
		return nil
	}
	m := v.resultMove()
	var wanted []closing.Entry
	if set.MoveResult && len(m.Rows) > 0 {
		wanted = append(wanted, closing.Entry{
			Date: closing.NextYear(year).From, Text: fmt.Sprintf("Omföring av årets resultat %d", year.To.Year), Next: closing.ResultMoved, Rows: m.Rows,
		})
	}
	if d := set.Decision; d != nil && m.Carried != "" {
		if rows := m.decided(*d); len(rows) > 0 {
			wanted = append(wanted, closing.Entry{
				Date: d.Date, Text: fmt.Sprintf("Stämmans beslut om årets resultat %d", year.To.Year), Next: closing.ResultDecided, Rows: rows,
			})
		}
	}
	return wanted
}

// ResultMove tells where the year's result goes in the next year, or ErrNoImport.
func (s *Service) ResultMove(ctx context.Context, by office.User, e Engagement) (ResultMove, error) {
	if e.Snapshot == "" {
		return ResultMove{}, ErrNoImport
	}
	v, err := s.view(ctx, by, e)
	return v.resultMove(), err
}

// Reasons why a decision about the result cannot be saved, as *office.FieldError
// of date or dividend.
var (
	ErrMeetingDate = errors.New("the meeting is not in the next year")
	ErrNoMeeting   = errors.New("no meeting decides on the result")
	ErrDividend    = errors.New("the dividend is negative")
)

// A FreeEquityError says that a dividend is larger than the free equity. Source:
// aktiebolagslagen (2005:551) 17 kap. 3 §.
type FreeEquityError struct{ Free money.Amount }

func (e *FreeEquityError) Error() string {
	return "the dividend is larger than the free equity, " + e.Free.Plain()
}

// MoveResult says whether the year's result is moved on the first day of the next
// year, and what the meeting has decided of it; nil before it has. The entries
// that book it follow the result until they are exported.
func (s *Service) MoveResult(ctx context.Context, by office.User, id string, move bool, d *Decision, version int64) error {
	return s.changeSettings(ctx, by, id, "entry.result-moved", version, func(c *Change, set *ClosingSettings) error {
		v, err := c.view()
		if err != nil {
			return err
		}
		for _, e := range v.next {
			gone := e.Next == closing.ResultMoved && set.MoveResult != move || e.Next == closing.ResultDecided && !sameDecision(set.Decision, d)
			if gone && c.delivered(e.No) {
				return fmt.Errorf("entry %s: %w", e.No, ErrDelivered)
			}
		}
		set.MoveResult, set.Decision = move, d
		if d == nil {
			return nil
		}
		return d.check(c.Head.Year, v.resultMove(), booksOf(c.Head.Year, c.Totals.Years[0]))
	})
}

func sameDecision(a, b *Decision) bool { return a == b || a != nil && b != nil && *a == *b }

func (d Decision) check(year civil.Period, m ResultMove, books closing.Books) error {
	wrong := func(field string, err error) error { return &office.FieldError{Field: field, Err: err} }
	switch {
	case !closing.NextYear(year).Contains(d.Date):
		return wrong("date", ErrMeetingDate)
	case m.Carried == "":
		return wrong("date", ErrNoMeeting)
	case d.Dividend < 0:
		return wrong("dividend", ErrDividend)
	case d.Dividend > max(m.Free, 0):
		return wrong("dividend", &FreeEquityError{max(m.Free, 0)})
	case !books.Account(m.Carried):
		return wrong("date", fmt.Errorf("account %s: %w", m.Carried, ErrAccount))
	case d.Dividend > 0 && !books.Account(bas.DecidedDividend):
		return wrong("dividend", fmt.Errorf("account %s: %w", bas.DecidedDividend, ErrAccount))
	}
	return nil
}
