package fortnox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A tokenFault strikes one call of one instance. point is the n-th call of its
// kind that the instance makes: load#1 is before the lease, load#2 T2, save#1
// T3, send#1 T4 to T6, save#2 T7.
type tokenFault struct {
	instance int
	point    string
	act      string
}

func (f tokenFault) String() string { return fmt.Sprintf("%d:%s:%s", f.instance, f.point, f.act) }

// matrixFaults are all faults of the matrix for one instance.
func matrixFaults(instance int) []tokenFault {
	var all []tokenFault
	for _, point := range []string{"load#1", "lease#1", "load#2", "save#1", "save#2"} {
		for _, act := range []string{
			"kill_before", "kill_after", "down_before", "unconfirmed", "pause_before", "pause_after", "disconnect", "login",
		} {
			all = append(all, tokenFault{instance, point, act})
		}
	}
	for _, point := range []string{"send#1", "send#2"} {
		for _, act := range []string{
			"not_sent", "kill_before", "kill_after", "lost_before", "lost_after", "pause_before", "pause_after", "busy", "busy_after",
			"rate", "unreadable_after", "html_400", "invalid_client", "disconnect", "login",
		} {
			all = append(all, tokenFault{instance, point, act})
		}
	}
	return all
}

var errDown = errors.New("database is down")

// A tokenRun is one login host and one store, with instances that faults strike.
type tokenRun struct {
	store *MemoryTokens

	mu       sync.Mutex
	faults   []tokenFault
	seen     map[string]int
	dead     map[int]bool
	good     string         // the refresh token that works
	rotated  int            // pairs given
	sent     map[string]int // token requests by refresh token
	owner    int            // the instance that got the good pair, -1 for none
	saved    map[string]bool
	unproved int // answers that the client did not get, of requests that the host did not get either
	tries    int // answers and deaths after which a try more is allowed
	ended    bool
	revoked  int
}

func newTokenRun(faults ...tokenFault) *tokenRun {
	old := NewTokenRecord(Token{AccessToken: jwt(7, 0), RefreshToken: "r0", ExpiresIn: time.Hour, TenantID: 7}, time.Now().Add(-61*time.Minute))
	return &tokenRun{
		store: NewMemoryTokens(old, nil), faults: faults, seen: map[string]int{}, dead: map[int]bool{}, good: "r0",
		sent: map[string]int{}, saved: map[string]bool{"r0": true, jwt(7, 0): true},
	}
}

// strike gives the fault of an instance's next call at a point.
func (w *tokenRun) strike(instance int, point string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := fmt.Sprintf("%d:%s", instance, point)
	w.seen[key]++
	point = fmt.Sprintf("%s#%d", point, w.seen[key])
	for _, f := range w.faults {
		if f.instance == instance && f.point == point {
			if strings.HasPrefix(f.act, "pause") {
				w.tries++ // the others cannot tell it from a death
			}
			return f.act
		}
	}
	return ""
}

// kill ends the goroutine; what it defers reaches nothing any more.
func (w *tokenRun) kill(instance int) {
	w.mu.Lock()
	w.dead[instance] = true
	w.tries++
	w.mu.Unlock()
	runtime.Goexit()
}

func (w *tokenRun) isDead(instance int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.dead[instance]
}

// person does what people do meanwhile: end the connection, or log in anew.
func (w *tokenRun) person(act string) {
	ctx := context.Background()
	w.mu.Lock() // nobody saves meanwhile
	defer w.mu.Unlock()
	rec, _ := w.store.Load(ctx)
	version := rec.Version
	if act == "disconnect" {
		rec, w.ended = TokenRecord{State: TokenDisconnected}, true
	} else {
		w.good, w.owner, w.ended = "n0", -1, false
		w.saved["n0"], w.saved[jwt(7, 100)] = true, true
		rec = NewTokenRecord(Token{AccessToken: jwt(7, 100), RefreshToken: "n0", ExpiresIn: time.Hour, TenantID: 7}, time.Now())
	}
	w.store.Save(ctx, version, rec)
}

// during runs a call of the store with the faults of its point around it.
func (w *tokenRun) during(instance int, point string, call func() error) error {
	if w.isDead(instance) {
		return errDown
	}
	act := w.strike(instance, point)
	switch act {
	case "kill_before":
		w.kill(instance)
	case "down_before":
		return errDown
	case "pause_before":
		time.Sleep(5 * time.Minute)
	case "disconnect", "login":
		w.person(act)
	}
	err := call()
	switch act {
	case "kill_after":
		w.kill(instance)
	case "unconfirmed":
		return errDown
	case "pause_after":
		time.Sleep(5 * time.Minute)
	}
	return err
}

// tokenInstance is one process: its store and its wire.
type tokenInstance struct {
	*tokenRun
	id int
}

func (w *tokenRun) instance(id int) *RotatingTokens {
	i := tokenInstance{w, id}
	return NewRotatingTokens(&OAuth{ClientID: "id", HTTP: i}, i, slog.New(slog.NewTextHandler(io.Discard, nil)))
}

func (i tokenInstance) Load(ctx context.Context) (rec TokenRecord, err error) {
	err = i.during(i.id, "load", func() error { rec, err = i.store.Load(ctx); return err })
	return rec, err
}

func (i tokenInstance) Save(ctx context.Context, old int64, rec TokenRecord) error {
	return i.during(i.id, "save", func() error {
		i.mu.Lock() // so that nobody reads it before it counts as saved
		defer i.mu.Unlock()
		err := i.store.Save(ctx, old, rec)
		if err == nil {
			i.saved[rec.RefreshToken], i.saved[rec.AccessToken] = true, true
		}
		return err
	})
}

func (i tokenInstance) Lease(ctx context.Context, holder string, d time.Duration) error {
	return i.during(i.id, "lease", func() error { return i.store.Lease(ctx, holder, d) })
}

func (i tokenInstance) Release(ctx context.Context, holder string) error {
	if i.isDead(i.id) {
		return errDown
	}
	return i.store.Release(ctx, holder)
}

// RoundTrip is the login host with the wire to it.
func (i tokenInstance) RoundTrip(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	if i.isDead(i.id) {
		return nil, errDown
	}
	if form.Has("token") {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.revoked++
		return reply(200, `{"revoked":true}`), nil
	}
	act := i.strike(i.id, "send")
	switch act {
	case "not_sent":
		httptrace.ContextClientTrace(r.Context()).GetConn("x")
		return nil, errors.New("dial: refused")
	case "kill_before":
		i.kill(i.id)
	case "lost_before":
		i.count(&i.unproved)
		return nil, io.ErrUnexpectedEOF
	case "html_400":
		i.count(&i.unproved)
		return reply(400, `<html>`), nil
	case "pause_before":
		time.Sleep(5 * time.Minute)
	case "busy":
		i.count(&i.tries)
		return reply(503, ``), nil
	case "rate":
		i.count(&i.tries)
		return reply(429, ``), nil
	case "invalid_client":
		i.count(&i.tries)
		return reply(401, `{"error":"invalid_client"}`), nil
	case "disconnect", "login":
		i.person(act)
	}
	resp := i.rotate(form.Get("refresh_token"))
	switch act {
	case "kill_after":
		i.disown()
		i.kill(i.id)
	case "lost_after":
		i.disown()
		return nil, io.ErrUnexpectedEOF
	case "busy_after":
		i.disown()
		return reply(502, `<html>`), nil
	case "unreadable_after":
		i.disown()
		return reply(200, `<html>`), nil
	case "pause_after":
		time.Sleep(5 * time.Minute)
	}
	return resp, nil
}

func (w *tokenRun) count(n *int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*n++
}

// disown notes that nobody got the newest pair.
func (w *tokenRun) disown() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.owner = -1
	w.tries++
}

func (i tokenInstance) rotate(refresh string) *http.Response {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.sent[refresh]++
	if refresh != i.good {
		return reply(400, `{"error":"invalid_grant","error_description":"Invalid refresh token"}`)
	}
	i.rotated++
	i.good, i.owner = fmt.Sprintf("r%d", i.rotated), i.id
	return reply(200, fmt.Sprintf(`{"access_token":"%s","refresh_token":"%s","expires_in":3600}`, jwt(7, i.rotated), i.good))
}

// work asks for tokens as a program does that tries again.
func (w *tokenRun) work(t *testing.T, name string, r *RotatingTokens, tries int) {
	for range tries {
		if tok, err := r.Token(context.Background()); err == nil {
			w.mu.Lock()
			if !w.saved[tok] {
				t.Errorf("%s: an access token was given out before it was saved", name)
			}
			w.mu.Unlock()
		}
		time.Sleep(2 * time.Minute)
	}
}

// play lets two instances work through the faults and a third one after them,
// and tells whether the connection is lost.
func (w *tokenRun) play(t *testing.T, name string) (lost bool) {
	var wg sync.WaitGroup
	for id := range 2 {
		r := w.instance(id)
		wg.Go(func() { w.work(t, name, r, 6) })
	}
	wg.Wait()
	last := w.instance(2)
	w.work(t, name, last, 4)
	rec, _ := w.store.Load(context.Background())
	_, err := last.Token(context.Background())
	proved := w.saved[w.good] || w.owner >= 0 && !w.dead[w.owner]
	switch {
	case w.ended:
		if !errors.Is(err, ErrDisconnected) || rec.RefreshToken != "" {
			t.Errorf("%s: disconnected, but got %v and stored %v", name, err, rec)
		}
		if w.owner >= 0 && !w.dead[w.owner] && !w.saved[w.good] && w.revoked == 0 {
			t.Errorf("%s: disconnected, and the pair that came late was not revoked", name)
		}
	case err == nil:
		if rec.RefreshToken != w.good || rec.State != TokenConnected {
			t.Errorf("%s: stored %v, want it connected with the refresh token that works", name, rec)
		}
	case !errors.Is(err, ErrLoginRequired) || rec.State != TokenLoginRequired:
		t.Errorf("%s: ended with %v and %v, want a token or that a new login is required", name, err, rec)
	case proved && w.unproved < 2:
		t.Errorf("%s: connection lost although the answer was not", name)
	}
	for token, n := range w.sent {
		if n > 2+w.tries {
			t.Errorf("%s: refresh token %s was sent %d times", name, token, n)
		}
	}
	return errors.Is(err, ErrLoginRequired)
}

// TestRefreshMatrix runs every fault of matrix 6.3 of the safety requirements
// alone, and every two of them together, on one instance and on two.
func TestRefreshMatrix(t *testing.T) {
	t.Parallel()
	one, other := matrixFaults(0), matrixFaults(1)
	runs, lost, pairs := 0, 0, 0
	run := func(faults ...tokenFault) {
		if len(faults) == 2 {
			if pairs++; underRace && pairs%10 != 0 {
				return
			}
		}
		synctest.Test(t, func(t *testing.T) {
			runs++
			if newTokenRun(faults...).play(t, fmt.Sprint(faults)) {
				lost++
			}
		})
	}
	run()
	for i, f := range one {
		run(f)
		for _, g := range one[i+1:] {
			if f.point != g.point {
				run(f, g)
			}
		}
		for _, g := range other {
			run(f, g)
		}
	}
	t.Logf("%d runs, %d ended with a new login", runs, lost)
	if !underRace && runs < 5000 || lost == 0 || lost > runs/2 {
		t.Errorf("%d of %d runs lost the login: the matrix is not what it was meant to be", lost, runs)
	}
}

// TestRefreshSeededCrashes draws faults for two instances over a day of many
// refreshes: dead processes, lost answers, a store that fails, people.
func TestRefreshSeededCrashes(t *testing.T) {
	t.Parallel()
	all := append(matrixFaults(0), matrixFaults(1)...)
	runs, lost, faults := 1000, 0, 0
	if underRace {
		runs = 100
	}
	for seed := range uint64(runs) {
		synctest.Test(t, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 63))
			w := newTokenRun()
			for range 1 + rnd.IntN(6) {
				w.faults = append(w.faults, all[rnd.IntN(len(all))])
			}
			faults += len(w.faults)
			if w.play(t, fmt.Sprintf("seed %d %v", seed, w.faults)) {
				lost++
			}
		})
	}
	t.Logf("%d runs with %d faults, %d ended with a new login", runs, faults, lost)
}
