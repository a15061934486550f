package workpaper

import (
	"time"

	"bokslut/internal/money"
)

// Signed is what people have answered for in a bilaga: who wrote it, who signed
// it (klarmarkering), who reviewed it (granskning), and what no longer holds.
type Signed struct {
	Prepared *Stamp   `json:"prepared,omitempty"` // who changed what it says last
	SignOff  *SignOff `json:"signOff,omitempty"`
	Review   *Review  `json:"review,omitempty"`   // never without SignOff
	ToReview bool     `json:"toReview,omitempty"` // is to be reviewed where only chosen bilagor are

	// SignedLines are the lines that the sign-off was given on, at most
	// MaxSignedLines; none where there were more.
	SignedLines []Line   `json:"signedLines,omitempty"`
	Former      []Former `json:"former,omitempty"` // signatures that were replaced or taken back, the latest first
}

// A Stamp is a person and an instant.
type Stamp struct {
	By   string    `json:"by"` // user id
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

// A SignOff (klarmarkering) keeps the figures that it was given on.
type SignOff struct {
	By       string       `json:"by"`
	Name     string       `json:"name"`
	At       time.Time    `json:"at"`
	Figures  []Figure     `json:"figures"`
	Reason   string       `json:"reason,omitempty"`   // why a difference is accepted
	Explains money.Amount `json:"explains,omitzero"`  // the difference that Reason explains, of all accounts
	Snapshot string       `json:"snapshot,omitempty"` // the import that was in use
	Accepted []Acceptance `json:"accepted,omitempty"` // small changes since, the latest last
}

// A Figure is one account at a sign-off, in öre, debit positive.
type Figure struct {
	Account    string       `json:"account"`
	Final      money.Amount `json:"final"`
	Reconciled money.Amount `json:"reconciled"`
	Opening    money.Amount `json:"opening,omitzero"`
	// Entries are the closing entries in Final that the import did not hold.
	Entries map[string]money.Amount `json:"entries,omitempty"`
}

// A Review (granskning) keeps the figures that it was given on.
type Review struct {
	By      string    `json:"by"`
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
	Figures []Figure  `json:"figures"`
}

// An Acceptance is a change after the sign-off that a person let pass, because
// it lies within the firm's materiality threshold (väsentlighetsgräns).
type Acceptance struct {
	By      string       `json:"by"`
	Name    string       `json:"name"`
	At      time.Time    `json:"at"`
	Amount  money.Amount `json:"amount"` // the largest change of an account since the sign-off, without sign
	Limit   money.Amount `json:"limit"`  // the threshold then
	Figures []Figure     `json:"figures"`

	Snapshot string `json:"snapshot,omitempty"` // the import that was in use
}

// Former is a signature that no longer holds. Ended says when it was replaced or
// taken back, EndedBy by whom.
type Former struct {
	SignOff SignOff   `json:"signOff"`
	Review  *Review   `json:"review,omitempty"`
	Ended   time.Time `json:"ended"`
	EndedBy string    `json:"endedBy"` // name
}

// maxFormer is how many former signatures a bilaga keeps.
const maxFormer = 20

// Holding are the figures that the sign-off stands on: those of the latest
// acceptance, else its own.
func (s SignOff) Holding() []Figure {
	if n := len(s.Accepted); n > 0 {
		return s.Accepted[n-1].Figures
	}
	return s.Figures
}

// Since is the import that Holding was read from.
func (s SignOff) Since() string {
	if n := len(s.Accepted); n > 0 {
		return s.Accepted[n-1].Snapshot
	}
	return s.Snapshot
}

// End moves the signature to the former ones, where it stays readable.
func (s *Signed) End(name string, at time.Time) {
	if s.SignOff == nil {
		return
	}
	s.Former = append([]Former{{*s.SignOff, s.Review, at, name}}, s.Former...)
	s.Former = s.Former[:min(len(s.Former), maxFormer)]
	s.SignOff, s.Review, s.SignedLines = nil, nil, nil
}
