package fortnox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"sync/atomic"
	"time"
)

const (
	connectTimeout = 10 * time.Second
	postTimeout    = 60 * time.Second
)

// readTransport dials only hosts, given as "host:port".
func readTransport(hosts ...string) *http.Transport {
	d := &net.Dialer{Timeout: connectTimeout}
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.Proxy = nil
	tr.TLSHandshakeTimeout = connectTimeout
	tr.MaxResponseHeaderBytes = 64 << 10
	tr.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if !slices.Contains(hosts, addr) {
			return nil, fmt.Errorf("host %q is not in the list of outgoing hosts", addr)
		}
		return d.DialContext(ctx, network, addr)
	}
	return tr
}

// onceTransport is for requests that must not be repeated. Go's transport sends
// a request again after a dead connection, and over HTTP/2 after a reset or
// GOAWAY that says "not processed", as often as the server says so. HTTP/1 on a
// fresh connection is never sent again.
func onceTransport(hosts ...string) *http.Transport {
	tr := readTransport(hosts...)
	tr.Protocols = new(http.Protocols)
	tr.Protocols.SetHTTP1(true)
	tr.DisableKeepAlives = true
	return tr
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// sendOnce sends req at most one time through rt and follows no redirect.
// req must have a deadline and must not carry an Idempotency-Key: Go's transport
// repeats requests that do.
//
// An error is a [*TransportError]. Its Sent is false only when the transport
// reported that it looked for a connection and never finished writing headers.
func sendOnce(rt http.RoundTripper, req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, &TransportError{Sent: false, Err: err}
	}
	for name := range req.Header {
		if name == "Idempotency-Key" || name == "X-Idempotency-Key" {
			return nil, &TransportError{Sent: false, Err: errors.New("request carries an idempotency key")}
		}
	}
	var traced, wrote atomic.Bool
	trace := &httptrace.ClientTrace{
		GetConn:      func(string) { traced.Store(true) },
		WroteHeaders: func() { wrote.Store(true) },
		WroteRequest: func(i httptrace.WroteRequestInfo) {
			if i.Err == nil {
				wrote.Store(true)
			}
		},
	}
	req = req.WithContext(httptrace.WithClientTrace(req.Context(), trace))
	req.GetBody = nil
	client := &http.Client{Transport: rt, CheckRedirect: noRedirect}
	resp, err := client.Do(req)
	if err != nil {
		return nil, &TransportError{Sent: wrote.Load() || !traced.Load(), Err: withoutAddress(err)}
	}
	return resp, nil
}

// withoutAddress takes away what net/http puts before an error, "Get
// "https://…/customers/…"": a customer's number can be a person's.
func withoutAddress(err error) error {
	var told *url.Error
	if errors.As(err, &told) {
		return told.Err
	}
	return err
}
