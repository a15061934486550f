package fortnox

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
)

// deadServer reads each request and closes without an answer, except the
// requests to /alive. It counts the others.
func deadServer(t *testing.T) (address string, count *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	count = new(atomic.Int32)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serveDead(c, count)
		}
	}()
	return "http://" + l.Addr().String(), count
}

func serveDead(c net.Conn, count *atomic.Int32) {
	defer c.Close()
	for r := bufio.NewReader(c); ; {
		req, err := http.ReadRequest(r)
		if err != nil {
			return
		}
		io.Copy(io.Discard, req.Body)
		if req.URL.Path != "/alive" {
			count.Add(1)
			return
		}
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
	}
}

func postRequest(t *testing.T, address string) *http.Request {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, "POST", address, strings.NewReader("body"))
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func onceTo(t *testing.T, address string) *http.Transport {
	t.Helper()
	host, err := hostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	return onceTransport(host)
}

func wantSent(t *testing.T, err error, sent bool) {
	t.Helper()
	var te *TransportError
	if !errors.As(err, &te) || te.Sent != sent {
		t.Errorf("got error %v, want a TransportError with Sent %v", err, sent)
	}
}

func TestOnceOverHTTP1(t *testing.T) {
	address, count := deadServer(t)
	rt := onceTo(t, address)
	resp, err := sendOnce(rt, postRequest(t, address+"/alive"))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	_, err = sendOnce(rt, postRequest(t, address+"/post"))
	wantSent(t, err, true)
	if got := count.Load(); got != 1 {
		t.Errorf("server saw %d requests, want 1", got)
	}
}

// The keyed request shows that the fault is real: Go's default repeats it.
func TestDefaultRepeatsKeyedPost(t *testing.T) {
	address, count := deadServer(t)
	client := &http.Client{Transport: &http.Transport{}}
	resp, err := client.Get(address + "/alive")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	req := postRequest(t, address+"/post")
	req.Header.Set("Idempotency-Key", "k")
	if _, err := client.Do(req); err == nil {
		t.Fatal("got an answer from a dead server")
	}
	if got := count.Load(); got != 2 {
		t.Errorf("server saw %d requests, want 2: has Go changed?", got)
	}
}

func TestOnceRefusesIdempotencyKey(t *testing.T) {
	address, count := deadServer(t)
	for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		req := postRequest(t, address)
		req.Header[name] = nil
		_, err := sendOnce(onceTo(t, address), req)
		wantSent(t, err, false)
	}
	if got := count.Load(); got != 0 {
		t.Errorf("server saw %d requests, want 0", got)
	}
}

func TestOnceFollowsNoRedirect(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		var count atomic.Int32
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			count.Add(1)
			http.Redirect(w, r, "/other", status)
		}))
		defer srv.Close()
		resp, err := sendOnce(onceTo(t, srv.URL), postRequest(t, srv.URL))
		if err != nil {
			t.Fatalf("status %d: %v", status, err)
		}
		resp.Body.Close()
		if resp.StatusCode != status || count.Load() != 1 {
			t.Errorf("got status %d after %d requests, want %d after 1", resp.StatusCode, count.Load(), status)
		}
	}
}

func TestOnceNotSent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + l.Addr().String()
	l.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	alive, _ := deadServer(t)

	t.Run("dial", func(t *testing.T) {
		_, err := sendOnce(onceTo(t, closed), postRequest(t, closed))
		wantSent(t, err, false)
	})
	t.Run("tls", func(t *testing.T) {
		address := strings.Replace(plain.URL, "http:", "https:", 1)
		_, err := sendOnce(onceTo(t, address), postRequest(t, address))
		wantSent(t, err, false)
	})
	t.Run("other_host", func(t *testing.T) {
		_, err := sendOnce(onceTransport("api.fortnox.se:443"), postRequest(t, alive))
		wantSent(t, err, false)
	})
	t.Run("context_over", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := sendOnce(onceTo(t, alive), postRequest(t, alive).WithContext(ctx))
		wantSent(t, err, false)
	})
	t.Run("transport_without_trace_counts_as_sent", func(t *testing.T) {
		rt := roundTrip(func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF })
		_, err := sendOnce(rt, postRequest(t, alive))
		wantSent(t, err, true)
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// resetServer speaks HTTP/2 and HTTP/1 over TLS. It counts each request and ends
// it without an answer, over HTTP/2 by end.
func resetServer(t *testing.T, end func(*http2.Framer, uint32)) (address string, count *atomic.Int32, roots *tls.Config) {
	t.Helper()
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.StartTLS()
	cert := srv.TLS.Certificates
	pool := srv.Client().Transport.(*http.Transport).TLSClientConfig
	srv.Close()
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: cert, NextProtos: []string{"h2", "http/1.1"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	count = new(atomic.Int32)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serveReset(c.(*tls.Conn), count, end)
		}
	}()
	return "https://" + l.Addr().String(), count, pool
}

func serveReset(c *tls.Conn, count *atomic.Int32, end func(*http2.Framer, uint32)) {
	defer c.Close()
	if c.Handshake() != nil {
		return
	}
	if c.ConnectionState().NegotiatedProtocol != "h2" {
		serveDead(c, count)
		return
	}
	if _, err := io.ReadFull(c, make([]byte, len(http2.ClientPreface))); err != nil {
		return
	}
	fr := http2.NewFramer(c, c)
	fr.WriteSettings()
	for {
		f, err := fr.ReadFrame()
		if err != nil {
			return
		}
		switch f := f.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				fr.WriteSettingsAck()
			}
		case *http2.DataFrame:
			if f.StreamEnded() {
				count.Add(1)
				end(fr, f.StreamID)
			}
		}
	}
}

func TestOnceAgainstHTTP2Resets(t *testing.T) {
	for _, tt := range []struct {
		name string
		end  func(*http2.Framer, uint32)
	}{
		{"rst_protocol_error", func(fr *http2.Framer, id uint32) { fr.WriteRSTStream(id, http2.ErrCodeProtocol) }},
		{"rst_refused_stream", func(fr *http2.Framer, id uint32) { fr.WriteRSTStream(id, http2.ErrCodeRefusedStream) }},
		{"goaway_before_the_stream", func(fr *http2.Framer, _ uint32) { fr.WriteGoAway(0, http2.ErrCodeNo, nil) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			address, count, roots := resetServer(t, tt.end)
			rt := onceTo(t, address)
			rt.TLSClientConfig = roots.Clone()
			rt.TLSClientConfig.NextProtos = nil
			_, err := sendOnce(rt, postRequest(t, address))
			wantSent(t, err, true)
			if got := count.Load(); got != 1 {
				t.Errorf("server saw %d requests, want 1", got)
			}
		})
	}
}

// It shows that the fault is real: over HTTP/2 Go's default floods the server.
func TestDefaultFloodsOverHTTP2(t *testing.T) {
	address, count, roots := resetServer(t, func(fr *http2.Framer, id uint32) { fr.WriteRSTStream(id, http2.ErrCodeProtocol) })
	tr := &http.Transport{TLSClientConfig: roots.Clone(), ForceAttemptHTTP2: true}
	tr.TLSClientConfig.NextProtos = nil
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := (&http.Client{Transport: tr}).Do(postRequest(t, address).WithContext(ctx)); err == nil {
		t.Fatal("got an answer from a server that gives none")
	}
	if got := count.Load(); got < 2 {
		t.Errorf("server saw %d requests, want many: has Go changed?", got)
	}
}

func TestHostPort(t *testing.T) {
	for in, want := range map[string]string{
		"https://api.fortnox.se":        "api.fortnox.se:443",
		"http://127.0.0.1:8080/x":       "127.0.0.1:8080",
		"http://[::1]/":                 "[::1]:80",
		"ftp://api.fortnox.se":          "",
		"https://user@api.fortnox.se":   "",
		"api.fortnox.se":                "",
		"https://":                      "",
		"https://api.fortnox.se:99x/":   "",
		"https://\x7f":                  "",
		"https://api.fortnox.se:443/3/": "api.fortnox.se:443",
	} {
		got, err := hostPort(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("hostPort(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
}
