package engagement

import (
	"context"
	"slices"
	"strings"

	"bokslut/internal/audit"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// Sign marks a bilaga as done (klarmarkera) on the figures as they stand. With
// a difference it needs a reason (klar med förklarad differens); without
// anything reconciled it is ErrNotReady.
func (s *Service) Sign(ctx context.Context, by office.User, id, no string, version int64, reason string) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.signed", func(c *Change, w *workpaper.Workpaper) error {
		reason = strings.TrimSpace(reason)
		figures, diff, err := c.figures(*w)
		if err != nil {
			return err
		}
		if len(figures) == 0 || diff && reason == "" {
			return ErrNotReady
		}
		if !diff {
			reason = ""
		}
		w.SignOff = &workpaper.SignOff{By: by.ID, Name: by.Name, At: s.now(), Figures: figures, Reason: reason}
		return nil
	})
}

// Unsign takes the mark away.
func (s *Service) Unsign(ctx context.Context, by office.User, id, no string, version int64) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.unsigned", func(_ *Change, w *workpaper.Workpaper) error {
		w.SignOff = nil
		return nil
	})
}

func (c *Change) figures(w workpaper.Workpaper) (figures []workpaper.Figure, diff bool, err error) {
	v, err := c.view()
	if err != nil {
		return nil, false, err
	}
	reconciled := w.Reconciled()
	for _, row := range v.rows(false) {
		amount, begun := reconciled[row.Account]
		if !begun || !slices.Contains(w.Accounts, row.Account) {
			continue
		}
		figures = append(figures, workpaper.Figure{Account: row.Account, Final: row.Final, Reconciled: amount})
		diff = diff || row.Diff != 0
	}
	return figures, diff, nil
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
		c.Save = append(c.Save, workpaperPart(w, version))
		return s.event(by, id, what, no, map[string]any{"from": before, "to": w.Digest()}), nil
	})
}
