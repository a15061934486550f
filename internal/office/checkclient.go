package office

import (
	"context"
	"errors"
	"slices"
	"strings"

	"bokslut/internal/audit"
)

// ErrChoice says that a form chose something that cannot be chosen.
var ErrChoice = errors.New("not among the choices")

// Check tells what is wrong with a client's facts, field by field, and gives
// the client with its organisation number written as NNNNNN-NNNN.
func (c Client) Check() (Client, error) {
	c.Name = strings.TrimSpace(c.Name)
	var errs []error
	if c.Name == "" {
		errs = append(errs, &FieldError{"name", errMissing})
	}
	orgnr, err := ParseOrgNr(c.OrgNr)
	if err != nil {
		errs = append(errs, &FieldError{"orgnr", err})
	} else {
		c.OrgNr = orgnr
	}
	if c.Form.Frameworks() == nil {
		errs = append(errs, &FieldError{"form", ErrChoice})
	} else if !slices.Contains(c.Form.Frameworks(), c.Framework) {
		errs = append(errs, &FieldError{"framework", ErrChoice})
	}
	if c.Method != Accrual && c.Method != Cash {
		errs = append(errs, &FieldError{"method", ErrChoice})
	}
	if !slices.Contains([]VATPeriod{VATMonth, VATQuarter, VATYear, NoVAT}, c.VAT) {
		errs = append(errs, &FieldError{"vat", ErrChoice})
	}
	return c, errors.Join(errs...)
}

// SaveClient creates a client (ID empty) or changes one, and gives it as saved.
func (s *Service) SaveClient(ctx context.Context, by User, c Client) (Client, error) {
	if !by.MayWrite() {
		return Client{}, ErrForbidden
	}
	c, err := c.Check()
	if err != nil {
		return c, err
	}
	what := "client.changed"
	if c.ID == "" {
		c.ID, what = NewID(), "client.created"
	}
	err = s.store.SaveClient(ctx, by.Office, c, audit.Event{
		Office: by.Office, Stream: audit.OfficeStream, At: s.now(), User: by.ID, What: what, Object: c.ID, Detail: audit.Detail(c),
	})
	c.Version++
	return c, err
}
