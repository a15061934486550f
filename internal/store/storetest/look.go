package storetest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// oneLookAtATime: of many callers one may look, and again after the time or
// after another import. What was found is kept for that import only.
func oneLookAtATime(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	e := newEngagement(t, s, u)
	if _, err := s.LatestLook(ctx, u.Office, e.ID); !errors.Is(err, engagement.ErrNotFound) {
		t.Errorf("a look before the first = %v, want ErrNotFound", err)
	}
	var claims atomic.Int32
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			ok, err := s.ClaimLook(ctx, u.Office, e.ID, "s1", time.Hour)
			if err != nil {
				t.Error(err)
			}
			if ok {
				claims.Add(1)
			}
		})
	}
	wg.Wait()
	if claims.Load() != 1 {
		t.Errorf("%d callers may look, want 1", claims.Load())
	}
	want := jobs.Look{Snapshot: "s1", At: noon, New: 3, Changed: 2, Gone: 1}
	must(t, s.SaveLook(ctx, u.Office, e.ID, want))
	look := func() jobs.Look {
		t.Helper()
		got, err := s.LatestLook(ctx, u.Office, e.ID)
		must(t, err)
		return got
	}
	if got := look(); !got.At.Equal(want.At) || got.New != 3 || got.Changed != 2 || got.Gone != 1 || got.Snapshot != "s1" {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if ok, err := s.ClaimLook(ctx, u.Office, e.ID, "s1", 0); !ok || err != nil {
		t.Errorf("after its time: %v, %v, want true", ok, err)
	}
	if got := look(); got.New != 3 {
		t.Errorf("what was found is forgotten when somebody looks again: %+v", got)
	}
	if ok, err := s.ClaimLook(ctx, u.Office, e.ID, "s2", time.Hour); !ok || err != nil {
		t.Errorf("after another import: %v, %v, want true", ok, err)
	}
	must(t, s.SaveLook(ctx, u.Office, e.ID, want)) // a slow look at the import before
	if got := look(); got.Snapshot != "s2" || got.Differs() {
		t.Errorf("got %+v, want nothing about s2", got)
	}
	stranger := newOffice(t, s, "x@y.se")
	if _, err := s.LatestLook(ctx, stranger.Office, e.ID); !errors.Is(err, engagement.ErrNotFound) {
		t.Errorf("another office's look = %v, want ErrNotFound", err)
	}
}

// partsOfSomeKinds come in order, and no others.
func partsOfSomeKinds(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	e := newEngagement(t, s, u)
	must(t, change(s, e, nil, func(c *engagement.Change) error {
		c.Snapshot = newSnapshot("s1", []byte("#FLAGGA 0"))
		for _, name := range []string{"years/1", "company/1", "years/2"} {
			c.Snapshot.Parts = append(c.Snapshot.Parts, engagement.RawPart{Name: name, Kind: name[:len(name)-2], At: noon, Body: []byte(name)})
		}
		return nil
	}))
	parts, err := s.PartsOf(ctx, u.Office, "s1", "years", "nothing")
	must(t, err)
	if len(parts) != 2 || parts[0].Name != "years/1" || string(parts[1].Body) != "years/2" || !parts[0].At.Equal(noon) {
		t.Errorf("got %+v, want both of years", parts)
	}
}
