package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"bokslut/internal/document"
	"bokslut/internal/report"
	"bokslut/internal/report/pdf"
)

// filePDF is a PDF with some pages.
func filePDF(t *testing.T, pages int) []byte {
	t.Helper()
	d := report.Document{Head: head(), Title: "Fil"}
	for range pages {
		d.Sections = append(d.Sections, report.Section{NewPage: len(d.Sections) > 0, Texts: []string{"x"}})
	}
	b, err := pdf.Make(d, words)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func prepared(t *testing.T, d document.Document, content []byte) (body []byte, pages int) {
	t.Helper()
	body, pages, err := pdf.Prepare(d, content)
	if err != nil {
		t.Fatal(err)
	}
	return body, pages
}

// bookmarks lists the bookmarks of a print with their pages.
func bookmarks(t *testing.T, b []byte) []string {
	t.Helper()
	all, err := api.Bookmarks(bytes.NewReader(b), nil)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, top := range all {
		lines = append(lines, fmt.Sprintf("%s %d", top.Title, top.PageFrom))
		for _, kid := range top.Kids {
			lines = append(lines, fmt.Sprintf("- %s %d", kid.Title, kid.PageFrom))
		}
	}
	return lines
}

// A print of sections with files has every page once, in order, and its bookmarks
// lead to them.
func TestFilesStandAfterTheirSections(t *testing.T) {
	two, pagesOfTwo := prepared(t, document.Document{Kind: document.PDF}, filePDF(t, 2))
	var raw bytes.Buffer
	if err := png.Encode(&raw, image.NewNRGBA64(image.Rect(0, 0, 40, 5000))); err != nil {
		t.Fatal(err)
	}
	picture, _ := prepared(t, document.Document{Kind: document.PNG}, raw.Bytes())
	attachment := func(n, pages int, body []byte, image bool) report.Attachment {
		return report.Attachment{
			Label: fmt.Sprintf("dokument %d", n), Name: "fil", Pages: pages, Body: body, Image: image,
			Stamp: func(page int) string { return fmt.Sprintf("dokument %d sida %d", n, page) },
		}
	}
	d := report.Document{Head: head(), Title: "Pärm", Sections: []report.Section{
		{Title: "Innehåll", Index: true},
		{Title: "Ett", NewPage: true, Indexed: true, Attach: []report.Attachment{attachment(1, pagesOfTwo, two, false), attachment(2, 1, picture, true), attachment(3, pagesOfTwo, two, false)}},
		{Title: "Två", NewPage: true, Indexed: true, Texts: []string{"y"}},
	}}
	b, err := pdf.Make(d, words)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := api.PageCount(bytes.NewReader(b), nil); err != nil || n != 8 {
		t.Errorf("%d pages, %v, want 8", n, err)
	}
	want := []string{"Innehåll 1", "Ett 2", "- dokument 1: fil 3", "- dokument 2: fil 5", "- dokument 3: fil 6", "Två 8"}
	if got := bookmarks(t, b); !slices.Equal(got, want) {
		t.Errorf("bookmarks %q, want %q", got, want)
	}
	for i, n := range []int{1, 2, 5, 8} { // ours, which say so
		if got := textOf(t, b, n); !bytes.Contains(got, []byte("/F")) {
			t.Errorf("page %d (our %d) has no text", n, i+1)
		}
	}
}

func textOf(t *testing.T, b []byte, page int) []byte {
	t.Helper()
	var content []byte
	err := api.ExtractContent(bytes.NewReader(b), []string{fmt.Sprint(page)}, func(r io.Reader, _ int) error {
		var out bytes.Buffer
		_, err := out.ReadFrom(r)
		content = append(content, out.Bytes()...)
		return err
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestPrepare(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 4000, 10)), nil); err != nil {
		t.Fatal(err)
	}
	body, _ := prepared(t, document.Document{Kind: document.JPEG}, photo.Bytes())
	if c, err := jpeg.DecodeConfig(bytes.NewReader(body)); err != nil || c.Width != 3000 || c.Height != 7 {
		t.Errorf("a photograph of 4000 × 10 becomes %d × %d, %v", c.Width, c.Height, err)
	}
	whole := filePDF(t, 1)
	for name, tt := range map[string]struct {
		doc     document.Document
		content []byte
		want    error
	}{
		"sealed":       {document.Document{Kind: document.PDF, Sealed: true}, whole, pdf.ErrSealed},
		"spreadsheet":  {document.Document{Kind: document.XLSX}, []byte("PK"), pdf.ErrKind},
		"broken_pdf":   {document.Document{Kind: document.PDF}, []byte("%PDF-1.7\nnothing"), pdf.ErrBroken},
		"cut_off":      {document.Document{Kind: document.PDF}, whole[:200], pdf.ErrBroken},
		"empty":        {document.Document{Kind: document.PDF}, nil, pdf.ErrBroken},
		"broken_image": {document.Document{Kind: document.PNG}, []byte("\x89PNG\r\n\x1a\n"), pdf.ErrBroken},
	} {
		if _, _, err := pdf.Prepare(tt.doc, tt.content); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// A file that cannot go with the others is named.
func TestMergeNamesTheFile(t *testing.T) {
	d := report.Document{Head: head(), Title: "Pärm", Sections: []report.Section{{Title: "Ett", Attach: []report.Attachment{{
		Label: "dokument 1", Pages: 1, Body: []byte("%PDF-1.7 nothing"), Stamp: func(int) string { return "" },
	}}}}}
	var merge *pdf.MergeError
	if _, err := pdf.Make(d, words); !errors.As(err, &merge) || merge.Label != "dokument 1" {
		t.Errorf("print = %v, want a MergeError of dokument 1", err)
	}
}
