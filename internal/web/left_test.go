package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Somebody who clicks on before the page has come is no error of the program.
func TestReadersWhoLeave(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for i := range 300 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i%100)*30*time.Microsecond)
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/uppdrag", nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := s.Browser.Do(req); err == nil {
			resp.Body.Close()
		}
		cancel()
	}
	for line := range strings.Lines(s.Log.String()) {
		if strings.Contains(line, "level=ERROR") {
			t.Errorf("logged: %s", line)
		}
	}
}
