package civil

import "fmt"

// Period is the days From to To, both included: a financial year, a month.
type Period struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// Contains tells whether d lies in the period.
func (p Period) Contains(d Date) bool { return !d.Before(p.From) && !d.After(p.To) }

// Overlaps tells whether the periods share a day.
func (p Period) Overlaps(q Period) bool { return !p.To.Before(q.From) && !q.To.Before(p.From) }

// String writes 2025-01-01 – 2025-12-31.
func (p Period) String() string { return p.From.String() + " – " + p.To.String() }

// Months counts the calendar months that the period touches.
func (p Period) Months() int {
	return (p.To.Year-p.From.Year)*12 + int(p.To.Month-p.From.Month) + 1
}

// CheckYear tells why the period cannot be a financial year (räkenskapsår):
// it begins on the first of a month, ends on the last of one, and is at most
// 18 months. Source: Bokföringslagen (1999:1078) 3 kap. 1–3 §§. A first year
// may begin on any day.
func (p Period) CheckYear() error {
	switch {
	case p.From.IsZero() || p.To.IsZero():
		return fmt.Errorf("financial year lacks a date")
	case p.To.Before(p.From):
		return fmt.Errorf("financial year %s ends before it begins", p)
	case p.To.AddDays(1).Day != 1:
		return fmt.Errorf("financial year %s does not end on the last day of a month", p)
	case p.Months() > 18:
		return fmt.Errorf("financial year %s is longer than 18 months", p)
	}
	return nil
}
