package fortnox

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
)

// An Outcome is all that is known about a request that must not be repeated.
type Outcome int

const (
	// Unknown: it may have been done. Only looking tells. It is the zero value.
	Unknown Outcome = iota
	// NotSent: no complete request left the machine, so it may be sent again.
	NotSent
	// Refused: Fortnox said no, with reasons. Nothing was made.
	Refused
	// TokenRejected: 401. The token has been refreshed; one more try is allowed.
	TokenRejected
	// Paced: 429. It may be sent again after a wait; after three in a row look first.
	Paced
	// Sent: 201 with a number. It is proved by reading the voucher back.
	Sent
)

var outcomeNames = [...]string{"unknown", "not sent", "refused", "token", "pace", "sent"}

func (o Outcome) String() string {
	if o < 0 || int(o) >= len(outcomeNames) {
		return "unknown"
	}
	return outcomeNames[o]
}

// A writing is a request that must not be repeated.
type writing struct {
	path        string
	query       url.Values
	contentType string
	body        []byte
	check       func() error // called just before it is sent; may be nil
}

// posted is what came of a writing. value is what decode made of the answer when
// outcome is Sent; err is nil only then.
type posted[T any] struct {
	outcome Outcome
	value   T
	err     error
	answer  Raw
}

// post sends w at most once.
func post[T any](ctx context.Context, c *Client, w writing, decode func([]byte) (T, error)) posted[T] {
	token, err := c.tokens.Token(ctx)
	if err != nil {
		return posted[T]{outcome: NotSent, err: err}
	}
	if err := c.pace.Wait(ctx, priority(ctx)); err != nil {
		return posted[T]{outcome: NotSent, err: &TransportError{Sent: false, Err: err}}
	}
	if w.check != nil {
		if err := w.check(); err != nil {
			return posted[T]{outcome: NotSent, err: err}
		}
	}
	raw, header, err := c.postOnce(ctx, w, token)
	p := posted[T]{answer: raw, err: err}
	if raw.Status == 0 {
		p.outcome = unanswered(err)
		return p
	}
	p.outcome, p.value, p.err = classifyPost(raw.Status, raw.Body, err, decode)
	switch p.outcome {
	case Paced:
		p.err = c.answerError(raw, header)
	case TokenRejected:
		if _, err := c.tokens.Rejected(ctx, token); err != nil {
			p.err = errors.Join(p.err, err)
		}
	}
	return p
}

// unanswered is the outcome of a request without answer.
func unanswered(err error) Outcome {
	var te *TransportError
	if errors.As(err, &te) && !te.Sent {
		return NotSent
	}
	return Unknown
}

// postOnce sends one request. The answer's Status is 0 when there was none;
// otherwise the error says whether the body was read.
func (c *Client) postOnce(ctx context.Context, w writing, token string) (Raw, http.Header, error) {
	ctx, cancel := context.WithTimeout(ctx, postTimeout)
	defer cancel()
	raw := Raw{Method: http.MethodPost, Path: w.path, Query: w.query.Encode()}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address(w.path, w.query), bytes.NewReader(w.body))
	if err != nil {
		return raw, nil, &TransportError{Sent: false, Err: withoutAddress(err)}
	}
	c.setHeader(req, token, "application/json")
	req.Header.Set("Content-Type", w.contentType)
	began := c.clock.Now()
	unread := true
	defer func() { c.observe(raw, began, 1, int64(len(raw.Body)), unread) }()
	resp, err := sendOnce(c.once, req)
	if err != nil {
		return raw, nil, err
	}
	raw.Status = resp.StatusCode
	raw.Body, err = readBody(resp, maxPostAnswer)
	raw.At = c.clock.Now()
	if unread = err != nil; !unread {
		c.recordAnswer(raw)
	}
	return raw, resp.Header, err
}

const maxPostAnswer = 4 << 20

// classifyPost names the outcome of an answer. What is not listed is Unknown:
// 1xx, 3xx, 408, 425, 499, every 5xx, 2xx that cannot be read or lacks what
// decode wants, and 4xx that somebody else than Fortnox may have written.
func classifyPost[T any](status int, body []byte, readErr error, decode func([]byte) (T, error)) (Outcome, T, error) {
	var none T
	if status == http.StatusUnauthorized {
		return TokenRejected, none, bodyError(status, body)
	}
	if status == http.StatusTooManyRequests {
		return Paced, none, &RateLimitError{}
	}
	if readErr != nil {
		return Unknown, none, readErr
	}
	switch status {
	case http.StatusCreated:
		v, err := decode(body)
		if err != nil {
			return Unknown, none, err
		}
		return Sent, v, nil
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity:
		if e := bodyError(status, body); !e.Foreign {
			return Refused, none, e
		}
	}
	return Unknown, none, bodyError(status, body)
}
