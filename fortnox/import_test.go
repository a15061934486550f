package fortnox_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/source"
)

// creditNotes make an import read so many invoices one by one, that the pace is
// what takes the time.
const creditNotes = 60

// tenants are companies in one local Fortnox, each with a connection.
type tenants struct {
	srv *fortnoxtest.Server
	ids []int
}

// newTenants loads n copies of the example company with its real rate limit.
func newTenants(tb testing.TB, n int, o fortnoxtest.Options) *tenants {
	tb.Helper()
	w := &tenants{srv: fortnoxtest.New(o)}
	for i := range n {
		id := 4711 + i
		if err := w.srv.Load(companyNumber(tb, id)); err != nil {
			tb.Fatal(err)
		}
		for n := range creditNotes {
			note := fmt.Appendf(nil, `{"DocumentNumber":"%d","CustomerNumber":"1","CustomerName":"Kund","InvoiceDate":"2025-06-30","DueDate":"2025-07-30",
				"Total":-100,"Balance":0,"Booked":true,"Cancelled":false,"Currency":"SEK","CurrencyRate":"1","CurrencyUnit":1}`, 9000+n)
			if err := w.srv.PutDocument(id, "invoices", note); err != nil {
				tb.Fatal(err)
			}
		}
		w.ids = append(w.ids, id)
	}
	return w
}

// companyNumber is the example company under another tenant id.
func companyNumber(tb testing.TB, id int) fs.FS {
	tb.Helper()
	folder := fstest.MapFS{}
	err := fs.WalkDir(provbolaget, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(provbolaget, name)
		if path.Dir(name) == "." {
			data = bytes.ReplaceAll(data, []byte("4711"), fmt.Append(nil, id))
		}
		folder[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return folder
}

// client logs in to a tenant.
func (w *tenants) client(tb testing.TB, id int, c fortnox.Config) *fortnox.Client {
	tb.Helper()
	granted, err := w.srv.Grant("klient-prov", id, true)
	if err != nil {
		tb.Fatal(err)
	}
	rec := fortnox.NewTokenRecord(fortnox.Token{AccessToken: granted.Access, RefreshToken: granted.Refresh, ExpiresIn: time.Hour}, time.Now())
	c.Tokens = fortnox.NewRotatingTokens(&fortnox.OAuth{}, fortnox.NewMemoryTokens(rec, nil), nil)
	c.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	client, err := fortnox.New(c)
	if err != nil {
		tb.Fatal(err)
	}
	return client
}

// imports reads all companies at once, as the program's import does.
func imports(ctx context.Context, tb testing.TB, clients []*fortnox.Client) {
	year := civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}
	var wg sync.WaitGroup
	for _, client := range clients {
		wg.Go(func() {
			connect := func(record func(fortnox.Raw)) source.FortnoxAPI { return client.Recording(record) }
			if _, err := source.Fetch(ctx, connect, source.Want{Period: year}, nil); err != nil {
				tb.Error(err)
			}
		})
	}
	wg.Wait()
}

// A measure is what importing cost at Fortnox.
type measure struct {
	requests float64 // of one import
	ratio    float64 // of the least possible: each page of 500 and each single object once
	share    float64 // of 24 requests in each whole 5 seconds
	tooMany  int     // answers 429
	took     time.Duration
}

// measured reads the journal, in which every company was imported so many times.
func (w *tenants) measured(times int) measure {
	var m measure
	different := map[string]bool{}
	sent := map[int][]time.Time{}
	for _, e := range w.srv.Journal() {
		if !strings.HasPrefix(e.Path, "/3/") {
			continue
		}
		m.requests++
		different[fmt.Sprint(e.Tenant, e.Path, e.Query)] = true
		if e.Status == http.StatusTooManyRequests {
			m.tooMany++
		}
		sent[e.Tenant] = append(sent[e.Tenant], e.At)
	}
	m.ratio = m.requests / float64(len(different)*times)
	m.requests /= float64(len(w.ids) * times)
	for _, at := range sent {
		m.share += share(at) / float64(len(sent))
		m.took = max(m.took, at[len(at)-1].Sub(at[0]))
	}
	return m
}

// share is the part used of the requests that were allowed in whole windows.
func share(at []time.Time) float64 {
	windows := int(at[len(at)-1].Sub(at[0]) / (5 * time.Second))
	n := 0
	for _, t := range at {
		if t.Sub(at[0]) < time.Duration(windows)*5*time.Second {
			n++
		}
	}
	return float64(n) / float64(max(windows, 1)*24)
}

func (m measure) String() string {
	return fmt.Sprintf("%.0f requests an import, %.2f of the least possible, %.1f %% of the allowance, %d answers 429, %v",
		m.requests, m.ratio, m.share*100, m.tooMany, m.took.Round(10*time.Millisecond))
}

// wire carries requests to a local Fortnox without a network. Each takes some
// time there and back.
type wire struct {
	srv         http.Handler
	there, back time.Duration
}

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(w.there)
	answer := httptest.NewRecorder()
	w.srv.ServeHTTP(answer, r)
	time.Sleep(w.back)
	return answer.Result(), nil
}

// sharedPace is a PaceStore that two instances use.
type sharedPace struct {
	mu    sync.Mutex
	saved []byte
}

func (s *sharedPace) Change(_ context.Context, f func([]byte, time.Time) []byte) error {
	time.Sleep(2 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saved = f(s.saved, time.Now())
	return nil
}

// TestImportPace imports 1, 5 and 20 companies at once in faked time, with one
// instance of the program and with two that both import every company.
func TestImportPace(t *testing.T) {
	for _, n := range []int{1, 5, 20} {
		for _, instances := range []int{1, 2} {
			t.Run(fmt.Sprintf("%d_tenants_%d_instances", n, instances), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := newTenants(t, n, fortnoxtest.Options{})
					stores := map[int]*sharedPace{}
					var clients []*fortnox.Client
					for i := range instances {
						for _, id := range w.ids {
							if stores[id] == nil {
								stores[id] = &sharedPace{}
							}
							clients = append(clients, w.client(t, id, fortnox.Config{
								HTTP: wire{w.srv, 10 * time.Millisecond, 40 * time.Millisecond}, Pace: fortnox.NewSharedWindow(stores[id], nil),
								Agent: fmt.Sprint("instance ", i),
							}))
						}
					}
					w.srv.ResetJournal()
					imports(t.Context(), t, clients)
					m := w.measured(instances)
					t.Log(m)
					if m.tooMany != 0 || m.ratio != 1 || m.share < 0.95 {
						t.Errorf("want no 429, no request twice and 95 %% of the allowance")
					}
				})
			})
		}
	}
}

// BenchmarkImport imports 1, 5 and 20 companies at once over HTTP in real time.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{1, 5, 20} {
		b.Run(fmt.Sprintf("%d_tenants", n), func(b *testing.B) {
			var m measure
			for b.Loop() {
				w := newTenants(b, n, fortnoxtest.Options{})
				web := httptest.NewServer(w.srv)
				var windows fortnox.Windows
				var clients []*fortnox.Client
				for _, id := range w.ids {
					clients = append(clients, w.client(b, id, fortnox.Config{BaseURL: web.URL, Pace: windows.For("klient-prov", int64(id))}))
				}
				w.srv.ResetJournal()
				imports(b.Context(), b, clients)
				m = w.measured(1)
				web.Close()
			}
			b.ReportMetric(m.requests, "requests/import")
			b.ReportMetric(m.ratio, "of-least-possible")
			b.ReportMetric(m.share*100, "%-of-allowance")
			b.ReportMetric(float64(m.tooMany), "answers-429")
		})
	}
}
