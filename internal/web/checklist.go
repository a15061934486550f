package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// checklistView is Checklista: questions by account group, with what was typed
// for one of the groups.
type checklistView struct {
	Page    Page
	Groups  []engagement.CheckGroup
	Own     bool // the firm's own template
	Typed   string
	Answers map[string]engagement.CheckAnswer // of the group Typed, as typed
	Wrong   map[string]string
	Trouble *Flash
	Back    string // the huvudbilaga that the questions stand on, or empty
}

// checkStates are the choices of an answer.
var checkStates = []choice{{string(engagement.CheckOpen), "Obesvarad"}, {string(engagement.CheckDone), "Gjort"}, {string(engagement.CheckNotApplicable), "Ej tillämpligt"}}

func (s *server) checklist(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.checklistPage(w, r, e, http.StatusOK, checklistView{})
}

func (s *server) checklistPage(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v checklistView) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabWorkpapers, t(ctx, "Checklista"))
	if err != nil {
		return err
	}
	if v.Groups, err = s.engagements.Checklist(ctx, p.User, e); err != nil {
		return err
	}
	if _, v.Own, _, err = s.engagements.CheckTemplate(ctx, p.User); err != nil {
		return err
	}
	p.Keys = []Key{{[]string{"Ctrl", "Enter"}, t(ctx, "spara gruppen")}}
	v.Page = p
	s.render(w, r, status, checklistSheet(v))
	return nil
}

func (s *server) answerChecks(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, group := r.Context(), formValue(r, "grupp")
	answers := map[string]engagement.CheckAnswer{}
	for name := range r.PostForm {
		if id, ok := strings.CutPrefix(name, "s-"); ok {
			answers[id] = engagement.CheckAnswer{State: engagement.CheckState(r.PostForm.Get(name)), Note: r.PostForm.Get("n-" + id)}
		}
	}
	err := s.engagements.AnswerChecks(ctx, s.user(r), e.ID, group, versionOf(r), answers)
	if err == nil {
		back := sheetURL(e, "/checklista")
		if formValue(r, "tillbaka") == group && group != engagement.WholeClosing {
			back = sheetURL(e, "/bilagor/"+url.PathEscape(group))
		}
		http.Redirect(w, r, back+"#g-"+url.PathEscape(group), http.StatusSeeOther)
		return nil
	}
	v, status := checklistView{Typed: group, Answers: answers}, http.StatusUnprocessableEntity
	fields, rest := fieldErrors(ctx, err)
	switch {
	case errors.Is(rest, engagement.ErrConflict):
		v.Trouble, status = s.conflict(r, e, group, t(ctx, "gruppen")), http.StatusConflict
	case rest != nil:
		return rest
	}
	v.Wrong = fields
	return s.checklistPage(w, r, e, status, v)
}

// checkCount is how many questions are answered, of all.
func checkCount(groups []engagement.CheckGroup) (answered, all int) {
	for _, g := range groups {
		answered += g.Answered()
		all += len(g.Checks)
	}
	return answered, all
}

// checkSum says how many questions are answered.
func checkSum(ctx context.Context, groups []engagement.CheckGroup) string {
	answered, all := checkCount(groups)
	return t(ctx, "%d av %d frågor besvarade", answered, all)
}

// typed is an answer as it was typed, else as it is.
func (v checklistView) typed(g engagement.CheckGroup, c engagement.Check) engagement.CheckAnswer {
	if a, ok := v.Answers[c.ID]; ok && g.Key == v.Typed {
		return a
	}
	return c.CheckAnswer
}

func (v checklistView) wrong(g engagement.CheckGroup, c engagement.Check) string {
	if g.Key == v.Typed {
		return v.Wrong[c.ID]
	}
	return ""
}

// checkHead names a group of questions.
func checkHead(ctx context.Context, g engagement.CheckGroup) string {
	if g.Key == engagement.WholeClosing {
		return t(ctx, "Bokslutet som helhet")
	}
	return t(ctx, "%s %s", g.Key, g.Name)
}

func checkStateWord(ctx context.Context, state engagement.CheckState) string {
	for _, c := range checkStates {
		if c.Value == string(state) {
			return t(ctx, c.Name)
		}
	}
	return ""
}

// A templateForm is the firm's checklist as it was typed: a question on each line,
// after the account group that it is about.
type templateForm struct {
	Text    string
	Version string
	Own     bool
	Wrong   string
	Error   *Flash
}

func (s *server) showCheckTemplate(w http.ResponseWriter, r *http.Request) {
	items, own, version, err := s.engagements.CheckTemplate(r.Context(), s.user(r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.checkTemplatePage(w, r, http.StatusOK, templateForm{Text: checkLines(items), Version: versionText(version), Own: own})
}

func (s *server) checkTemplatePage(w http.ResponseWriter, r *http.Request, status int, f templateForm) {
	p := s.page(r, t(r.Context(), "Byråns checklista"))
	p.Keys = []Key{{[]string{"Ctrl", "Enter"}, t(r.Context(), "spara")}}
	s.render(w, r, status, checkTemplateSheet(p, f))
}

// saveCheckTemplate saves the lines, or goes back to the checklist that the
// program comes with.
func (s *server) saveCheckTemplate(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	f := templateForm{Text: r.FormValue("fragor"), Version: formValue(r, "version"), Own: true}
	known, _, _, err := s.engagements.CheckTemplate(ctx, by)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var items []office.CheckItem
	if formValue(r, "atergang") == "" {
		items = readCheckLines(f.Text)
	}
	err = s.offices.SetChecklist(ctx, by, versionOf(r), append(known, engagement.ShippedChecks()...), items)
	if err == nil {
		s.flash(r, Flash{"ok", t(ctx, "Checklistan är sparad"), t(ctx, "Frågor som redan är besvarade i ett uppdrag står kvar där.")})
		http.Redirect(w, r, "/byra/checklista", http.StatusSeeOther)
		return
	}
	fields, rest := fieldErrors(ctx, err)
	status := http.StatusUnprocessableEntity
	if rest != nil {
		told := explain(ctx, rest)
		if told.Status != http.StatusConflict {
			s.fail(w, r, rest)
			return
		}
		f.Error, status = &Flash{"err", told.Title, told.Text}, told.Status
	}
	f.Wrong = fields["checklist"]
	s.checkTemplatePage(w, r, status, f)
}

// checkLines writes a template as people edit it.
func checkLines(items []office.CheckItem) string {
	var b strings.Builder
	for _, item := range items {
		if item.Group != "" {
			b.WriteString(item.Group + " ")
		}
		b.WriteString(item.Text + "\n")
	}
	return b.String()
}

// readCheckLines reads what checkLines wrote: two digits first are the group.
func readCheckLines(text string) []office.CheckItem {
	items := []office.CheckItem{}
	for line := range strings.Lines(text) {
		item := office.CheckItem{Text: strings.Join(strings.Fields(line), " ")}
		if group, rest, ok := strings.Cut(item.Text, " "); ok && len(group) == 2 {
			if n, err := strconv.Atoi(group); err == nil && n >= 10 && n <= 29 {
				item.Group, item.Text = group, rest
			}
		}
		if item.Text != "" {
			items = append(items, item)
		}
	}
	return items
}
