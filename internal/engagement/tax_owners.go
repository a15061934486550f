package engagement

import (
	"context"

	"bokslut/internal/audit"
	"bokslut/internal/office"
	"bokslut/internal/tax"
)

// owners are those who share the result: as typed, else the usual ones.
func (f TaxFacts) owners(form tax.Form) []tax.Delagare {
	if len(f.Owners) == 0 {
		return tax.UsualOwners(form)
	}
	return f.Owners
}

// shared divides the result of a company whose tax is its owners'.
func (c *Change) shared(v view, f TaxFacts) (tax.Agarresultat, error) {
	company := f.company(c.Head.Client)
	return tax.OwnerResult(company, c.Head.Year, v.taxAccounts(), f.owners(company.Form), v.sent(c.onItsWay))
}

// ShareResult says who shares the year's result of an enskild firma or a
// handelsbolag, and makes the system entry that books it; it follows the result
// from then on. facts and chosen are the versions that the person saw. Owners
// that cannot be are a *tax.FieldError.
func (s *Service) ShareResult(ctx context.Context, by office.User, id string, owners []tax.Delagare, facts, chosen int64) error {
	return s.changeChosen(ctx, by, id, chosen, "result.shared", func(c *Change, plan *Chosen) error {
		part := c.Parts[PartID{TaxPart, factsKey}]
		if part.Version != facts {
			return ErrConflict
		}
		f, err := decode[TaxFacts](part.Digest)
		if err != nil {
			return err
		}
		f.Owners = owners
		v, err := c.view()
		if err != nil {
			return err
		}
		if c.Totals == nil {
			return ErrNoImport
		}
		if _, err := c.shared(v, f); err != nil {
			return err
		}
		c.Save = append(c.Save, taxPart(f, facts))
		*plan = Chosen{Choice: tax.Choice{Kind: tax.KindOwners}, By: by.Name, At: s.now(), Apart: plan.Apart, Version: plan.Version}
		return nil
	})
}

// RemakePlan makes the system entries and the bilagor anew when the program
// computes other amounts than they were made with. The change that it is does
// nothing else.
func (s *Service) RemakePlan(ctx context.Context, by office.User, id string, version int64) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		chosen, err := c.chosen()
		if err != nil {
			return audit.Event{}, err
		}
		if chosen.Version != version {
			return audit.Event{}, ErrConflict
		}
		return s.event(by, id, "plan.remade", chosen.Name, nil), nil
	})
}
