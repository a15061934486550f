package pdf

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// A MergeError says which file could not be printed with the others.
type MergeError struct {
	Label string
	Err   error
}

func (e *MergeError) Error() string { return "merge " + e.Label + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *MergeError) Unwrap() error { return e.Err }

var quiet = sync.OnceFunc(api.DisableConfigDir) // nothing is written beside the program

func configuration() *model.Configuration {
	quiet()
	c := model.NewDefaultConfiguration()
	c.ValidationMode, c.Offline, c.CreateBookmarks = model.ValidationRelaxed, true, false
	return c
}

// merge puts the PDF files where they belong among our pages, with bookmarks, and
// stamps on each of their pages.
func (w *writer) merge(own []byte) ([]byte, error) {
	whole, err := api.ReadAndValidate(bytes.NewReader(own), configuration())
	if err != nil {
		return nil, fmt.Errorf("read our own print: %w", err)
	}
	whole.EnsureVersionForWriting()
	ours := whole.PageCount
	for _, s := range w.splices {
		if err := add(whole, s); err != nil {
			return nil, &MergeError{s.Label, err}
		}
	}
	if err := arrange(whole, w.order(ours)); err != nil {
		return nil, err
	}
	if err := pdfcpu.AddBookmarks(whole, tree(w.marks), true); err != nil {
		return nil, fmt.Errorf("bookmarks: %w", err)
	}
	if err := w.stamp(whole); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = api.WriteContext(whole, &out)
	return out.Bytes(), err
}

func add(whole *model.Context, s splice) error {
	file, err := api.ReadAndValidate(bytes.NewReader(s.Body), configuration())
	if err != nil {
		return err
	}
	if file.PageCount != s.Pages {
		return fmt.Errorf("%d pages, %d expected", file.PageCount, s.Pages)
	}
	strip(file)
	return pdfcpu.MergeXRefTables("", file, whole, false, false)
}

// active are the entries of a document that do something or name places in it.
// The pages look the same without them.
var active = []string{"AcroForm", "Names", "Dests", "Outlines", "OpenAction", "AA", "StructTreeRoot", "MarkInfo", "Collection", "URI"}

// strip takes away what could run, or could clash with other files.
func strip(file *model.Context) {
	for _, name := range active {
		delete(file.RootDict, name)
	}
}

// order lists the pages as they are to stand, by their numbers after the files
// were added behind ours.
func (w *writer) order(ours int) []int {
	var order []int
	at, behind := 1, ours
	for _, s := range w.splices {
		for ; at <= s.after; at++ {
			order = append(order, at)
		}
		for range s.Pages {
			behind++
			order = append(order, behind)
		}
	}
	for ; at <= ours; at++ {
		order = append(order, at)
	}
	return order
}

// arrange makes one flat tree of the pages. What a page inherited it gets of its
// own; what its notes would do when clicked is taken away.
func arrange(whole *model.Context, order []int) error {
	root, err := whole.Pages()
	if err != nil {
		return err
	}
	kids := types.Array{}
	for _, n := range order {
		page, ref, inherited, err := whole.PageDict(n, false)
		if err != nil {
			return fmt.Errorf("page %d: %w", n, err)
		}
		own(page, inherited)
		page["Parent"] = *root
		delete(page, "AA")
		disarm(whole, page)
		kids = append(kids, *ref)
	}
	tree, err := whole.DereferenceDict(*root)
	if err != nil {
		return err
	}
	tree["Kids"], tree["Count"] = kids, types.Integer(len(kids))
	whole.PageCount = len(kids)
	return nil
}

func own(page types.Dict, inherited *model.InheritedPageAttrs) {
	set := func(name string, value types.Object) {
		if _, has := page.Find(name); !has {
			page[name] = value
		}
	}
	if inherited.MediaBox != nil {
		set("MediaBox", inherited.MediaBox.Array())
	}
	if inherited.CropBox != nil {
		set("CropBox", inherited.CropBox.Array())
	}
	if inherited.Resources != nil {
		set("Resources", inherited.Resources)
	}
	if inherited.Rotate != 0 {
		set("Rotate", types.Integer(inherited.Rotate))
	}
}

// disarm leaves the notes of a page to be seen. Links within our own pages have
// a destination and no action, and stay.
func disarm(whole *model.Context, page types.Dict) {
	notes, err := whole.DereferenceArray(page["Annots"])
	if err != nil {
		delete(page, "Annots")
		return
	}
	for _, n := range notes {
		if note, err := whole.DereferenceDict(n); err == nil && note != nil {
			delete(note, "A")
			delete(note, "AA")
		}
	}
}

// tree puts bookmarks under those of a lower level before them.
func tree(marks []mark) []pdfcpu.Bookmark {
	var all []pdfcpu.Bookmark
	for i := 0; i < len(marks); {
		end := i + 1
		for end < len(marks) && marks[end].level > marks[i].level {
			end++
		}
		all = append(all, pdfcpu.Bookmark{Title: marks[i].title, PageFrom: marks[i].page, Kids: tree(marks[i+1 : end])})
		i = end
	}
	return all
}
