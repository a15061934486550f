// Package jobs runs imports and exports in the background, each under a lease.
package jobs

import (
	"context"
	"errors"
	"time"

	"bokslut/internal/export"
)

// A Job is an import or export that was asked for. It is a row with a lease:
// any instance may run it, one at a time does.
type Job struct {
	ID         string    `json:"id"`
	Office     string    `json:"office"`
	Engagement string    `json:"engagement"`
	Kind       Kind      `json:"kind"`
	State      State     `json:"state"`
	By         string    `json:"by"` // user id
	Asked      time.Time `json:"asked"`
	Started    time.Time `json:"started,omitzero"`
	Finished   time.Time `json:"finished,omitzero"`
	Steps      []Step    `json:"steps,omitempty"`
	Of         int       `json:"of,omitempty"`       // how many steps there will be, 0 when not known
	Requests   int       `json:"requests,omitempty"` // answers read from Fortnox so far
	Left       int       `json:"left,omitempty"`     // requests to Fortnox that are known to remain
	Full       bool      `json:"full,omitempty"`     // everything is read anew, nothing is shared with the import before
	Inline     bool      `json:"inline,omitempty"`   // run by the request that asked for it: nobody takes it over
	Problem    Problem   `json:"problem"`
	Snapshot   string    `json:"snapshot,omitempty"` // what an import made
	Waits      bool      `json:"waits,omitempty"`    // it was left for a person to take in
	Same       bool      `json:"same,omitempty"`     // it says the same as the import before
	Cancel     bool      `json:"cancel,omitempty"`   // a person asked it to stop
	Epoch      int64     `json:"epoch"`              // counts the leases given on it
}

// Kind is what a job does.
type Kind string

// The kinds.
const (
	Import Kind = "import"
	Export Kind = "export"
)

// State is how far a job has come.
type State string

// The states; the last three are final.
const (
	Queued    State = "queued"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Final tells whether the job is over.
func (s State) Final() bool { return s == Done || s == Failed || s == Cancelled }

// A Step is a part of the work, with counts. Code and Args make the sentence.
type Step struct {
	Code  string    `json:"code"`
	Args  []string  `json:"args,omitempty"`
	Done  int       `json:"done"`
	Total int       `json:"total"` // 0: not known
	State StepState `json:"state"`
	At    time.Time `json:"at,omitzero"` // when it was finished
}

// StepState is waiting, running or done.
type StepState string

// The states of a step.
const (
	StepWaits StepState = "waits"
	StepRuns  StepState = "runs"
	StepDone  StepState = "done"
)

// A Problem says why a job failed. The page makes the sentence from Code and
// Args; Detail is the technical cause for the log view.
type Problem struct {
	Code   string   `json:"code,omitempty"`
	Args   []string `json:"args,omitempty"`
	Detail string   `json:"detail,omitempty"`
}

// The codes of problems, with their Args.
const (
	ProblemCompany      = "wrong_company"   // organisation number wanted, got, name
	ProblemYear         = "wrong_year"      // period wanted, got
	ProblemLapsed       = "lapsed"          // –
	ProblemNoConnection = "no_connection"   // –
	ProblemLicence      = "licence"         // Fortnox's words
	ProblemUnreached    = "unreached"       // –
	ProblemNotSIE       = "not_sie"         // file name
	ProblemEmpty        = "empty"           // file name
	ProblemTransactions = "transactions"    // file name; a 4I file without balances
	ProblemLimit        = "limit"           // file name
	ProblemNoYear       = "no_year"         // period that Fortnox has no year for
	ProblemManual       = "manual_line"     // line number, text
	ProblemFile         = "file"            // file name, what is wrong
	ProblemTenant       = "wrong_tenant"    // –
	ProblemIncomplete   = "incomplete"      // account whose balance its vouchers do not explain
	ProblemSeriesBusy   = "series_busy"     // –
	ProblemBusy         = "fortnox_busy"    // –
	ProblemRefused      = "fortnox_refused" // Fortnox's words
	ProblemSource       = "source_changed"  // –
	ProblemLocked       = "locked"          // –
	ProblemRestored     = "restored"        // –
	ProblemInterrupted  = "interrupted"     // the program stopped in the middle
	ProblemConfig       = "config"          // the program's Fortnox credentials are refused
	ProblemInternal     = "internal"        // –
)

// Store keeps jobs and moves deliveries on. Both databases satisfy it.
type Store interface {
	PartStore
	LookStore
	// AddJob returns engagement.ErrBusy when one of the kind is queued or running.
	// With a holder the job is its own for d, as if it had claimed it; Epoch says so.
	AddJob(ctx context.Context, j Job, holder string, d time.Duration) (Job, error)
	// Claim gives a queued job, or one whose lease ran out, to holder for d by
	// the store's clock, with its Epoch raised; ErrNotFound when there is none.
	Claim(ctx context.Context, holder string, d time.Duration) (Job, error)
	// SaveJob writes the job while epoch is still its own, and prolongs the
	// lease; ErrConflict when another instance took it over. It gives back
	// whether a person has asked it to stop.
	SaveJob(ctx context.Context, j Job, d time.Duration) (cancel bool, err error)
	// Beat prolongs the lease without writing progress.
	Beat(ctx context.Context, j Job, d time.Duration) (cancel bool, err error)
	LatestJob(ctx context.Context, office, engagement string, kind Kind) (Job, error)
	CancelJob(ctx context.Context, office, engagement string, kind Kind) error

	// Time is the store's clock, which all instances share.
	Time(ctx context.Context) (time.Time, error)
	// Restored is when the database was found, or said, to come from a backup or a
	// copy; zero when it never was.
	Restored(ctx context.Context) (time.Time, error)
	// NewEpoch makes every backup that was made before it known as old.
	NewEpoch(ctx context.Context) error
	// ClaimDelivery leases the delivery (and its series at its tenant) to holder;
	// ErrLease while another holds either.
	ClaimDelivery(ctx context.Context, office string, it export.Item, holder string, d time.Duration) error
	// SaveDelivery writes the delivery durably if its Version is still current
	// and holder has its lease, and gives it with the new version.
	SaveDelivery(ctx context.Context, office string, it export.Item, holder string) (export.Item, error)
	ReleaseDelivery(ctx context.Context, office string, it export.Item, holder string) error
	// DueEngagements lists engagements with deliveries or parts for a worker whose
	// time has come, without an export job that is queued, runs, or was asked for
	// after since.
	DueEngagements(ctx context.Context, since time.Time, limit int) ([]Due, error)
}

// Due is an engagement with something that a worker should look at.
type Due struct{ Office, Engagement, Client string }

// ErrLease says that another worker holds the delivery or its series, or that
// this worker's own lease ran out.
var ErrLease = errors.New("the lease is held by another or has run out")
