package engagement

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"bokslut/internal/audit"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// Bounds of a bilaga. As many rows of the largest amount fit in a sum.
const (
	MaxRows   = 9_000
	MaxCell   = 500 // characters of a text or a cell
	MaxAmount = money.Amount(1e15)
	maxCells  = 40 // of a row
)

// ErrManyRows says that a bilaga would have more than MaxRows.
var ErrManyRows = errors.New("the workpaper has too many rows")

// A RowEdit is what a person did to one row of a bilaga.
type RowEdit struct {
	ID    string         // also of a new row; empty: the program gives it one
	Was   string         // workpaper.Row.Mark of what the person saw; empty for a new row
	Row   *workpaper.Row // nil takes the row away
	After string         // a new row stands after the row of this ID; empty: last; First: first
}

// First stands for the place before all rows.
const First = "0"

// A FactEdit is a change of what is said of the bilaga as a whole.
type FactEdit struct{ ID, Was, Is string }

// A Clash is a row, or a fact, that somebody else has changed since the person
// saw it. It was left as it is.
type Clash struct {
	ID     string
	Theirs *workpaper.Row // nil: it was taken away
	By     string         // user id; empty when it is not known
	At     time.Time
}

// Edited is what came of a change of rows.
type Edited struct {
	From    int64           // the version of the bilaga that was found
	Rows    []workpaper.Row // those that were saved
	Clashes []Clash
	Facts   []string // ids of facts that clash
}

var errNothing = errors.New("nothing changed")

// EditRows changes rows and facts of a bilaga. Each row is judged by itself:
// those that nobody else has changed are saved, the others are told. Nothing is
// saved when an edit is out of bounds.
func (s *Service) EditRows(ctx context.Context, by office.User, id, no string, edits []RowEdit, facts []FactEdit) (Edited, error) {
	var done Edited
	partID := PartID{WorkpaperPart, no}
	err := s.change(ctx, by, id, []PartID{partID}, func(c *Change) (audit.Event, error) {
		part, ok := c.Parts[partID]
		done = Edited{From: part.Version}
		w, err := decode[workpaper.Workpaper](part.Body)
		if err != nil {
			return audit.Event{}, err
		}
		if !ok || w.Deleted {
			return audit.Event{}, ErrNotFound
		}
		if w.Kind.FollowsPlan() {
			return audit.Event{}, ErrFollowsPlan
		}
		before := w.Digest()
		e := editor{paper: &w, by: by.ID, at: s.now(), done: &done}
		if err := e.rows(edits); err != nil {
			return audit.Event{}, err
		}
		if err := e.facts(facts); err != nil {
			return audit.Event{}, err
		}
		if !e.changed {
			return audit.Event{}, errNothing
		}
		if w.Kind.Memo() {
			w.End(by.Name, s.now()) // no account tells that its sign-off has changed
		}
		w.Prepared = &workpaper.Stamp{By: by.ID, Name: by.Name, At: s.now()}
		c.Save = append(c.Save, workpaperPart(w, part.Version))
		return s.event(by, id, "workpaper.rows-saved", no, map[string]any{"from": before, "to": w.Digest()}), nil
	})
	if errors.Is(err, errNothing) {
		err = nil
	}
	return done, err
}

// editor applies edits to a bilaga.
type editor struct {
	paper   *workpaper.Workpaper
	by      string
	at      time.Time
	done    *Edited
	changed bool
}

func (e *editor) rows(edits []RowEdit) error {
	at := make(map[string]int, len(e.paper.Rows))
	for i, row := range e.paper.Rows {
		at[row.ID] = i
	}
	const newRow = -1
	gone := map[string]bool{}
	var added []RowEdit
	for _, edit := range edits {
		if edit.Row != nil {
			if err := checkRow(edit); err != nil {
				return err
			}
		}
		i, there := at[edit.ID]
		switch {
		case !there && edit.Row == nil: // both have taken it away
		case !there && edit.Was == "":
			if edit.ID != "" {
				at[edit.ID] = newRow
			}
			added = append(added, edit)
		case i == newRow: // the same new row twice
		case !there:
			e.done.Clashes = append(e.done.Clashes, Clash{ID: edit.ID})
		case edit.Was != e.paper.Rows[i].Mark():
			e.clash(edit, e.paper.Rows[i])
		case edit.Row == nil:
			gone[edit.ID], e.changed = true, true
		default:
			e.paper.Rows[i] = e.stamp(edit.ID, *edit.Row)
			e.done.Rows = append(e.done.Rows, e.paper.Rows[i])
		}
	}
	if len(gone) > 0 {
		e.paper.Rows = slices.DeleteFunc(e.paper.Rows, func(r workpaper.Row) bool { return gone[r.ID] })
	}
	e.insert(added)
	if len(e.paper.Rows) > MaxRows {
		return &office.FieldError{Field: "rows", Err: ErrManyRows}
	}
	return nil
}

// clash notes a row that another person changed, unless both wrote the same.
func (e *editor) clash(edit RowEdit, theirs workpaper.Row) {
	if edit.Row != nil {
		mine := *edit.Row
		if mine.ID = theirs.ID; mine.Mark() == theirs.Mark() {
			e.done.Rows = append(e.done.Rows, theirs)
			return
		}
	}
	e.done.Clashes = append(e.done.Clashes, Clash{ID: edit.ID, Theirs: &theirs, By: theirs.By, At: theirs.At})
}

func (e *editor) stamp(id string, row workpaper.Row) workpaper.Row {
	row.ID, row.By, row.At, e.changed = id, e.by, e.at, true
	return row
}

// insert puts new rows in their places. Those that follow each other are found
// without a search.
func (e *editor) insert(added []RowEdit) {
	last := -1
	for _, edit := range added {
		id := edit.ID
		if id == "" {
			id = office.NewID()
		}
		row, place := e.stamp(id, *edit.Row), len(e.paper.Rows)
		switch {
		case edit.After == First:
			place = 0
		case edit.After == "":
		case last >= 0 && e.paper.Rows[last].ID == edit.After:
			place = last + 1
		default:
			if i := slices.IndexFunc(e.paper.Rows, func(r workpaper.Row) bool { return r.ID == edit.After }); i >= 0 {
				place = i + 1
			}
		}
		e.paper.Rows = slices.Insert(e.paper.Rows, place, row)
		e.done.Rows, last = append(e.done.Rows, row), place
	}
}

func (e *editor) facts(edits []FactEdit) error {
	for _, f := range edits {
		if len(f.ID) > MaxCell || utf8.RuneCountInString(f.Is) > MaxCell {
			return &office.FieldError{Field: "facts", Err: office.ErrChoice}
		}
		now := e.paper.Facts[f.ID]
		switch {
		case now == f.Is:
		case now != f.Was:
			e.done.Facts = append(e.done.Facts, f.ID)
		default:
			e.paper.Facts = maps.Clone(e.paper.Facts)
			if e.paper.Facts == nil {
				e.paper.Facts = map[string]string{}
			}
			if e.paper.Facts[f.ID] = f.Is; f.Is == "" {
				delete(e.paper.Facts, f.ID)
			}
			e.changed = true
		}
	}
	if len(e.paper.Facts) > maxCells {
		return &office.FieldError{Field: "facts", Err: office.ErrChoice}
	}
	return nil
}

var rowID = regexp.MustCompile(`^[a-z0-9]{1,32}$`)

// checkRow refuses what no page sends. Whether a row makes sense is the kind's
// matter, and is told beside it.
func checkRow(edit RowEdit) error {
	row := *edit.Row
	if edit.ID != "" && (!rowID.MatchString(edit.ID) || edit.ID == First) {
		return &office.FieldError{Field: "rows", Err: office.ErrChoice}
	}
	if row.Amount > MaxAmount || row.Amount < -MaxAmount {
		return &office.FieldError{Field: "amount", Err: money.ErrOverflow}
	}
	long := len(row.Account) > MaxCell || utf8.RuneCountInString(row.Text) > MaxCell || len(row.Cells) > maxCells
	for column, cell := range row.Cells {
		long = long || len(column) > MaxCell || utf8.RuneCountInString(cell) > MaxCell
	}
	if long {
		return &office.FieldError{Field: "text", Err: ErrLong}
	}
	return nil
}

// ErrLong says that a cell holds more than MaxCell characters.
var ErrLong = errors.New("the text is too long")
