package web

import (
	"context"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
)

// controlsView is Kontroller: everything that there is reason to look at.
type controlsView struct {
	Page   Page
	Import engagement.Snapshot
	Groups []controlGroup
	Counts controlCounts
	Show   string // "" all, olasta, sedda
	Unseen int
	Seen   int
	Wrong  controlNote // a note that could not be kept
}

// A controlNote is what was typed to a finding.
type controlNote struct{ Key, Note, Text string }

// A controlGroup is a heading with its lines; Rest is folded.
type controlGroup struct {
	Name        string
	Count       int
	First, Rest []controlLine
}

// A controlLine is one finding with the ways to what it is about.
type controlLine struct {
	Look   Look
	Word   string
	Text   string
	Places []controlPlace
	Key    string
	Seen   *engagement.Seen
}

// controlCounts counts findings by severity.
type controlCounts struct{ Errors, Warnings, Infos int }

func (s *server) controls(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.renderControls(w, r, e, http.StatusOK, controlNote{})
}

func (s *server) renderControls(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, wrong controlNote) error {
	ctx, user := r.Context(), s.user(r)
	p, err := s.sheetPage(r, e, tabOverview, t(ctx, "Kontroller"))
	if err != nil {
		return err
	}
	all, err := s.engagements.Controls(ctx, user, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	snap, err := s.engagements.Snapshot(ctx, user, e)
	if err != nil {
		return err
	}
	papers, err := s.engagements.Workpapers(ctx, user, e)
	if err != nil {
		return err
	}
	places := controlPlaces{engagement: e, years: snap.Totals.Years, papers: papers, mayEdit: mayEdit(p)}
	v := controlsView{Page: p, Counts: countControls(all), Show: r.FormValue("visa"), Wrong: wrong}
	v.Import.At, v.Import.Requests = snap.At, snap.Requests
	v.Groups = groupControls(ctx, v.shown(all), places)
	s.render(w, r, status, controlsPage(v))
	return nil
}

func countControls(all []engagement.Control) controlCounts {
	var n controlCounts
	for _, c := range all {
		switch c.Severity {
		case "error":
			n.Errors++
		case "warning":
			n.Warnings++
		default:
			n.Infos++
		}
	}
	return n
}

// sum is how many there are.
func (n controlCounts) sum() int { return n.Errors + n.Warnings + n.Infos }

// sentence counts them in words, the worst first.
func (n controlCounts) sentence(ctx context.Context) string {
	var parts []string
	for _, one := range []struct {
		n         int
		one, many string
	}{
		{n.Errors, "1 fel", "%d fel"}, {n.Warnings, "1 varning", "%d varningar"}, {n.Infos, "1 upplysning", "%d upplysningar"},
	} {
		if one.n > 0 {
			parts = append(parts, plural(ctx, one.n, one.one, one.many))
		}
	}
	return enumerate(ctx, parts)
}

// enumerate joins words as people do: a, b och c.
func enumerate(ctx context.Context, parts []string) string {
	switch n := len(parts); n {
	case 0:
		return ""
	case 1:
		return parts[0]
	case 2:
		return t(ctx, "%s och %s", parts[0], parts[1])
	default:
		return t(ctx, "%s, %s", parts[0], enumerate(ctx, parts[1:]))
	}
}

func controlStamp(ctx context.Context, v controlsView) []Cell {
	errors, warnings := Cell{Label: t(ctx, "Fel"), Value: thousands(v.Counts.Errors)}, Cell{Label: t(ctx, "Varningar"), Value: thousands(v.Counts.Warnings)}
	if v.Counts.Errors > 0 {
		errors.Colour = "bad"
	}
	if v.Counts.Warnings > 0 {
		warnings.Colour = "warn"
	}
	return []Cell{errors, warnings, {Label: t(ctx, "Upplysningar"), Value: thousands(v.Counts.Infos)}, {Label: t(ctx, "Olästa"), Value: thousands(v.Unseen)}, {Label: t(ctx, "Importen lästes"), Value: clock(v.Import.At)}}
}

// controlYear is which of the imported years a finding is about, 0 for the
// engagement's own and −1 for none of them.
func controlYear(years []ledger.YearTotals, c engagement.Control) int {
	if c.Year == "" {
		return 0
	}
	for i, y := range years {
		if y.Period.From.String() == c.Year {
			return i
		}
	}
	return -1
}
