package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// healthPath is asked by load balancers and service managers.
const healthPath = "/halsa"

// health answers 200 when the database answers and can be written, else 503.
// Anybody may ask, so the database is asked once a second at most.
type health struct {
	ready func(context.Context) error
	log   *slog.Logger

	mu    sync.Mutex
	asked time.Time
	err   error
}

const (
	healthWait = 3 * time.Second
	healthKept = time.Second
)

// ServeHTTP implements [http.Handler].
func (h *health) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	status, text := http.StatusOK, "ok\n"
	if h.check() != nil {
		status, text = http.StatusServiceUnavailable, "databasen svarar inte\n"
	}
	w.WriteHeader(status)
	if _, err := io.WriteString(w, text); err != nil {
		h.log.Debug("health: answer not sent", "err", err)
	}
}

func (h *health) check() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.asked.IsZero() && time.Since(h.asked) < healthKept {
		return h.err
	}
	ctx, cancel := context.WithTimeout(context.Background(), healthWait)
	defer cancel()
	err := h.ready(ctx)
	if err != nil && h.err == nil {
		h.log.Error("health: the database does not answer", "err", err)
	}
	h.asked, h.err = time.Now(), err
	return err
}

// before answers for the program's health, whatever host was asked for, and lets
// next answer all else.
func (h *health) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == healthPath && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			h.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
