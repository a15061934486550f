package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// ErrNoBooks says that a snapshot holds no SIE file.
var ErrNoBooks = errors.New("snapshot holds no SIE file")

// A FileError says which SIE file of the parts cannot become books; Err is an
// error of FromSIE.
type FileError struct {
	Part, Request string
	Err           error
}

func (e *FileError) Error() string { return "part " + e.Part + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *FileError) Unwrap() error { return e.Err }

// Book rebuilds the books from the parts of a snapshot alone: every SIE file is
// a year, the latest first. A year that only the next year's file tells of has
// balances and no vouchers. The findings tell what each file says by itself and
// where one year does not continue the one before it.
func Book(parts []Part) (*ledger.Book, []Finding, error) {
	b := builder{}
	for _, p := range ofKind(parts, KindSIE) {
		s, found, err := FromSIE(p.Body)
		if err != nil {
			return nil, nil, &FileError{Part: p.Name, Request: p.Request, Err: err}
		}
		for _, f := range found {
			f.Part, f.Year = p.Name, s.Year.Period.From.String()
			b.found.put(f)
		}
		b.statements = append(b.statements, s)
	}
	if len(b.statements) == 0 {
		return nil, nil, ErrNoBooks
	}
	if err := b.addWithheld(parts); err != nil {
		return nil, nil, err
	}
	book := b.build()
	if err := b.checkCount(parts, book); err != nil {
		return nil, nil, err
	}
	if err := fillCompany(&book.Company, parts); err != nil {
		return nil, nil, err
	}
	for i := 1; i < len(book.Years); i++ {
		b.checkSeam(book.Years[i], book.Years[i-1])
	}
	return book, b.found.finish(), nil
}

// fillCompany takes from Fortnox's own answer what the SIE file does not say.
func fillCompany(c *ledger.Company, parts []Part) error {
	for _, p := range ofKind(parts, KindCompany) {
		info, err := fortnox.DecodeCompanyInformation(p.Body)
		if err != nil {
			return fmt.Errorf("part %s: %w", p.Name, err)
		}
		if c.OrgNr == "" {
			c.OrgNr = normalOrgNr(info.OrganizationNumber.Text)
		}
		if c.Name == "" {
			c.Name = info.CompanyName.Text
		}
	}
	return nil
}

// addWithheld finds the kinds that the connection was not allowed to read.
func (b *builder) addWithheld(parts []Part) error {
	for _, p := range ofKind(parts, KindWithheld) {
		var note withheldNote
		if err := json.Unmarshal(p.Body, &note); err != nil {
			return fmt.Errorf("part %s: %w", p.Name, err)
		}
		b.found.add(CodeWithheld, Warning, note.Kind, string(note.Reason), note.Message)
	}
	return nil
}

type builder struct {
	statements []*Statement
	found      findings
}

func (b *builder) build() *ledger.Book {
	slices.SortStableFunc(b.statements, func(s, t *Statement) int {
		return t.Year.Period.From.Compare(s.Year.Period.From)
	})
	book := &ledger.Book{Company: b.statements[0].Company}
	for _, s := range b.statements {
		b.checkCompany(book.Company, s.Company)
		if n := len(book.Years); n > 0 && book.Years[n-1].Period == s.Year.Period {
			b.found.add(CodeYearRepeated, Warning, s.Year.Period.String())
			book.Years[n-1] = s.Year
			continue
		}
		book.Years = append(book.Years, s.Year)
	}
	b.addEarlier(book)
	return book
}

// addEarlier appends the years that only the oldest file tells of.
func (b *builder) addEarlier(book *ledger.Book) {
	oldest := b.statements[len(b.statements)-1]
	for _, y := range oldest.Earlier {
		last := book.Years[len(book.Years)-1]
		if !y.Period.To.Before(last.Period.From) || len(y.Balances) == 0 {
			continue
		}
		b.found.add(CodeYearBalancesOnly, Info, y.Period.String())
		book.Years = append(book.Years, y)
	}
}

func (b *builder) checkCompany(first, other ledger.Company) {
	if first.OrgNr != "" && other.OrgNr != "" && first.OrgNr != other.OrgNr {
		b.found.add(CodeCompaniesDiffer, Error, first.OrgNr, other.OrgNr)
	}
}

// checkSeam compares the closing balances of a year with the opening balances
// of the next. The result of a year that is not closed yet is in the opening
// balance of one account, usually 2099 and hardly an asset, and nowhere in the
// closing balances.
func (b *builder) checkSeam(before, after ledger.Year) {
	add := func(code string, severity Severity, args ...string) {
		b.found.put(Finding{Code: code, Severity: severity, Args: args, Year: after.Period.From.String()})
	}
	switch {
	case !before.Period.To.Before(after.Period.From):
		add(CodeYearsOverlap, Warning, before.Period.String(), after.Period.String())
		return
	case before.Period.To.AddDays(1) != after.Period.From:
		add(CodeYearsApart, Warning, before.Period.String(), after.Period.String())
		return
	}
	differ, carried := seam(before, after)
	if !carried {
		if len(differ) > 0 {
			add(CodeOpeningNotCarried, Warning, after.Period.String())
		}
		return
	}
	tellDiffering(add, differ, resultOf(before))
}

// tellDiffering tells of the accounts that do not open as they closed. What moved
// within equity, as when a program carries a sole trader's 2019 to 2010, or
// 2099 to 2098, is one finding; so is the result that was not booked.
func tellDiffering(add func(code string, severity Severity, args ...string), all []seamDifference, result money.Amount) {
	var equity, others []seamDifference
	var moved money.Amount
	for _, d := range all {
		if len(d.Account) >= 4 && strings.HasPrefix(d.Account, "20") {
			equity, moved = append(equity, d), moved+d.opening-d.closing
		} else {
			others = append(others, d)
		}
	}
	switch {
	case len(equity) == 0:
	case moved == result && result != 0:
		add(CodeUnbookedResult, Info, accountsOf(equity), result.String())
		result = 0 // it is carried once
	case moved == 0:
		add(CodeEquityMoved, Info, accountsOf(equity))
	default:
		others = append(equity, others...)
	}
	for _, d := range others {
		if result != 0 && d.opening-d.closing == result && d.Account[0] == '2' {
			add(CodeUnbookedResult, Info, d.Account, result.String())
			result = 0
			continue
		}
		add(CodeOpeningDiffers, Warning, d.Account, d.closing.String(), d.opening.String())
	}
}

func accountsOf(differ []seamDifference) string {
	var numbers []string
	for _, d := range differ {
		numbers = append(numbers, d.Account)
	}
	slices.Sort(numbers)
	return strings.Join(numbers, ", ")
}

// A seamDifference is an account that does not open as it closed.
type seamDifference struct {
	Account          string
	closing, opening money.Amount
}

// seam lists the differences, and tells whether anything was carried over.
func seam(before, after ledger.Year) (differ []seamDifference, carried bool) {
	check := func(account string) {
		d := seamDifference{account, before.Balance(account).Closing(), after.Balance(account).Opening}
		carried = carried || d.opening != 0
		if d.closing != d.opening {
			differ = append(differ, d)
		}
	}
	for _, x := range before.Balances {
		if ledger.IsBalance(x.Account) {
			check(x.Account)
		}
	}
	for _, x := range after.Balances {
		if _, ok := slices.BinarySearchFunc(before.Balances, x.Account, compareAccount); !ok && ledger.IsBalance(x.Account) {
			check(x.Account)
		}
	}
	return differ, carried
}

// resultOf is the sum of the result accounts; a profit is negative.
func resultOf(y ledger.Year) money.Amount {
	var sum money.Amount
	for _, b := range y.Balances {
		if a, ok := y.Account(b.Account); ok && a.Result {
			sum += b.Closing()
		}
	}
	return sum
}

func compareAccount(b ledger.Balance, account string) int { return strings.Compare(b.Account, account) }
