package engagement_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/store/storetest"
	"bokslut/internal/workpaper"
)

// paperWithRow is a bilaga of an account, with one row.
func (h *house) paperWithRow(e engagement.Engagement, account string) (no, row string) {
	h.t.Helper()
	ctx := context.Background()
	no, err := h.CreateWorkpaper(ctx, h.by, e.ID, "", []string{account})
	must(h.t, err)
	w, err := h.Workpaper(ctx, h.by, e, no)
	must(h.t, err)
	must(h.t, h.addRow(e.ID, no, workpaper.Row{Account: account, Text: "Kontoutdrag", Amount: 1000_00}))
	w, err = h.Workpaper(ctx, h.by, e, no)
	must(h.t, err)
	return no, w.Rows[0].ID
}

func TestDocuments(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := context.Background()
		e := h.engaged()
		no, row := h.paperWithRow(e, "1930")
		place, atRow := document.Place{Workpaper: no}, document.Place{Workpaper: no, Row: row}
		content := []byte("konto;belopp\n1930;100")

		d, known, err := h.AddDocument(ctx, h.by, e.ID, `C:\avi.csv`, content, place)
		must(t, err)
		if known || d.Name != "avi.csv" || d.Kind != document.CSV || d.ByName != h.by.Name || d.Size != int64(len(content)) {
			t.Errorf("added %+v, known %v", d, known)
		}
		again, known, err := h.AddDocument(ctx, h.by, e.ID, "samma.csv", content, atRow)
		must(t, err)
		if !known || again.ID != d.ID || len(again.Places) != 2 {
			t.Errorf("the same content again = %+v, known %v, want it at two places", again, known)
		}
		must(t, h.LinkDocument(ctx, h.by, e.ID, d.ID, document.Place{Account: "1930"}))
		must(t, h.LinkDocument(ctx, h.by, e.ID, d.ID, document.Place{Account: "1930"}))
		must(t, h.UnlinkDocument(ctx, h.by, e.ID, d.ID, place))
		all, err := h.Documents(ctx, h.by, e)
		must(t, err)
		if len(all) != 1 || len(all[0].Places) != 2 || len(document.At(all, place)) != 1 || len(document.At(all, document.Place{Account: "1930"})) != 1 {
			t.Errorf("documents %+v, want one at a row and an account", all)
		}
		must(t, h.DeleteDocument(ctx, h.by, e.ID, d.ID))
		wantErr(t, "linking a deleted one", h.LinkDocument(ctx, h.by, e.ID, d.ID, place), engagement.ErrNotFound)
		must(t, h.RestoreDocument(ctx, h.by, e.ID, d.ID))
		got, err := h.Document(ctx, h.by, e, d.ID)
		must(t, err)
		body, err := h.DocumentContent(ctx, h.by, e, got)
		if err != nil || !bytes.Equal(body, content) || len(document.At([]document.Document{got}, atRow)) != 1 {
			t.Errorf("restored %+v with %q, %v", got, body, err)
		}
		events, err := h.Events(ctx, h.by, e.ID, 6)
		must(t, err)
		var what []string
		for _, event := range events {
			what = append(what, event.What)
		}
		if got := fmt.Sprint(what); got != "[document.restored document.deleted document.unlinked document.linked document.linked document.added]" {
			t.Errorf("events %s", got)
		}
	})
}

func TestDocumentsRefused(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := context.Background()
	e := h.engaged()
	no, _ := h.paperWithRow(e, "1930")
	text := []byte("x")
	for name, place := range map[string]document.Place{
		"none": {}, "account": {Account: "9999"}, "bilaga": {Workpaper: "99.1"}, "row": {Workpaper: no, Row: "x"}, "entry": {Entry: "B9"}, "two": {Account: "1930", Workpaper: no},
	} {
		_, _, err := h.AddDocument(ctx, h.by, e.ID, "a.txt", text, place)
		wantErr(t, name, err, engagement.ErrPlace)
	}
	place := document.Place{Account: "1930"}
	var refused *document.Refusal
	if _, _, err := h.AddDocument(ctx, h.by, e.ID, "a.pdf", text, place); !errors.As(err, &refused) {
		t.Errorf("a text called PDF = %v, want a refusal", err)
	}
	reader := h.by
	reader.Role = office.Reader
	_, _, err := h.AddDocument(ctx, reader, e.ID, "a.txt", text, place)
	wantErr(t, "a reader", err, engagement.ErrForbidden)
	_, _, err = h.AddDocument(ctx, h.office("bo@andra.example"), e.ID, "a.txt", text, place)
	wantErr(t, "another office", err, engagement.ErrNotFound)

	for n := range document.MaxPerPlace {
		_, _, err := h.AddDocument(ctx, h.by, e.ID, "a.txt", fmt.Append(nil, n), place)
		must(t, err)
	}
	_, _, err = h.AddDocument(ctx, h.by, e.ID, "a.txt", text, place)
	wantErr(t, "one too many", err, engagement.ErrManyAtPlace)
	_, _, err = h.AddDocument(ctx, h.by, e.ID, "a.txt", text, document.Place{Workpaper: no})
	must(t, err)
}
