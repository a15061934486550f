package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestSend: a large page comes compressed to those who take it, and is the same.
func TestSend(t *testing.T) {
	large := strings.Repeat("<tr><td>1510</td></tr>", 5000)
	for _, tt := range []struct {
		name, accepts, page string
		zipped              bool
	}{
		{"a_browser", "gzip, deflate, br", large, true},
		{"any_weight", "br;q=1.0, GZIP; q=0.5", large, true},
		{"refused", "gzip;q=0, br", large, false},
		{"not_named", "br", large, false},
		{"nothing_said", "", large, false},
		{"small", "gzip", "<p>Liten</p>", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept-Encoding", tt.accepts)
			w := httptest.NewRecorder()
			send(w, r, http.StatusTeapot, bytes.NewBufferString(tt.page))
			zipped := w.Header().Get("Content-Encoding") == "gzip"
			if zipped != tt.zipped || w.Code != http.StatusTeapot || w.Header().Get("Vary") != "Accept-Encoding" {
				t.Errorf("zipped %v, status %d, header %v, want zipped %v", zipped, w.Code, w.Header(), tt.zipped)
			}
			var body io.Reader = w.Body
			if zipped {
				var err error
				if body, err = gzip.NewReader(w.Body); err != nil {
					t.Fatal(err)
				}
			}
			if got, err := io.ReadAll(body); err != nil || string(got) != tt.page {
				t.Errorf("%d bytes, %v, want the page of %d", len(got), err, len(tt.page))
			}
		})
	}
}
