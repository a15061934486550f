package web

import (
	"context"
	"net/http"
	"strconv"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// commentForm is a new comment as it was typed.
type commentForm struct{ Text, Tag string }

// tagChoices are the marks of a comment, by what the form sends.
var tagChoices = []choice{{"", "intern"}, {string(workpaper.ForClient), "till kund"}, {string(workpaper.ForReviewer), "till granskare"}}

func tagWord(ctx context.Context, tag workpaper.Tag) string {
	for _, c := range tagChoices {
		if c.Value == string(tag) {
			return t(ctx, c.Name)
		}
	}
	return ""
}

func readComment(r *http.Request) commentForm {
	return commentForm{Text: formValue(r, "kommentar"), Tag: formValue(r, "mark")}
}

func (s *server) commentPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	f := readComment(r)
	err := s.engagements.AddComment(r.Context(), s.user(r), e.ID, r.PathValue("nr"), versionOf(r), workpaper.Tag(f.Tag), f.Text)
	if err != nil {
		return s.paperAgain(w, r, e, nil, err, func(v *paperView) { v.Comment = f })
	}
	return s.paperDone(w, r, e, nil, "#kommentarer")
}

// answerPaper answers a question on a bilaga.
func (s *server) answerPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	id, text := formValue(r, "fraga"), formValue(r, "svar")
	err := s.engagements.AnswerComment(r.Context(), s.user(r), e.ID, r.PathValue("nr"), versionOf(r), id, text)
	if err != nil {
		return s.paperAgain(w, r, e, nil, err, func(v *paperView) { v.Answers, v.Answer = id, text })
	}
	return s.paperDone(w, r, e, nil, "#kommentarer")
}

// commentsView is a list of comments with the forms that add to it.
type commentsView struct {
	Comments   []workpaper.Comment
	Edit       bool
	New        commentForm
	Answers    string // the question that an answer was typed to
	Answer     string
	Wrong      map[string]string
	Add, Reply string // addresses of the forms
	Version    string // of the bilaga; empty on an account
}

func (v paperView) comments() commentsView {
	return commentsView{
		Comments: v.Paper.Comments, Edit: mayEdit(v.Page), New: v.Comment, Answers: v.Answers, Answer: v.Answer, Wrong: v.Wrong,
		Add: v.url("/kommentar"), Reply: v.url("/svar"), Version: versionText(v.Paper.Version),
	}
}

// answerOf is what was typed to a question, if anything.
func (v commentsView) answerOf(c workpaper.Comment) string {
	if v.Answers == c.ID {
		return v.Answer
	}
	return ""
}

// answerWrong is what is wrong with it.
func (v commentsView) answerWrong(c workpaper.Comment) string {
	if v.Answers == c.ID {
		return v.Wrong["answer"]
	}
	return ""
}

func versionText(version int64) string { return strconv.FormatInt(version, 10) }
