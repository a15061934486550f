package engagement

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"bokslut/internal/audit"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// Signing is how a bilaga is signed.
type Signing struct {
	Reason   string       // why a difference is accepted; needed where there is one
	Explains money.Amount // the difference that Reason explains, as the person saw it
	Bare     bool         // sign the balance though nothing is reconciled (klar utan underlag)
}

// Sign marks a bilaga as done (klarmarkera) on the figures as they stand. A
// difference needs a reason and its amount, and may not be larger than the firm
// allows: *ExplainedError, *LimitError. Without anything reconciled it is
// ErrNotReady, unless the signing is bare. A signature that it replaces stays
// among the former ones.
func (s *Service) Sign(ctx context.Context, by office.User, id, no string, version int64, how Signing) error {
	rules, err := s.clients.Rules(ctx, by)
	if err != nil {
		return err
	}
	how.Reason = strings.TrimSpace(how.Reason)
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.signed", func(c *Change, w *workpaper.Workpaper) error {
		fs, err := c.figures(*w)
		if err != nil {
			return err
		}
		if err := how.check(fs, rules); err != nil {
			return err
		}
		if fs.apart == 0 {
			how.Reason = ""
		}
		w.End(by.Name, s.now())
		w.SignOff = &workpaper.SignOff{
			By: by.ID, Name: by.Name, At: s.now(), Figures: fs.list, Reason: how.Reason, Explains: fs.diff, Snapshot: c.Head.Snapshot,
		}
		w.SignedLines = w.Lines()
		return nil
	})
}

func (how Signing) check(fs figures, rules office.Rules) error {
	switch {
	case !fs.begun && !how.Bare, len(fs.list) == 0 && !fs.none, fs.apart != 0 && how.Reason == "":
		return ErrNotReady
	case fs.apart == 0:
		return nil
	case utf8.RuneCountInString(how.Reason) > maxReason:
		return &office.FieldError{Field: "reason", Err: ErrTextLong}
	case how.Explains != fs.diff:
		return &office.FieldError{Field: "explains", Err: &ExplainedError{fs.diff}}
	case rules.MaxExplained != nil && fs.apart > *rules.MaxExplained:
		return &office.FieldError{Field: "explains", Err: &LimitError{*rules.MaxExplained}}
	}
	return nil
}

// Unsign takes the mark away. It stays among the former ones.
func (s *Service) Unsign(ctx context.Context, by office.User, id, no string, version int64) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.unsigned", func(_ *Change, w *workpaper.Workpaper) error {
		w.End(by.Name, s.now())
		return nil
	})
}

// figures are what a bilaga would be signed on.
type figures struct {
	list  []workpaper.Figure
	begun bool         // something is reconciled
	none  bool         // the bilaga explains no account
	diff  money.Amount // final less reconciled of all accounts
	apart money.Amount // the same, each account without sign
}

func (c *Change) figures(w workpaper.Workpaper) (figures, error) {
	v, err := c.view()
	if err != nil {
		return figures{}, err
	}
	reconciled := w.Reconciled()
	fs := figures{begun: w.Begun(), none: w.Kind.Memo()}
	for _, row := range v.rows(false) {
		if fs.none || !slices.Contains(w.Accounts, row.Account) {
			continue
		}
		fs.list = append(fs.list, workpaper.Figure{
			Account: row.Account, Final: row.Final, Reconciled: reconciled[row.Account], Opening: row.Opening, Entries: v.entriesOn(row.Account),
		})
		fs.diff += row.Diff
		fs.apart += row.Diff.Abs()
	}
	return fs, nil
}

// entriesOn are the closing entries in an account's adjustment, by number.
func (v view) entriesOn(account string) map[string]money.Amount {
	sums := map[string]money.Amount{}
	for _, e := range v.entries {
		if e.Deleted || v.inBooks[e.No] {
			continue
		}
		for _, row := range e.Rows {
			if row.Account == account {
				sums[e.No] += row.Amount
			}
		}
	}
	return sums
}

func (s *Service) changeWorkpaper(ctx context.Context, by office.User, id, no string, version int64, what string, f func(*Change, *workpaper.Workpaper) error) error {
	partID := PartID{WorkpaperPart, no}
	return s.change(ctx, by, id, []PartID{partID}, func(c *Change) (audit.Event, error) {
		part, ok := c.Parts[partID]
		if !ok {
			return audit.Event{}, ErrNotFound
		}
		if part.Version != version {
			return audit.Event{}, ErrConflict
		}
		w, err := decode[workpaper.Workpaper](part.Body)
		if err != nil {
			return audit.Event{}, err
		}
		before := w.Digest()
		if err := f(c, &w); err != nil {
			return audit.Event{}, err
		}
		if prepares(before, w.Digest()) {
			w.Prepared = &workpaper.Stamp{By: by.ID, Name: by.Name, At: s.now()}
		}
		c.Save = append(c.Save, workpaperPart(w, version))
		return s.event(by, id, what, no, map[string]any{"from": before, "to": w.Digest()}), nil
	})
}
