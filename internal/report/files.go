package report

import (
	"context"
	"slices"

	"bokslut/internal/document"
)

// A File is an attached document, as far as it can be printed.
type File struct {
	document.Document
	Out    string // why it is not in the print, or empty
	Sheets int    // pages that it takes
	Body   []byte // its content, when it is in the print
}

// FileLabel names the file with index i of a bilaga.
func FileLabel(ctx context.Context, no string, i int) string {
	return t(ctx, "Bilaga %s · dokument %d", no, i+1)
}

// image tells whether the file is a picture on a page of its own.
func (f File) image() bool {
	return slices.Contains([]document.Kind{document.PNG, document.JPEG, document.WebP}, f.Kind)
}

// An Attachment is a file that is printed after its section.
type Attachment struct {
	Label string // "Bilaga 15.1 · dokument 1"
	Name  string
	Stamp func(page int) string // on each of its pages
	Image bool                  // else it is a PDF
	Pages int
	Body  []byte
}

func fileTable(ctx context.Context, files []File) Table {
	if len(files) == 0 {
		return Table{}
	}
	var all []Row
	for i, f := range files {
		in := f.Out
		if in == "" {
			in = plural(ctx, f.Sheets, "Ingår, 1 sida", "Ingår, %d sidor")
		}
		all = append(all, Row{Line, []Cell{N(i + 1), T(f.Name), T(in), T(f.ByName), T(Day(f.At)), T(f.SHA256[:min(16, len(f.SHA256))])}})
	}
	return Table{
		Caption: t(ctx, "Dokument"), Rows: rows(all),
		Columns: []Column{
			{Name: t(ctx, "Nr"), Type: Count}, {Name: t(ctx, "Dokument"), Type: Text, Wide: 3}, {Name: t(ctx, "I utskriften"), Type: Text, Wide: 2},
			{Name: t(ctx, "Bifogat av"), Type: Text, Wide: 1}, {Name: t(ctx, "Datum"), Type: Text}, {Name: t(ctx, "SHA-256, början"), Type: Text},
		},
	}
}
