package fortnox_test

import (
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/source"
)

// atLeast is the shortest time in which Fortnox takes so many requests: 25 at
// once, and 25 more each five seconds.
func atLeast(requests int) time.Duration { return time.Duration((requests-1)/25) * 5 * time.Second }

// A timed import.
type timed struct {
	requests int
	took     time.Duration
}

// timeImport imports after earlier, and tells what it took.
func (w *tenants) timeImport(tb testing.TB, client *fortnox.Client, earlier []source.Part) ([]source.Part, timed) {
	tb.Helper()
	want := source.Want{Period: civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}}
	var last source.Progress
	began := time.Now()
	connect := func(record func(fortnox.Raw)) source.FortnoxAPI { return client.Recording(record) }
	parts, err := source.Update(tb.Context(), connect, want, earlier, func(p source.Progress) { last = p })
	if err != nil {
		tb.Fatal(err)
	}
	return parts, timed{last.Requests, time.Since(began)}
}

// longAfter is an import made a day after all changes: the next one asks only
// for what came later, and overlaps a little.
func longAfter(parts []source.Part) []source.Part {
	for i := range parts {
		parts[i].At = parts[i].At.Add(24 * time.Hour)
	}
	return parts
}

// TestImportTime: a first import takes little more than the pace allows, each
// request on its way for 50 ms; a later one fits into what is let through at once.
func TestImportTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(27 * 365 * 24 * time.Hour) // until after the company's year
		w := newTenants(t, 1, fortnoxtest.Options{})
		client := w.client(t, w.ids[0], fortnox.Config{HTTP: wire{w.srv, 10 * time.Millisecond, 40 * time.Millisecond}})
		parts, first := w.timeImport(t, client, nil)
		_, later := w.timeImport(t, client, longAfter(parts))
		t.Logf("first: %d requests in %v, at least %v; later: %d in %v", first.requests, first.took, atLeast(first.requests), later.requests, later.took)
		if bound := atLeast(first.requests); bound == 0 || first.took > bound*11/10 {
			t.Errorf("%d requests took %v, want at most a tenth over %v", first.requests, first.took, bound)
		}
		if later.requests > 24 || later.took > 2*time.Second {
			t.Errorf("a later import took %d requests and %v, want at most 24 and 2s", later.requests, later.took)
		}
	})
}

// BenchmarkLaterImport imports a company anew, and again when nothing has
// changed, over HTTP in real time.
func BenchmarkLaterImport(b *testing.B) {
	var first, later timed
	for b.Loop() {
		w := newTenants(b, 1, fortnoxtest.Options{})
		web := httptest.NewServer(w.srv)
		client := w.client(b, w.ids[0], fortnox.Config{BaseURL: web.URL})
		var parts []source.Part
		parts, first = w.timeImport(b, client, nil)
		_, later = w.timeImport(b, client, longAfter(parts))
		web.Close()
	}
	b.ReportMetric(float64(first.requests), "requests-first")
	b.ReportMetric(first.took.Seconds()/atLeast(first.requests).Seconds(), "of-least-time")
	b.ReportMetric(float64(later.requests), "requests-later")
	b.ReportMetric(later.took.Seconds()*1000, "ms-later")
}
