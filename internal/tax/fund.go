package tax

import (
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Periodiseringsfond is one year's allocation that is not yet reversed.
// Amount is öre, positive, as it stood when the tax year began. Year is the tax
// year of the allocation: a fact of its own, which the account does not tell.
type Periodiseringsfond struct {
	Account   string       `json:"account"`
	Year      civil.Period `json:"year"`
	Amount    money.Amount `json:"amount"`
	Confirmed bool         `json:"confirmed"` // a person has said that Year is right
}

// fundYearsAfter counts the tax years after the fund's, the current one
// included, short and long years as one each. Years that known lacks are taken
// to be twelve months. ok tells whether the fund's year ends where a tax year
// ends; a fund that is not older than the current year has zero.
// Source: IL 30 kap. 7 §; a tax year is the financial year, IL 1 kap. 15 §.
func fundYearsAfter(fund, current civil.Period, known []civil.Period) (count int, ok bool) {
	const enough = 40 // older than any fund that the law has had
	known = append([]civil.Period{fund}, known...)
	begin := current.From
	for count < enough && fund.To.Before(begin) {
		count++
		begin = previousBegin(begin, known)
	}
	return count, begin == fund.From
}

// previousBegin is the first day of the tax year that ends the day before
// begin.
func previousBegin(begin civil.Date, known []civil.Period) civil.Date {
	end := begin.AddDays(-1)
	for _, year := range known {
		if year.To == end && year.From.Before(end) {
			return year.From
		}
	}
	return begin.AddMonths(-12)
}

// ID names the fund in choices: its account and the last day of its tax year,
// since an account such as 2110 may hold several.
func (p Periodiseringsfond) ID() string { return p.Account + "/" + p.Year.To.String() }

var fundAccounts = Range{2110, 2139}

// ProposeFunds lists the known funds and those that the ledger's opening
// balances show besides, by account. The tax year of the latter is guessed from
// the last digit and the lengths of known years; the guess is not Confirmed and
// must be shown to a person.
func ProposeFunds(f Facts) []Periodiseringsfond { return proposeFunds(f, newBooks(f.Accounts)) }

func proposeFunds(f Facts, b books) []Periodiseringsfond {
	funds := slices.Clone(f.Ingaende.Fonder)
	for _, a := range b.in(fundAccounts) {
		known := slices.ContainsFunc(funds, func(p Periodiseringsfond) bool { return p.Account == a.Number })
		if a.Opening != 0 && !known {
			funds = append(funds, Periodiseringsfond{Account: a.Number, Year: guessFundYear(a.Number, f.Year, f.Years), Amount: -a.Opening})
		}
	}
	slices.SortStableFunc(funds, func(x, y Periodiseringsfond) int { return strings.Compare(x.Account, y.Account) })
	return funds
}

// guessFundYear walks back year by year to the latest one whose number ends as
// the account does. 2110–2119 say nothing of the year.
func guessFundYear(account string, current civil.Period, known []civil.Period) civil.Period {
	digits := base(account)
	if digits < 2120 {
		return civil.Period{}
	}
	end := current.From
	for range 10 {
		begin := previousBegin(end, known)
		year := civil.Period{From: begin, To: end.AddDays(-1)}
		if year.To.Year%10 == digits%10 {
			return year
		}
		end = begin
	}
	return civil.Period{}
}

// FundAccount is the account of a fund for a tax year: the last digit is that
// of the year in which it ends, in the second series (213x) when the first one
// is taken by another tax year.
func FundAccount(year civil.Period, taken func(account string) bool) string {
	digit := strconv.Itoa(year.To.Year % 10)
	if first := "212" + digit; !taken(first) {
		return first
	}
	return "213" + digit
}

// LatestYear is the sixth tax year after the fund's by calendar: the year in
// which it ends when all years after the current one are twelve months.
func (s FundState) LatestYear(current civil.Period, maxYears int) int {
	return current.To.Year + max(0, maxYears-s.YearsAfter)
}
