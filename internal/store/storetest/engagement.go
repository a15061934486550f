package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"

	"bokslut/internal/audit"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"

	"github.com/google/go-cmp/cmp"
)

func anotherOfficeSeesNothing(t *testing.T, s Database) {
	u, stranger := newOffice(t, s, "m@b.se"), newOffice(t, s, "x@y.se")
	e := newEngagement(t, s, u)
	must(t, change(s, e, nil, func(c *engagement.Change) error {
		c.Save = append(c.Save, part("B1", 0, `{"no":"B1"}`))
		c.Snapshot = newSnapshot("s1", []byte("#FLAGGA 0"))
		c.Head.Snapshot, c.HeadChanged = "s1", true
		return nil
	}))
	id := engagement.PartID{Kind: engagement.EntryPart, Key: "B1"}
	checks := map[string]error{}
	_, checks["Engagement"] = s.Engagement(ctx, stranger.Office, e.ID)
	_, checks["Part"] = s.Part(ctx, stranger.Office, e.ID, id)
	_, checks["Snapshot"] = s.Snapshot(ctx, stranger.Office, e.ID, "s1")
	_, checks["SnapshotParts"] = s.SnapshotParts(ctx, stranger.Office, "s1")
	_, checks["Client"] = s.Client(ctx, stranger.Office, e.Client.ID)
	_, checks["User"] = s.User(ctx, stranger.Office, u.ID)
	_, checks["LatestJob"] = s.LatestJob(ctx, stranger.Office, e.ID, "import")
	checks["Change"] = s.Change(ctx, stranger.Office, e.ID, nil, func(*engagement.Change) (audit.Event, error) {
		t.Error("another office's change was let in")
		return audit.Event{}, nil
	})
	for method, err := range checks {
		if !errors.Is(err, engagement.ErrNotFound) {
			t.Errorf("%s = %v, want ErrNotFound", method, err)
		}
	}
	listed, err := s.Engagements(ctx, stranger.Office)
	digests, err2 := s.Digests(ctx, stranger.Office, e.ID, engagement.EntryPart)
	events, err3 := s.Events(ctx, stranger.Office, e.ID, 10)
	if len(listed)+len(digests)+len(events) > 0 || errors.Join(err, err2, err3) != nil {
		t.Errorf("lists show %d, %d, %d (%v), want nothing", len(listed), len(digests), len(events), errors.Join(err, err2, err3))
	}
}

func oneEngagementPerClientAndYear(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	e := newEngagement(t, s, u)
	e.ID = office.NewID()
	err := s.CreateEngagement(ctx, e, audit.Event{Office: u.Office, Stream: e.ID, At: noon})
	if !errors.Is(err, engagement.ErrTaken) {
		t.Errorf("a second engagement for the year = %v, want ErrTaken", err)
	}
}

func failedChangeSavesNothing(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	boom := errors.New("boom")
	err := change(s, e, nil, func(c *engagement.Change) error {
		c.Save = append(c.Save, part("B1", 0, `{}`))
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("Change = %v, want boom", err)
	}
	stale := change(s, e, nil, func(c *engagement.Change) error {
		c.Save = append(c.Save, part("B2", 0, `{}`), part("B3", 7, `{}`))
		return nil
	})
	if !errors.Is(stale, engagement.ErrConflict) {
		t.Fatalf("Change of a part that is not there = %v, want ErrConflict", stale)
	}
	digests, err := s.Digests(ctx, e.Office, e.ID, engagement.EntryPart)
	if len(digests) != 0 || err != nil {
		t.Errorf("parts = %v, %v, want none", digests, err)
	}
	if events, err := s.Events(ctx, e.Office, e.ID, 10); len(events) != 1 || err != nil {
		t.Errorf("%d events (%v), want only the first", len(events), err)
	}
}

func stalePartIsAConflict(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	save := func(version int64) error {
		return change(s, e, nil, func(c *engagement.Change) error {
			c.Save = append(c.Save, part("B1", version, fmt.Sprintf(`{"v":%d}`, version)))
			return nil
		})
	}
	must(t, save(0))
	must(t, save(1))
	for _, version := range []int64{0, 1, 3} {
		if err := save(version); !errors.Is(err, engagement.ErrConflict) {
			t.Errorf("saving version %d = %v, want ErrConflict", version, err)
		}
	}
	p, err := s.Part(ctx, e.Office, e.ID, engagement.PartID{Kind: engagement.EntryPart, Key: "B1"})
	if err != nil || p.Version != 2 || string(p.Body) != `{"v":1}` {
		t.Errorf("Part = %+v, %v", p, err)
	}
}

func twoWritersLoseNothing(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			errs[i] = change(s, e, nil, func(c *engagement.Change) error {
				c.Save = append(c.Save, part(fmt.Sprintf("B%d", len(c.Parts)+1), 0, `{}`))
				return nil
			})
		})
	}
	wg.Wait()
	must(t, errors.Join(errs...))
	digests, err := s.Digests(ctx, e.Office, e.ID, engagement.EntryPart)
	if len(digests) != len(errs) || err != nil {
		t.Errorf("%d parts (%v), want %d", len(digests), err, len(errs))
	}
}

func newSnapshot(id string, bodies ...[]byte) *engagement.NewSnapshot {
	snap := &engagement.NewSnapshot{Snapshot: engagement.Snapshot{
		ID: id, Source: engagement.SIE, At: noon, By: "u", Findings: []engagement.Finding{{Code: "x", Severity: "info", Args: []string{"1"}}},
		Totals: ledger.Totals{Company: ledger.Company{Name: "Almvik", OrgNr: "559981-2038"}, Years: []ledger.YearTotals{{
			Period: year, Accounts: []ledger.AccountTotal{{Number: "1510", Name: "Kundfordringar", Opening: 1 << 40}},
		}}},
	}}
	for i, body := range bodies {
		snap.Parts = append(snap.Parts, engagement.RawPart{Name: fmt.Sprintf("sie/%d", i), Kind: "sie", Request: "fil.se", At: noon, Body: body})
	}
	return snap
}

func addSnapshot(t *testing.T, s Database, e engagement.Engagement, snap *engagement.NewSnapshot) {
	t.Helper()
	must(t, change(s, e, nil, func(c *engagement.Change) error {
		c.Snapshot, c.Head.Snapshot, c.HeadChanged = snap, snap.ID, true
		return nil
	}))
}

func snapshotGivesBackWhatItGot(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	body := bytes.Repeat([]byte("#VER A 1\x84\x00"), 10_000)
	want := newSnapshot("s1", body, []byte{})
	addSnapshot(t, s, e, want)
	got, err := s.Snapshot(ctx, e.Office, e.ID, "s1")
	must(t, err)
	if diff := cmp.Diff(want.Snapshot, got); diff != "" {
		t.Errorf("snapshot (-want +got):\n%s", diff)
	}
	parts, err := s.SnapshotParts(ctx, e.Office, "s1")
	must(t, err)
	if diff := cmp.Diff(want.Parts, parts, cmp.Comparer(bytes.Equal)); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	listed, err := s.Engagements(ctx, e.Office)
	if err != nil || len(listed) != 1 || !listed[0].ImportedAt.Equal(noon) || listed[0].Snapshot != "s1" {
		t.Errorf("Engagements = %+v, %v", listed, err)
	}
}

func snapshotsShareParts(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	addSnapshot(t, s, e, newSnapshot("s1", []byte("same"), []byte("one")))
	addSnapshot(t, s, e, newSnapshot("s2", []byte("same"), []byte("two")))
	snaps, err := s.Snapshots(ctx, e.Office, e.ID)
	must(t, err)
	if len(snaps) != 2 || snaps[0].ID != "s2" || snaps[1].ID != "s1" {
		t.Errorf("Snapshots = %v, want s2 then s1", snaps)
	}
	parts, err := s.SnapshotParts(ctx, e.Office, "s1")
	if err != nil || string(parts[0].Body) != "same" || string(parts[1].Body) != "one" {
		t.Errorf("parts of s1 = %v, %v", parts, err)
	}
}

func largeAmountsSurvive(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	must(t, change(s, e, nil, func(c *engagement.Change) error {
		c.Summary.DiffSum = 1 << 52
		return nil
	}))
	listed, err := s.Engagements(ctx, e.Office)
	if err != nil || listed[0].Summary.DiffSum != 1<<52 {
		t.Errorf("a sum of %d öre came back as %v (%v)", int64(1)<<52, listed, err)
	}
}

func auditChainHolds(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	for range 5 {
		must(t, change(s, e, nil, func(*engagement.Change) error { return nil }))
	}
	for _, stream := range []string{e.ID, audit.OfficeStream} {
		events, err := s.Events(ctx, e.Office, stream, 100)
		must(t, err)
		for i, j := 0, len(events)-1; i < j; i, j = i+1, j-1 {
			events[i], events[j] = events[j], events[i]
		}
		if err := audit.Verify(events); err != nil || len(events) < 2 {
			t.Errorf("stream %s of %d events: %v", stream, len(events), err)
		}
	}
}

func auditEventsCannotBeChanged(t *testing.T, s Database) {
	if s.Exec == nil {
		t.Skip("it has no way to change them")
	}
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	addSnapshot(t, s, e, newSnapshot("s1"))
	for _, query := range []string{
		`UPDATE audit_event SET user_id = 'x'`, `DELETE FROM audit_event`, `UPDATE snapshot SET head = '{}'`,
	} {
		if err := s.Exec(query); err == nil {
			t.Errorf("%s went through", query)
		}
	}
}

func headKeepsItsTerms(t *testing.T, s Database) {
	u := newOffice(t, s, "maria@lindvik.example")
	e := newEngagement(t, s, u)
	limit := money.Amount(1_00)
	want := engagement.Terms{Review: engagement.ReviewChosen, Materiality: &limit}
	must(t, s.Change(ctx, u.Office, e.ID, nil, func(c *engagement.Change) (audit.Event, error) {
		c.Head.Terms, c.HeadChanged = want, true
		c.Save = append(c.Save, engagement.Part{ID: engagement.PartID{Kind: engagement.NotePart, Key: "3001"}, Digest: []byte(`{}`)})
		return audit.Event{At: noon, User: u.ID, What: "engagement.facts-changed"}, nil
	}))
	got, err := s.Engagement(ctx, u.Office, e.ID)
	if err != nil || got.Terms.Review != want.Review || got.Terms.Materiality == nil || *got.Terms.Materiality != limit {
		t.Errorf("terms %+v, %v", got.Terms, err)
	}
	if notes, err := s.Digests(ctx, u.Office, e.ID, engagement.NotePart); len(notes) != 1 || err != nil {
		t.Errorf("notes %+v, %v", notes, err)
	}
}
