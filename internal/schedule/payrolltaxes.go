package schedule

import (
	"bokslut/internal/civil"
	"bokslut/internal/workpaper"
)

// payrollTaxes holds withheld tax and employer's contributions against the
// employer's returns (arbetsgivardeklarationer): what was declared and is not
// paid at the end of the year, as a rule its last month.
var payrollTaxes = kind(Form{
	Kind: workpaper.PayrollTaxes, Accounts: []string{"2710", "2731"}, Evidence: "skattekonto",
	Rows: []Column{
		{ID: DateColumn, Type: Date, Required: true}, // a day of the month
		{ID: TextColumn, Type: Text},
		{ID: "tax", Type: Amount, Required: true, Sum: true},
		{ID: "contributions", Type: Amount, Required: true, Sum: true},
		{ID: "paid", Type: Date},
		{ID: "owed", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{
		{ID: "tax_account", Type: Account, Usual: "2710"}, {ID: "contributions_account", Type: Account, Usual: "2731"},
	},
}, func(s *sheet) {
	tax, contributions := s.text("tax_account"), s.text("contributions_account")
	months := map[civil.Date]bool{}
	for r := range s.rows() {
		day := r.date(DateColumn)
		month := monthOfDay(day)
		if months[month] {
			r.note(Warning, "month_twice", DateColumn)
		}
		months[month] = true
		if day.After(s.Year.To) {
			r.note(Warning, "after_year_end", DateColumn)
		}
		s.explain(tax, 0)
		s.explain(contributions, 0)
		r.set("owed", 0)
		if paid := r.date("paid"); paid.IsZero() || paid.After(s.Year.To) {
			r.set("owed", r.amount("tax")+r.amount("contributions"))
			s.explain(tax, -r.amount("tax"))
			s.explain(contributions, -r.amount("contributions"))
		}
	}
	if len(months) > 0 && !months[monthOfDay(s.Year.To)] {
		s.note(Warning, "last_month_missing", DateColumn, s.Year.To.String())
	}
	if len(months) > 0 {
		s.close("contributions", contributions, s.orRounding(contributions, s.usual("7510", "7511")))
		s.close("difference", tax, s.orRounding(tax, ""))
	}
})

// orRounding is 3740 for a gap of less than a krona: returns are in whole kronor.
func (s *sheet) orRounding(account, contra string) string {
	if s.gap(account).Abs() < 100 {
		return "3740"
	}
	return contra
}

// monthOfDay is the first day of a day's month.
func monthOfDay(d civil.Date) civil.Date {
	if d.IsZero() {
		return d
	}
	return civil.Of(d.Year, d.Month, 1)
}
