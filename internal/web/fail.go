package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"bokslut/internal/connection"
	"bokslut/internal/office"
)

// Errors of the pages themselves.
var (
	errNoPage    = errors.New("no such page")
	errCrossSite = errors.New("the request came from another site")
	errForm      = errors.New("the form cannot be read")
	errDay       = errors.New("not a calendar date")
)

// A failure is what a person is told: what happened, what is unchanged and what
// to do, with a way on.
type failure struct {
	Status int
	Title  string
	Text   string
	Link   string // where the way on leads; empty: back to Uppdrag
	Label  string
	ID     string // ties the page to the log, for what nobody expected
}

// fail is the one place where an error becomes a status, a Swedish sentence and
// a line of the log.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil { // the reader left, and whatever went on was stopped
		s.log.Info("request left", "route", route(r), "err", err)
		return
	}
	f := explain(r.Context(), err)
	if f.Status >= http.StatusInternalServerError {
		f.ID = errorID()
		s.log.Error("request failed", "id", f.ID, "route", route(r), "err", err)
	} else {
		s.log.Info("request refused", "route", route(r), "status", f.Status, "err", err)
	}
	p := Page{Title: f.Title, User: s.user(r), Now: s.now()}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(f.Status)
	if err := failurePage(p, f).Render(r.Context(), w); err != nil {
		s.log.Error("error page", "err", err)
	}
}

// sentence is what a person is told about an error, beside what caused it.
func sentence(ctx context.Context, err error) string {
	f := explain(ctx, err)
	if f.Text == "" {
		return f.Title + "."
	}
	return f.Title + ". " + f.Text
}

// fieldErrors gives the sentence of each field of a form that is wrong; rest is
// what concerns no field.
func fieldErrors(ctx context.Context, err error) (fields map[string]string, rest error) {
	fields = map[string]string{}
	for _, one := range joined(err) {
		var field *office.FieldError
		if !errors.As(one, &field) {
			rest = errors.Join(rest, one)
			continue
		}
		if _, had := fields[field.Field]; !had {
			fields[field.Field] = fieldSentence(ctx, field)
		}
	}
	return fields, rest
}

func joined(err error) []error {
	if err == nil {
		return nil
	}
	many, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, one := range many.Unwrap() {
		all = append(all, joined(one)...)
	}
	return all
}

func isNotFound(err error) bool {
	return errors.Is(err, office.ErrNotFound) || errors.Is(err, connection.ErrNotFound)
}

func isNone(err error) bool {
	return errors.Is(err, connection.ErrNone) || errors.Is(err, connection.ErrNotFound)
}

// formValue is a named field of a form, trimmed.
func formValue(r *http.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
