package engagement

import (
	"context"
	"maps"
	"slices"
	"strings"

	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// MarkItem keeps what a person notes at an open item of an automatic bilaga: a
// note, or that it is doubtful. Neither takes the mark away. key is Item.Key; an
// item that is not there is ErrNotFound. A mark outlives its item, so that it is
// back when the item is.
func (s *Service) MarkItem(ctx context.Context, by office.User, id, no string, version int64, key string, doubtful bool, note string) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.item-marked", func(_ *Change, w *workpaper.Workpaper) error {
		known := slices.ContainsFunc(w.Items, func(i workpaper.Item) bool { return i.Key() == key })
		if !known {
			return ErrNotFound
		}
		w.Marks = maps.Clone(w.Marks)
		if w.Marks == nil {
			w.Marks = map[string]workpaper.Mark{}
		}
		note = strings.TrimSpace(note)
		if !doubtful && note == "" {
			delete(w.Marks, key)
			return nil
		}
		w.Marks[key] = workpaper.Mark{Doubtful: doubtful, Note: note, By: by.ID, Name: by.Name, At: s.now()}
		return nil
	})
}
