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
	Reviewed  Status = "reviewed"  // Granskad
	NoBalance Status = ""          // nothing to reconcile
)

var severity = map[Status]int{Differs: 7, Drifted: 6, Underway: 5, NotBegun: 4, DoneDiff: 3, Done: 2, Reviewed: 1}

// Worst is the worse of two statuses.
func Worst(a, b Status) Status {
	if severity[b] > severity[a] {
		return b
	}
	return a
}

// IsDone tells whether the status counts among the finished.
func (s Status) IsDone() bool { return s == Done || s == DoneDiff || s == Reviewed }

// signs is what the bilagor of an account have been given.
type signs struct{ signed, reviewed, drifted, explained bool }

// reconcile fills in what the covering workpapers say about the row.
func (r Row) reconcile(covering []workpaper.Digest) Row {
	all := signs{signed: len(covering) > 0, reviewed: len(covering) > 0}
	for _, w := range covering {
		r.Workpapers = append(r.Workpapers, w.No)
		r.Automatic = r.Automatic || w.Kind.FollowsPlan()
		r.Questions += workpaper.OpenQuestions(w.Questions)
		if amount, begun := w.Reconciled[r.Account]; begun {
			r.Reconciled += amount
			r.IsBegun = true
		}
		if w.SignOff == nil {
			all.signed, all.reviewed = false, false
			continue
		}
		all.reviewed = all.reviewed && w.Review != nil
		all.explained = all.explained || w.SignOff.Reason != "" || len(w.SignOff.Accepted) > 0
		all.drifted = all.drifted || drifts(w, r)
	}
	if r.IsBegun {
		r.Diff = r.Final - r.Reconciled
	}
	r.Status = r.status(all)
	return r
}

func (r Row) status(all signs) Status {
	settled := all.signed && !all.drifted && (r.Diff == 0 || all.explained)
	switch {
	case all.signed && all.drifted:
		return Drifted
	case settled && all.reviewed:
		return Reviewed
	case settled && r.Diff != 0:
		return DoneDiff
	case settled:
		return Done
	case r.IsBegun && r.Diff != 0:
		return Differs
	case r.IsBegun:
		return Underway
	case r.Opening == 0 && r.Final == 0 && len(r.Months) == 0:
		return NoBalance
	case r.Automatic:
		return Underway
	}
	return NotBegun
}

// drifts tells whether the account's figures are others than those signed, or
// accepted since.
func drifts(w workpaper.Digest, r Row) bool {
	for _, f := range w.SignOff.Holding() {
		if f.Account == r.Account {
			return f.Final != r.Final || f.Reconciled != w.Reconciled[r.Account]
		}
	}
	return true
}
