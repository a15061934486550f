package engagement

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"bokslut/internal/audit"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// A Note holds the comments of one account, of the balance or of the result.
type Note struct {
	Account  string              `json:"account"`
	Comments []workpaper.Comment `json:"comments"`
}

// notePart is how a note is kept: it is small, so its digest is all of it.
func notePart(n Note, version int64) Part {
	return Part{ID: PartID{NotePart, n.Account}, Version: version, Digest: encode(n)}
}

// AddComment keeps a comment on a bilaga with who wrote it and when.
func (s *Service) AddComment(ctx context.Context, by office.User, id, no string, version int64, tag workpaper.Tag, text string) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.commented", func(_ *Change, w *workpaper.Workpaper) (err error) {
		w.Comments, err = s.commented(w.Comments, by, tag, text)
		return err
	})
}

// AnswerComment answers a question on a bilaga; an empty text settles it without
// words.
func (s *Service) AnswerComment(ctx context.Context, by office.User, id, no string, version int64, comment, text string) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.answered", func(_ *Change, w *workpaper.Workpaper) (err error) {
		w.Comments, err = s.answered(w.Comments, by, comment, text)
		return err
	})
}

// AddAccountComment keeps a comment on an account of the chart.
func (s *Service) AddAccountComment(ctx context.Context, by office.User, id, account string, tag workpaper.Tag, text string) error {
	return s.changeNote(ctx, by, id, account, "account.commented", func(c *Change, n *Note) (err error) {
		if c.Totals == nil {
			return ErrNoImport
		}
		if _, ok := c.Totals.Years[0].Account(account); !ok {
			return ErrAccount
		}
		n.Comments, err = s.commented(n.Comments, by, tag, text)
		return err
	})
}

// AnswerAccountComment answers a question on an account.
func (s *Service) AnswerAccountComment(ctx context.Context, by office.User, id, account, comment, text string) error {
	return s.changeNote(ctx, by, id, account, "account.answered", func(_ *Change, n *Note) (err error) {
		n.Comments, err = s.answered(n.Comments, by, comment, text)
		return err
	})
}

// changeNote changes the comments of an account. They are only ever added to, so
// two people at once both keep what they wrote.
func (s *Service) changeNote(ctx context.Context, by office.User, id, account, what string, f func(*Change, *Note) error) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		part := c.Parts[PartID{NotePart, account}]
		n, err := decode[Note](part.Digest)
		if err != nil {
			return audit.Event{}, err
		}
		n.Account = account
		if err := f(c, &n); err != nil {
			return audit.Event{}, err
		}
		c.Save = append(c.Save, notePart(n, part.Version))
		return s.event(by, id, what, account, n), nil
	})
}

func (s *Service) commented(all []workpaper.Comment, by office.User, tag workpaper.Tag, text string) ([]workpaper.Comment, error) {
	switch text = strings.TrimSpace(text); {
	case text == "":
		return nil, &office.FieldError{Field: "comment", Err: ErrText}
	case utf8.RuneCountInString(text) > workpaper.MaxComment:
		return nil, &office.FieldError{Field: "comment", Err: ErrTextLong}
	case !tag.Valid():
		return nil, &office.FieldError{Field: "tag", Err: office.ErrChoice}
	}
	return append(slices.Clone(all), workpaper.Comment{ID: office.NewID(), By: by.ID, Name: by.Name, At: s.now(), Tag: tag, Text: text}), nil
}

func (s *Service) answered(all []workpaper.Comment, by office.User, comment, text string) ([]workpaper.Comment, error) {
	all = slices.Clone(all)
	at := slices.IndexFunc(all, func(c workpaper.Comment) bool { return c.ID == comment })
	switch text = strings.TrimSpace(text); {
	case at < 0:
		return nil, ErrNotFound
	case !all[at].Open():
		return nil, ErrConflict
	case utf8.RuneCountInString(text) > workpaper.MaxComment:
		return nil, &office.FieldError{Field: "answer", Err: ErrTextLong}
	}
	all[at].Answer = &workpaper.Answer{By: by.ID, Name: by.Name, At: s.now(), Text: text}
	return all, nil
}

// A Question is a comment to somebody, with where it stands: on a bilaga (No) or
// on an account.
type Question struct {
	workpaper.Comment
	No, Account string
	Name        string // of the bilaga or the account
}

// Questions lists the comments to the client and to the reviewer, bilagor first,
// by number, each in the order written.
func (s *Service) Questions(ctx context.Context, by office.User, e Engagement) ([]Question, error) {
	v, err := s.view(ctx, by, e)
	if err != nil {
		return nil, err
	}
	var all []Question
	for _, w := range v.workpapers {
		if w.Deleted {
			continue
		}
		for _, c := range w.Questions {
			all = append(all, Question{Comment: c, No: w.No, Name: w.Name})
		}
	}
	var onAccounts []Question
	for account, comments := range v.notes {
		for _, c := range workpaper.Questions(comments) {
			onAccounts = append(onAccounts, Question{Comment: c, Account: account, Name: v.accountName(account)})
		}
	}
	slices.SortStableFunc(onAccounts, func(a, b Question) int { return cmp.Compare(a.Account, b.Account) })
	return append(all, onAccounts...), nil
}

func (v view) accountName(number string) string {
	if v.totals == nil || len(v.totals.Years) == 0 {
		return ""
	}
	a, _ := v.totals.Years[0].Account(number)
	return a.Name
}

// AllAccountComments gives the comments of accounts, by account.
func (s *Service) AllAccountComments(ctx context.Context, by office.User, e Engagement) (map[string][]workpaper.Comment, error) {
	v, err := s.view(ctx, by, e)
	return v.notes, err
}

// AccountComments gives the comments of one account.
func (s *Service) AccountComments(ctx context.Context, by office.User, e Engagement, account string) ([]workpaper.Comment, error) {
	v, err := s.view(ctx, by, e)
	return v.notes[account], err
}
