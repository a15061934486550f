package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bokslut/fortnox"
)

// testApp is a program with an empty database.
func testApp(t *testing.T, log *slog.Logger) *app {
	t.Helper()
	a, err := newApp(t.Context(), settings{
		database: filepath.Join(t.TempDir(), "bokslut.db"), key: make([]byte, 32), origin: "http://127.0.0.1:8080", oauth: &fortnox.OAuth{},
	}, log)
	must(t, err)
	t.Cleanup(func() { must(t, a.close()) })
	return a
}

func answer(h http.Handler, method, address string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, address, nil))
	return w.Code, w.Body.String()
}

func TestFortnoxRequestsAreCounted(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, nil))
	a := testApp(t, log)
	watch := a.meters.watch(log)
	for _, c := range []fortnox.Call{
		{Method: "GET", Resource: "invoices", Status: 200, Try: 1, Took: 80 * time.Millisecond, Bytes: 1000},
		{Method: "GET", Resource: "invoices", Status: 200, Try: 1, Took: 80 * time.Millisecond, Bytes: 24},
		{Method: "GET", Resource: "invoices", Status: 429, Try: 1, Bytes: 1},
		{Method: "GET", Resource: "sie", Status: 200, Try: 2, Took: 20 * time.Second, Bytes: 5, Unread: true},
		{Method: "POST", Resource: "vouchers", Try: 1, Unread: true},
	} {
		watch(c)
	}
	status, got := answer(a.meters.handler(a.health), "GET", "/metrics")
	if status != http.StatusOK {
		t.Fatalf("/metrics answers %d", status)
	}
	for _, want := range []string{
		`bokslut_fortnox_requests_total{method="GET",resource="invoices",status="200"} 2`,
		`bokslut_fortnox_requests_total{method="GET",resource="invoices",status="429"} 1`,
		`bokslut_fortnox_requests_total{method="POST",resource="vouchers",status="none"} 1`,
		`bokslut_fortnox_request_seconds_bucket{method="GET",resource="invoices",le="0.1"} 3`,
		`bokslut_fortnox_request_seconds_bucket{method="GET",resource="sie",le="10"} 0`,
		`bokslut_fortnox_answer_bytes_total{resource="invoices"} 1025`,
		`bokslut_fortnox_repeated_reads_total{resource="sie"} 1`,
		`bokslut_fortnox_unread_answers_total{resource="sie"} 1`,
		`bokslut_build_info{version="utveckling"} 1`,
		`go_sql_open_connections{db_name="bokslut"}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if n := strings.Count(out.String(), `"fortnox: request"`); n != 3 {
		t.Errorf("%d requests were logged, want the 3 that failed:\n%s", n, out.String())
	}
}

func TestHealth(t *testing.T) {
	a := testApp(t, slog.New(slog.DiscardHandler))
	pages, err := a.handler(nil, nil)
	must(t, err)
	for name, h := range map[string]http.Handler{"pages": pages, "metrics": a.meters.handler(a.health)} {
		for _, method := range []string{"GET", "HEAD"} {
			if status, _ := answer(h, method, "http://10.0.0.7/halsa"); status != http.StatusOK {
				t.Errorf("%s: %s /halsa answers %d, want 200 under any host", name, method, status)
			}
		}
		if status, _ := answer(h, "POST", "/halsa"); status/100 != 4 {
			t.Errorf("%s: POST /halsa answers %d", name, status)
		}
	}
	if status, _ := answer(pages, "GET", "/metrics"); status == http.StatusOK {
		t.Error("the pages' address gives metrics")
	}
}

func TestHealthWithoutDatabase(t *testing.T) {
	down, asked := errors.New("disk is full at /hemlig"), 0
	h := &health{log: slog.New(slog.DiscardHandler), ready: func(ctx context.Context) error {
		if _, ok := ctx.Deadline(); !ok {
			t.Error("the database is asked without an end")
		}
		asked++
		return down
	}}
	for range 20 {
		if status, text := answer(h, "GET", "/halsa"); status != http.StatusServiceUnavailable || strings.Contains(text, "hemlig") {
			t.Fatalf("got %d %q, want 503 without reason", status, text)
		}
	}
	if asked > 3 {
		t.Errorf("the database was asked %d times for 20 requests", asked)
	}
	h.asked, down = time.Now().Add(-2*healthKept), nil
	if status, text := answer(h, "GET", "/halsa"); status != http.StatusOK || text != "ok\n" {
		t.Errorf("got %d %q when the database is back, want 200 ok", status, text)
	}
}

func TestServeMetrics(t *testing.T) {
	port := freePort(t)
	p := start(t, "serve", "--data", t.TempDir(), "--key-file", keyFile(t), "--listen", fmt.Sprintf("127.0.0.1:%d", freePort(t)),
		"--metrics", fmt.Sprintf("127.0.0.1:%d", port))
	p.wait("körs på")
	for _, path := range []string{"/metrics", "/halsa"} {
		if status, _ := browse(t, newBrowser(t), fmt.Sprintf("http://127.0.0.1:%d%s", port, path)); status != http.StatusOK {
			t.Errorf("%s answers %d", path, status)
		}
	}
	p.stop()
}
