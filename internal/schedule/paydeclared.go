package schedule

import (
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// payDeclared compares the year's gross pay in the books with what was declared
// per month (AGI-avstämning). Booked pay less what was accrued at the end of the
// year and more what was accrued at its beginning is what was paid. It explains
// no balance. Source: support.bjornlunden.se, Avstämning
// utbetald lön (E13).
var payDeclared = kind(Form{
	Kind: workpaper.PayDeclared, Accounts: []string{"70", "71", "72", "73", "291", "292"}, Evidence: "skattekonto",
	Rows: []Column{
		{ID: DateColumn, Type: Date}, // a day of the month
		{ID: TextColumn, Type: Text},
		{ID: "declared", Type: Amount, Sum: true},
		{ID: "explained", Type: Amount, Sum: true}, // known part of the difference, as it differs
	},
	Facts: []Column{
		{ID: "booked", Type: Amount, Computed: true},
		{ID: "change", Type: Amount, Computed: true},
		{ID: "computed", Type: Amount, Computed: true},
		{ID: "declared", Type: Amount, Computed: true},
		{ID: "difference", Type: Amount, Computed: true},
	},
}, func(s *sheet) {
	var declared, explained money.Amount
	months := map[civil.Date]bool{}
	for r := range s.rows() {
		declared, explained = plus(declared, r.amount("declared")), plus(explained, r.amount("explained"))
		if month := monthOfDay(r.date(DateColumn)); r.has("declared") && !month.IsZero() {
			if months[month] {
				r.note(Warning, "month_twice", DateColumn)
			}
			months[month] = true
			if !s.Year.Contains(r.date(DateColumn)) {
				r.note(Warning, "outside_year", DateColumn)
			}
		}
	}
	booked, change := s.pay()
	difference := plus(plus(booked, change), -plus(declared, explained))
	s.set("booked", booked)
	s.set("change", change)
	s.set("computed", plus(booked, change))
	s.set("declared", declared)
	s.set("difference", difference)
	if missing := s.Year.Months() - len(months); len(months) > 0 && missing > 0 {
		s.note(Warning, "months_missing", DateColumn, strconv.Itoa(missing))
	}
	if difference != 0 && declared != 0 {
		s.note(Warning, "pay_differs", "difference", difference.String())
	}
})

// grossInClass73 are accounts of class 73 that are declared as gross pay; the others
// are costs, benefits or tax-free. Source: BAS 2026.
var grossInClass73 = []string{"731", "7322", "7324", "7332"}

// pay sums the accounts of gross pay, and how much less was accrued at the end
// of the year than at its beginning.
func (s *sheet) pay() (booked, change money.Amount) {
	for account, b := range s.Balances {
		switch {
		case len(account) != 4:
		case account >= "7000" && account < "7300", slices.ContainsFunc(grossInClass73, func(beginning string) bool { return strings.HasPrefix(account, beginning) }):
			booked = plus(booked, b.Final)
		case strings.HasPrefix(account, "291"), strings.HasPrefix(account, "292"):
			change = plus(change, plus(b.Final, -b.Opening))
		}
	}
	return booked, change
}
