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
	Amount AmountFilter
}

// AmountFilter lets rows of an amount through, whatever their sign; the zero
// value lets all through.
type AmountFilter struct {
	From, To money.Amount // öre, not negative, both included
	On       bool
}

func (f AmountFilter) lets(a money.Amount) bool {
	return !f.On || f.From <= a.Abs() && a.Abs() <= f.To
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
	a := Analysis{Account: account, Year: year.Period, Years: periods(book)}
	a.lines(year, f, linesOn(year, number)[number])
	a.Previous, a.Next = neighbours(year, number)
	return a, nil
}

// Accounts gives Kontoanalys of several accounts at once, in order of number;
// those that neither chart nor year knows are left out. The cost is one walk over
// the year's rows.
func (s *Service) Accounts(ctx context.Context, by office.User, e Engagement, numbers []string, f Filter) ([]Analysis, error) {
	book, err := s.book(ctx, by, e)
	if err != nil {
		return nil, err
	}
	if f.Year < 0 || f.Year >= len(book.Years) {
		return nil, ErrNotFound
	}
	year := book.Years[f.Year]
	lines := linesOn(year, numbers...)
	var all []Analysis
	for _, number := range numbers {
		account, ok := year.Account(number)
		if !ok {
			continue
		}
		a := Analysis{Account: account, Year: year.Period, Years: periods(book)}
		a.lines(year, f, lines[number])
		all = append(all, a)
	}
	return all, nil
}

func periods(book *ledger.Book) []civil.Period {
	var all []civil.Period
	for _, y := range book.Years {
		all = append(all, y.Period)
	}
	return all
}

func (s *Service) book(ctx context.Context, by office.User, e Engagement) (*ledger.Book, error) {
	if e.Snapshot == "" {
		return nil, ErrNoImport
	}
	return s.books.Book(ctx, by.Office, e.Snapshot)
}

func (a *Analysis) lines(year ledger.Year, f Filter, all []AnalysisLine) {
	slices.SortStableFunc(all, func(x, y AnalysisLine) int { return x.Voucher.Date.Compare(y.Voucher.Date) })
	a.Opening, a.Closing = year.Balance(a.Account.Number).Opening, year.Balance(a.Account.Number).Closing()
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

// linesOn are the rows on each of the accounts, in the order of the books.
func linesOn(year ledger.Year, accounts ...string) map[string][]AnalysisLine {
	all := make(map[string][]AnalysisLine, len(accounts))
	for _, account := range accounts {
		all[account] = nil
	}
	for i := range year.Vouchers {
		v := &year.Vouchers[i]
		for k := range v.Rows {
			row := &v.Rows[k]
			if lines, asked := all[row.Account]; asked && !row.Struck {
				all[row.Account] = append(lines, AnalysisLine{Voucher: v, Row: row})
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
	case !f.Amount.lets(line.Row.Amount):
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
