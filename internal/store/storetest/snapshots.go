package storetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/export"

	"github.com/google/go-cmp/cmp"
)

func partsAreReadOneByOne(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	e := newEngagement(t, s, u)
	snap := newSnapshot("s1", []byte("one"), []byte{})
	addSnapshot(t, s, e, snap)
	index, err := s.SnapshotIndex(ctx, e.Office, e.ID, "s1")
	if err != nil || len(index) != 2 {
		t.Fatalf("SnapshotIndex = %v, %v", index, err)
	}
	for i, want := range snap.Parts {
		sum := sha256.Sum256(want.Body)
		info := engagement.PartInfo{
			Seq: i, Name: want.Name, Kind: want.Kind, Request: want.Request, At: noon, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(want.Body)),
		}
		if diff := cmp.Diff(info, index[i]); diff != "" {
			t.Errorf("part %d (-want +got):\n%s", i, diff)
		}
		body, err := s.SnapshotPart(ctx, e.Office, e.ID, "s1", i)
		if err != nil || string(body) != string(want.Body) {
			t.Errorf("part %d = %q, %v", i, body, err)
		}
	}
	stranger := newOffice(t, s, "x@y.se")
	for _, of := range [][3]string{{stranger.Office, e.ID, "s1"}, {e.Office, "another", "s1"}, {e.Office, e.ID, "s2"}} {
		_, err := s.SnapshotIndex(ctx, of[0], of[1], of[2])
		_, err2 := s.SnapshotPart(ctx, of[0], of[1], of[2], 0)
		if !errors.Is(err, engagement.ErrNotFound) || !errors.Is(err2, engagement.ErrNotFound) {
			t.Errorf("parts of %v: %v, %v, want ErrNotFound", of, err, err2)
		}
	}
}

// headKeepsWhatWaits: an import is added without becoming the current one, and
// Load shows what Change would.
func headKeepsWhatWaits(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	addSnapshot(t, s, e, newSnapshot("s1", []byte("one")))
	want := engagement.Taken{
		Recognised: []export.Recognised{{Entry: "B1", Series: "I", Number: "7", State: export.Equal}},
		Findings:   []engagement.Finding{{Code: "x", Severity: "warning", Args: []string{"1"}}},
	}
	must(t, change(s, e, nil, func(c *engagement.Change) error {
		c.Snapshot, c.Head.Candidate, c.Taken, c.HeadChanged = newSnapshot("s2", []byte("two")), "s2", want, true
		c.Save = append(c.Save, engagement.Part{ID: engagement.PartID{Kind: engagement.IntakePart, Key: "1"}, Digest: []byte(`{"no":1}`), Body: []byte(`{"no":1}`)})
		return nil
	}))
	got, err := s.Engagement(ctx, e.Office, e.ID)
	if err != nil || got.Snapshot != "s1" || got.Candidate != "s2" {
		t.Errorf("the head holds %q and %q, %v, want s1 current and s2 waiting", got.Snapshot, got.Candidate, err)
	}
	taken, err := s.Taken(ctx, e.Office, e.ID)
	if diff := cmp.Diff(want, taken); diff != "" || err != nil {
		t.Errorf("taken, %v (-want +got):\n%s", err, diff)
	}
	c, err := s.Load(ctx, e.Office, e.ID, nil)
	if err != nil || c.Head.Candidate != "s2" || c.Totals == nil || len(c.Parts) != 1 || !cmp.Equal(c.Taken, want) {
		t.Errorf("Load = %+v, %v", c, err)
	}
	must(t, change(s, e, nil, func(*engagement.Change) error { return nil }))
	if again, err := s.Taken(ctx, e.Office, e.ID); err != nil || !cmp.Equal(again, want) {
		t.Errorf("after another change taken is %+v, %v", again, err)
	}
}

// contentsAreKeptOnce: what an engagement holds is given back byte for byte to it
// alone, however often it was handed over, and not at all when the change failed.
func contentsAreKeptOnce(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	e, stranger := newEngagement(t, s, u), newOffice(t, s, "x@y.se")
	large := bytes.Repeat([]byte("\x00kvitto\xff"), 100_000)
	keep := func(what error, bodies ...[]byte) error {
		return change(s, e, nil, func(c *engagement.Change) error {
			c.Keep = bodies
			for _, kind := range []engagement.PartKind{engagement.DocumentPart, engagement.AttachmentPart} {
				id := engagement.PartID{Kind: kind, Key: "d"}
				c.Save = append(c.Save, engagement.Part{ID: id, Version: c.Parts[id].Version, Digest: []byte(`{}`)})
			}
			return what
		})
	}
	must(t, keep(nil, large, []byte("x")))
	must(t, keep(nil, large))
	if err := keep(errTest, []byte("lost")); !errors.Is(err, errTest) {
		t.Fatalf("a change that fails = %v", err)
	}
	for _, body := range [][]byte{large, []byte("x")} {
		if got, err := s.Content(ctx, e.Office, e.ID, sha(body)); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%d bytes came back as %d, %v", len(body), len(got), err)
		}
	}
	for _, of := range [][3]string{{stranger.Office, e.ID, sha(large)}, {e.Office, "another", sha(large)}, {e.Office, e.ID, sha([]byte("lost"))}} {
		if _, err := s.Content(ctx, of[0], of[1], of[2]); !errors.Is(err, engagement.ErrNotFound) {
			t.Errorf("content of %v = %v, want ErrNotFound", of, err)
		}
	}
	if parts, err := s.Digests(ctx, e.Office, e.ID, engagement.DocumentPart); err != nil || len(parts) != 1 || parts[0].Version != 2 {
		t.Errorf("parts %+v, %v, want one of version 2", parts, err)
	}
}

var errTest = errors.New("test")

func sha(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
