package engagement

import (
	"context"
	"slices"
	"strings"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// An Import is what a source has read, ready to become the current one.
type Import struct {
	ID       string // of the snapshot to be; empty: a new one
	Source   Source
	Program  string // version of the program that read it
	Requests int
	Book     *ledger.Book
	Findings []Finding
	Parts    []RawPart
	// Ledgers are the automatic bilagor as the sub-ledgers say, without number.
	// Nil leaves those that exist as they are.
	Ledgers []workpaper.Workpaper
	Next    *Opening // how next year began; nil when it is not known
}

// Adopt saves an import as an immutable snapshot and makes it the current one,
// in one transaction with the totals, the automatic bilagor and the exported
// entries that came back. A wrong source is ErrSource: it was changed meanwhile.
func (s *Service) Adopt(ctx context.Context, by office.User, id string, imp Import) (Snapshot, error) {
	snap := Snapshot{
		ID: office.NewID(), Source: imp.Source, At: s.now(), By: by.ID, Program: imp.Program,
		Requests: imp.Requests, Findings: imp.Findings, Totals: imp.Book.Totals(), Next: imp.Next,
	}
	if imp.ID != "" {
		snap.ID = imp.ID
	}
	numbers, err := s.automaticNumbers(ctx, by, id)
	if err != nil {
		return Snapshot{}, err
	}
	err = s.change(ctx, by, id, numbers, func(c *Change) (audit.Event, error) {
		if c.Head.Source != imp.Source {
			return audit.Event{}, ErrSource
		}
		entries, err := c.entries()
		if err != nil {
			return audit.Event{}, err
		}
		snap.Recognised = export.Recognise(c.Deliveries, entries, imp.Book.Years[0])
		snap.Findings = append(slices.Clone(imp.Findings), doubles(c.Deliveries, imp.Book.Years[0])...)
		c.Snapshot = &NewSnapshot{Snapshot: snap, Parts: imp.Parts}
		c.Totals = &snap.Totals
		c.Head.Snapshot = snap.ID
		c.HeadChanged = true
		if err := c.fillAutomatic(imp.Ledgers); err != nil {
			return audit.Event{}, err
		}
		return s.event(by, id, "import.adopted", snap.ID, map[string]any{
			"source": imp.Source, "vouchers": snap.Totals.Years[0].Vouchers, "findings": len(snap.Findings),
		}), nil
	})
	return snap, err
}

// FindingDouble is the code of a finding: an exported entry stands more than
// once in the books. Args: the entry, the vouchers.
const FindingDouble = "exported_twice"

func doubles(items []export.Item, year ledger.Year) []Finding {
	var findings []Finding
	for _, d := range export.Doubles(items, year) {
		findings = append(findings, Finding{Code: FindingDouble, Severity: "error", Args: []string{d.Entry, strings.Join(d.Vouchers, ", ")}})
	}
	return findings
}

func (s *Service) automaticNumbers(ctx context.Context, by office.User, id string) ([]PartID, error) {
	parts, err := s.store.Digests(ctx, by.Office, id, WorkpaperPart)
	if err != nil {
		return nil, err
	}
	var ids []PartID
	for _, p := range parts {
		d, err := decode[workpaper.Digest](p.Digest)
		if err != nil {
			return nil, err
		}
		if d.Kind.Automatic() {
			ids = append(ids, p.ID)
		}
	}
	return ids, nil
}

func (c *Change) entries() (map[string]closing.Entry, error) {
	entries := map[string]closing.Entry{}
	for id, p := range c.Parts {
		if id.Kind != EntryPart {
			continue
		}
		e, err := decode[closing.Entry](p.Digest)
		if err != nil {
			return nil, err
		}
		entries[e.No] = e
	}
	return entries, nil
}
