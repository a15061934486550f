package fortnox

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"net/http"
	"net/url"
	"time"
)

// A readPlan is how one kind of reading is done.
type readPlan struct {
	accept  string
	limit   int64         // bytes of an answer
	timeout time.Duration // of one try
	budget  time.Duration // of all tries together, waiting included
	sink    *counted      // where a body of 2xx goes instead of into memory; may be nil
}

var (
	jsonPlan = readPlan{accept: "application/json", limit: 32 << 20, timeout: 30 * time.Second, budget: 2 * time.Minute}
	siePlan  = readPlan{accept: "*/*", limit: 256 << 20, timeout: 120 * time.Second, budget: 5 * time.Minute}
)

const (
	maxTries   = 6
	firstPause = 500 * time.Millisecond
	maxPause   = 8 * time.Second
)

// get reads path, and again after 429, 5xx, 408 and network errors. A 401 is
// followed by one refresh and one more try.
func (c *Client) get(ctx context.Context, path string, query url.Values, p readPlan) (Raw, error) {
	ctx, cancel := context.WithTimeout(ctx, p.budget)
	defer cancel()
	token, err := c.tokens.Token(ctx)
	if err != nil {
		return Raw{}, err
	}
	rejected := false
	for try := 1; ; try++ {
		raw, err := c.getOnce(ctx, path, query, token, p, try)
		if err == nil {
			return raw, nil
		}
		if errors.Is(err, ErrUnauthorized) && !rejected {
			rejected = true
			if token, err = c.tokens.Rejected(ctx, token); err != nil {
				return Raw{}, err
			}
			continue
		}
		pause, again := retryPause(err, try, chance())
		again = again && p.sink.count() == 0 // what is written cannot be taken back
		if deadline, _ := ctx.Deadline(); !again || try >= maxTries || time.Until(deadline) < pause {
			return Raw{}, err
		}
		c.log.Debug("fortnox: read again", "resource", resource(path), "try", try, "pause_ms", pause.Milliseconds(), "status", raw.Status)
		if sleep(ctx, c.clock, pause) != nil {
			return Raw{}, err
		}
	}
}

// retryPause says whether a reading that failed is tried again, and after how
// long: half a second doubled each time up to 8 seconds, of which up to half is
// taken off by jitter in [0, 1), but never less than Fortnox asked for.
func retryPause(err error, try int, jitter float64) (time.Duration, bool) {
	pause := min(firstPause<<min(try-1, 10), maxPause)
	pause -= time.Duration(jitter * float64(pause) / 2)
	var rate *RateLimitError
	var answer *Error
	var network *TransportError
	switch {
	case errors.As(err, &rate):
		return max(pause, rate.RetryAfter), true
	case errors.As(err, &answer):
		return pause, answer.Status >= 500 || answer.Status == http.StatusRequestTimeout
	case errors.As(err, &network):
		return pause, !errors.Is(err, context.Canceled)
	}
	return 0, false
}

// getOnce makes one try. The Raw has its Status also with an error.
func (c *Client) getOnce(ctx context.Context, path string, query url.Values, token string, p readPlan, try int) (Raw, error) {
	if err := c.pace.Wait(ctx, priority(ctx)); err != nil {
		return Raw{}, &TransportError{Sent: false, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.address(path, query), nil)
	if err != nil {
		return Raw{}, &TransportError{Sent: false, Err: withoutAddress(err)}
	}
	c.setHeader(req, token, p.accept)
	raw := Raw{Method: req.Method, Path: path, Query: query.Encode()}
	began := c.clock.Now()
	unread := true
	defer func() { c.observe(raw, began, try, p.sink.count()+int64(len(raw.Body)), unread) }()
	resp, err := (&http.Client{Transport: c.read, CheckRedirect: noRedirect}).Do(req)
	if err != nil {
		return raw, &TransportError{Sent: true, Err: withoutAddress(err)}
	}
	raw.Status = resp.StatusCode
	if p.sink != nil && raw.Status/100 == 2 {
		err = p.sink.copySIE(resp, p.limit)
		raw.At, unread = c.clock.Now(), err != nil
		return raw, err
	}
	if raw.Body, err = readBody(resp, p.limit); err != nil {
		return raw, err
	}
	raw.At, unread = c.clock.Now(), false
	c.recordAnswer(raw)
	return raw, c.answerError(raw, resp.Header)
}

func (c *Client) setHeader(req *http.Request, token, accept string) {
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept", accept)
	req.Header.Set("User-Agent", c.agent)
}

// answerError is nil for 2xx. After a 429 nothing more is sent for a while.
func (c *Client) answerError(raw Raw, header http.Header) error {
	if raw.Status/100 == 2 {
		return nil
	}
	err := answerError(raw.Status, header, raw.Body, raw.At)
	var rate *RateLimitError
	if errors.As(err, &rate) {
		c.pace.Hold(max(rate.RetryAfter, firstPause))
	}
	return err
}

// chance is uniform in [0, 1). It comes from crypto/rand, whose seed a test can
// fix (testing/cryptotest), so that a simulation can be repeated.
func chance() float64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails: it ends the process instead
	return float64(binary.LittleEndian.Uint64(b[:])>>11) / (1 << 53)
}

// one reads a single item.
func one[T any](ctx context.Context, c *Client, path string, query url.Values, decode func([]byte) (T, error)) (T, error) {
	raw, err := c.get(ctx, path, query, jsonPlan)
	if err != nil {
		var none T
		return none, err
	}
	return decode(raw.Body)
}
