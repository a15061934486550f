package demo

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
)

// Services are the doors that the demonstration goes through.
type Services struct {
	Offices     *office.Service
	Store       office.Store
	Engagements *engagement.Service
	Connections *connection.Service
	Work        *jobs.Service
	Log         *slog.Logger
}

const (
	demoName   = "Maja Lindqvist"
	demoEmail  = "maja@demobyran.example"
	demoOffice = "Demobyrån"
)

// Password is that of the demonstration's consultant. The demonstration signs in
// by itself; the password is asked for, and told on the page, where a person
// proves who it is.
const Password = "höst i pärmen"

// User gives the demonstration's consultant, made at the first start.
func (s Services) User(ctx context.Context) (office.User, error) {
	u, _, err := s.Store.UserByEmail(ctx, demoEmail)
	if !errors.Is(err, office.ErrNotFound) {
		return u, err
	}
	secret, err := s.Offices.FirstLink(ctx)
	if err != nil {
		return u, err
	}
	return s.Offices.CreateFirst(ctx, secret, demoOffice, demoName, demoEmail, Password)
}

// waitImport waits until the engagement's latest import is over.
func (s Services) waitImport(ctx context.Context, by office.User, id string) error {
	return wait(ctx, func() (jobs.Job, error) { return s.Work.LatestImport(ctx, by, id) })
}

func (s Services) waitExport(ctx context.Context, by office.User, id string) error {
	return wait(ctx, func() (jobs.Job, error) { return s.Work.LatestExport(ctx, by, id) })
}

func wait(ctx context.Context, latest func() (jobs.Job, error)) error {
	for {
		j, err := latest()
		if err != nil {
			return err
		}
		if j.State.Final() {
			if j.State != jobs.Done {
				return errors.New("job ended as " + string(j.State) + ": " + j.Problem.Code + ": " + j.Problem.Detail)
			}
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}
