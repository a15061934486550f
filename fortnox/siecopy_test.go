package fortnox

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestCopySIEKeepsToTheLimit(t *testing.T) {
	for _, tt := range []struct {
		body   string
		length int64
		tooBig bool
	}{
		{"#FLAGGA 0\r\n", -1, false},
		{"#FLAGGA 00\r\n", -1, true},
		{"#FLAGGA 0\r\n" + strings.Repeat("x", 1<<20), -1, true},
		{"#FLAGGA 0\r\n", 1 << 40, true},
	} {
		var got bytes.Buffer
		sink := &counted{w: &got}
		err := sink.copySIE(&http.Response{Body: io.NopCloser(strings.NewReader(tt.body)), ContentLength: tt.length}, 11)
		var large *TooLargeError
		if errors.As(err, &large) != tt.tooBig || got.Len() > 12 {
			t.Errorf("%d bytes: got %v after %d bytes, want too large %v", len(tt.body), err, got.Len(), tt.tooBig)
		}
	}
}
