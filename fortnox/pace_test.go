package fortnox

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// run sends as much as the window lets through for d, from n goroutines, and
// gives the times.
func runWindow(t *testing.T, w *Window, n int, d time.Duration) []time.Time {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	var mu sync.Mutex
	var times []time.Time
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for w.Wait(ctx, Background) == nil {
				mu.Lock()
				times = append(times, time.Now())
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return times
}

func TestWindowNeverTooManyAndNearlyFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		times := runWindow(t, NewWindow(nil), 10, time.Minute)
		for i := range times {
			if i >= 24 && times[i].Sub(times[i-24]) < 5*time.Second {
				t.Fatalf("request %d came %v after the 24th before it, want at least 5s", i, times[i].Sub(times[i-24]))
			}
		}
		if most := 24 * 12; len(times) < most*95/100 {
			t.Errorf("%d requests in a minute, want at least 95 %% of %d", len(times), most)
		}
	})
}

func TestWindowClicksFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWindow(nil)
		for range windowRequests {
			w.Wait(t.Context(), Background)
		}
		var mu sync.Mutex
		var order []Priority
		var wg sync.WaitGroup
		for i := range 30 {
			p := Background
			if i >= 20 {
				p = Click
			}
			wg.Go(func() {
				w.Wait(t.Context(), p)
				mu.Lock()
				order = append(order, p)
				mu.Unlock()
			})
			synctest.Wait()
		}
		time.Sleep(windowLength)
		synctest.Wait()
		mu.Lock()
		clicks := 0
		for _, p := range order {
			clicks += int(p)
		}
		if len(order) != windowRequests || clicks != 10 {
			t.Errorf("first window: %d requests with %d clicks, want %d with all 10", len(order), clicks, windowRequests)
		}
		mu.Unlock()
		wg.Wait()
	})
}

func TestWindowHoldAndCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWindow(nil)
		w.Hold(7 * time.Second)
		w.Hold(time.Second)
		begin := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := w.Wait(ctx, Click); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the context's error", err)
		}
		if err := w.Wait(t.Context(), Background); err != nil || time.Since(begin) != 7*time.Second {
			t.Errorf("went after %v, %v, want after 7s", time.Since(begin), err)
		}
		cancel()
		if err := w.Wait(ctx, Background); err == nil {
			t.Error("a dead context was let through")
		}
		for range windowRequests - 1 {
			w.Wait(t.Context(), Background)
		}
		if time.Since(begin) != 7*time.Second {
			t.Errorf("those who gave up used turns: %v passed", time.Since(begin))
		}
	})
}

func TestWindowsAreApart(t *testing.T) {
	var all Windows
	first := all.For("a", 1)
	if again := all.For("a", 1); first != again || all.For("a", 1) == all.For("a", 2) || all.For("a", 1) == all.For("b", 1) {
		t.Error("windows are not one per client id and tenant")
	}
}
