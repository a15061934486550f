// Package engagement is the binder for one client and financial year (uppdrag),
// and the only door through which it changes.
package engagement

import (
	"errors"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/office"
)

// An Engagement (uppdrag) is the head of the binder. Its parts, bilagor and
// closing entries, have rows and versions of their own.
type Engagement struct {
	Office      string        `json:"office"`
	ID          string        `json:"id"`
	Client      office.Client `json:"client"`
	Year        civil.Period  `json:"year"`
	Source      Source        `json:"source"`
	Responsible string        `json:"responsible"` // user id (ansvarig)
	Reviewer    string        `json:"reviewer"`    // user id (granskare), may be empty
	Snapshot    string        `json:"snapshot"`    // the current import, empty before the first
	Candidate   string        `json:"candidate"`   // an import that was read and waits for a person to take it in, or empty
	Series      string        `json:"series"`      // voucher series chosen at the last export
	Locked      bool          `json:"locked"`
	Terms       Terms         `json:"terms,omitzero"`
	Created     time.Time     `json:"created"`
	Version     int64         `json:"version"`
	Summary     Summary       `json:"-"` // as of the latest change
}

// Source is where the books come from (datakälla).
type Source string

// The sources.
const (
	Fortnox Source = "fortnox"
	SIE     Source = "sie"
	Manual  Source = "manual"
)

// Valid tells whether the source is one of them.
func (s Source) Valid() bool { return s == Fortnox || s == SIE || s == Manual }

// Errors that callers branch on. ErrNotFound is also what another office gets.
var (
	ErrNotFound      = office.ErrNotFound
	ErrForbidden     = office.ErrForbidden
	ErrConflict      = office.ErrConflict
	ErrTaken         = errors.New("the client has an engagement for the year already")
	ErrLocked        = errors.New("the engagement is locked")
	ErrNoImport      = errors.New("nothing has been imported yet")
	ErrSource        = errors.New("the engagement has another data source")
	ErrDelivered     = errors.New("the entry is exported or on its way")
	ErrFollows       = errors.New("the entry of the next year follows what it rests on")
	ErrSystem        = errors.New("the program makes this entry: it is changed where it is made")
	ErrDraft         = errors.New("the entry has a draft that is not saved whole")
	ErrNotReady      = errors.New("the workpaper cannot be signed")
	ErrNoEntries     = errors.New("there is nothing to export")
	ErrBusy          = errors.New("a job of this kind is running")
	ErrNotRunning    = errors.New("no such job is running")
	ErrAccount       = errors.New("the account is not in the chart")
	ErrText          = errors.New("the text is missing")
	ErrAutomatic     = errors.New("the workpaper is filled by imports")
	ErrFollowsPlan   = errors.New("the workpaper follows the plan of the result")
	ErrTwoYears      = errors.New("the entries are of two financial years")
	ErrKeyTaken      = errors.New("another allocation key has the name")
	ErrTemplateTaken = errors.New("another template has the name")
	ErrManyTemplates = errors.New("the office has too many templates")
	ErrManyKeys      = errors.New("there are too many allocation keys")
	ErrMoved         = errors.New("another import was taken in meanwhile")
	ErrCarried       = errors.New("the workpapers are taken over already")
)
