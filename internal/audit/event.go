// Package audit chains the events of a stream so that a later change of
// history shows.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// OfficeStream is the stream of events that belong to no engagement.
const OfficeStream = "office"

// An Event says who changed what, when, from what and to what.
//
// Detail holds everything that may name a person or tell an amount, as JSON.
// It is not part of the chain itself: its salted hash is, so that a lawful
// erasure leaves the chain whole. Source: safety requirement R100.
type Event struct {
	Office  string
	Stream  string // OfficeStream or an engagement
	Seq     int64  // 1, 2, 3 … within the stream
	At      time.Time
	User    string // user id; "program" for what the program does by itself
	What    string // a fixed code: "entry.created"
	Object  string // the thing within the stream: "B7"
	Detail  json.RawMessage
	Salt    string
	Program string // version of the program
	Hash    string // of this event and everything before it
}

// Detail marshals the figures of an event. A value that cannot be marshalled
// is a mistake in the program.
func Detail(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("audit: detail of an event: %v", err))
	}
	return b
}

// Chain gives the hash of e after an event with hash previous ("" for the
// first). It depends on every field but Hash.
func Chain(previous string, e Event) string {
	detail := sha256.Sum256([]byte(e.Salt + string(e.Detail)))
	canonical, err := json.Marshal([]any{
		e.Office, e.Stream, e.Seq, e.At.UTC().UnixMilli(), e.User, e.What, e.Object,
		hex.EncodeToString(detail[:]), e.Program,
	})
	if err != nil {
		panic(fmt.Sprintf("audit: canonical event: %v", err))
	}
	sum := sha256.Sum256(append([]byte(previous), canonical...))
	return hex.EncodeToString(sum[:])
}

// Verify tells where a stream, in order, stops being a chain.
func Verify(events []Event) error {
	previous := ""
	for i, e := range events {
		if e.Seq != int64(i+1) {
			return fmt.Errorf("stream %s: event %d stands where %d should", e.Stream, e.Seq, i+1)
		}
		if want := Chain(previous, e); e.Hash != want {
			return fmt.Errorf("stream %s: event %d was changed after it was written", e.Stream, e.Seq)
		}
		previous = e.Hash
	}
	return nil
}
