package web

import (
	"context"
	"net/url"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
)

// ConnectionService is what the pages ask of the room connection.
type ConnectionService interface {
	// Begin gives the address of Fortnox's login page.
	Begin(ctx context.Context, b connection.Begin) (address string, err error)
	// Complete ends a login with what Fortnox sent back. The Login is given with
	// an error too when it is known which login it was.
	Complete(ctx context.Context, office, user, session string, query url.Values) (connection.Login, error)
	// Get gives the client's connection, or connection.ErrNone.
	Get(ctx context.Context, office, client string) (connection.Connection, error)
	// List gives the office's connections by client.
	List(ctx context.Context, office string) (map[string]connection.Connection, error)
	Disconnect(ctx context.Context, office, user, client string) error
}

// WorkService is what the pages ask of the room work: imports and exports.
type WorkService interface {
	StartImport(ctx context.Context, by office.User, engagementID string) (jobs.Job, error)
	// StartFullImport reads everything anew.
	StartFullImport(ctx context.Context, by office.User, engagementID string) (jobs.Job, error)
	// LookAtFortnox tells what is new there since the current import.
	LookAtFortnox(ctx context.Context, by office.User, engagementID string) (jobs.Look, error)
	ImportFiles(ctx context.Context, by office.User, engagementID string, files []jobs.Upload) (jobs.Job, error)
	ImportManual(ctx context.Context, by office.User, engagementID, text string) (jobs.Job, error)
	LatestImport(ctx context.Context, by office.User, engagementID string) (jobs.Job, error)
	// Preview tells what taking in an import would change.
	Preview(ctx context.Context, by office.User, e engagement.Engagement, snapshot string) (engagement.Preview, error)
	TakeIn(ctx context.Context, by office.User, engagementID, snapshot, previous string) error
	CancelImport(ctx context.Context, by office.User, engagementID string) error
	Plan(ctx context.Context, by office.User, e engagement.Engagement, series string) (jobs.Plan, error)
	Export(ctx context.Context, by office.User, engagementID, series string, entries []string) (jobs.Job, error)
	CheckNow(ctx context.Context, by office.User, engagementID string) error
	// AttachNow attaches the documents of an exported entry to its voucher.
	AttachNow(ctx context.Context, by office.User, engagementID, entry string) error
	LatestExport(ctx context.Context, by office.User, engagementID string) (jobs.Job, error)
}
