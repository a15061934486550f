package web

import (
	"context"
	"net/http"
	"slices"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// paperListView is the list of bilagor.
type paperListView struct {
	Page    Page
	Papers  []engagement.WorkpaperLine // those that the filter lets through
	Deleted []engagement.WorkpaperLine
	All     int
	Done    int
	clips   documentCounts
	Show    string
	Filters []filterLink
}

// A paperShow is a filter of the list; quiet ones are there only when they let
// something through.
type paperShow struct {
	Show, Name, Icon, Colour string
	Quiet                    bool
	Lets                     func(engagement.Engagement, engagement.WorkpaperLine) bool
}

var paperShows = []paperShow{
	{Show: "avviker", Name: "Avviker", Icon: "err", Colour: "bad", Lets: paperHas(engagement.Differs)},
	{Show: "andrade", Name: "Ändrade", Icon: "chg", Colour: "warn", Lets: paperHas(engagement.Drifted)},
	{Show: "ej-klara", Name: "Ej klara", Lets: paperHas(engagement.Underway, engagement.NotBegun)},
	{Show: "klara", Name: "Klara", Icon: "ok", Colour: "good", Lets: paperHas(engagement.Done, engagement.DoneDiff, engagement.Reviewed)},
	{Show: "att-granska", Name: "Väntar på granskning", Icon: "dbl", Quiet: true, Lets: func(e engagement.Engagement, w engagement.WorkpaperLine) bool {
		return w.AwaitsReview(e.Terms.Review)
	}},
	{Show: "granskade", Name: "Granskade", Icon: "dbl", Colour: "good", Quiet: true, Lets: paperHas(engagement.Reviewed)},
}

func paperHas(wanted ...engagement.Status) func(engagement.Engagement, engagement.WorkpaperLine) bool {
	return func(_ engagement.Engagement, w engagement.WorkpaperLine) bool {
		return slices.Contains(wanted, w.Status)
	}
}

// narrow keeps the bilagor of the filter, and counts those of each.
func (v *paperListView) narrow(ctx context.Context, e engagement.Engagement, all []engagement.WorkpaperLine) {
	v.All, v.Papers = len(all), all
	v.Filters = []filterLink{{Name: t(ctx, "Alla"), URL: sheetURL(e, "/bilagor"), Count: count(len(all)), Current: v.Show == ""}}
	for _, show := range paperShows {
		var let []engagement.WorkpaperLine
		for _, w := range all {
			if show.Lets(e, w) {
				let = append(let, w)
			}
		}
		if v.Show == show.Show {
			v.Papers = let
		} else if show.Quiet && len(let) == 0 {
			continue
		}
		v.Filters = append(v.Filters, filterLink{
			Name: t(ctx, show.Name), URL: sheetURL(e, "/bilagor", "visa", show.Show), Count: count(len(let)), Icon: show.Icon, Colour: show.Colour, Current: v.Show == show.Show,
		})
	}
}

func (s *server) papers(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	p, err := s.sheetPage(r, e, tabWorkpapers, t(r.Context(), "Bilagor"))
	if err != nil {
		return err
	}
	if e.Snapshot == "" {
		return s.withoutImport(w, r, p, engagement.ErrNoImport)
	}
	papers, err := s.engagements.Workpapers(r.Context(), p.User, e)
	if err != nil {
		return err
	}
	v := paperListView{Page: p, Show: r.FormValue("visa")}
	v.narrow(r.Context(), e, papers)
	if v.Deleted, err = s.engagements.DeletedWorkpapers(r.Context(), p.User, e); err != nil {
		return err
	}
	if v.clips, err = s.countDocuments(r, p); err != nil {
		return err
	}
	for _, one := range papers {
		if one.SignOff != nil && one.Status.IsDone() {
			v.Done++
		}
	}
	v.Page.Keys = []Key{{[]string{"↑", "↓"}, t(r.Context(), "bilaga")}, {[]string{"Enter"}, t(r.Context(), "öppna")}, {[]string{"N"}, t(r.Context(), "ny bilaga")}}
	v.Page.Scripts = []string{"grid.js"}
	s.render(w, r, http.StatusOK, paperListPage(v))
	return nil
}

// signedText says who signed a bilaga and when, or nothing.
func signedText(s *workpaper.SignOff) string {
	if s == nil {
		return ""
	}
	return s.Name + " " + day(s.At)
}

// listAgainst says in a list what a bilaga is reconciled against.
func listAgainst(ctx context.Context, d workpaper.Digest) string {
	return againstText(ctx, workpaper.Workpaper{Against: d.Against})
}
