package engagement

import (
	"context"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// Analysis is Kontoanalys: one account of one year, from IB to UB. Amounts are
// öre, debit positive.
type Analysis struct {
	Account  ledger.Account
	Year     civil.Period
	Opening  money.Amount
	Lines    []AnalysisLine // in order of date, series, number; those that the filter lets through
	Moved    money.Amount   // sum of Lines
	Closing  money.Amount   // of the whole year, whatever the filter
	Previous string         // neighbouring accounts with something booked
	Next     string
	Years    []civil.Period // years of the import, the latest first
}

// AnalysisLine is a row on the account, with the balance after it. Voucher and
// Row are those of the books, which never change.
type AnalysisLine struct {
	Voucher *ledger.Voucher
	Row     *ledger.Row
	Balance money.Amount
}

// Filter narrows Kontoanalys.
type Filter struct {
	Year   int // 0 the engagement's year, 1 the year before it
	Period civil.Period
	Series string
	Text   string
}

// Account gives Kontoanalys for an account, or ErrNotFound when neither the
// chart nor the year knows it.
func (s *Service) Account(ctx context.Context, by office.User, e Engagement, number string, f Filter) (Analysis, error) {
	book, err := s.book(ctx, by, e)
	if err != nil {
		return Analysis{}, err
	}
	if f.Year < 0 || f.Year >= len(book.Years) {
		return Analysis{}, ErrNotFound
	}
	year := book.Years[f.Year]
	account, ok := year.Account(number)
	if !ok {
		return Analysis{}, ErrNotFound
	}
	a := Analysis{Account: account, Year: year.Period, Opening: year.Balance(number).Opening}
	for _, y := range book.Years {
		a.Years = append(a.Years, y.Period)
	}
	a.lines(year, f)
	a.Previous, a.Next = neighbours(year, number)
	return a, nil
}

func (s *Service) book(ctx context.Context, by office.User, e Engagement) (*ledger.Book, error) {
	if e.Snapshot == "" {
		return nil, ErrNoImport
	}
	return s.books.Book(ctx, by.Office, e.Snapshot)
}

func (a *Analysis) lines(year ledger.Year, f Filter) {
	all := linesOn(year, a.Account.Number)
	slices.SortStableFunc(all, func(x, y AnalysisLine) int { return x.Voucher.Date.Compare(y.Voucher.Date) })
	a.Closing = year.Balance(a.Account.Number).Closing()
	balance := a.Opening
	f.Text = strings.ToLower(f.Text)
	a.Lines = all[:0]
	for _, line := range all {
		balance += line.Row.Amount
		if line.Balance = balance; f.lets(line) {
			a.Lines = append(a.Lines, line)
			a.Moved += line.Row.Amount
		}
	}
}

// linesOn are the rows on an account, in the order of the books.
func linesOn(year ledger.Year, account string) []AnalysisLine {
	var all []AnalysisLine
	for i := range year.Vouchers {
		v := &year.Vouchers[i]
		for k := range v.Rows {
			if row := &v.Rows[k]; row.Account == account && !row.Struck {
				all = append(all, AnalysisLine{Voucher: v, Row: row})
			}
		}
	}
	return all
}

// lets tells whether a line passes; Text is in small letters.
func (f Filter) lets(line AnalysisLine) bool {
	v := line.Voucher
	switch {
	case !f.Period.From.IsZero() && v.Date.Before(f.Period.From):
		return false
	case !f.Period.To.IsZero() && v.Date.After(f.Period.To):
		return false
	case f.Series != "" && !strings.EqualFold(v.Series, f.Series):
		return false
	}
	return f.Text == "" || strings.Contains(strings.ToLower(v.ID()+" "+v.Text+" "+line.Row.Text), f.Text)
}

func neighbours(year ledger.Year, number string) (previous, next string) {
	for _, b := range year.Balances {
		switch {
		case b.Account < number:
			previous = b.Account
		case b.Account > number:
			return previous, b.Account
		}
	}
	return previous, ""
}

// Voucher finds a voucher of the import by year, series and number.
func (s *Service) Voucher(ctx context.Context, by office.User, e Engagement, year int, series, number string) (ledger.Voucher, error) {
	book, err := s.book(ctx, by, e)
	if err != nil {
		return ledger.Voucher{}, err
	}
	if year < 0 || year >= len(book.Years) {
		return ledger.Voucher{}, ErrNotFound
	}
	for _, v := range book.Years[year].Vouchers {
		if v.Series == series && v.Number == number {
			return v, nil
		}
	}
	return ledger.Voucher{}, ErrNotFound
}
