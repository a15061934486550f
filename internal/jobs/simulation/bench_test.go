package simulation

import (
	"errors"
	"testing"
	"time"

	"bokslut/internal/export"
)

// smooth is a planner without faults, on a network with an even delay.
type smooth struct{ delay time.Duration }

func (s smooth) strike(string) fate { return fate{exact: true, after: s.delay} }

// measured is what sending a batch took, by the world's clock.
type measured struct {
	requests int
	took     time.Duration
	sent     int
}

// batch sends n entries without faults and with the documented pace.
func batch(t *testing.T, n int, delay time.Duration) (m measured) {
	imported(t, plain)
	_, errs := runWorld(t, 1, func(w *world) {
		w.furnish(importedParts[plain], n)
		w.plan, w.open = smooth{delay}, false
		w.requests = 0
		p := w.newProc("a", 0)
		w.procs = append(w.procs, p)
		w.later(time.Nanosecond, "", func() { w.press("Anna") })
		w.run(time.Hour, w.over)
		m.took = time.Since(w.begun)
		m.requests = w.requests
		for _, it := range w.oracle.items {
			if it.State == export.Sent {
				m.sent++
			}
		}
	})
	if err := errors.Join(errorsOf(errs)...); err != nil {
		t.Error(err)
	}
	return m
}

func errorsOf(texts []string) []error {
	var all []error
	for _, text := range texts {
		all = append(all, errors.New(text))
	}
	return all
}

// leastRequests is what a batch of n needs: preflight and the renewed token, and
// for each entry a look, a POST and the reading back. The look stands before
// each send and not before the batch only: a cloned machine may be sending too.
func leastRequests(n int) int { return preflight + 1 + 3*n }

// preflight reads company, years, series, accounts, the lock and what stands in
// the series.
const preflight = 6

// pace is how long Fortnox's limit, less one, makes so many requests take.
func pace(requests int) time.Duration { return time.Duration(requests) * 5 * time.Second / 24 }

// TestBatch: a batch makes no request too many, and takes little longer than the
// pace allows.
func TestBatch(t *testing.T) {
	const n = 60
	m := batch(t, n, 40*time.Millisecond)
	if m.sent != n || m.requests > leastRequests(n) {
		t.Errorf("%d sent with %d requests, want %d with at most %d", m.sent, m.requests, n, leastRequests(n))
	}
	if limit := pace(m.requests)*6/5 + 5*time.Second; m.took > limit {
		t.Errorf("it took %v, want at most %v", m.took, limit)
	}
	t.Logf("%d entries: %d requests (least %d), %v (the pace allows %v)", n, m.requests, leastRequests(n), m.took.Round(time.Second), pace(m.requests))
}

// BenchmarkTwoHundred tells requests and time of the world's clock; ns/op is
// what simulating it costs.
func BenchmarkTwoHundred(b *testing.B) {
	var m measured
	for b.Loop() {
		all := func(string, string) (bool, error) { return true, nil }
		if !testing.RunTests(all, []testing.InternalTest{{Name: "batch", F: func(t *testing.T) { m = batch(t, 200, 40*time.Millisecond) }}}) {
			b.Fatal("the batch failed")
		}
	}
	b.ReportMetric(float64(m.requests), "requests")
	b.ReportMetric(float64(leastRequests(200)), "least-requests")
	b.ReportMetric(m.took.Seconds(), "s")
	b.ReportMetric(pace(m.requests).Seconds(), "pace-s")
}
