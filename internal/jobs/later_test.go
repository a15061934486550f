package jobs_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestLaterImportSharesWithTheOneThatWaits: what Fortnox is asked for is what
// has changed since the import that waits, not since the one in use.
func TestLaterImportSharesWithTheOneThatWaits(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	h.whole = true
	c := design()
	e := h.imported(c)
	h.hoursAgo(e, 1000)
	for range 2 {
		h.byHand(c)
		h.local.ResetJournal()
		_, err := h.work.StartImport(t.Context(), h.by, e.ID)
		must(t, err)
		h.work.Turn(t.Context())
	}
	if e = h.again(e); e.Candidate == "" {
		t.Fatal("no import waits")
	}
	asked := 0
	for _, entry := range h.local.Journal() {
		query, err := url.ParseQuery(entry.Query)
		must(t, err)
		since := query.Get("lastmodified")
		if since == "" || strings.HasPrefix(entry.Path, "/3/vouchers") {
			continue
		}
		asked++
		at, err := time.Parse("2006-01-02 15:04", since)
		must(t, err)
		if old := time.Since(at); old > 30*time.Hour { // the clocks of the answers run fast here
			t.Errorf("%s: asked for changes since %s", entry.Path, since)
		}
	}
	if asked == 0 {
		t.Error("nothing was shared")
	}
	if n := h.snapshots(e); n != 3 {
		t.Errorf("%d imports are kept, want 3", n)
	}
}
