package fortnox

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// memoryPace is a PaceStore in memory that takes a while, as a database does.
type memoryPace struct {
	mu      sync.Mutex
	saved   []byte
	takes   time.Duration
	off     time.Duration // how far its clock is from ours
	changes int
	err     error
}

func (m *memoryPace) Change(ctx context.Context, f func([]byte, time.Time) []byte) error {
	time.Sleep(m.takes / 2)
	defer time.Sleep(m.takes / 2)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.changes++
	if m.err != nil {
		return m.err
	}
	m.saved = f(m.saved, time.Now().Add(m.off))
	return ctx.Err()
}

// sentLog is when requests were let through, over all instances.
type sentLog struct {
	mu    sync.Mutex
	times []time.Time
}

func (l *sentLog) add() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.times = append(l.times, time.Now())
}

const runFor = 10 * time.Minute

// want checks that Fortnox would never have answered 429, and that so many per
// cent of what may be used were used, in the first minute and in all ten.
func (l *sentLog) want(t *testing.T, begin time.Time, share int) {
	t.Helper()
	for i := range l.times {
		if i >= windowRequests && l.times[i].Sub(l.times[i-windowRequests]) < 5*time.Second {
			t.Fatalf("request %d came %v after the 24th before it, want at least 5s", i, l.times[i].Sub(l.times[i-windowRequests]))
		}
	}
	for _, d := range []time.Duration{time.Minute, runFor} {
		n, most := 0, windowRequests*int(d/(5*time.Second))
		for _, at := range l.times {
			if at.Sub(begin) < d {
				n++
			}
		}
		t.Logf("%d requests in %v, %.1f %% of %d", n, d, float64(n)*100/float64(most), most)
		if n*100 < most*share {
			t.Errorf("%d requests in %v, want at least %d %% of %d", n, d, share, most)
		}
	}
}

// send lets workers ask one after the other, each for some time per request.
func (l *sentLog) send(ctx context.Context, wg *sync.WaitGroup, p Pacer, workers int, each time.Duration) {
	for range workers {
		wg.Go(func() {
			for p.Wait(ctx, Background) == nil {
				l.add()
				time.Sleep(each)
			}
		})
	}
}

func TestSharedWindowIsFullAndNeverOver(t *testing.T) {
	for _, tt := range []struct {
		name      string
		instances int
		workers   int
		each      time.Duration
		store     *memoryPace
		calls     int // of the store per 100 requests, at most
	}{
		{"one_instance", 1, 10, 0, &memoryPace{}, 25},
		{"two_instances", 2, 10, 0, &memoryPace{}, 30},
		{"two_instances_that_read_one_by_one", 2, 1, 40 * time.Millisecond, &memoryPace{takes: 3 * time.Millisecond}, 110},
		{"one_that_reads_one_by_one", 1, 1, 60 * time.Millisecond, &memoryPace{takes: 3 * time.Millisecond}, 110},
		{"five_instances_slow_store", 5, 3, 20 * time.Millisecond, &memoryPace{takes: 40 * time.Millisecond}, 60},
		{"store_clock_an_hour_ahead", 2, 3, 20 * time.Millisecond, &memoryPace{takes: 2 * time.Millisecond, off: time.Hour}, 40},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), runFor)
				defer cancel()
				begin := time.Now()
				var log sentLog
				var wg sync.WaitGroup
				for range tt.instances {
					log.send(ctx, &wg, NewSharedWindow(tt.store, nil), tt.workers, tt.each)
				}
				wg.Wait()
				time.Sleep(storeWait)
				log.want(t, begin, 95)
				calls := tt.store.changes * 100 / len(log.times)
				t.Logf("%d calls of the store per 100 requests", calls)
				if calls > tt.calls {
					t.Errorf("%d calls of the store per 100 requests, want at most %d", calls, tt.calls)
				}
			})
		})
	}
}

// An instance that dies with permits in hand costs no more than those, once.
func TestSharedWindowAfterACrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), runFor)
		defer cancel()
		store, begin := &memoryPace{}, time.Now()
		var log sentLog
		var wg sync.WaitGroup
		short, die := context.WithTimeout(ctx, 2*time.Second)
		defer die()
		log.send(short, &wg, NewSharedWindow(store, nil), 1, 10*time.Millisecond)
		log.send(ctx, &wg, NewSharedWindow(store, nil), 3, 10*time.Millisecond)
		wg.Wait()
		log.want(t, begin, 93)
	})
}

func TestSharedWindowClicksFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), runFor)
		defer cancel()
		store, begin := &memoryPace{takes: 4 * time.Millisecond}, time.Now()
		var log sentLog
		var wg sync.WaitGroup
		busy, own := NewSharedWindow(store, nil), NewSharedWindow(store, nil)
		log.send(ctx, &wg, busy, 8, 0)
		log.send(ctx, &wg, own, 8, 0)
		var longest time.Duration
		for range 5 {
			time.Sleep(7 * time.Second)
			clicked := time.Now()
			for range 3 {
				wg.Go(func() {
					if err := own.Wait(ctx, Click); err != nil {
						t.Error(err)
					}
					log.add()
					log.mu.Lock()
					longest = max(longest, time.Since(clicked))
					log.mu.Unlock()
				})
			}
			synctest.Wait()
		}
		wg.Wait()
		if longest > windowLength {
			t.Errorf("a click waited %v, want its turn in the first window", longest)
		}
		log.want(t, begin, 95)
	})
}

func TestSharedWindowHoldReachesOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memoryPace{}
		one, other := NewSharedWindow(store, nil), NewSharedWindow(store, nil)
		begin := time.Now()
		one.Hold(20 * time.Second)
		one.Hold(time.Second)
		var wg sync.WaitGroup
		for _, w := range []*SharedWindow{one, other} {
			wg.Go(func() {
				if err := w.Wait(t.Context(), Click); err != nil || time.Since(begin) < 20*time.Second {
					t.Errorf("went after %v, %v, want after 20s", time.Since(begin), err)
				}
			})
			synctest.Wait()
		}
		wg.Wait()
	})
}

func TestSharedWindowStoreDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := errors.New("database is down")
		store := &memoryPace{err: down}
		w := NewSharedWindow(store, nil)
		for range 30 {
			if err := w.Wait(t.Context(), Background); !errors.Is(err, down) {
				t.Fatalf("got %v, want the store's error", err)
			}
		}
		store.err = nil
		if err := w.Wait(t.Context(), Background); err != nil {
			t.Error(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := w.Wait(ctx, Click); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v for a dead context", err)
		}
	})
}

func TestSharedWindowGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewSharedWindow(&memoryPace{}, nil)
		for range windowRequests {
			if err := w.Wait(t.Context(), Background); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := w.Wait(ctx, Background); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the context's error", err)
		}
		begin := time.Now()
		if err := w.Wait(t.Context(), Background); err != nil || time.Since(begin) > windowLength {
			t.Errorf("went after %v, %v: one that gave up has used a turn", time.Since(begin), err)
		}
	})
}

// withPermitsInHand is a window that has used nine permits and has more.
func withPermitsInHand(t *testing.T, store PaceStore) *SharedWindow {
	t.Helper()
	w := NewSharedWindow(store, nil)
	for range 9 {
		if err := w.Wait(t.Context(), Background); err != nil {
			t.Fatal(err)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.block.left == 0 {
		t.Fatal("the test needs permits in hand")
	}
	return w
}

func TestPermitsInHandExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memoryPace{}
		w := withPermitsInHand(t, store)
		time.Sleep(blockLife)
		synctest.Wait()
		changes := store.changes
		if err := w.Wait(t.Context(), Background); err != nil || store.changes == changes {
			t.Errorf("a permit was used after its time: %v", err)
		}
	})
}

func TestPermitsInHandAreHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := withPermitsInHand(t, &memoryPace{})
		begin := time.Now()
		w.Hold(500 * time.Millisecond)
		if err := w.Wait(t.Context(), Click); err != nil || time.Since(begin) < 500*time.Millisecond {
			t.Errorf("went after %v, %v, want after the hold", time.Since(begin), err)
		}
	})
}

// A click that comes while background work waits is told to the others.
func TestWaitingClicksAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memoryPace{}
		w := NewSharedWindow(store, nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var wg sync.WaitGroup
		for range windowRequests + 5 {
			wg.Go(func() { w.Wait(ctx, Background) })
		}
		synctest.Wait()
		for range 2 {
			wg.Go(func() { w.Wait(ctx, Click) })
			synctest.Wait()
		}
		state := readPaceState(store.saved, time.Now().UnixMilli())
		if len(state.Clicks) != 1 || state.Clicks[0].N != 2 {
			t.Errorf("the store knows of %+v, want 2 clicks", state.Clicks)
		}
		wg.Wait()
	})
}
