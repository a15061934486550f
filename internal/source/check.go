package source

import (
	"fmt"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
)

// Want is what an engagement expects of its source.
type Want struct {
	OrgNr  string // NNNNNN-NNNN; empty when any company will do
	Tenant int64  // Fortnox's number of the database; 0 when any will do
	Period civil.Period
	// NextVouchers asks for the vouchers of the year after too: closing entries
	// were exported there.
	NextVouchers bool
	Cash         bool // by the cash method: what unpaid documents book is wanted too
}

// ProblemCode says why books are not those that were wanted.
type ProblemCode string

const (
	// ProblemCompany: the books are another company's. Nothing should be taken in.
	ProblemCompany ProblemCode = "wrong_company"
	// ProblemCompanyUnknown: the books do not say whose they are.
	ProblemCompanyUnknown ProblemCode = "company_unknown"
	// ProblemYear: the latest year of the books is not the engagement's.
	ProblemYear ProblemCode = "wrong_year"
	// ProblemPeriod: the year is the engagement's, but not on the same days.
	ProblemPeriod ProblemCode = "other_period"
)

// A Problem says how books differ from what was wanted. Refuse tells that they
// must not be taken in; otherwise a person may decide.
type Problem struct {
	Code      ProblemCode
	Want, Got string // organisation numbers, or periods
	Name      string // of the company in the books
	Refuse    bool
}

// Error makes a refused Problem an error to hand on.
func (p Problem) Error() string {
	return fmt.Sprintf("%s: want %s, got %s (%s)", p.Code, p.Want, p.Got, p.Name)
}

// Check compares books with what the engagement wants.
func Check(want Want, book *ledger.Book) []Problem {
	var problems []Problem
	got := book.Company
	switch {
	case want.OrgNr == "" || sameOrgNr(got.OrgNr, want.OrgNr):
	case got.OrgNr == "":
		problems = append(problems, Problem{ProblemCompanyUnknown, want.OrgNr, "", got.Name, false})
	default:
		problems = append(problems, Problem{ProblemCompany, want.OrgNr, got.OrgNr, got.Name, true})
	}
	if len(book.Years) == 0 {
		return append(problems, Problem{ProblemYear, want.Period.String(), "", got.Name, true})
	}
	switch year := book.Years[0].Period; {
	case year == want.Period:
	case !year.Overlaps(want.Period):
		problems = append(problems, Problem{ProblemYear, want.Period.String(), year.String(), got.Name, true})
	default:
		problems = append(problems, Problem{ProblemPeriod, want.Period.String(), year.String(), got.Name, false})
	}
	return problems
}

// sameOrgNr compares organisation numbers whether or not they have a hyphen or
// a leading century.
func sameOrgNr(a, b string) bool { return normalOrgNr(a) == normalOrgNr(b) }

func normalOrgNr(s string) string {
	digits := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			digits = append(digits, s[i])
		}
	}
	if len(digits) == 12 {
		digits = digits[2:]
	}
	if len(digits) != 10 {
		return s
	}
	return string(digits[:6]) + "-" + string(digits[6:])
}
