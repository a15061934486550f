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
	Same   string // the label that it is printed under elsewhere, or empty
	On     string // the row of the bilaga that it stands on, in words, or empty
	Sheets int    // pages that it takes
	Body   []byte // its content, when it is in the print
}

// FileLabel names the file with index i of an owner, such as a bilaga or B7.
func FileLabel(ctx context.Context, owner string, i int) string {
	return t(ctx, "%s · dokument %d", owner, i+1)
}

// Printed is a file of a print with its label there.
type Printed struct {
	Label string
	*File
}

// Labelled are the files of an owner with their labels.
func Labelled(ctx context.Context, owner string, files []File) []Printed {
	all := make([]Printed, len(files))
	for i := range files {
		all[i] = Printed{FileLabel(ctx, owner, i), &files[i]}
	}
	return all
}

// attachments are the files that are printed after the section of their owner.
func attachments(ctx context.Context, owner string, files []File) []Attachment {
	var all []Attachment
	for i, f := range files {
		if f.Out == "" && f.Same == "" {
			all = append(all, Attachment{
				Label: FileLabel(ctx, owner, i), Name: f.Name, Image: f.image(), Pages: f.Sheets, Body: f.Body,
				Stamp: func(page int) string { return t(ctx, "%s · dokument %d · sida %d", owner, i+1, page) },
			})
		}
	}
	return all
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
		all = append(all, Row{Line, []Cell{N(i + 1), T(f.named(ctx)), T(f.in(ctx)), T(f.ByName), T(Day(f.At)), T(f.SHA256[:min(16, len(f.SHA256))])}})
	}
	return Table{
		Caption: t(ctx, "Dokument"), Rows: rows(all),
		Columns: []Column{
			{Name: t(ctx, "Nr"), Type: Count}, {Name: t(ctx, "Dokument"), Type: Text, Wide: 3}, {Name: t(ctx, "I utskriften"), Type: Text, Wide: 2},
			{Name: t(ctx, "Bifogat av"), Type: Text, Wide: 1}, {Name: t(ctx, "Datum"), Type: Text}, {Name: t(ctx, "SHA-256, början"), Type: Text},
		},
	}
}

// named is the name of the file, with the row that it stands on.
func (f File) named(ctx context.Context) string {
	if f.On == "" {
		return f.Name
	}
	return f.Name + "\n" + t(ctx, "rad: %s", f.On)
}

// in says whether the file is in the print, and where.
func (f File) in(ctx context.Context) string {
	switch {
	case f.Out != "":
		return f.Out
	case f.Same != "":
		return t(ctx, "Ingår, se %s", f.Same)
	}
	return plural(ctx, f.Sheets, "Ingår, 1 sida", "Ingår, %d sidor")
}
