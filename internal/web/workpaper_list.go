package web

import (
	"context"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// paperListView is the list of bilagor.
type paperListView struct {
	Page    Page
	Papers  []engagement.WorkpaperLine
	Deleted []engagement.WorkpaperLine
	Done    int
	clips   documentCounts
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
	v := paperListView{Page: p, Papers: papers}
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
