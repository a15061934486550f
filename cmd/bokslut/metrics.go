package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"bokslut/fortnox"
	"bokslut/internal/store"
)

// meters count what the program does, for Prometheus. Labels are the fixed words
// of [fortnox.Call]: no client, number, name or amount stands in them.
type meters struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	bytes    *prometheus.CounterVec
	again    *prometheus.CounterVec
	unread   *prometheus.CounterVec
}

func newMeters(db *store.Store) *meters {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "bokslut_fortnox_" + name, Help: help}, labels)
	}
	m := &meters{
		registry: prometheus.NewRegistry(),
		requests: counter("requests_total", "Requests sent to Fortnox's API. Status is none when no answer came.", "method", "resource", "status"),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "bokslut_fortnox_request_seconds", Help: "From sending until the answer was read.",
			Buckets: []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120},
		}, []string{"method", "resource"}),
		bytes:  counter("answer_bytes_total", "Bytes of answers from Fortnox's API.", "resource"),
		again:  counter("repeated_reads_total", "Requests that read again what a request before them did not get.", "resource"),
		unread: counter("unread_answers_total", "Requests without an answer that could be read whole.", "resource"),
	}
	built := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "bokslut_build_info", Help: "Always 1; the label is the version.", ConstLabels: prometheus.Labels{"version": version},
	})
	built.Set(1)
	m.registry.MustRegister(m.requests, m.seconds, m.bytes, m.again, m.unread, built, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewDBStatsCollector(db.DB(), "bokslut"))
	return m
}

// watch counts each request to Fortnox, and logs those that failed; the others
// are logged at level debug only.
func (m *meters) watch(log *slog.Logger) func(fortnox.Call) {
	return func(c fortnox.Call) {
		status, level := strconv.Itoa(c.Status), slog.LevelDebug
		if c.Status == 0 {
			status = "none"
		}
		if c.Status/100 != 2 || c.Unread {
			level = slog.LevelWarn
		}
		m.requests.WithLabelValues(c.Method, c.Resource, status).Inc()
		m.seconds.WithLabelValues(c.Method, c.Resource).Observe(c.Took.Seconds())
		m.bytes.WithLabelValues(c.Resource).Add(float64(c.Bytes))
		if c.Try > 1 {
			m.again.WithLabelValues(c.Resource).Inc()
		}
		if c.Unread {
			m.unread.WithLabelValues(c.Resource).Inc()
		}
		log.Log(context.Background(), level, "fortnox: request", "method", c.Method, "resource", c.Resource, "status", c.Status,
			"try", c.Try, "dur_ms", c.Took.Milliseconds(), "bytes", c.Bytes, "unread", c.Unread)
	}
}

// handler serves the metrics beside the program's health.
func (m *meters) handler(healthy http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.Handle("GET "+healthPath, healthy)
	return mux
}

// serveMetrics serves metrics and health at an address until stop is called;
// with an empty address it serves nothing.
func (a *app) serveMetrics(ctx context.Context, address string) (stop func() error, err error) {
	if address == "" {
		return func() error { return nil }, nil
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	server := &http.Server{
		Handler: a.meters.handler(a.health), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second,
		ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelWarn),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	return func() error {
		err := server.Close()
		if serveErr := <-served; !errors.Is(serveErr, http.ErrServerClosed) {
			err = errors.Join(err, serveErr)
		}
		return err
	}, nil
}
