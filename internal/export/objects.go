package export

import (
	"slices"
	"strconv"
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/money"
)

// A placed row is a line with the cost centre and the project that it stands on.
type placed struct {
	line
	costCentre, project string
}

func placedOf(row fortnox.VoucherRow) placed {
	p := placed{
		line: line{strconv.FormatInt(row.Account.Int, 10), money.Amount(row.Ore())}, costCentre: row.CostCenter.Text, project: row.Project.Text,
	}
	if p.project == "0" { // how Fortnox has written none
		p.project = ""
	}
	return p
}

// specific is how many objects a row names.
func (p placed) specific() int {
	n := 0
	for _, code := range []string{p.costCentre, p.project} {
		if code != "" {
			n++
		}
	}
	return n
}

// covers tells whether a row of the receiver stands where ours was sent. What we
// did not say is the receiver's matter: an account may bring its own.
func (p placed) covers(ours placed) bool {
	return p.line == ours.line && (ours.costCentre == "" || strings.EqualFold(p.costCentre, ours.costCentre)) &&
		(ours.project == "" || strings.EqualFold(p.project, ours.project))
}

// placedAlike tells whether each row that we sent with a cost centre or a project
// has a row of its own that stands there.
func placedAlike(ours, theirs []placed) bool {
	wanted := slices.DeleteFunc(slices.Clone(ours), func(p placed) bool { return p.amount == 0 || p.specific() == 0 })
	left := slices.Clone(theirs)
	slices.SortStableFunc(wanted, func(a, b placed) int { return b.specific() - a.specific() })
	slices.SortStableFunc(left, func(a, b placed) int { return a.specific() - b.specific() })
	for _, w := range wanted {
		at := slices.IndexFunc(left, func(p placed) bool { return p.covers(w) })
		if at < 0 {
			return false
		}
		left = slices.Delete(left, at, at+1)
	}
	return true
}
