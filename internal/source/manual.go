package source

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/sie"
)

// KindManual is the text that a person typed or pasted, as it was.
const KindManual = "manual"

// maxManualLines bounds what can be typed in.
const maxManualLines = 10_000

// A ManualError says which line of typed balances cannot be read. Line counts
// from 1; 0 means the whole text.
type ManualError struct {
	Line   int
	Text   string
	Reason string // fields, account, amount, twice, none, many, unbalanced
}

// Error leaves the line's text out: it goes to logs, which hold no amounts.
func (e *ManualError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

// Args are what the page needs for its sentence: line, text, reason.
func (e *ManualError) Args() []string { return []string{strconv.Itoa(e.Line), e.Text, e.Reason} }

// Manual reads balances that a person typed or pasted from a spreadsheet, one
// account a line: number, name, opening balance, closing balance; a result
// account may leave the opening out. Fields are separated by tabs or
// semicolons; amounts are read as money.Parse does, debit positive. A first
// line without digits is a heading. The parts are the text as it was and a SIE
// file made from it, so that the books are rebuilt as from any other source.
// Opening and closing balances each sum to zero, or the text is refused.
func Manual(text, company, orgnr string, year civil.Period, at time.Time) ([]Part, error) {
	accounts, err := manualAccounts(text)
	if err != nil {
		return nil, err
	}
	builder := sie.Builder{Header: sie.Header{
		Program: "Skatt & Bokslut", Version: "1", OrgNr: orgnr, Name: company,
	}}
	years, err := sieYears(year)
	if err != nil {
		return nil, err
	}
	builder.Header.Years = years
	for _, a := range accounts {
		builder.Accounts = append(builder.Accounts, sie.Account{Number: a.number, Name: a.name})
		builder.Balances = append(builder.Balances, a.balances()...)
	}
	file, err := builder.File()
	if err != nil {
		return nil, &ManualError{Text: err.Error(), Reason: "fields"}
	}
	var out bytes.Buffer
	if _, err := sie.Write(&out, file, sie.WriteOptions{}); err != nil {
		return nil, err
	}
	return []Part{
		{Name: KindManual + "/1", Kind: KindManual, Request: "typed", At: at, Body: []byte(text)},
		{Name: KindSIE + "/1", Kind: KindSIE, Request: "made from " + KindManual + "/1", At: at, Body: out.Bytes()},
	}, nil
}

type manualAccount struct {
	number, name     string
	opening, closing money.Amount
}

func (a manualAccount) balances() []sie.NewBalance {
	if isResultNumber(a.number) {
		return []sie.NewBalance{{Kind: sie.RES, Account: a.number, Amount: sie.Amount(a.closing)}}
	}
	return []sie.NewBalance{
		{Kind: sie.IB, Account: a.number, Amount: sie.Amount(a.opening)},
		{Kind: sie.UB, Account: a.number, Amount: sie.Amount(a.closing)},
	}
}

func isResultNumber(number string) bool { return number[0] >= '3' && number[0] <= '8' }

func manualAccounts(text string) ([]manualAccount, error) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if len(lines) > maxManualLines {
		return nil, &ManualError{Reason: "many"}
	}
	var accounts []manualAccount
	seen := map[string]bool{}
	for i, line := range lines {
		if strings.TrimSpace(line) == "" || i == 0 && !strings.ContainsAny(line, "0123456789") {
			continue
		}
		a, reason := manualLine(line)
		if reason == "" && seen[a.number] {
			reason = "twice"
		}
		if reason != "" {
			return nil, &ManualError{Line: i + 1, Text: line, Reason: reason}
		}
		seen[a.number] = true
		accounts = append(accounts, a)
	}
	if len(accounts) == 0 {
		return nil, &ManualError{Reason: "none"}
	}
	if !balanced(accounts) {
		return nil, &ManualError{Reason: "unbalanced"}
	}
	slices.SortFunc(accounts, func(a, b manualAccount) int { return strings.Compare(a.number, b.number) })
	return accounts, nil
}

func balanced(accounts []manualAccount) bool {
	var opening, closing money.Amount
	for _, a := range accounts {
		opening, closing = opening+a.opening, closing+a.closing
	}
	return opening == 0 && closing == 0
}

func manualLine(line string) (manualAccount, string) {
	separator := ";"
	if strings.Contains(line, "\t") {
		separator = "\t"
	}
	fields := strings.Split(line, separator)
	for len(fields) > 3 && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1]
	}
	if len(fields) < 3 || len(fields) > 4 {
		return manualAccount{}, "fields"
	}
	a := manualAccount{number: strings.TrimSpace(fields[0]), name: strings.TrimSpace(fields[1])}
	if len(a.number) < 3 || len(a.number) > 6 || strings.Trim(a.number, "0123456789") != "" {
		return a, "account"
	}
	amounts := make([]money.Amount, 0, 2)
	for _, field := range fields[2:] {
		amount, err := manualAmount(field)
		if err != nil {
			return a, "amount"
		}
		amounts = append(amounts, amount)
	}
	a.closing = amounts[len(amounts)-1]
	if len(amounts) == 2 {
		a.opening = amounts[0]
	}
	return a, ""
}

// manualAmount takes an empty cell for zero.
func manualAmount(text string) (money.Amount, error) {
	if strings.TrimSpace(text) == "" || strings.TrimSpace(text) == "-" {
		return 0, nil
	}
	return money.Parse(text)
}

func sieYears(year civil.Period) ([]sie.Year, error) {
	start, err := sie.NewDate(year.From.Year, year.From.Month, year.From.Day)
	if err != nil {
		return nil, err
	}
	end, err := sie.NewDate(year.To.Year, year.To.Month, year.To.Day)
	return []sie.Year{{Start: start, End: end}}, err
}
