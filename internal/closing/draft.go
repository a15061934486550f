package closing

import "time"

// A Draft is an entry as somebody typed it, before it is whole (utkast). It
// counts nowhere and is never exported. Every text is kept as it was written.
type Draft struct {
	Date      string     `json:"date"`
	Text      string     `json:"text"`
	Workpaper string     `json:"workpaper,omitempty"`
	Excluded  bool       `json:"excluded,omitempty"`
	Reverse   bool       `json:"reverse,omitempty"`
	Rows      []DraftRow `json:"rows"`
	At        time.Time  `json:"at"`
	By        string     `json:"by"` // user id
}

// A DraftRow is one typed line.
type DraftRow struct {
	Account    string `json:"account,omitempty"`
	Debit      string `json:"debit,omitempty"`
	Credit     string `json:"credit,omitempty"`
	Text       string `json:"text,omitempty"`
	CostCentre string `json:"costCentre,omitempty"`
	Project    string `json:"project,omitempty"`
}

// Sizes that a draft is cut to, so that what is kept stays small.
const (
	maxDraftRows = 2 * MaxRows
	maxDraftText = 1000 // characters of any one text
)

// Cut gives the draft without what goes beyond its sizes.
func (d Draft) Cut() Draft {
	d.Date, d.Text, d.Workpaper = cut(d.Date), cut(d.Text), cut(d.Workpaper)
	rows := make([]DraftRow, 0, min(len(d.Rows), maxDraftRows))
	for _, r := range d.Rows[:min(len(d.Rows), maxDraftRows)] {
		rows = append(rows, DraftRow{cut(r.Account), cut(r.Debit), cut(r.Credit), cut(r.Text), cut(r.CostCentre), cut(r.Project)})
	}
	d.Rows = rows
	return d
}

func cut(s string) string {
	n := 0
	for i := range s {
		if n == maxDraftText {
			return s[:i]
		}
		n++
	}
	return s
}
