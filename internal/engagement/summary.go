package engagement

import (
	"strings"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// A Summary is what Uppdrag shows of an engagement without opening it. It is
// recomputed in the transaction of every change.
type Summary struct {
	Workpapers  int          `json:"workpapers"`         // bilagor
	Done        int          `json:"done"`               // of them klara
	Differences int          `json:"differences"`        // accounts that avviker
	DiffSum     money.Amount `json:"diffSum"`            // of them, without signs
	Drifted     int          `json:"drifted"`            // accounts ändrade efter klarmarkering
	Accounts    int          `json:"accounts"`           // balance accounts with something to reconcile
	AccountDone int          `json:"accountDone"`        // of them klara
	Reviewed    int          `json:"reviewed"`           // accounts granskade
	Unsupported int          `json:"unsupported"`        // accounts klara utan underlag
	ToReview    int          `json:"toReview"`           // bilagor that are signed and wait for a review
	Questions   int          `json:"questions"`          // comments that wait for an answer
	Balance     money.Amount `json:"balance"`            // final balances to reconcile, without signs
	Explained   money.Amount `json:"explained"`          // of them on accounts that are klara
	Entries     int          `json:"entries"`            // closing entries, without deleted ones
	Unsent      int          `json:"unsent"`             // of them not yet transferred
	Next        int          `json:"next"`               // entries of the next year that are not transferred, and are not in Entries
	ToDecide    int          `json:"toDecide"`           // deliveries that wait for a person or are unknown
	Status      Status       `json:"status"`             // the worst of the accounts
	Result      money.Amount `json:"result"`             // the year's result, income positive, with closing entries
	Unsettled   time.Time    `json:"unsettled,omitzero"` // since when the oldest delivery is unknown or waits for a decision
}

// tellAfter is how long a delivery may be unsettled before the person who is
// responsible is told. Source: safety requirements, section 5.
const tellAfter = 24 * time.Hour

// Overdue tells whether a delivery has been unknown, or has waited for a
// decision, for so long that the person who is responsible is told.
func (s Summary) Overdue(now time.Time) bool {
	return !s.Unsettled.IsZero() && now.Sub(s.Unsettled) >= tellAfter
}

// unsettled counts from when the sending of a delivery was begun.
func (s *Summary) unsettled(it export.Item) {
	since := it.SendingAt
	if since.IsZero() {
		since = it.AskedAt
	}
	if !since.IsZero() && (s.Unsettled.IsZero() || since.Before(s.Unsettled)) {
		s.Unsettled = since.UTC()
	}
}

func (c *Change) summary() (Summary, error) {
	v, err := c.view()
	if err != nil {
		return Summary{}, err
	}
	var s Summary
	sheet := v.sheet(false)
	worst := map[string]Status{}
	for _, group := range sheet.Groups {
		for _, row := range group.Rows {
			s.count(row)
			for _, no := range row.Workpapers {
				worst[no] = Worst(worst[no], row.Status)
			}
		}
	}
	for _, w := range v.workpapers {
		if w.Deleted {
			continue
		}
		s.Workpapers++
		s.Questions += workpaper.OpenQuestions(w.Questions)
		if w.SignOff != nil && (worst[w.No].IsDone() || worst[w.No] == NoBalance) {
			s.Done++
			if w.Review == nil && c.Head.Terms.Review.Asks(w) {
				s.ToReview++
			}
		}
	}
	for _, comments := range v.notes {
		s.Questions += workpaper.OpenQuestions(comments)
	}
	for _, row := range v.rows(true) {
		if !strings.HasPrefix(row.Account, "899") { // Årets resultat, which only carries it to the balance sheet
			s.Result -= row.Final
		}
	}
	s.countEntries(v, c)
	return s, nil
}

func (s *Summary) count(row Row) {
	if row.Status == NoBalance {
		return
	}
	s.Accounts++
	s.Balance += row.Final.Abs()
	if row.Status.IsDone() {
		s.AccountDone++
		s.Explained += row.Final.Abs()
	}
	if row.Status == Reviewed {
		s.Reviewed++
	}
	if row.Unsupported {
		s.Unsupported++
	}
	switch row.Status {
	case Differs:
		s.Differences++
		s.DiffSum += row.Diff.Abs()
	case Drifted:
		s.Drifted++
	}
	s.Status = Worst(s.Status, row.Status)
}

func (s *Summary) countEntries(v view, c *Change) {
	for _, e := range v.entryViews(nil, latestDeliveries(c.allDeliveries()), nil) {
		if e.Deleted {
			continue
		}
		unsent := &s.Next
		if e.Next == closing.ThisYear {
			unsent = &s.Unsent
			s.Entries++
		}
		switch e.Transfer {
		case TransferSent, TransferExcluded:
		case TransferUnknown, TransferDecide, TransferRefused:
			s.ToDecide++
			*unsent++
			if e.Transfer != TransferRefused {
				s.unsettled(e.Delivery)
			}
		default:
			*unsent++
		}
	}
}
