package fortnox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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

// looksLikeSIE keeps out pages and errors that come with status 200.
func looksLikeSIE(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n"), []byte("#"))
}
