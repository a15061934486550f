package engagement

import (
	"context"
	"maps"
	"slices"

	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// prepares tells whether a change altered what a bilaga says, so that the one
// who made it is who prepared it (upprättad).
func prepares(before, after workpaper.Digest) bool {
	return before.Against != after.Against || before.Lines != after.Lines || !maps.Equal(before.Reconciled, after.Reconciled)
}

// Review keeps that a person has reviewed a signed bilaga (granska), with the
// figures. Where the firm has another person who may write, it is not the one who
// signed: ErrOwnReview. ErrNoReview when the terms ask for none, ErrNotSigned
// when there is no sign-off that holds.
func (s *Service) Review(ctx context.Context, by office.User, id, no string, version int64) error {
	users, err := s.clients.Users(ctx, by)
	if err != nil {
		return err
	}
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.reviewed", func(c *Change, w *workpaper.Workpaper) error {
		fs, err := c.figures(*w)
		switch {
		case err != nil:
			return err
		case !c.Head.Terms.Review.Asks(w.Digest()):
			return ErrNoReview
		case w.SignOff == nil || !holds(*w.SignOff, fs.list):
			return ErrNotSigned
		case w.SignOff.By == by.ID && othersMayReview(users, by):
			return ErrOwnReview
		}
		w.Review = &workpaper.Review{By: by.ID, Name: by.Name, At: s.now(), Figures: fs.list}
		return nil
	})
}

// Unreview takes the review away and leaves the sign-off.
func (s *Service) Unreview(ctx context.Context, by office.User, id, no string, version int64) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.unreviewed", func(_ *Change, w *workpaper.Workpaper) error {
		if w.Review == nil {
			return ErrNotSigned
		}
		w.Review = nil
		return nil
	})
}

// ChooseReview marks a bilaga as one to be reviewed, where only chosen ones are,
// or takes the mark away.
func (s *Service) ChooseReview(ctx context.Context, by office.User, id, no string, version int64, chosen bool) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.review-chosen", func(c *Change, w *workpaper.Workpaper) error {
		if c.Head.Terms.Review != ReviewChosen {
			return ErrNoReview
		}
		w.ToReview = chosen
		return nil
	})
}

// MayReview tells whether by may review what signer signed: another person than
// the signer, where the firm has one.
func (s *Service) MayReview(ctx context.Context, by office.User, signer string) (bool, error) {
	users, err := s.clients.Users(ctx, by)
	return by.MayWrite() && (signer != by.ID || !othersMayReview(users, by)), err
}

func othersMayReview(users []office.User, by office.User) bool {
	return slices.ContainsFunc(users, func(u office.User) bool { return u.ID != by.ID && u.MayWrite() })
}

// holds tells whether a sign-off stands on these figures.
func holds(signed workpaper.SignOff, now []workpaper.Figure) bool {
	return len(moves(signed.Holding(), now)) == 0
}

// A move is an account whose figures differ between two lists.
type move struct {
	account           string
	final, reconciled money.Amount // now less then
	new               bool         // was not among the figures then
}

func moves(then, now []workpaper.Figure) []move {
	was := map[string]workpaper.Figure{}
	for _, f := range then {
		was[f.Account] = f
	}
	var all []move
	for _, f := range now {
		old, known := was[f.Account]
		if !known || old.Final != f.Final || old.Reconciled != f.Reconciled {
			all = append(all, move{f.Account, f.Final - old.Final, f.Reconciled - old.Reconciled, !known})
		}
	}
	return all
}

// Accept lets a small change after the sign-off pass: the sign-off and its review
// stand on the new figures, and who accepted how much is kept. Every account's
// change since the sign-off, not since an earlier acceptance, lies within the
// threshold: else *MaterialError. ErrNoLimit when there is no threshold,
// ErrNotSigned when nothing has changed.
func (s *Service) Accept(ctx context.Context, by office.User, id, no string, version int64) error {
	rules, err := s.clients.Rules(ctx, by)
	if err != nil {
		return err
	}
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.accepted", func(c *Change, w *workpaper.Workpaper) error {
		limit := c.Head.Terms.Materiality
		if limit == nil {
			limit = rules.Materiality
		}
		fs, err := c.figures(*w)
		switch {
		case err != nil:
			return err
		case w.SignOff == nil || holds(*w.SignOff, fs.list):
			return ErrNotSigned
		case limit == nil || *limit == 0:
			return ErrNoLimit
		}
		change := largest(moves(w.SignOff.Figures, fs.list))
		if change > *limit {
			return &MaterialError{change, *limit}
		}
		if rules.MaxExplained != nil && fs.apart > *rules.MaxExplained {
			return &LimitError{*rules.MaxExplained}
		}
		signed := *w.SignOff
		signed.Accepted = append(slices.Clone(signed.Accepted), workpaper.Acceptance{
			By: by.ID, Name: by.Name, At: s.now(), Amount: change, Limit: *limit, Figures: fs.list, Snapshot: c.Head.Snapshot,
		})
		w.SignOff, w.SignedLines = &signed, w.Lines()
		return nil
	})
}

// largest is the largest change of a balance or of what is reconciled, without
// sign.
func largest(all []move) money.Amount {
	var most money.Amount
	for _, m := range all {
		most = max(most, m.final.Abs(), m.reconciled.Abs())
	}
	return most
}
