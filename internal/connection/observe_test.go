package connection_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// Every request to the API is observed, at the login and after it, without what
// is the client's.
func TestRequestsAreObserved(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	var mu sync.Mutex
	var calls []fortnox.Call
	h.conns.Observe(func(c fortnox.Call) {
		mu.Lock()
		defer mu.Unlock()
		calls = append(calls, c)
	})
	h.connect()
	api, _, err := h.conns.Client(t.Context(), h.by.Office, h.client.ID)
	must(t, err)
	if _, err := api.Invoice(t.Context(), "kanarie-17"); err == nil {
		t.Fatal("an invoice that is not there was read")
	}
	api3 := 0
	for _, e := range h.local.Journal() {
		if strings.HasPrefix(e.Path, "/3/") {
			api3++
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if len(calls) != api3 || api3 < 2 {
		t.Errorf("%d requests were observed of %d", len(calls), api3)
	}
	for _, c := range calls {
		if told := fmt.Sprintf("%+v", c); strings.Contains(told, "kanarie") || strings.Contains(told, h.client.OrgNr) {
			t.Errorf("observed %s", told)
		}
	}
}
