package engagement

import (
	"context"
	"fmt"
	"slices"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/office"
)

// A SIEFile is a file for another program. Lossy counts the texts that the
// format's character set could not hold.
type SIEFile struct {
	Name  string
	Body  []byte
	Lossy int
}

// EntriesFile writes the chosen entries as a SIE file of type 4I, in the order
// given. Deleted entries and drafts are ErrNotFound and ErrDraft, entries of two
// years ErrTwoYears. It changes nothing, and the same entries give the same bytes.
func (s *Service) EntriesFile(ctx context.Context, by office.User, e Engagement, program, series string, chosen []string) (SIEFile, error) {
	snap, err := s.Snapshot(ctx, by, e)
	if err != nil {
		return SIEFile{}, err
	}
	views, err := s.Entries(ctx, by, e)
	if err != nil {
		return SIEFile{}, err
	}
	var entries []closing.Entry
	for _, no := range chosen {
		i := slices.IndexFunc(views, func(v EntryView) bool { return v.No == no && !v.Deleted })
		if i < 0 {
			return SIEFile{}, fmt.Errorf("entry %s: %w", no, ErrNotFound)
		}
		if views[i].Draft != nil {
			return SIEFile{}, fmt.Errorf("entry %s: %w", no, ErrDraft)
		}
		entries = append(entries, views[i].Entry)
		if (views[i].Next == closing.ThisYear) != (entries[0].Next == closing.ThisYear) {
			return SIEFile{}, ErrTwoYears
		}
	}
	if len(entries) == 0 {
		return SIEFile{}, ErrNoEntries
	}
	name := "bokslutsverifikationer"
	if entries[0].Next != closing.ThisYear {
		name = "nästa års verifikationer efter"
	}
	body, lossy, err := export.EntriesFile(sieHead(program, e, entries), e.ID, snap.Totals, series, entries)
	return SIEFile{fileName(name, e, ".si"), body, lossy}, err
}

// LedgerFile writes the whole books of the year with the closing entries in
// them as a SIE file of type 4E, those too that are not to be exported.
func (s *Service) LedgerFile(ctx context.Context, by office.User, e Engagement, program, series string) (SIEFile, error) {
	book, err := s.book(ctx, by, e)
	if err != nil {
		return SIEFile{}, err
	}
	views, err := s.Entries(ctx, by, e)
	if err != nil {
		return SIEFile{}, err
	}
	var entries []closing.Entry
	for _, v := range views {
		if v.Whole() && !v.Deleted && v.Next == closing.ThisYear && !v.Recognised.State.InBooks() {
			entries = append(entries, v.Entry)
		}
	}
	received, err := s.receivedSIE(ctx, by, e)
	if err != nil {
		return SIEFile{}, err
	}
	body, lossy, err := export.LedgerFile(sieHead(program, e, entries), e.ID, received, book, series, entries)
	return SIEFile{fileName("bokslut", e, ".se"), body, lossy}, err
}

func (s *Service) receivedSIE(ctx context.Context, by office.User, e Engagement) ([][]byte, error) {
	parts, err := s.store.SnapshotParts(ctx, by.Office, e.Snapshot)
	if err != nil {
		return nil, err
	}
	var files [][]byte
	for _, p := range parts {
		if p.Kind == siePart && e.Source != Manual {
			files = append(files, p.Body)
		}
	}
	return files, nil
}

// siePart is the kind of a stored part that is a SIE file.
const siePart = "sie"

// sieHead dates a file by the last change of what is in it, so that it does not
// change when it is made again.
func sieHead(program string, e Engagement, entries []closing.Entry) export.SIEHead {
	day := e.Year.To
	for _, one := range entries {
		if saved := civil.OfTime(one.Saved); saved.After(day) {
			day = saved
		}
	}
	return export.SIEHead{Program: "Skatt & Bokslut", Version: program, Generated: day}
}

func fileName(what string, e Engagement, ending string) string {
	return fmt.Sprintf("%s %s %s%s", e.Client.OrgNr, what, e.Year.To, ending)
}

// HandOver notes that a person has read the chosen entries into the client's
// program as a file: they are transferred, on that person's word. Entries that
// are delivered or on their way already are left alone; ErrNoEntries when
// nothing is left.
func (s *Service) HandOver(ctx context.Context, by office.User, id, program, series string, chosen []string) error {
	at := s.now()
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		if c.Totals == nil {
			return audit.Event{}, ErrNoImport
		}
		entries, err := c.entries()
		if err != nil {
			return audit.Event{}, err
		}
		if err := c.checkSystem(at, chosen); err != nil {
			return audit.Event{}, err
		}
		if err := c.checkBefore(chosen); err != nil {
			return audit.Event{}, err
		}
		var handed []export.Item
		for _, no := range inTurn(chosen, entries) {
			e, ok := entries[no]
			switch {
			case !ok || e.Deleted:
				return audit.Event{}, fmt.Errorf("entry %s: %w", no, ErrNotFound)
			case e.Draft != nil:
				return audit.Event{}, fmt.Errorf("entry %s: %w", no, ErrDraft)
			case c.delivered(no) || e.Excluded:
				continue
			}
			it, err := export.HandOver(office.NewID(), sieHead(program, c.Head, []closing.Entry{e}), id, *c.Totals, series, e, at)
			if err != nil {
				return audit.Event{}, fmt.Errorf("entry %s: %w", no, err)
			}
			it.AskedBy, it.AskedAt = by.ID, at
			handed = append(handed, it)
		}
		if len(handed) == 0 {
			return audit.Event{}, ErrNoEntries
		}
		c.Deliver = handed
		c.Head.Series, c.HeadChanged = series, true
		return s.event(by, id, "export.handed-over", series, summaryOf(handed)), nil
	})
}
