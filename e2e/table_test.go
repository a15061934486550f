package e2e

import (
	"encoding/json"
	"strings"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/internal/money"
)

// rowsJS reads the rows that are shown: the texts of their cells, a cell that
// spans columns repeated.
const rowsJS = `[...document.querySelectorAll(SELECTOR)].filter(tr => tr.checkVisibility()).map(tr =>
	[...tr.cells].flatMap(c => Array(c.colSpan).fill(c.innerText.replace(/[\s\u00a0]+/g, " ").trim())))`

// table is what the rows that the selector names say, cell by cell.
func table(t *testing.T, w *browser.Page, selector string) [][]string {
	t.Helper()
	quoted, err := json.Marshal(selector)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	text := w.Eval(strings.Replace(rowsJS, "SELECTOR", string(quoted), 1))
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatalf("the page has no rows %s", selector)
	}
	return rows
}

// amount reads an amount as a page writes it. An empty cell is nothing.
func amount(t *testing.T, cell string) money.Amount {
	t.Helper()
	if cell == "" {
		return 0
	}
	a, err := money.Parse(cell)
	if err != nil {
		t.Fatalf("the page says %q where an amount is wanted: %v", cell, err)
	}
	return a
}

// rowOf is the first row that begins with the text.
func rowOf(t *testing.T, rows [][]string, first string) []string {
	t.Helper()
	for _, row := range rows {
		if strings.HasPrefix(row[0], first) {
			return row
		}
	}
	t.Fatalf("the table has no row %s but %q", first, rows)
	return nil
}
