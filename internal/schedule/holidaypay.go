package schedule

import (
	"bokslut/internal/money"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"
)

// The rules of holiday pay, and the classes of contributions.
const (
	samePay     = "same_pay"
	percentRule = "percent"

	fullContributions    = "full"
	pensionContributions = "pension"
	youthContributions   = "youth"
	noContributions      = "none"
)

// holidayPay holds what employees have earned and not got, with contributions,
// one row per person (löner och semesterlöneskuld). By the same-pay rule a day is
// worth 4,6 % of the month's pay and a supplement of 0,43 %, or what a collective
// agreement says (5,4 %); by the percentage rule the whole is 12 % of the pay
// that gives holiday. Source: semesterlagen 16 a–16 b §§; srfredovisning.se, BFN
// exempel kapitel 16 (E10).
var holidayPay = kind(Form{
	Kind: workpaper.HolidayPay, Accounts: []string{"291", "292", "294"}, Evidence: "egen-berakning",
	Rows: []Column{
		{ID: "number", Type: Text},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: "group", Type: Choice, Choices: []string{"white", "blue"}},
		{ID: "rule", Type: Choice, Choices: []string{samePay, percentRule}},
		{ID: "monthly", Type: Amount, Sum: true},
		{ID: "saved", Type: Decimal},  // days of earlier years
		{ID: "earned", Type: Decimal}, // days earned and not taken
		{ID: "day_percent", Type: Percent},
		{ID: "base", Type: Amount, Sum: true}, // pay that gives holiday, by the percentage rule
		{ID: "percent", Type: Percent},
		{ID: "pay", Type: Amount, Sum: true}, // accrued pay
		{ID: "class", Type: Choice, Choices: []string{fullContributions, pensionContributions, youthContributions, noContributions}},
		{ID: "rate", Type: Percent},
		{ID: "day_value", Type: Amount, Computed: true},
		{ID: "holiday", Type: Amount, Computed: true, Sum: true},
		{ID: "contributions", Type: Amount, Computed: true, Sum: true},
		{ID: "total", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{
		{ID: "pay_account", Type: Account, Usual: "2910"}, {ID: "holiday_account", Type: Account, Usual: "2920"},
		{ID: "contributions_account", Type: Account, Usual: "2941"},
	},
}, func(s *sheet) {
	payOn, holidayOn, contributionsOn := s.text("pay_account"), s.text("holiday_account"), s.text("contributions_account")
	blue, begun := true, false
	for r := range s.rows() {
		begun = true
		blue = blue && r.cell("group") == "blue"
		holiday := s.holiday(r)
		contributions := s.contributionRate(r).of(plus(holiday, r.amount("pay")))
		r.set("holiday", holiday)
		r.set("contributions", contributions)
		r.set("total", holiday+r.amount("pay")+contributions)
		if r.amount("pay") != 0 {
			s.explain(payOn, -r.amount("pay"))
		}
		s.explain(holidayOn, -holiday)
		s.explain(contributionsOn, -contributions)
		s.checkPerson(r)
	}
	if !begun {
		return
	}
	if s.said[payOn] {
		s.close("accrued_pay", payOn, byGroup(blue, "7010", "7210"))
	}
	s.close("holiday_pay", holidayOn, byGroup(blue, "7090", "7290"))
	s.close("holiday_contributions", contributionsOn, "7519")
})

func byGroup(blue bool, worker, official string) string {
	if blue {
		return worker
	}
	return official
}

func (s *sheet) holiday(r gridRow) money.Amount {
	perDay := r.decimal("day_percent")
	if !r.has("day_percent") {
		perDay = rate(s.law(tax.SemesterPerDag) + s.law(tax.SemesterTillagg))
	}
	day := perDay.of(r.amount("monthly"))
	r.set("day_value", day)
	saved := share(day, int64(r.decimal("saved")), int64(one))
	if r.or("rule", samePay) == samePay {
		return plus(saved, share(day, int64(r.decimal("earned")), int64(one)))
	}
	percent := r.decimal("percent")
	if !r.has("percent") {
		percent = rate(s.law(tax.SemesterProcent))
	}
	return plus(saved, percent.of(r.amount("base")))
}

// contributionRate is the class's on the last day of the year, or what was
// typed; the full one where the class is not in force. Contributions follow the
// day of payment, which is not known yet.
func (s *sheet) contributionRate(r gridRow) decimal {
	if r.has("rate") {
		return r.decimal("rate")
	}
	switch r.or("class", fullContributions) {
	case pensionContributions:
		return rate(s.lawOn(tax.AvgiftPension, s.Year.To))
	case youthContributions:
		if f, err := tax.AvgiftUnga.On(s.Year.To); err == nil {
			return rate(f.Value)
		}
		r.note(Warning, "class_not_in_force", "class")
	case noContributions:
		return 0
	}
	return rate(s.lawOn(tax.AvgiftFull, s.Year.To))
}

func (s *sheet) checkPerson(r gridRow) {
	same := r.or("rule", samePay) == samePay
	switch {
	case same && !r.has("monthly") && (r.has("saved") || r.has("earned")):
		r.note(Warning, "missing", "monthly")
	case !same && !r.has("base"):
		r.note(Warning, "missing", "base")
	}
	for _, column := range []string{"saved", "earned"} {
		if r.decimal(column) < 0 {
			r.note(Info, "days_ahead", column)
		}
	}
	if r.decimal("saved")+r.decimal("earned") > 100*one {
		r.note(Warning, "many_days", "earned")
	}
	if r.cell("class") == youthContributions && !r.has("rate") {
		r.note(Info, "youth_cap", "class")
	}
}
