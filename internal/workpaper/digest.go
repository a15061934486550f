package workpaper

import (
	"time"

	"bokslut/internal/money"
)

// A Digest is what lists need of a workpaper: no rows, no items.
type Digest struct {
	No         string                  `json:"no"`
	Kind       Kind                    `json:"kind"`
	Name       string                  `json:"name"`
	Accounts   []string                `json:"accounts"`
	Against    Against                 `json:"against"`
	From       string                  `json:"from,omitempty"`
	Reconciled map[string]money.Amount `json:"reconciled"` // per account
	Lines      int                     `json:"lines"`      // items and rows
	Comments   int                     `json:"comments"`
	ReadAt     time.Time               `json:"readAt,omitzero"`
	Missing    string                  `json:"missing,omitempty"`
	Questions  []Comment               `json:"questions,omitempty"` // comments to the client or the reviewer
	SignOff    *SignOff                `json:"signOff,omitempty"`
	Review     *Review                 `json:"review,omitempty"`
	ToReview   bool                    `json:"toReview,omitempty"`
	Prepared   *Stamp                  `json:"prepared,omitempty"`
	Deleted    bool                    `json:"deleted,omitempty"`
}

// Digest sums the workpaper.
func (w Workpaper) Digest() Digest {
	return Digest{
		No: w.No, Kind: w.Kind, Name: w.Name, Accounts: w.Accounts, Against: w.Against, From: w.From,
		Reconciled: w.Reconciled(), Lines: len(w.Items) + len(w.Claims) + len(w.Rows) + len(w.Steps), Comments: len(w.Comments),
		ReadAt: w.ReadAt, Missing: w.Missing, SignOff: w.SignOff, Deleted: w.Deleted,
		Questions: Questions(w.Comments), Review: w.Review, ToReview: w.ToReview, Prepared: w.Prepared,
	}
}

// Reconciled sums items, claims and rows per account. An account of the workpaper
// without any is there with zero when something has been written at all. A kind
// beside the accounts reconciles none.
func (w Workpaper) Reconciled() map[string]money.Amount {
	sums := map[string]money.Amount{}
	if w.Kind.Memo() {
		return sums
	}
	if w.Begun() {
		for _, account := range w.Accounts {
			sums[account] = 0
		}
	}
	for _, items := range [][]Item{w.Items, w.Claims} {
		for _, item := range items {
			sums[item.Account] += item.Open
		}
	}
	if w.Computed != nil {
		for account, amount := range w.Computed {
			sums[account] += amount
		}
		return sums
	}
	for _, row := range w.Rows {
		sums[row.Account] += row.Amount
	}
	return sums
}

// Begun tells whether anything explains the balance yet. A sub-ledger that was
// read and is empty explains a balance of zero; a bilaga that follows the plan
// explains nothing while the plan cannot be computed. A kind of evidence that was
// taken over from last year says nothing until it has a date of this year.
func (w Workpaper) Begun() bool {
	if w.Kind.FollowsPlan() {
		return len(w.Computed) > 0
	}
	return len(w.Items)+len(w.Claims)+len(w.Rows) > 0 || w.Kind.Automatic() && w.Missing == "" && !w.ReadAt.IsZero() || w.Against.What != "" && (w.From == "" || !w.Against.Date.IsZero())
}

// Covers tells whether the workpaper explains an account.
func (d Digest) Covers(account string) bool {
	for _, a := range d.Accounts {
		if a == account {
			return true
		}
	}
	return false
}

// Computed tells whether what the workpaper says comes from the program: a
// sub-ledger that was read, or the plan of the year's result.
func (d Digest) Computed() bool {
	return d.Kind.FollowsPlan() || d.Kind.SubLedger() && d.Missing == "" && !d.ReadAt.IsZero()
}

// OwnCalculation tells whether the evidence is a calculation that stands in the
// workpaper itself (egen beräkning).
func (d Digest) OwnCalculation() bool { return d.Against.What == ownCalculation && d.Lines > 0 }
