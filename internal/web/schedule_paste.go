package web

import (
	"context"
	"encoding/csv"
	"errors"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// pasteRows adds a block from a spreadsheet after the rows of a bilaga. A block
// of another shape adds nothing and stays in its field.
func (s *server) pasteRows(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, by, no := r.Context(), s.user(r), r.PathValue("nr")
	paper, err := s.engagements.Workpaper(ctx, by, e, no)
	if err != nil {
		return err
	}
	chart, err := s.entryChart(r, e)
	if err != nil {
		return err
	}
	block := r.PostFormValue("block")
	g := gridView{Columns: gridColumns(ctx, paper.Workpaper)}
	rows, wrong := readBlock(ctx, block, g.typed())
	if wrong == "" {
		f := rowsForm{rows: rows}
		_, err = s.engagements.EditRows(ctx, by, e.ID, no, f.edits(paper.Workpaper, g.Columns, chart), nil)
	}
	if err != nil || wrong != "" {
		problems := map[string]string{}
		var field *office.FieldError
		if errors.As(err, &field) {
			wrong, err = fieldSentence(ctx, field), nil
		}
		if wrong != "" {
			problems["block"] = wrong
		}
		return s.paperAgain(w, r, e, problems, err, func(v *paperView) { v.Block = block })
	}
	s.flash(r, Flash{"ok", plural(ctx, len(rows), "1 rad är inklistrad", "%d rader är inklistrade"), ""})
	last := sheetURL(e, "/bilagor/"+no, "sida", "999999")
	http.Redirect(w, r, last+"#rader", http.StatusSeeOther)
	return nil
}

// readBlock reads rows with tabs between the cells, as a spreadsheet copies
// them. A first row with the heads of the columns is left out.
func readBlock(ctx context.Context, block string, columns []gridColumn) (rows []typedRow, wrong string) {
	in := csv.NewReader(strings.NewReader(strings.TrimRight(block, " \r\n\t")))
	in.Comma, in.LazyQuotes, in.FieldsPerRecord = '\t', true, -1
	records, err := in.ReadAll()
	if err != nil {
		return nil, t(ctx, "Blocket går inte att läsa. Kopiera cellerna i Excel och klistra in dem här.")
	}
	for n, record := range records {
		if n == 0 && isHead(record, columns) {
			continue
		}
		if len(record) > len(columns) {
			return nil, t(ctx, "Rad %d har %d kolumner, men bilagan har %d att fylla. Inget har lagts till.", n+1, len(record), len(columns))
		}
		row := typedRow{cells: map[string]string{}}
		for i, text := range record {
			row.cells[columns[i].ID] = strings.TrimSpace(text)
		}
		if !row.blank() {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, t(ctx, "Det finns inga rader att lägga till.")
	}
	return rows, ""
}

func isHead(record []string, columns []gridColumn) bool {
	known := 0
	for _, text := range record {
		for _, c := range columns {
			if strings.EqualFold(strings.TrimSpace(text), c.Head) {
				known++
				break
			}
		}
	}
	return known > 1 || known == 1 && len(record) == 1
}
