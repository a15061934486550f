package web

import (
	"net/http"
	"slices"

	"bokslut/internal/engagement"
)

// mainView is the huvudbilaga of an account group: its accounts with their
// bilagor. It is made of what there is, and is there for every group.
type mainView struct {
	Page  Page
	Group engagement.SheetGroup
	Names map[string]string // of bilagor
	Check checklistView     // the questions about the group, if any
}

func (s *server) mainPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement, group string) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabWorkpapers, "")
	if err != nil {
		return err
	}
	sheet, err := s.engagements.Balance(ctx, p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	at := slices.IndexFunc(sheet.Groups, func(g engagement.SheetGroup) bool { return g.Code == group })
	if at < 0 {
		return engagement.ErrNotFound
	}
	papers, err := s.engagements.Workpapers(ctx, p.User, e)
	if err != nil {
		return err
	}
	v := mainView{Page: p, Group: sheet.Groups[at], Names: map[string]string{}}
	for _, one := range papers {
		v.Names[one.No] = one.Name
	}
	v.Page.Title = t(ctx, "%s %s", group, v.Group.Name)
	checks, err := s.engagements.Checklist(ctx, p.User, e)
	if err != nil {
		return err
	}
	for _, g := range checks {
		if g.Key == group {
			v.Check = checklistView{Page: v.Page, Groups: []engagement.CheckGroup{g}, Back: group}
		}
	}
	v.Page.Scripts = []string{"grid.js"}
	if len(v.Check.Groups) > 0 && mayEdit(v.Page) {
		v.Page.Keys = []Key{{[]string{"Ctrl", "Enter"}, t(ctx, "spara checklistan")}}
	}
	s.render(w, r, http.StatusOK, mainPage(v))
	return nil
}
