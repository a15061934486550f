package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"bokslut/internal/export"
	"bokslut/internal/web"
)

// newSiteLater is a site whose clock goes as far ahead as the test says.
func newSiteLater(t *testing.T) (s *site, ahead *atomic.Int64) {
	t.Helper()
	ahead = new(atomic.Int64)
	s = newSite(t, func(c *web.Config) {
		c.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	})
	return s, ahead
}

// TestSendAgainAsksForThePassword: ten minutes after the password was written,
// nothing is sent again before it is written anew; what was chosen stays.
func TestSendAgainAsksForThePassword(t *testing.T) {
	t.Parallel()
	s, later := newSiteLater(t)
	id, delivery := s.delivered(func(it *export.Item) { it.State, it.Attempt, it.LookedAt = export.Absent, 1, time.Now() })
	path, again := "/u/"+id+"/export/beslut", url.Values{"leverans": {delivery}, "beslut": {"send-again"}}
	state := func() export.State {
		t.Helper()
		items, err := s.Store.Deliveries(t.Context(), s.User.Office, id)
		if err != nil || len(items) != 1 {
			t.Fatalf("%d deliveries, %v", len(items), err)
		}
		return items[0].State
	}
	with := func(password string) url.Values {
		return url.Values{"leverans": {delivery}, "beslut": {"send-again"}, "losenord": {password}}
	}

	later.Store(int64(10 * time.Minute))
	for _, tt := range []struct {
		name   string
		form   url.Values
		status int
		wants  []string
	}{
		{"asked", again, http.StatusOK, []string{"Skicka B1 igen", "Den finns inte där", "Skriv ditt lösenord"}},
		{"wrong", with("ett fel lösenord"), http.StatusUnprocessableEntity, []string{"Lösenordet stämmer inte", "Den finns inte där"}},
		{"empty", with(""), http.StatusUnprocessableEntity, []string{"Lösenordet stämmer inte"}},
	} {
		p := s.post(path, tt.form)
		s.wants(p, tt.status, tt.wants...)
		d := p.doc(t)
		for name, want := range map[string]string{"leverans": delivery, "beslut": "send-again"} {
			if got := attrOf(d.one("input", "name", name), "value"); got != want {
				t.Errorf("%s: the form carries %s = %q, want %q", tt.name, name, got, want)
			}
		}
		if strings.Contains(p.Body, "fel lösenord") {
			t.Errorf("%s: the password is shown", tt.name)
		}
		if got := state(); got != export.Absent {
			t.Fatalf("%s: the delivery is %s, want absent still", tt.name, got)
		}
	}
	before := s.Browser.Jar.Cookies(mustURL(t, s.URL))[0].Value
	if p := s.post(path, with(testPassword)); p.Path != "/u/"+id+"/export/kvitto" {
		t.Errorf("with the right password the person ends at %s:\n%s", p.Path, p.Body)
	}
	if got := state(); got == export.Absent {
		t.Error("with the right password nothing is sent again")
	}
	if s.Browser.Jar.Cookies(mustURL(t, s.URL))[0].Value == before {
		t.Error("the session token is the same before and after the proof")
	}
	ok(s, s.post(path, again), "Läget hade hunnit ändras") // proved, so that nothing is asked
	later.Store(int64(21 * time.Minute))
	ok(s, s.post(path, again), "Läget hade hunnit ändras") // nor for what cannot be sent
	s.wants(s.post(path, url.Values{"leverans": {"x"}, "beslut": {"send-again"}}), http.StatusNotFound)
}

// TestProofIsGuarded: who may not send again is not asked, guesses slow down,
// and to give up needs no password.
func TestProofIsGuarded(t *testing.T) {
	t.Parallel()
	s, later := newSiteLater(t)
	id, delivery := s.delivered(func(it *export.Item) { it.State, it.Attempt, it.LookedAt = export.Absent, 1, time.Now() })
	path := "/u/" + id + "/export/beslut"
	form := url.Values{"leverans": {delivery}, "beslut": {"send-again"}, "losenord": {testPassword}}

	s.newOffice("Andra byrån", "Bo Ek", "bo@andra.example")
	other := newBrowser(t)
	s.signIn(other, "bo@andra.example")
	if p := s.postAs(other, path, form); p.Status != http.StatusNotFound {
		t.Errorf("another office = %d, want 404", p.Status)
	}
	role := func(role string) {
		t.Helper()
		if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE office_user SET role = $1 WHERE id = $2", role, s.User.ID); err != nil {
			t.Fatal(err)
		}
	}
	role("reader")
	s.wants(s.post(path, form), http.StatusForbidden)
	role("admin")
	later.Store(int64(time.Hour))
	form.Set("losenord", "gissning")
	for range 5 {
		s.wants(s.post(path, form), http.StatusUnprocessableEntity, "Lösenordet stämmer inte")
	}
	form.Set("losenord", testPassword)
	s.wants(s.post(path, form), http.StatusTooManyRequests, "För många försök")
	ok(s, s.post(path, url.Values{"leverans": {delivery}, "beslut": {"cancel"}}), "Inget är exporterat ännu")
}
