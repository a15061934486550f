package source

import (
	"slices"
	"strconv"
)

// Severity says how much a finding matters.
type Severity string

const (
	Info    Severity = "info"    // worth knowing
	Warning Severity = "warning" // should be looked at; no figure was lost
	Error   Severity = "error"   // a figure is missing or wrong
)

// A Finding is something odd that was met on the way from the source to the
// books. The page makes the sentence from Code and Args; a code never changes
// meaning. Line is the line of a SIE file, 0 when none is meant.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Args     []string `json:"args,omitempty"`
	Line     int      `json:"line,omitempty"`
	Part     string   `json:"part,omitempty"` // name of the part it is about
	Year     string   `json:"year,omitempty"` // first day of the financial year it is about; empty: of none or all
}

// The codes of findings, with their Args. A code that begins with "sie." is one
// of package sie's own, with that package's args. Amounts are written as
// money.Amount.String does and days as 2025-12-31.
const (
	// About a SIE file.
	CodeBalancesOnly      = "balances_only"       // type of the file: "1", "2" or "3"
	CodeNoVouchers        = "no_vouchers"         // period; a file of type 4 without any
	CodePartOfYear        = "part_of_year"        // last day that the balances cover
	CodeOddYear           = "odd_year"            // period that cannot be a financial year
	CodeNoOrgNr           = "no_orgnr"            // the number as written
	CodeAccountUndeclared = "account_undeclared"  // account
	CodeOpeningOnResult   = "opening_on_result"   // account, amount
	CodeClosingAsResult   = "closing_as_result"   // number of accounts; #UB stands for #RES
	CodeStatedDiffers     = "stated_differs"      // account, by the vouchers, as the file says
	CodeVoucherUnbalanced = "voucher_unbalanced"  // voucher, day, debit less credit
	CodeVoucherEmptied    = "voucher_emptied"     // voucher, day; all its rows were struck
	CodeVoucherOutside    = "voucher_outside"     // voucher, day
	CodeVouchersDiffer    = "vouchers_differ"     // period, vouchers in the file, vouchers that Fortnox counts
	CodeVoucherTwice      = "voucher_twice"       // voucher, day; the same rows twice
	CodeNumberReused      = "number_reused"       // number of a voucher, how many vouchers carry it
	CodeNumbersMissing    = "numbers_missing"     // series, first and last missing number
	CodeResultNotMoved    = "result_not_moved"    // sum of opening balances = last year's result
	CodeResultsNotMoved   = "results_not_moved"   // sum of opening balances, last year's part of it
	CodeOpeningUnbalanced = "opening_unbalanced"  // sum of opening balances
	CodeMore              = "more"                // code, how many findings of it were left out
	CodeYearBalancesOnly  = "year_balances_only"  // period; known from the next year's file
	CodeYearsOverlap      = "years_overlap"       // two periods
	CodeYearsApart        = "years_apart"         // two periods with a gap between them
	CodeYearRepeated      = "year_repeated"       // period; the part read last is used
	CodeCompaniesDiffer   = "companies_differ"    // two organisation numbers
	CodeOpeningDiffers    = "opening_differs"     // account, closing of last year, opening
	CodeEquityMoved       = "equity_rearranged"   // accounts; their sum opens as it closed
	CodeOpeningNotCarried = "opening_not_carried" // period that begins at zero
	CodeUnbookedResult    = "unbooked_result"     // account or accounts, amount: in opening, not in last closing
	CodeWithheld          = "withheld"            // kind of part, Reason, Fortnox's message

	// About an import as a whole: see Controls.
	CodeCompanyUnknown  = "company_unknown"  // nothing
	CodeCompanyName     = "company_name"     // name in the books, name of the client
	CodeLockedClosing   = "locked_closing"   // last day that is locked, last day of the year
	CodeUnlocked        = "unlocked"         // last day that should be locked; the day that is, or nothing
	CodeAccountInactive = "account_inactive" // account with a balance, its name
	CodeCashNegative    = "cash_negative"    // account, name, lowest balance, its day
)

// maxFindings bounds the findings of one code in one file.
const maxFindings = 100

// findings collects, and counts what it leaves out.
type findings struct {
	list  []Finding
	count map[string]int
}

func (f *findings) add(code string, severity Severity, args ...string) {
	f.put(Finding{Code: code, Severity: severity, Args: args})
}

func (f *findings) put(found Finding) {
	if f.count == nil {
		f.count = map[string]int{}
	}
	if f.count[found.Code]++; f.count[found.Code] <= maxFindings {
		f.list = append(f.list, found)
	}
}

// finish is everything collected, with a last word on what was left out.
func (f *findings) finish() []Finding {
	var codes []string
	for code, n := range f.count {
		if n > maxFindings {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	for _, code := range codes {
		f.list = append(f.list, Finding{
			Code: CodeMore, Severity: Info, Args: []string{code, strconv.Itoa(f.count[code] - maxFindings)},
		})
	}
	return f.list
}
