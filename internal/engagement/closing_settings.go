package engagement

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// ClosingSettings is what holds for all closing entries of an engagement.
type ClosingSettings struct {
	MoveResult bool                    `json:"moveResult,omitempty"` // the year's result is moved on the first day of the next year
	Decision   *Decision               `json:"decision,omitempty"`   // what the meeting decided of the result; nil before it
	Keys       []closing.AllocationKey `json:"keys,omitempty"`       // in order of name
	CostCentre string                  `json:"costCentre,omitempty"` // of system entries, where an account demands one
	Project    string                  `json:"project,omitempty"`    // the same for projects
	Version    int64                   `json:"-"`
}

// A Decision is what the meeting of shareholders decided of the year's result:
// the dividend, in öre and never negative; the rest is carried forward.
type Decision struct {
	Date     civil.Date   `json:"date"`
	Dividend money.Amount `json:"dividend,omitempty"`
}

const settingsKey = "settings"

func (c *Change) settings() (ClosingSettings, error) {
	p, _ := c.current(PartID{ClosingPart, settingsKey})
	return settingsOf(p)
}

func settingsOf(p Part) (ClosingSettings, error) {
	s, err := decode[ClosingSettings](p.Digest)
	s.Version = p.Version
	return s, err
}

// ClosingSettings gives what holds for all closing entries.
func (s *Service) ClosingSettings(ctx context.Context, by office.User, e Engagement) (ClosingSettings, error) {
	parts, err := s.store.Digests(ctx, by.Office, e.ID, ClosingPart)
	if err != nil || len(parts) == 0 {
		return ClosingSettings{}, err
	}
	return settingsOf(parts[0])
}

// changeSettings changes them for a person who saw the given version.
func (s *Service) changeSettings(ctx context.Context, by office.User, id, what string, version int64, f func(*Change, *ClosingSettings) error) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		before, err := c.settings()
		if err != nil {
			return audit.Event{}, err
		}
		if before.Version != version {
			return audit.Event{}, ErrConflict
		}
		if c.Totals == nil || len(c.Totals.Years) == 0 {
			return audit.Event{}, ErrNoImport
		}
		after := before
		if err := f(c, &after); err != nil {
			return audit.Event{}, err
		}
		c.Save = append(c.Save, Part{ID: PartID{ClosingPart, settingsKey}, Version: version, Digest: encode(after)})
		return s.event(by, id, what, "", map[string]any{"from": before, "to": after}), nil
	})
}

// SaveKey saves an allocation key, in place of the one that was named old, empty
// for a new one. Errors: *closing.KeyError; ErrKeyTaken when another has the name; ErrManyKeys;
// ErrConflict.
func (s *Service) SaveKey(ctx context.Context, by office.User, id, old string, key closing.AllocationKey, version int64) error {
	key.Name = strings.TrimSpace(key.Name)
	return s.changeSettings(ctx, by, id, "entry.key-saved", version, func(c *Change, set *ClosingSettings) error {
		if err := key.Check(booksOf(c.Head.Year, c.Totals.Years[0])); err != nil {
			return err
		}
		keys := slices.DeleteFunc(slices.Clone(set.Keys), func(k closing.AllocationKey) bool { return old != "" && k.Name == old })
		if slices.ContainsFunc(keys, func(k closing.AllocationKey) bool { return strings.EqualFold(k.Name, key.Name) }) {
			return fmt.Errorf("allocation key %q: %w", key.Name, ErrKeyTaken)
		}
		set.Keys = append(keys, key)
		slices.SortFunc(set.Keys, func(a, b closing.AllocationKey) int { return strings.Compare(a.Name, b.Name) })
		if len(set.Keys) > maxKeys {
			return ErrManyKeys
		}
		return nil
	})
}

// maxKeys bounds how many allocation keys an engagement has.
const maxKeys = 100

// DropKey takes an allocation key away. Rows that it has split stay.
func (s *Service) DropKey(ctx context.Context, by office.User, id, name string, version int64) error {
	return s.changeSettings(ctx, by, id, "entry.key-dropped", version, func(_ *Change, set *ClosingSettings) error {
		left := slices.DeleteFunc(slices.Clone(set.Keys), func(k closing.AllocationKey) bool { return k.Name == name })
		if len(left) == len(set.Keys) {
			return ErrNotFound
		}
		set.Keys = left
		return nil
	})
}

// SetObjects says which cost centre and project system entries get where an
// account in Fortnox demands one. Empty is none.
func (s *Service) SetObjects(ctx context.Context, by office.User, id, costCentre, project string, version int64) error {
	return s.changeSettings(ctx, by, id, "entry.objects-set", version, func(c *Change, set *ClosingSettings) error {
		books := booksOf(c.Head.Year, c.Totals.Years[0])
		for _, one := range []struct {
			field, dimension, code string
			err                    error
		}{{"costcentre", ledger.CostCentre, costCentre, closing.ErrCostCentre}, {"project", ledger.Project, project, closing.ErrProject}} {
			if one.code != "" && !books.Object(one.dimension, one.code) {
				return &office.FieldError{Field: one.field, Err: one.err}
			}
		}
		set.CostCentre, set.Project = costCentre, project
		return nil
	})
}
