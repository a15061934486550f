package engagement

import (
	"context"
	"errors"
	"slices"
	"strings"

	"bokslut/internal/audit"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/tax"
)

// maxPlanName bounds the name of an alternative, in bytes.
const maxPlanName = 120

// typedWrong is the part of an error of tax.Prepare that something typed causes.
func typedWrong(err error) error {
	var (
		field *tax.FieldError
		fund  *tax.FundError
	)
	switch {
	case errors.As(err, &field), errors.Is(err, tax.ErrTooLarge), errors.As(err, &fund) && !fund.Year.From.IsZero():
		return err
	}
	return nil
}

// SavePlan keeps an alternative under a name: a new one when its ID is empty,
// else another choice for an old one. It gives back the ID.
func (s *Service) SavePlan(ctx context.Context, by office.User, id string, p Plan) (string, error) {
	p.Name, p.By, p.At, p.Deleted = strings.TrimSpace(p.Name), by.Name, s.now(), false
	if p.Name == "" || len(p.Name) > maxPlanName {
		return "", &office.FieldError{Field: "name", Err: ErrText}
	}
	what := "plan.changed"
	if p.ID == "" {
		p.ID, p.Version, what = office.NewID(), 0, "plan.saved"
	}
	return p.ID, s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		if p.Version > 0 {
			if old, ok := c.Parts[PartID{PlanPart, p.ID}]; !ok || p.ID == chosenKey {
				return audit.Event{}, ErrNotFound
			} else if old.Version != p.Version {
				return audit.Event{}, ErrConflict
			}
		}
		if err := c.checkChoice(p.Choice); err != nil {
			return audit.Event{}, err
		}
		c.Save = append(c.Save, planPart(p))
		return s.event(by, id, what, p.Name, p), nil
	})
}

// checkChoice refuses a choice that cannot be computed.
func (c *Change) checkChoice(choice tax.Choice) error {
	if c.Totals == nil {
		return ErrNoImport
	}
	v, err := c.view()
	if err != nil {
		return err
	}
	facts, err := c.facts()
	if err != nil {
		return err
	}
	basis, err := tax.Prepare(v.taxFacts(c.Head, facts))
	if err != nil {
		return err
	}
	_, err = basis.Compute(choice)
	return err
}

// DeletePlan takes a saved alternative away. The one in use is a copy and stays.
func (s *Service) DeletePlan(ctx context.Context, by office.User, id, plan string, version int64) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		part, ok := c.Parts[PartID{PlanPart, plan}]
		if !ok || plan == chosenKey {
			return audit.Event{}, ErrNotFound
		}
		if part.Version != version {
			return audit.Event{}, ErrConflict
		}
		p, err := decode[Plan](part.Digest)
		if err != nil {
			return audit.Event{}, err
		}
		p.Deleted, p.Version = true, version
		c.Save = append(c.Save, planPart(p))
		return s.event(by, id, "plan.deleted", p.Name, p), nil
	})
}

// ChoosePlan puts an alternative in use: its system entries are made at once
// and follow what it rests on. how says what to do with earlier bookings of
// the same kind. version is that of the Chosen the person saw; another one is
// ErrConflict.
func (s *Service) ChoosePlan(ctx context.Context, by office.User, e Engagement, name string, choice tax.Choice, how map[tax.EntryKind]tax.How, version int64) error {
	bookings, err := s.reversed(ctx, by, e, how)
	if err != nil {
		return err
	}
	return s.changeChosen(ctx, by, e.ID, version, "plan.chosen", func(c *Change, chosen *Chosen) error {
		if err := c.checkChoice(choice); err != nil {
			return err
		}
		*chosen = Chosen{
			Name: name, Choice: choice, By: by.Name, At: s.now(), How: how, Bookings: bookings, Apart: chosen.Apart, Version: chosen.Version,
		}
		return nil
	})
}

func (s *Service) reversed(ctx context.Context, by office.User, e Engagement, how map[tax.EntryKind]tax.How) ([]tax.Booking, error) {
	var list []tax.Booking
	if len(how) == 0 {
		return nil, nil
	}
	all, err := s.bookings(ctx, by, e)
	for _, b := range all {
		if how[b.Kind] == tax.Reverse {
			list = append(list, b)
		}
	}
	return list, err
}

// DropPlan takes the alternative out of use, with the system entries that are
// not exported.
func (s *Service) DropPlan(ctx context.Context, by office.User, id string, version int64) error {
	return s.changeChosen(ctx, by, id, version, "plan.dropped", func(_ *Change, chosen *Chosen) error {
		*chosen = Chosen{Version: chosen.Version}
		return nil
	})
}

// SeePlan says that a person has seen how the system entries were remade.
func (s *Service) SeePlan(ctx context.Context, by office.User, id string, version int64) error {
	return s.changeChosen(ctx, by, id, version, "plan.seen", func(_ *Change, chosen *Chosen) error {
		chosen.Remade = nil
		return nil
	})
}

// ConfirmApart accepts the amount by which the year's result in the books will
// differ from the program's, since entries are not transferred (ej aktuell).
func (s *Service) ConfirmApart(ctx context.Context, by office.User, id string, amount money.Amount, version int64) error {
	return s.changeChosen(ctx, by, id, version, "plan.apart-confirmed", func(_ *Change, chosen *Chosen) error {
		chosen.Apart = &amount
		return nil
	})
}

func (s *Service) changeChosen(ctx context.Context, by office.User, id string, version int64, what string, f func(*Change, *Chosen) error) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		chosen, err := c.chosen()
		if err != nil {
			return audit.Event{}, err
		}
		if chosen.Version != version {
			return audit.Event{}, ErrConflict
		}
		before := chosen
		if err := f(c, &chosen); err != nil {
			return audit.Event{}, err
		}
		c.Save = append(c.Save, chosenPart(chosen))
		if slices.Contains([]string{"plan.chosen", "plan.dropped", "result.shared"}, what) {
			if err := c.remake(s.now()); err != nil {
				return audit.Event{}, err
			}
			c.forget() // the person asked for what just changed
		}
		return s.event(by, id, what, chosen.Name, map[string]any{"from": before, "to": chosen}), nil
	})
}

// forget drops what became of the system entries.
func (c *Change) forget() {
	chosen, err := c.chosen()
	if err == nil {
		chosen.Remade = nil
		c.replace(chosenPart(chosen))
	}
}
