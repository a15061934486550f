package schedule

import (
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// receivablesList and payablesList are sub-ledgers that were pasted from a
// program that imports cannot read (kundfordringar, leverantörsskulder). Open
// amounts are as the list has them: positive is owed to us, or by us.
var (
	receivablesList = list(workpaper.ReceivablesList, []string{"151", "156", "157"}, 1)
	payablesList    = list(workpaper.PayablesList, []string{"244", "246", "247"}, -1)
)

// ages are the buckets of days overdue, with the last day of each.
var ages = []struct {
	id string
	to int
}{{"not_due", 0}, {"1_30", 30}, {"31_60", 60}, {"61_90", 90}, {"over_90", 1 << 30}}

func list(k workpaper.Kind, accounts []string, sign money.Amount) Form {
	choices := make([]string, len(ages))
	facts := make([]Column, len(ages))
	for i, age := range ages {
		choices[i] = age.id
		facts[i] = Column{ID: "age_" + age.id, Type: Amount, Computed: true}
	}
	return kind(Form{
		Kind: k, Accounts: accounts, Evidence: workpaper.SubLedger, Facts: facts,
		Rows: []Column{
			{ID: AccountColumn, Type: Account, Required: true},
			{ID: "number", Type: Text, Required: true},
			{ID: TextColumn, Type: Text, Required: true},
			{ID: DateColumn, Type: Date},
			{ID: "due", Type: Date},
			{ID: "open", Type: Amount, Required: true, Sum: true},
			{ID: "paid_after", Type: Amount, Sum: true},
			{ID: "days", Type: Count, Computed: true},
			{ID: "age", Type: Choice, Choices: choices, Computed: true},
		},
	}, func(s *sheet) { s.fillList(sign) })
}

func (s *sheet) fillList(sign money.Amount) {
	sums, seen := map[string]money.Amount{}, map[string]bool{}
	for r := range s.rows() {
		s.explain(r.account(), sign*r.amount("open"))
		late := max(0, overdue(r, s.Year.To))
		age := ageOf(late)
		sums[age] = plus(sums[age], r.amount("open"))
		r.setText("days", strconv.Itoa(late))
		r.setText("age", age)
		s.checkOpen(r, seen)
	}
	for _, age := range ages {
		s.set("age_"+age.id, sums[age.id])
	}
	s.closeAll()
}

func overdue(r gridRow, at civil.Date) int {
	due := r.date("due")
	if due.IsZero() {
		due = r.date(DateColumn)
	}
	if due.IsZero() {
		return 0
	}
	return due.DaysUntil(at)
}

func ageOf(days int) string {
	for _, age := range ages {
		if days <= age.to {
			return age.id
		}
	}
	return ages[len(ages)-1].id
}

func (s *sheet) checkOpen(r gridRow, seen map[string]bool) {
	date, due := r.date(DateColumn), r.date("due")
	if date.After(s.Year.To) {
		r.note(Warning, "after_year_end", DateColumn)
	}
	if !due.IsZero() && due.Before(date) {
		r.note(Warning, "due_before_date", "due")
	}
	if r.amount("open") < 0 {
		r.note(Info, "credit", "open")
	}
	if key := r.Text + "\x00" + r.cell("number"); r.has("number") {
		if seen[key] {
			r.note(Warning, "duplicate", "number", r.cell("number"))
		}
		seen[key] = true
	}
	if r.line.Cells["age"] == "over_90" && r.amount("paid_after") < r.amount("open") {
		r.note(Info, "old", "age")
	}
}
