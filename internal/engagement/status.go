package engagement

import (
	"bokslut/internal/workpaper"
)

// Status is how far an account or a bilaga has come.
type Status string

// The statuses, the worst first. Source: interface rules, section 4.
const (
	Differs   Status = "differs"   // Avviker
	Drifted   Status = "drifted"   // Ändrad efter klarmarkering
	Underway  Status = "underway"  // Pågår
	NotBegun  Status = "not-begun" // Ej påbörjad
	DoneDiff  Status = "done-diff" // Klar med förklarad differens
	Done      Status = "done"      // Klar
	NoBalance Status = ""          // nothing to reconcile
)

var severity = map[Status]int{Differs: 6, Drifted: 5, Underway: 4, NotBegun: 3, DoneDiff: 2, Done: 1}

// Worst is the worse of two statuses.
func Worst(a, b Status) Status {
	if severity[b] > severity[a] {
		return b
	}
	return a
}

// IsDone tells whether the status counts among the finished.
func (s Status) IsDone() bool { return s == Done || s == DoneDiff }

// reconcile fills in what the covering workpapers say about the row.
func (r Row) reconcile(covering []workpaper.Digest) Row {
	signed, drifted, explained := len(covering) > 0, false, false
	for _, w := range covering {
		r.Workpapers = append(r.Workpapers, w.No)
		r.Automatic = r.Automatic || w.Kind.FollowsPlan()
		if amount, begun := w.Reconciled[r.Account]; begun {
			r.Reconciled += amount
			r.IsBegun = true
		}
		if w.SignOff == nil {
			signed = false
			continue
		}
		explained = explained || w.SignOff.Reason != ""
		drifted = drifted || drifts(w, r)
	}
	if r.IsBegun {
		r.Diff = r.Final - r.Reconciled
	}
	r.Status = r.status(signed, drifted, explained)
	return r
}

func (r Row) status(signed, drifted, explained bool) Status {
	switch {
	case signed && drifted:
		return Drifted
	case signed && r.Diff != 0 && explained:
		return DoneDiff
	case signed && r.Diff == 0:
		return Done
	case r.IsBegun && r.Diff != 0:
		return Differs
	case r.IsBegun:
		return Underway
	case r.Opening == 0 && r.Final == 0 && len(r.Months) == 0:
		return NoBalance
	}
	return NotBegun
}

// drifts tells whether the account's figures are others than those signed.
func drifts(w workpaper.Digest, r Row) bool {
	for _, f := range w.SignOff.Figures {
		if f.Account == r.Account {
			return f.Final != r.Final || f.Reconciled != w.Reconciled[r.Account]
		}
	}
	return true
}
