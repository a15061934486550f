package fortnox

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// SIE reads the SIE file of the financial year with id year, byte for byte: text
// is in code page 437 as a rule, and is not decoded here. kind is 1 to 4, where 4
// holds the vouchers. At most 256 MiB are read. Scope bookkeeping.
//
// Fortnox refuses this call when Accept names a type, so it asks for "*/*".
func (c *Client) SIE(ctx context.Context, year int64, kind int) ([]byte, error) {
	if kind < 1 || kind > 4 {
		return nil, fmt.Errorf("fortnox: SIE type %d: the types are 1 to 4", kind)
	}
	raw, err := c.get(ctx, "/3/sie/"+strconv.Itoa(kind), yearQuery(year), siePlan)
	if err != nil {
		return nil, err
	}
	if !looksLikeSIE(raw.Body) {
		return nil, &DecodeError{"SIE", errors.New("the file does not begin with #FLAGGA")}
	}
	return raw.Body, nil
}

// WriteSIE reads the same bytes as [Client.SIE] straight into w, and tells how
// many. It never holds the file in memory, so it is not given to Record. After
// an error w may hold a part of a file: only with nil is it whole.
func (c *Client) WriteSIE(ctx context.Context, w io.Writer, year int64, kind int) (int64, error) {
	if kind < 1 || kind > 4 {
		return 0, fmt.Errorf("fortnox: SIE type %d: the types are 1 to 4", kind)
	}
	plan := siePlan
	plan.sink = &counted{w: w}
	_, err := c.get(ctx, "/3/sie/"+strconv.Itoa(kind), yearQuery(year), plan)
	return plan.sink.n, err
}

// counted is a writer that counts, and keeps its own errors apart from those of
// what is read.
type counted struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	c.err = err
	return n, err
}

// count is how much has been written; nothing to a sink that is not there.
func (c *counted) count() int64 {
	if c == nil {
		return 0
	}
	return c.n
}

// copySIE copies a body of at most limit bytes.
func (c *counted) copySIE(resp *http.Response, limit int64) error {
	defer resp.Body.Close()
	if resp.ContentLength > limit {
		return &TooLargeError{limit}
	}
	body := bufio.NewReader(io.LimitReader(resp.Body, limit+1))
	head, err := body.Peek(64)
	if err != nil && !errors.Is(err, io.EOF) {
		return &TransportError{Sent: true, Err: err}
	}
	if !looksLikeSIE(head) {
		return &DecodeError{"SIE", errors.New("the file does not begin with #FLAGGA")}
	}
	_, err = io.Copy(c, body)
	switch {
	case c.err != nil:
		return fmt.Errorf("fortnox: write SIE: %w", c.err)
	case err != nil:
		return &TransportError{Sent: true, Err: err}
	case c.n > limit:
		return &TooLargeError{limit}
	}
	return nil
}

// looksLikeSIE keeps out pages and errors that come with status 200.
func looksLikeSIE(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n"), []byte("#"))
}
