package schedule

import (
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// The ways to count days of interest.
const (
	actual365 = "actual_365"
	actual360 = "actual_360"
	thirty360 = "30_360"
)

// loans holds what is borrowed (lån). Amounts are positive for a debt. What
// falls due within twelve months after the year is short-term; interest since it
// was last paid is accrued. Source: ÅRL bilaga 1; how interest is
// counted is practice.
var loans = kind(Form{
	Kind: workpaper.Loans, Accounts: []string{"23", "241", "284"}, Evidence: "saldobesked", besides: notLong,
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: "number", Type: Text},
		{ID: TextColumn, Type: Text, Required: true}, // lender
		{ID: "opening", Type: Amount, Sum: true},
		{ID: "borrowed", Type: Amount, Sum: true},
		{ID: "repaid", Type: Amount, Sum: true},
		{ID: "statement", Type: Amount, Sum: true}, // the lender's balance
		{ID: "instalment", Type: Amount},
		{ID: "every", Type: Count}, // months between instalments
		{ID: "next", Type: Date},   // first instalment after the year
		{ID: "final", Type: Date},  // the rest falls due
		{ID: "rate", Type: Percent},
		{ID: "paid_to", Type: Date}, // interest is paid to and with this day
		{ID: "days", Type: Choice, Choices: []string{actual365, actual360, thirty360}},
		{ID: "short_account", Type: Account},
		{ID: "closing", Type: Amount, Computed: true, Sum: true},
		{ID: "short", Type: Amount, Computed: true, Sum: true},
		{ID: "long", Type: Amount, Computed: true, Sum: true},
		{ID: "interest", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{
		{ID: "interest_account", Type: Account, Usual: "2960"}, {ID: "expense", Type: Account, Usual: "8410"},
	},
}, func(s *sheet) {
	accruedOn := s.text("interest_account")
	shorts := map[string]string{}
	accrues := false
	for r := range s.rows() {
		l := s.loan(r)
		r.set("closing", l.closing)
		r.set("short", l.short)
		r.set("long", l.closing-l.short)
		r.set("interest", l.interest)
		s.checkLoan(r, l)
		if l.shortAccount == l.account {
			s.explain(l.account, -l.closing)
		} else {
			shorts[l.account] = l.shortAccount
			s.explain(l.account, -(l.closing - l.short))
			s.explain(l.shortAccount, -l.short)
		}
		if l.interest != 0 {
			accrues = true
			s.explain(accruedOn, -l.interest)
		}
	}
	s.proposeLoans(shorts, accruedOn, accrues)
})

// notLong tells whether an account is for the short part or the interest of
// others, where a bilaga is linked to several.
func notLong(account string) bool { return account == "2417" || account == "2841" || account == "2960" }

// A loan is one row at the end of the year. Amounts are positive for a debt.
type loan struct {
	account, shortAccount    string
	closing, short, interest money.Amount
}

func (s *sheet) loan(r gridRow) loan {
	l := loan{account: r.account()}
	l.shortAccount = r.or("short_account", s.shortOf(l.account))
	l.closing = r.amount("opening") + r.amount("borrowed") - r.amount("repaid")
	if r.has("statement") {
		l.closing = r.amount("statement")
	}
	l.short = min(s.dueWithinYear(r, l.closing), max(l.closing, 0))
	if l.shortAccount == l.account {
		l.short = l.closing
	}
	l.interest = s.interest(r, l.closing)
	return l
}

// dueWithinYear adds the instalments of the twelve months after the year, or is
// everything when the loan ends in them.
func (s *sheet) dueWithinYear(r gridRow, closing money.Amount) money.Amount {
	horizon := s.Year.To.AddDays(1).AddMonths(12).AddDays(-1)
	if final := r.date("final"); !final.IsZero() && !final.After(horizon) {
		return max(closing, 0)
	}
	every, instalment, next := r.count("every"), max(0, r.amount("instalment")), r.date("next")
	var due money.Amount
	for n := range 13 {
		day := next.AddMonths(n * every)
		if next.IsZero() || day.After(horizon) || n > 0 && every == 0 {
			break
		}
		if day.After(s.Year.To) {
			due = plus(due, instalment)
		}
	}
	return due
}

// interest is what has run since it was last paid, to and with the last day of
// the year.
func (s *sheet) interest(r gridRow, closing money.Amount) money.Amount {
	from := r.date("paid_to")
	if from.IsZero() || !from.Before(s.Year.To) || closing <= 0 {
		return 0
	}
	days, ofYear := int64(from.DaysUntil(s.Year.To)), int64(365)
	switch r.or("days", actual365) {
	case actual360:
		ofYear = 360
	case thirty360:
		days, ofYear = days30(from, s.Year.To), 360
	}
	return share(r.decimal("rate").of(closing), days, ofYear)
}

// days30 counts days in months of thirty; the last day of a month is the 30th.
func days30(from, to civil.Date) int64 {
	day := func(d civil.Date) int {
		if d.AddDays(1).Day == 1 {
			return 30
		}
		return min(d.Day, 30)
	}
	return int64((to.Year-from.Year)*360 + int(to.Month-from.Month)*30 + day(to) - day(from))
}

// shortAccounts are where the part that falls due within a year stands, by the
// beginning of the loan's account. Source: BAS 2026, account groups 23, 24, 28.
var shortAccounts = []struct{ long, short string }{
	{"2340", "2412"}, {"2393", "2893"}, {"233", "2480"}, {"235", "2417"}, {"236", "2860"}, {"237", "2870"}, {"23", "2841"},
}

func (s *sheet) shortOf(account string) string {
	for _, a := range shortAccounts {
		if strings.HasPrefix(account, a.long) {
			return a.short
		}
	}
	return account
}

func (s *sheet) checkLoan(r gridRow, l loan) {
	moved := r.amount("opening") + r.amount("borrowed") - r.amount("repaid")
	if r.has("statement") && (r.has("opening") || r.has("borrowed") || r.has("repaid")) && moved != r.amount("statement") {
		r.note(Warning, "statement_differs", "statement", (r.amount("statement") - moved).String())
	}
	if l.closing < 0 {
		r.note(Warning, "debit", "closing")
	}
	next, final := r.date("next"), r.date("final")
	switch {
	case !next.IsZero() && !next.After(s.Year.To):
		r.note(Warning, "instalment_in_year", "next")
	case l.closing > 0 && next.IsZero() && final.IsZero() && l.shortAccount != l.account:
		r.note(Warning, "no_plan", "next")
	case !next.IsZero() && r.count("every") == 0:
		r.note(Warning, "missing", "every")
	}
	if r.has("rate") && !r.has("paid_to") {
		r.note(Warning, "missing", "paid_to")
	}
	if paid := r.date("paid_to"); paid.After(s.Year.To) {
		r.note(Info, "interest_prepaid", "paid_to")
	}
}

// proposeLoans moves the short-term part against the long one, accrues the
// interest, and leaves the rest for the person to choose.
func (s *sheet) proposeLoans(shorts map[string]string, accruedOn string, accrues bool) {
	for _, account := range s.explained() {
		short, ok := shorts[account]
		if !ok {
			continue
		}
		if gap := s.gap(short); gap != 0 && (gap < 0) == (s.gap(account) > 0) && s.gap(account) != 0 {
			moved := signed(min(gap.Abs(), s.gap(account).Abs()), gap < 0)
			s.propose(Proposal{Code: "short_part", Args: []string{account, short}, Rows: pair(short, account, moved)})
		}
	}
	if accrues {
		if gap := s.gap(accruedOn); gap != 0 {
			s.propose(Proposal{Code: "accrued_interest", Args: []string{accruedOn}, Rows: pair(accruedOn, s.text("expense"), gap), Reverse: gap < 0})
		}
	}
	s.closeAll()
}
