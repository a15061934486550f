package web_test

import (
	"bytes"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/internal/document"
)

// TestDropDocument: a file that is dropped or chosen is attached at once, one
// that is too large is not even sent, and an image is shown.
func TestDropDocument(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	p := browser.Start(t).Page()
	p.Open(s.URL + "/uppdrag")
	p.Fill("E-postadress", testEmail)
	p.Fill("Lösenord", testPassword)
	p.Click("Logga in")
	p.See("Uppdrag")

	p.Open(s.URL + at)
	p.Upload("Bifoga dokument", p.File("stor.txt", bytes.Repeat([]byte("x"), document.MaxSize+1)))
	p.See("stor.txt är för stor. Ett dokument får vara högst 10 MB.")
	p.Fill("Ny kommentar", "Halvskriven")
	p.Upload("Bifoga dokument", p.File("lögn.png", []byte(aPDF)))
	p.In("#dokument").See("lögn.png är inte en PNG-bild")
	p.DropFile("#dokument [data-drop]", p.File("Kontoutdrag.pdf", []byte(aPDF)))
	p.In("#dokument").See("Kontoutdrag.pdf är bifogad")
	if got := p.Eval(`[...document.querySelectorAll("textarea")].map((one) => one.value).join("")`); got != `"Halvskriven"` {
		t.Errorf("what was typed beside the documents is %q", got)
	}
	p.Axe()
	p.Open(s.URL + "/u/" + id + "/balans?konto=1930")
	p.Upload("Bifoga dokument", p.File("bild.png", []byte(aPNG)))
	p.See("bild.png är bifogad")
	p.Click("bild.png")
	p.See("SHA-256")
	if got := p.Eval(`document.querySelector("img.preview").naturalWidth`); got != "1" {
		t.Errorf("the image is %s pixels wide in the page, want 1", got)
	}
}
