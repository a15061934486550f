package engagement

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"bokslut/internal/audit"
	"bokslut/internal/bas"
	"bokslut/internal/office"
)

// ChecklistPart holds the answers of one account group. Key: the group, or
// WholeClosing.
const ChecklistPart PartKind = "checklist"

// WholeClosing stands for the group of questions about the closing as a whole.
const WholeClosing = "bokslutet"

// CheckState is how a question was answered.
type CheckState string

// The states; CheckOpen is not answered.
const (
	CheckOpen          CheckState = ""
	CheckDone          CheckState = "done"           // gjort
	CheckNotApplicable CheckState = "not-applicable" // ej tillämpligt
)

// maxCheckNote is how many characters a note has at most.
const maxCheckNote = 1000

// A CheckAnswer is what a person answered. Text is the question as it stood then.
type CheckAnswer struct {
	State CheckState `json:"state,omitempty"`
	Note  string     `json:"note,omitempty"`
	Text  string     `json:"text"`
	By    string     `json:"by"` // user id
	Name  string     `json:"name"`
	At    time.Time  `json:"at"`
}

// A Check is a question with its answer.
type Check struct {
	ID   string
	Text string
	CheckAnswer
	Dropped bool // the firm has taken the question out of its template since
}

// A CheckGroup is the questions of an account group.
type CheckGroup struct {
	Key     string // WholeClosing or the group
	Name    string // of the group in BAS; empty for the whole closing
	Version int64
	Checks  []Check
}

// Answered counts the questions that are done or not applicable.
func (g CheckGroup) Answered() int {
	n := 0
	for _, c := range g.Checks {
		if c.State != CheckOpen {
			n++
		}
	}
	return n
}

// CheckTemplate is the checklist of the office: its own, or the one that the
// program comes with. version is that of the office's rules.
func (s *Service) CheckTemplate(ctx context.Context, by office.User) (items []office.CheckItem, own bool, version int64, err error) {
	rules, err := s.clients.Rules(ctx, by)
	if err != nil || rules.Checklist == nil {
		return slices.Clone(shipped), false, rules.Version, err
	}
	return slices.Clone(rules.Checklist.Items), true, rules.Version, nil
}

// ShippedChecks is the checklist that the program comes with.
func ShippedChecks() []office.CheckItem { return slices.Clone(shipped) }

// Checklist gives the questions that concern the engagement: of the closing as a
// whole, and of account groups that its balance sheet has. What was answered stays
// also when the firm's template no longer has the question, in the words that were
// answered.
func (s *Service) Checklist(ctx context.Context, by office.User, e Engagement) ([]CheckGroup, error) {
	template, _, _, err := s.CheckTemplate(ctx, by)
	if err != nil {
		return nil, err
	}
	v, err := s.view(ctx, by, e)
	if err != nil {
		return nil, err
	}
	parts, err := s.store.Digests(ctx, by.Office, e.ID, ChecklistPart)
	if err != nil {
		return nil, err
	}
	concerns := map[string]bool{WholeClosing: true}
	for _, row := range v.rows(false) {
		concerns[bas.Group(row.Account)] = true
	}
	groups := map[string]*CheckGroup{}
	for _, p := range parts {
		concerns[p.ID.Key] = true
		groups[p.ID.Key] = &CheckGroup{Version: p.Version}
	}
	for _, item := range template {
		if key := checkKey(item.Group); concerns[key] {
			if groups[key] == nil {
				groups[key] = &CheckGroup{}
			}
			groups[key].Checks = append(groups[key].Checks, Check{ID: item.ID, Text: item.Text})
		}
	}
	for _, p := range parts {
		answers, err := decode[map[string]CheckAnswer](p.Digest)
		if err != nil {
			return nil, err
		}
		groups[p.ID.Key].put(answers)
	}
	var all []CheckGroup
	for _, key := range slices.SortedFunc(maps.Keys(groups), compareCheckKeys) {
		g := *groups[key]
		if g.Key = key; key != WholeClosing {
			g.Name = bas.GroupName(key)
		}
		if len(g.Checks) > 0 {
			all = append(all, g)
		}
	}
	return all, nil
}

// put sets the answers on their questions, and adds those whose question is gone.
func (g *CheckGroup) put(answers map[string]CheckAnswer) {
	for i, c := range g.Checks {
		if a, ok := answers[c.ID]; ok {
			g.Checks[i].CheckAnswer, g.Checks[i].Text = a, a.Text
		}
	}
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		if !slices.ContainsFunc(g.Checks, func(c Check) bool { return c.ID == id }) {
			g.Checks = append(g.Checks, Check{ID: id, Text: answers[id].Text, CheckAnswer: answers[id], Dropped: true})
		}
	}
}

func checkKey(group string) string {
	if group == "" {
		return WholeClosing
	}
	return group
}

func compareCheckKeys(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == WholeClosing:
		return -1
	case b == WholeClosing:
		return 1
	}
	return strings.Compare(a, b)
}

// AnswerChecks keeps answers of one group, by ID of the question: their State and
// Note. Those that say the same as before keep who gave them; an empty one takes
// the answer away. Errors: ErrConflict for a stale version, ErrNotFound for a
// question that is not there, *office.FieldError of the question's ID.
func (s *Service) AnswerChecks(ctx context.Context, by office.User, id, group string, version int64, answers map[string]CheckAnswer) error {
	template, _, _, err := s.CheckTemplate(ctx, by)
	if err != nil {
		return err
	}
	err = s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		part := c.Parts[PartID{ChecklistPart, group}]
		was, err := decode[map[string]CheckAnswer](part.Digest)
		if err != nil {
			return audit.Event{}, err
		}
		if part.Version != version {
			return audit.Event{}, ErrConflict
		}
		is := maps.Clone(was)
		if is == nil {
			is = map[string]CheckAnswer{}
		}
		for question, a := range answers {
			if err := a.check(question); err != nil {
				return audit.Event{}, err
			}
			text, ok := questionText(template, was, group, question)
			if !ok {
				return audit.Event{}, ErrNotFound
			}
			a.Note = strings.TrimSpace(a.Note)
			switch before := was[question]; {
			case a.State == before.State && a.Note == before.Note:
			case a.State == CheckOpen && a.Note == "":
				delete(is, question)
			default:
				is[question] = CheckAnswer{State: a.State, Note: a.Note, Text: text, By: by.ID, Name: by.Name, At: s.now()}
			}
		}
		if maps.Equal(was, is) {
			return audit.Event{}, errNothing
		}
		c.Save = append(c.Save, Part{ID: PartID{ChecklistPart, group}, Version: part.Version, Digest: encode(is), Body: encode(struct{}{})})
		return s.event(by, id, "checklist.answered", group, map[string]any{"from": was, "to": is}), nil
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

func (a CheckAnswer) check(question string) error {
	switch {
	case a.State != CheckOpen && a.State != CheckDone && a.State != CheckNotApplicable:
		return &office.FieldError{Field: question, Err: office.ErrChoice}
	case utf8.RuneCountInString(a.Note) > maxCheckNote:
		return &office.FieldError{Field: question, Err: ErrTextLong}
	}
	return nil
}

func questionText(template []office.CheckItem, was map[string]CheckAnswer, group, question string) (string, bool) {
	for _, item := range template {
		if item.ID == question && checkKey(item.Group) == group {
			return item.Text, true
		}
	}
	a, ok := was[question]
	return a.Text, ok
}
