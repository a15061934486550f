package engagement

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/office"
)

// SeenPart is the one part, with key seenKey, that keeps which findings people
// have seen.
const (
	SeenPart PartKind = "seen"

	seenKey = "controls"
)

// Bounds of what is kept of seen findings.
const (
	maxSeen     = 2000 // the oldest leave
	maxSeenNote = 500  // characters
)

// ErrLongNote says that a note is longer than is kept.
var ErrLongNote = errors.New("the note is too long")

// Seen says that a person has looked at a finding as it stands.
type Seen struct {
	By   string    `json:"by"` // user id
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
}

// Key names what a control says: one that says something else, if only another
// amount, has another key, and is new again.
func (c Control) Key() string {
	said := append([]string{c.Code, c.Severity, c.Year, c.Engagement}, c.Args...)
	sum := sha256.Sum256([]byte(strings.Join(said, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// markSeen tells of each control whether it was seen.
func (s *Service) markSeen(ctx context.Context, by office.User, e Engagement, all []Control) error {
	parts, err := s.store.Digests(ctx, by.Office, e.ID, SeenPart)
	if err != nil || len(parts) == 0 {
		return err
	}
	seen, err := decode[map[string]Seen](parts[0].Digest)
	for i := range all {
		if one, ok := seen[all[i].Key()]; ok {
			all[i].Seen = &one
		}
	}
	return err
}

// SeeControl keeps that a person has seen the control with this Key, and the
// note to it; ErrNotFound when no control says that any more, ErrLongNote.
func (s *Service) SeeControl(ctx context.Context, by office.User, e Engagement, key, note string) error {
	note = strings.TrimSpace(note)
	if len([]rune(note)) > maxSeenNote {
		return ErrLongNote
	}
	return s.changeSeen(ctx, by, e, key, "control.seen", func(seen map[string]Seen) {
		seen[key] = Seen{By: by.ID, Name: by.Name, At: s.now(), Note: note}
	})
}

// UnseeControl makes the control new again.
func (s *Service) UnseeControl(ctx context.Context, by office.User, e Engagement, key string) error {
	return s.changeSeen(ctx, by, e, key, "control.unseen", func(seen map[string]Seen) { delete(seen, key) })
}

func (s *Service) changeSeen(ctx context.Context, by office.User, e Engagement, key, what string, f func(map[string]Seen)) error {
	if !by.MayWrite() {
		return ErrForbidden
	}
	all, err := s.Controls(ctx, by, e)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(c Control) bool { return c.Key() == key })
	if at < 0 {
		return ErrNotFound
	}
	return s.change(ctx, by, e.ID, nil, func(c *Change) (audit.Event, error) {
		part := c.Parts[PartID{SeenPart, seenKey}]
		seen, err := decode[map[string]Seen](part.Digest)
		if err != nil {
			return audit.Event{}, err
		}
		if seen == nil {
			seen = map[string]Seen{}
		}
		f(seen)
		for len(seen) > maxSeen {
			delete(seen, oldest(seen))
		}
		c.Save = append(c.Save, Part{ID: PartID{SeenPart, seenKey}, Version: part.Version, Digest: encode(seen)})
		return s.event(by, e.ID, what, all[at].Code, map[string]any{"finding": all[at].Finding, "note": seen[key].Note}), nil
	})
}

func oldest(seen map[string]Seen) string {
	return slices.MinFunc(slices.Collect(maps.Keys(seen)), func(a, b string) int {
		return cmp.Or(seen[a].At.Compare(seen[b].At), strings.Compare(a, b))
	})
}
