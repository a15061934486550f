package source

import (
	"errors"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/sie"
)

// Errors for files that cannot become books.
var (
	ErrEmpty            = sie.ErrEmpty
	ErrNotSIE           = sie.ErrNotSIE
	ErrSIE5             = sie.ErrSIE5
	ErrTransactionsOnly = errors.New("SIE file holds vouchers to import and no balances (type 4I)")
	ErrNoYear           = errors.New("SIE file does not say which financial year it is about (#RAR 0)")
)

// A LimitError says that a file is larger than is read.
type LimitError = sie.LimitError

// A Statement is what one SIE file says of a company: a year and, of the years
// before it, opening and closing balances only.
type Statement struct {
	Company ledger.Company
	Kind    string // "1", "2", "3" or "4E"
	Program string // that wrote the file, with version
	Year    ledger.Year
	Earlier []ledger.Year // the latest first, without vouchers
}

// FromSIE reads a SIE file of type 1–4E. Errors are those above and
// *LimitError; everything less is a finding.
//
// The rows are the books: Moved is the sum of the rows that count, and Stated
// what the file says. In a file without vouchers Moved comes from the balances.
func FromSIE(data []byte) (*Statement, []Finding, error) {
	f, err := sie.Read(data)
	if err != nil {
		return nil, nil, err
	}
	header := f.Header()
	current, ok := header.Year(0)
	switch {
	case f.Kind() == sie.Kind4I && (f.NumVouchers() > 0 || !ok):
		return nil, nil, ErrTransactionsOnly
	case !ok:
		return nil, nil, ErrNoYear
	}
	r := reader{file: f, header: header, kind: f.Kind()}
	if r.kind == sie.Kind4I { // a year in which nothing is booked yet looks the same as an import
		r.kind = sie.Kind4E
	}
	s := &Statement{
		Company: r.company(),
		Kind:    string(r.kind),
		Program: strings.TrimSpace(header.Program + " " + header.Version),
	}
	r.fromFile()
	s.Year = r.year(current)
	for _, y := range header.Years {
		if y.No < 0 {
			s.Earlier = append(s.Earlier, r.earlier(y))
		}
	}
	slices.SortFunc(s.Earlier, func(a, b ledger.Year) int { return b.Period.From.Compare(a.Period.From) })
	return s, r.found.finish(), nil
}

// reader turns one file into years.
type reader struct {
	file    *sie.File
	header  sie.Header
	kind    sie.Kind
	found   findings
	objects []ledger.Object // of the latest rows
}

func (r *reader) company() ledger.Company {
	orgNr, ok := r.header.Organisation()
	if !ok {
		r.found.add(CodeNoOrgNr, Warning, r.header.OrgNr)
	}
	return ledger.Company{Name: r.header.Name, OrgNr: orgNr}
}

// fromFile passes on what package sie found.
func (r *reader) fromFile() {
	for _, f := range r.file.Findings() {
		r.found.put(Finding{
			Code: "sie." + string(f.Code), Severity: Severity(f.Severity.String()), Args: f.Args, Line: f.Line,
		})
	}
}

func period(y sie.Year) civil.Period { return civil.Period{From: date(y.Start), To: date(y.End)} }

func date(d sie.Date) civil.Date {
	if d.IsZero() {
		return civil.Date{}
	}
	return civil.Date{Year: d.Year(), Month: d.Month(), Day: d.Day()}
}

// isResult tells which side an account is on: by #KTYP, else by the BAS rule.
// An internal account (class 0 or 9) is where its balance records put it.
// Source: SIE filformat 4C, #KTYP.
func (r *reader) isResult(number string, kind sie.AccountType) bool {
	switch {
	case kind == sie.Cost || kind == sie.Income:
		return true
	case kind == sie.Asset || kind == sie.Liability:
		return false
	case ledger.IsResult(number) || ledger.IsBalance(number):
		return ledger.IsResult(number)
	}
	for _, y := range r.header.Years {
		if _, ok := r.file.Balance(sie.RES, y.No, number); ok {
			return true
		}
	}
	return false
}
