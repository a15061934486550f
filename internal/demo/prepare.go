package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// Prepare makes the prepared engagements that are not there yet: one finished,
// one half done. It can be stopped at any moment and goes on at the next start.
func (s Services) Prepare(ctx context.Context, by office.User) error {
	all := company.All()
	for _, step := range []struct {
		company company.Company
		work    func(context.Context, office.User, string) error
	}{{all[1], s.finish}, {all[2], s.begin}} {
		id, err := s.engagement(ctx, by, step.company)
		if err == nil {
			err = step.work(ctx, by, id)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", step.company.Name(), err)
		}
	}
	return nil
}

// engagement finds or makes the engagement of a company, connected and imported.
func (s Services) engagement(ctx context.Context, by office.User, c company.Company) (string, error) {
	e, err := s.find(ctx, by, c)
	if err != nil {
		return "", err
	}
	if _, err := s.Connections.Usable(ctx, by.Office, e.Client.ID); err != nil {
		if err := s.connect(ctx, by, e, c.Tenant()); err != nil {
			return "", fmt.Errorf("connect: %w", err)
		}
	}
	if e.Snapshot != "" {
		return e.ID, nil
	}
	return e.ID, s.importAgain(ctx, by, e.ID)
}

func (s Services) find(ctx context.Context, by office.User, c company.Company) (engagement.Engagement, error) {
	listed, err := s.Engagements.List(ctx, by)
	if err != nil {
		return engagement.Engagement{}, err
	}
	for _, l := range listed {
		if l.Client.OrgNr == c.OrganisationNumber() {
			return l.Engagement, nil
		}
	}
	return s.Engagements.Create(ctx, by, engagement.New{
		Client: office.Client{
			Name: c.Name(), OrgNr: c.OrganisationNumber(), Form: office.AB, Framework: office.K2, Method: office.Accrual, VAT: office.VATMonth,
		},
		Year: c.Truth().Closing, Source: engagement.Fortnox, Responsible: by.ID,
	})
}

func (s Services) importAgain(ctx context.Context, by office.User, id string) error {
	if _, err := s.Work.StartImport(ctx, by, id); err != nil && !errors.Is(err, engagement.ErrBusy) {
		return err
	}
	if err := s.waitImport(ctx, by, id); err != nil {
		return err
	}
	e, err := s.Engagements.Get(ctx, by, id)
	if err != nil || e.Candidate == "" {
		return err
	}
	return s.Work.TakeIn(ctx, by, id, e.Candidate, e.Snapshot)
}

// connect goes through the login page of the local Fortnox as a browser does.
func (s Services) connect(ctx context.Context, by office.User, e engagement.Engagement, tenant int) error {
	const session = "demo"
	address, err := s.Connections.Begin(ctx, connection.Begin{
		Office: by.Office, User: by.ID, Session: session, Client: e.Client.ID, Engagement: e.ID, OrgNr: e.Client.OrgNr,
	})
	if err != nil {
		return err
	}
	form := url.Values{"tenant": {strconv.Itoa(tenant)}, "answer": {"approve"}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := browser.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	back, err := resp.Location()
	if err != nil {
		return fmt.Errorf("login page answered %s: %w", resp.Status, err)
	}
	_, err = s.Connections.Complete(ctx, by.Office, by.ID, session, back.Query())
	return err
}

// closingDate is the last day of the engagement's year.
func closingDate(e engagement.Engagement) civil.Date { return e.Year.To }
