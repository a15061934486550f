// Package export delivers closing entries to the client's bookkeeping program
// at most once.
package export

import (
	"errors"
	"time"

	"bokslut/internal/civil"
)

// An Item is the delivery of one closing entry: a saved intent first, a
// network call second. Body, its Hash, the Key and the Marker are frozen when
// the export is asked for; the worker sends those bytes and no others.
// States and outcomes are those of the safety requirements, section 5.
type Item struct {
	ID         string    `json:"id"`
	Engagement string    `json:"engagement"`
	Entry      string    `json:"entry"` // "B7"
	Target     Target    `json:"target"`
	Key        string    `json:"key"`
	Marker     string    `json:"marker"`
	Body       []byte    `json:"body"` // exactly what is sent
	Hash       string    `json:"hash"` // SHA-256 of Body
	State      State     `json:"state"`
	Attempt    int       `json:"attempt"`   // times that sending was begun
	SendingAt  time.Time `json:"sendingAt"` // when the latest attempt was begun
	Baseline   int64     `json:"baseline"`  // highest number in the series before the attempt
	Looks      int       `json:"looks"`     // good looks after the quiet time that found nothing
	LookedAt   time.Time `json:"lookedAt"`
	NotBefore  time.Time `json:"notBefore"` // the worker leaves it alone until then
	Reason     Reason    `json:"reason"`
	Found      []Voucher `json:"found"`            // what a person has to choose among
	Judged     []int64   `json:"judged,omitempty"` // numbers that a person has said are not ours
	Receipt    Receipt   `json:"receipt"`
	AskedBy    string    `json:"askedBy"` // user id
	AskedAt    time.Time `json:"askedAt"`
	Version    int64     `json:"version"`
}

// Target is where the voucher shall stand.
type Target struct {
	Tenant string     `json:"tenant"`
	Year   int64      `json:"year"` // the financial year's id in Fortnox
	Series string     `json:"series"`
	Date   civil.Date `json:"date"`
}

// State is what is known about a delivery.
type State string

// The states. Only Sending touches the network with a POST.
const (
	Queued    State = "queued"
	Sending   State = "sending"
	Sent      State = "sent"
	Refused   State = "refused"
	Unknown   State = "unknown"
	Absent    State = "absent"
	Doubtful  State = "doubtful"
	Cancelled State = "cancelled"
)

// Active tells whether the delivery stands in the way of another one for the
// same entry: everything but a refusal and a cancellation.
func (s State) Active() bool { return s != Refused && s != Cancelled }

// ForWorker tells whether a worker has something to do.
func (s State) ForWorker() bool { return s == Queued || s == Sending || s == Unknown }

// ForPerson tells whether a person has to decide.
func (s State) ForPerson() bool { return s == Absent || s == Doubtful || s == Refused }

// Reason says why a delivery stands where it stands. Code is fixed text for
// the page; Detail is the receiver's own words.
type Reason struct {
	Code   string `json:"code,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// Receipt proves a delivery: the voucher as read back from the receiver.
type Receipt struct {
	Series string    `json:"series,omitempty"`
	Number int64     `json:"number,omitempty"`
	Year   int64     `json:"year,omitempty"`
	At     time.Time `json:"at,omitzero"`
	Hash   string    `json:"hash,omitempty"` // SHA-256 of the voucher read back
}

// A Voucher is what a look found in the receiver.
type Voucher struct {
	Series string `json:"series"`
	Number int64  `json:"number"`
	Text   string `json:"text"`
	Equal  bool   `json:"equal"`  // its rows and date are ours, and stand on the cost centres and projects that were sent
	Moved  bool   `json:"moved"`  // only the cost centres or projects are others
	Marked bool   `json:"marked"` // it bears our marker
	Lost   bool   `json:"lost"`   // it bears a marker of this program that the database does not know
	Void   bool   `json:"void"`   // all its rows are struck out: it books nothing
	Hash   string `json:"hash"`
}

// Times of the safety requirements, section 7.3.
const (
	QuietTime   = 15 * time.Minute // how long an accepted voucher may stay out of sight
	BetweenLook = time.Minute
	SendTimeout = 60 * time.Second
	Lease       = 3 * time.Minute
)

// ErrDecision says that a person decided something that the state does not allow.
var ErrDecision = errors.New("the delivery does not wait for that decision")
