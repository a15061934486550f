package office

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"bokslut/internal/audit"
)

// A CheckItem is one question of the checklist of a closing.
type CheckItem struct {
	ID    string `json:"id"`
	Group string `json:"group,omitempty"` // account group; empty: of the closing as a whole
	Text  string `json:"text"`
}

// A Checklist is a firm's own template for all its engagements.
type Checklist struct {
	Items []CheckItem `json:"items"`
}

// Bounds of a checklist.
const (
	MaxChecks    = 300
	MaxCheckText = 300 // characters
)

// ErrManyChecks says that a checklist has no question, or more than MaxChecks;
// ErrCheckText that one of them is empty or too long.
var (
	ErrManyChecks = errors.New("the checklist has no question or too many")
	ErrCheckText  = errors.New("a question of the checklist is empty or too long")
)

// SetChecklist changes the firm's checklist; nil goes back to the one that the
// program comes with. known are the questions before it: one with the same group
// and text keeps its ID, and so its answers. Only an administrator may; a stale
// version is ErrConflict, and *FieldError of checklist tells what is wrong.
func (s *Service) SetChecklist(ctx context.Context, by User, version int64, known, items []CheckItem) error {
	if by.Role != Admin {
		return ErrForbidden
	}
	rules, err := s.store.Rules(ctx, by.Office)
	if err != nil {
		return err
	}
	rules.Version, rules.Checklist = version, nil
	if items != nil {
		if rules.Checklist, err = checklistOf(known, items); err != nil {
			return &FieldError{"checklist", err}
		}
	}
	return s.store.SaveRules(ctx, by.Office, rules, audit.Event{
		Office: by.Office, Stream: audit.OfficeStream, At: s.now(), User: by.ID, What: "office.checklist-changed", Object: by.Office, Detail: audit.Detail(rules),
	})
}

func checklistOf(known, items []CheckItem) (*Checklist, error) {
	if len(items) == 0 || len(items) > MaxChecks {
		return nil, ErrManyChecks
	}
	list := &Checklist{}
	for _, item := range items {
		item.ID, item.Text = NewID(), strings.TrimSpace(item.Text)
		if item.Text == "" || utf8.RuneCountInString(item.Text) > MaxCheckText {
			return nil, ErrCheckText
		}
		same := func(k CheckItem) bool { return k.Group == item.Group && k.Text == item.Text }
		if slices.ContainsFunc(list.Items, same) {
			continue // the same question twice
		}
		if at := slices.IndexFunc(known, same); at >= 0 {
			item.ID = known[at].ID
		}
		list.Items = append(list.Items, item)
	}
	return list, nil
}
