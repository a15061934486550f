package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// questionsView is Frågor: comments to the client, or to the reviewer, in one
// list.
type questionsView struct {
	Page    Page
	Tag     workpaper.Tag
	All     bool // answered ones too
	Listed  []engagement.Question
	Filters []filterLink
	Text    string // the open ones, to send
}

func (s *server) questions(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabQuestions, t(ctx, "Frågor till kund"))
	if err != nil {
		return err
	}
	all, err := s.engagements.Questions(ctx, p.User, e)
	if err != nil {
		return err
	}
	show := r.FormValue("visa")
	v := questionsView{Page: p, Tag: workpaper.ForClient, All: show == "alla" || show == "granskare-alla"}
	if strings.HasPrefix(show, "granskare") {
		v.Tag, v.Page.Title = workpaper.ForReviewer, t(ctx, "Frågor till granskare")
	}
	counts := map[string]int{}
	for _, q := range all {
		key := map[workpaper.Tag]string{workpaper.ForClient: "", workpaper.ForReviewer: "granskare"}[q.Tag]
		if q.Open() {
			counts[key]++
		}
		if q.Tag == v.Tag && (v.All || q.Open()) {
			v.Listed = append(v.Listed, q)
		}
		if q.Tag == workpaper.ForClient {
			counts["alla"]++
		}
	}
	for _, f := range []choice{{"", "Till kund"}, {"granskare", "Till granskare"}, {"alla", "Alla till kund"}} {
		v.Filters = append(v.Filters, filterLink{Name: t(ctx, f.Name), URL: sheetURL(e, "/fragor", "visa", f.Value), Count: count(counts[f.Value]), Current: f.Value == show})
	}
	v.Text = questionsText(ctx, e, v.Listed)
	s.render(w, r, http.StatusOK, questionsPage(v))
	return nil
}

// questionsText is the open questions as a message.
func questionsText(ctx context.Context, e engagement.Engagement, questions []engagement.Question) string {
	var b strings.Builder
	b.WriteString(t(ctx, "Frågor om bokslutet %s för %s, %s", e.Year, e.Client.Name, e.Client.OrgNr) + "\n")
	n := 0
	for _, q := range questions {
		if q.Open() {
			n++
			b.WriteString("\n" + count(n) + ". " + questionPlace(ctx, q) + "\n" + q.Text + "\n")
		}
	}
	return b.String()
}

// questionPlace names what a question is about.
func questionPlace(ctx context.Context, q engagement.Question) string {
	if q.No != "" {
		return t(ctx, "Bilaga %s %s", q.No, q.Name)
	}
	return t(ctx, "Konto %s %s", q.Account, q.Name)
}

func questionURL(e engagement.Engagement, q engagement.Question) string {
	if q.No != "" {
		return sheetURL(e, "/bilagor/"+q.No) + "#k-" + q.ID
	}
	return sheetURL(e, "/konto/"+q.Account+"/kommentarer") + "#k-" + q.ID
}

// accountNotes are the comments of one account.
func (s *server) accountNotes(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.accountNotesAgain(w, r, e, http.StatusOK, commentsView{})
}

func (s *server) accountNotesAgain(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v commentsView) error {
	ctx, account := r.Context(), r.PathValue("konto")
	snap, err := s.engagements.Snapshot(ctx, s.user(r), e)
	if err != nil {
		return err
	}
	a, ok := snap.Totals.Years[0].Account(account)
	if !ok {
		return engagement.ErrNotFound
	}
	p, err := s.sheetPage(r, e, tabAnalysis, t(ctx, "%s %s, kommentarer", account, a.Name))
	if err != nil {
		return err
	}
	if v.Comments, err = s.engagements.AccountComments(ctx, p.User, e, account); err != nil {
		return err
	}
	v.Edit = mayEdit(p)
	v.Add = sheetURL(e, "/konto/"+account+"/kommentar")
	v.Reply = sheetURL(e, "/konto/"+account+"/svar")
	p.Keys = []Key{{[]string{"C"}, t(ctx, "kommentar")}}
	s.render(w, r, status, accountNotesPage(p, account, v))
	return nil
}

func (s *server) commentAccount(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	f := readComment(r)
	err := s.engagements.AddAccountComment(r.Context(), s.user(r), e.ID, r.PathValue("konto"), workpaper.Tag(f.Tag), f.Text)
	return s.accountNoteDone(w, r, e, err, commentsView{New: f})
}

func (s *server) answerAccount(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	id, text := formValue(r, "fraga"), formValue(r, "svar")
	err := s.engagements.AnswerAccountComment(r.Context(), s.user(r), e.ID, r.PathValue("konto"), id, text)
	return s.accountNoteDone(w, r, e, err, commentsView{Answers: id, Answer: text})
}

func (s *server) accountNoteDone(w http.ResponseWriter, r *http.Request, e engagement.Engagement, err error, typed commentsView) error {
	fields, rest := fieldErrors(r.Context(), err)
	switch {
	case rest != nil:
		return rest
	case len(fields) > 0:
		typed.Wrong = fields
		return s.accountNotesAgain(w, r, e, http.StatusUnprocessableEntity, typed)
	}
	http.Redirect(w, r, sheetURL(e, "/konto/"+r.PathValue("konto")+"/kommentarer"), http.StatusSeeOther)
	return nil
}
