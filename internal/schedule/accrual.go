package schedule

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// What a row of an accrual is.
const (
	prepaidCost    = "prepaid_cost"
	accruedIncome  = "accrued_income"
	accruedCost    = "accrued_cost"
	deferredIncome = "deferred_income"
)

// How the part of a period is counted.
const (
	byDays   = "days"
	byMonths = "months"
)

// prepaid and accrued put costs and incomes in the year that they belong to
// (interimsfordringar, interimsskulder). A period from–to is split at the end of
// the year by days, both ends included, or by months where it consists of whole
// ones and the bilaga says so; without a period the whole amount counts. What
// was paid or billed gives the part after the year, what was not the part
// before. Source: ÅRL 2 kap. 4 § 4; BFNAR 2016:10 punkt 2.4.
var (
	prepaid = accrual(workpaper.Prepaid, 1, []string{"17"}, []string{prepaidCost, accruedIncome})
	accrued = accrual(workpaper.Accrued, -1, []string{"29"}, []string{accruedCost, deferredIncome})
)

func accrual(k workpaper.Kind, sign money.Amount, accounts, entries []string) Form {
	return kind(Form{
		Kind: k, Accounts: accounts, Evidence: "egen-berakning",
		Rows: []Column{
			{ID: AccountColumn, Type: Account, Required: true},
			{ID: "entry", Type: Choice, Choices: entries},
			{ID: "number", Type: Text},
			{ID: TextColumn, Type: Text, Required: true},
			{ID: DateColumn, Type: Date},
			{ID: "total", Type: Amount, Required: true, Sum: true},
			{ID: "from", Type: Date},
			{ID: "to", Type: Date},
			{ID: "contra", Type: Account},
			{ID: "part", Type: Amount, Computed: true, Sum: true},
			{ID: "rest", Type: Amount, Computed: true, Sum: true},
			{ID: "last_year", Type: Amount, Computed: true, Sum: true},
			{ID: "since", Type: Choice, Choices: []string{"kept", "new"}, Computed: true},
		},
		Facts: []Column{{ID: "by", Type: Choice, Choices: []string{byDays, byMonths}}},
	}, func(s *sheet) { s.fillAccrual(sign, entries[0]) })
}

func (s *sheet) fillAccrual(sign money.Amount, usual string) {
	former := s.former()
	var parts []accrualPart
	for r := range s.rows() {
		total := r.amount("total")
		part := s.accrualPart(r, usual, s.Year.To, s.text("by"))
		r.set("part", part)
		r.set("rest", total-part)
		s.compareFormer(r, former)
		s.explain(r.account(), sign*part)
		parts = append(parts, accrualPart{r.account(), s.contraOf(r, usual), sign * part})
		s.checkAccrual(r, usual)
	}
	for _, f := range former.left() {
		f.Amount *= sign
		s.result.Former = append(s.result.Former, f)
	}
	s.proposeAccruals(parts, sign, former.all)
}

// accrualPart splits a row's total at the end of a year and gives the side
// that the account holds.
func (s *sheet) accrualPart(r gridRow, usual string, end civil.Date, by string) money.Amount {
	total, from, to := r.amount("total"), r.date("from"), r.date("to")
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return total
	}
	before, all := split(from, to, end, by)
	through := share(total, before, all)
	if entry := r.or("entry", usual); entry == accruedCost || entry == accruedIncome {
		return through
	}
	return total - through
}

// split counts what of a period lies up to a day, and the whole, in days or
// whole months.
func split(from, to, end civil.Date, by string) (before, all int64) {
	upTo := end
	if to.Before(end) {
		upTo = to
	}
	if by == byMonths && wholeMonths(from, to) {
		all = int64(civil.Period{From: from, To: to}.Months())
		if upTo.Before(from) {
			return 0, all
		}
		return int64(civil.Period{From: from, To: upTo}.Months()), all
	}
	all = int64(from.DaysUntil(to)) + 1
	return max(0, int64(from.DaysUntil(upTo))+1), all
}

func wholeMonths(from, to civil.Date) bool { return from.Day == 1 && to.AddDays(1).Day == 1 }

// accrualContra is where an accrual usually belongs in the result. Source:
// names of BAS 2026; practice.
var accrualContra = map[string]string{
	"1710": "5010", "1720": "5220", "1730": "6310", "1740": "8410", "1750": "3910", "1760": "8310",
	"2910": "7210", "2920": "7290", "2941": "7519", "2943": "7533", "2960": "8410", "2991": "6530", "2992": "6421",
}

func (s *sheet) contraOf(r gridRow, usual string) string {
	if contra := r.cell("contra"); contra != "" || r.or("entry", usual) != usual && r.account() != "1750" && r.account() != "1760" {
		return contra
	}
	return accrualContra[r.account()]
}
