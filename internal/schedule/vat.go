package schedule

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// vat holds the VAT accounts against the returns that were filed, per period
// (moms). Output and input VAT are positive as in a return. What was booked in a
// period after its return was filed stays on its account, explained: it belongs
// in a correction or in the next return. The
// treatment of late postings is general knowledge.
var vat = kind(Form{
	Kind: workpaper.VAT, Accounts: []string{"261", "262", "263", "264", "265", "165"}, Evidence: "skattekonto",
	Rows: []Column{
		{ID: "from", Type: Date, Required: true},
		{ID: "to", Type: Date, Required: true},
		{ID: "filed", Type: Date, Required: true},
		{ID: "output", Type: Amount, Required: true, Sum: true},
		{ID: "input", Type: Amount, Required: true, Sum: true},
		{ID: "paid", Type: Date},
		{ID: TextColumn, Type: Text},
		{ID: "due", Type: Amount, Computed: true, Sum: true},
		{ID: "booked", Type: Amount, Computed: true, Sum: true},
		{ID: "late", Type: Amount, Computed: true, Sum: true},
		{ID: "difference", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{{ID: "unpaid", Type: Amount, Computed: true}},
}, func(s *sheet) {
	var unpaid money.Amount
	var periods []civil.Period
	books := s.vatBooks()
	for r := range s.rows() {
		period := civil.Period{From: r.date("from"), To: r.date("to")}
		due := r.amount("output") - r.amount("input")
		r.set("due", due)
		if paid := r.date("paid"); paid.IsZero() || paid.After(s.Year.To) {
			unpaid = plus(unpaid, due)
		}
		periods = append(periods, period)
		if s.Movements != nil {
			s.compareVAT(r, books, period, due)
		}
	}
	s.checkPeriods(periods)
	s.set("unpaid", unpaid)
	if len(periods) > 0 {
		s.explainVAT(unpaid)
	}
})

// roundings is how much the öre of the fields of a return may come to.
const roundings = money.Amount(10_00)

// vatBooks are the rows on the VAT accounts without the vouchers that settle a
// period, which move it to 2650 or 1650.
func (s *sheet) vatBooks() []Movement {
	settles := map[string]bool{}
	for _, m := range s.Movements {
		if settlesVAT(m.Account) {
			settles[m.Voucher] = true
		}
	}
	var books []Movement
	for _, m := range s.Movements {
		if holdsVAT(m.Account) && !settles[m.Voucher] {
			books = append(books, m)
		}
	}
	return books
}

// holdsVAT tells whether an account collects VAT until the period is settled.
// Source: BAS 2026.
func holdsVAT(account string) bool {
	return len(account) == 4 && account >= "2610" && account < "2650" && !strings.HasSuffix(account, "8")
}

func settlesVAT(account string) bool { return account == "2650" || account == "1650" }

func (s *sheet) compareVAT(r gridRow, books []Movement, period civil.Period, due money.Amount) {
	var booked, late money.Amount
	for _, m := range books {
		if !period.Contains(m.Date) {
			continue
		}
		booked = plus(booked, -m.Amount)
		if filed := r.date("filed"); !filed.IsZero() && m.Registered.After(filed) {
			late = plus(late, -m.Amount)
			s.explain(m.Account, m.Amount)
			r.note(Info, "late_posting", "late", m.Voucher, m.Account, m.Amount.String())
		}
	}
	r.set("booked", booked)
	r.set("late", late)
	r.set("difference", booked-late-due)
	if (booked - late - due).Abs() >= roundings {
		r.note(Warning, "vat_differs", "difference", (booked - late - due).String())
	}
}

// checkPeriods notes what of the year no return covers, or two.
func (s *sheet) checkPeriods(periods []civil.Period) {
	slices.SortFunc(periods, func(a, b civil.Period) int { return a.From.Compare(b.From) })
	next := s.Year.From
	for _, p := range periods {
		switch {
		case p.From.IsZero() || p.To.Before(p.From):
			s.note(Wrong, "period", "from")
			continue
		case p.From.After(next):
			s.note(Warning, "period_missing", "from", next.String(), p.From.AddDays(-1).String())
		case p.From.Before(next) && next != s.Year.From:
			s.note(Warning, "period_twice", "from", p.From.String())
		}
		if !p.To.Before(next) {
			next = p.To.AddDays(1)
		}
	}
	if len(periods) > 0 && !next.After(s.Year.To) {
		s.note(Warning, "period_missing", "to", next.String(), s.Year.To.String())
	}
}

// explainVAT says what is owed of filed returns, a claim on 1650 where the
// bilaga is linked to it, and proposes to settle what still stands on the
// accounts of the period.
func (s *sheet) explainVAT(unpaid money.Amount) {
	account := "2650"
	if unpaid < 0 && slices.Contains(s.Paper.Accounts, "1650") {
		account = "1650"
	}
	s.explain(account, -unpaid)
	for _, a := range s.Paper.Accounts {
		if holdsVAT(a) || settlesVAT(a) {
			s.explain(a, 0)
		}
	}
	p := Proposal{Code: "vat_settlement", Args: []string{account}}
	var rest money.Amount
	for _, a := range s.explained() {
		if gap := s.gap(a); holdsVAT(a) || settlesVAT(a) {
			p.Rows = append(p.Rows, closing.Row{Account: a, Amount: gap})
			rest = plus(rest, -gap)
		}
	}
	contra := ""
	if rest.Abs() < roundings {
		contra = "3740"
	}
	p.Rows = append(p.Rows, closing.Row{Account: contra, Amount: rest})
	s.propose(p)
}
