package simulation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"regexp"
	"strings"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/export"
)

// A wire is the network between one process and the local Fortnox. It tells the
// client what Go's own transport would: that it looked for a connection, and
// that the headers were written.
type wire struct{ p *proc }

var errCut = errors.New("connection reset by peer")

func (r wire) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, w := req.Context(), r.p.w
	trace := httptrace.ContextClientTrace(ctx)
	if trace != nil && trace.GetConn != nil {
		trace.GetConn("fortnox.test:80")
	}
	body, err := readAll(req.Body)
	if err != nil {
		return nil, err
	}
	o := opOf(req, body)
	f := w.park(ctx, r.p, o)
	if f.fault == notSent {
		return nil, errors.New("dial tcp: connection refused")
	}
	if f.fault == crashBefore {
		r.p.kill()
		r.p.dieIfDead()
	}
	if f.fault != stopInWrite {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	if trace != nil && trace.WroteHeaders != nil {
		trace.WroteHeaders()
	}
	switch f.fault {
	case lostRequest:
		w.oracle.leaves(w, o)
		return nil, errCut
	case lateRequest: // it lies in a queue while the client gives up
		w.oracle.leaves(w, o)
		w.add(f.before, r.p.name+o.text, "late "+o.text+" arrives", func() { w.deliver(req, body, f) })
		time.Sleep(f.after)
		return nil, errCut
	case crashInFlight:
		w.oracle.leaves(w, o)
		w.add(f.before, r.p.name+o.text, "late "+o.text+" arrives", func() { w.deliver(req, body, f) })
		r.p.kill()
		r.p.dieIfDead()
	}
	halfWritten := f.fault == stopInWrite && o.onFile() // others look, and may act, before it arrives
	if halfWritten {
		w.oracle.leaves(w, o)
	}
	time.Sleep(f.before) // stopInWrite: the process stands still with the request half written
	resp, err := w.deliver(req, body, f)
	undone := resp != nil && (resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusTooManyRequests)
	switch {
	case halfWritten && undone:
		w.oracle.files.undone(o)
	case !halfWritten && !undone:
		w.oracle.leaves(w, o)
	}
	switch f.fault {
	case crashAfter:
		r.p.kill()
		r.p.dieIfDead()
	case lostAnswer:
		return nil, errCut
	}
	if err != nil {
		return nil, err
	}
	if err := sleepOr(ctx, f.after); err != nil { // the answer is on its way
		return nil, err
	}
	r.p.dieIfDead()
	w.oracle.answered(o, resp.StatusCode)
	return resp, nil
}

func sleepOr(ctx context.Context, d time.Duration) error {
	if d == 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func readAll(body io.ReadCloser) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	defer body.Close()
	return io.ReadAll(body)
}

var (
	voucherPath    = regexp.MustCompile(`^/3/vouchers/[^/]+/\d+$`)
	connectionPath = regexp.MustCompile(`^/3/voucherfileconnections/(.+)$`)
)

func opOf(req *http.Request, body []byte) op {
	o := op{kind: "get", text: req.Method + " " + req.URL.Path}
	switch path := req.URL.Path; {
	case req.Method == http.MethodPost && path == "/3/vouchers":
		o.kind, o.marker = "post", markerIn(body)
	case req.Method == http.MethodPost && path == "/3/inbox":
		o.kind, o.file = "upload", string(body)
	case req.Method == http.MethodPost && path == "/3/voucherfileconnections":
		o.kind, o.file = "connect", fileIn(body)
	case connectionPath.MatchString(path):
		o.kind, o.file = "connection", connectionPath.FindStringSubmatch(path)[1]
		o.text = req.Method + " /3/voucherfileconnections/{id}"
	case req.Method == http.MethodPost:
		o.kind = "token"
	case voucherPath.MatchString(path):
		o.kind = "read"
	case strings.HasPrefix(path, "/3/vouchers"):
		o.kind = "look"
	}
	return o
}

func markerIn(body []byte) string {
	v, err := fortnox.DecodeVoucher(body)
	if err != nil {
		panic(err)
	}
	return export.FindMarker(v.Comments.Text)
}

// deliver lets the local Fortnox do a request and gives its answer, or what a
// fault leaves of it.
func (w *world) deliver(req *http.Request, body []byte, f fate) (*http.Response, error) {
	if f.local.Kind != "" {
		f.local.Method, f.local.Path = req.Method, req.URL.Path
		if _, err := w.local.Inject(f.local); err != nil {
			panic(err)
		}
		defer w.local.ClearFaults()
	}
	w.requests++
	rec := httptest.NewRecorder()
	in := req.Clone(context.Background())
	in.Body, in.RequestURI = io.NopCloser(bytes.NewReader(body)), req.URL.RequestURI()
	cut := serve(w.local, rec, in)
	w.oracle.posted = w.oracle.posted || req.Method == http.MethodPost
	resp := rec.Result()
	resp.Request = req
	if cut && rec.Body.Len() == 0 {
		return nil, errCut
	}
	if cut {
		resp.ContentLength = -1
		resp.Body = io.NopCloser(io.MultiReader(rec.Body, broken{}))
	}
	return resp, nil
}

// serve tells whether the connection was cut.
func serve(h http.Handler, rec *httptest.ResponseRecorder, req *http.Request) (cut bool) {
	defer func() {
		if p := recover(); p != nil {
			if err, ok := p.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			cut = true
		}
	}()
	h.ServeHTTP(rec, req)
	return false
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// newLocal is a Fortnox with one small company.
func (w *world) newLocal() *fortnoxtest.Server {
	local := fortnoxtest.New(fortnoxtest.Options{
		Clock: func() time.Time { return time.Now() }, ReuseRevokes: true, JournalLimit: 10,
		Apps: []fortnoxtest.App{{ClientID: "app", ClientSecret: "s", RedirectURIs: []string{redirect}, Scopes: scopes}},
	})
	if err := local.Load(companies[w.shape]()); err != nil {
		panic(fmt.Sprintf("company: %v", err))
	}
	return local
}
