package fortnox_test

import (
	"bytes"
	"errors"
	"testing"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// failing is a writer whose disk is full after some bytes.
type failing struct{ left int }

var errFull = errors.New("disk is full")

func (f *failing) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWriteSIE(t *testing.T) {
	l := openQuick(t)
	year := l.year(t)
	want, err := l.SIE(t.Context(), year, 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		fault fortnoxtest.Fault
		calls int
		whole bool
		want  func(error) bool
	}{
		{"good", fortnoxtest.Fault{Kind: fortnoxtest.Slow}, 1, true, nil},
		{"busy_before_the_first_byte", fortnoxtest.Fault{Kind: fortnoxtest.ServerError}, 2, true, nil},
		{"401", fortnoxtest.Fault{Kind: fortnoxtest.Unauthorized}, 2, true, nil},
		{"cut_before", fortnoxtest.Fault{Kind: fortnoxtest.CutBefore}, 2, true, nil},
		{"cut_in_the_middle", fortnoxtest.Fault{Kind: fortnoxtest.CutDuring}, 1, false, func(err error) bool {
			var network *fortnox.TransportError
			return errors.As(err, &network)
		}},
		{"page_instead", fortnoxtest.Fault{Kind: fortnoxtest.HTML}, 1, false, func(err error) bool {
			var decode *fortnox.DecodeError
			return errors.As(err, &decode)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l.srv.ResetJournal()
			tt.fault.Path = "/3/sie/*"
			l.inject(t, tt.fault)
			var got bytes.Buffer
			n, err := l.WriteSIE(t.Context(), &got, year, 4)
			if (err == nil) != (tt.want == nil) || err != nil && !tt.want(err) {
				t.Errorf("got error %v", err)
			}
			if n != int64(got.Len()) || tt.whole && !bytes.Equal(got.Bytes(), want) || !bytes.HasPrefix(want, got.Bytes()) {
				t.Errorf("wrote %d bytes and said %d, want %d of the file", got.Len(), n, len(want))
			}
			if calls := l.count("GET", "/3/sie"); calls != tt.calls {
				t.Errorf("%d requests, want %d", calls, tt.calls)
			}
		})
	}
	if _, err := l.WriteSIE(t.Context(), &failing{100}, year, 4); !errors.Is(err, errFull) {
		t.Errorf("got %v, want the writer's error", err)
	}
	if _, err := l.WriteSIE(t.Context(), &failing{}, year, 9); err == nil {
		t.Error("SIE type 9 was asked for")
	}
}
