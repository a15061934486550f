package engagement

import (
	"context"
	"errors"

	"bokslut/internal/money"
	"bokslut/internal/office"
)

// checkNew finds everything that is wrong with a new engagement.
func (s *Service) checkNew(ctx context.Context, by office.User, n New) error {
	_, err := n.Client.Check()
	errs := []error{err}
	if err := n.Year.CheckYear(); err != nil {
		errs = append(errs, &office.FieldError{Field: "year", Err: err})
	}
	if !n.Source.Valid() {
		errs = append(errs, &office.FieldError{Field: "source", Err: office.ErrChoice})
	}
	if _, err := s.clients.User(ctx, by, n.Responsible); err != nil {
		errs = append(errs, &office.FieldError{Field: "responsible", Err: err})
	}
	if n.Reviewer != "" {
		if _, err := s.clients.User(ctx, by, n.Reviewer); err != nil {
			errs = append(errs, &office.FieldError{Field: "reviewer", Err: err})
		}
	}
	return errors.Join(errs...)
}

// Facts are what Uppgifter may change afterwards.
type Facts struct {
	Client      office.Client // its identity cannot change
	Responsible string
	Reviewer    string
	Review      ReviewRule
	Materiality *money.Amount // nil: the firm's
}

// SetFacts changes the facts that steer the work. The organisation number is
// kept: another company is another engagement.
func (s *Service) SetFacts(ctx context.Context, by office.User, id string, f Facts) error {
	e, err := s.Get(ctx, by, id)
	if err != nil {
		return err
	}
	if e.Locked {
		return ErrLocked
	}
	f.Client.ID, f.Client.OrgNr = e.Client.ID, e.Client.OrgNr
	check := New{Client: f.Client, Year: e.Year, Source: e.Source, Responsible: f.Responsible, Reviewer: f.Reviewer}
	if err := errors.Join(s.checkNew(ctx, by, check), f.checkTerms()); err != nil {
		return err
	}
	if _, err := s.clients.SaveClient(ctx, by, f.Client); err != nil {
		return err
	}
	return s.changeHead(ctx, by, id, "engagement.facts-changed", func(head *Engagement) {
		head.Responsible, head.Reviewer = f.Responsible, f.Reviewer
		head.Terms.Review, head.Terms.Materiality = f.Review, f.Materiality
	})
}

func (f Facts) checkTerms() error {
	err := office.CheckLimit("materiality", f.Materiality)
	if !f.Review.Valid() {
		err = errors.Join(err, &office.FieldError{Field: "review", Err: office.ErrChoice})
	}
	return err
}

// SetSource changes the data source. Nothing that was imported or written is
// touched; the next import comes from the new source. Manual can be chosen only
// when the engagement is made: typed balances would replace imported vouchers.
func (s *Service) SetSource(ctx context.Context, by office.User, id string, source Source) error {
	e, err := s.Get(ctx, by, id)
	if err != nil {
		return err
	}
	if !source.Valid() || source == Manual && e.Source != Manual {
		return &office.FieldError{Field: "source", Err: office.ErrChoice}
	}
	return s.changeHead(ctx, by, id, "engagement.source-changed", func(head *Engagement) { head.Source = source })
}
