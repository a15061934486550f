package pdf

import (
	"fmt"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/font"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// Names and sizes of a stamp, in points.
const (
	stampFont  = "Helvetica" // every reader has it
	stampName  = "BokslutStamp"
	stampSize  = 8.0
	stampRight = 20.0 // from the right edge
	stampTop   = 8.0  // from the upper edge
	stampPad   = 2.0
)

// stamp writes top right on the pages of files whose they are, and which page of
// the whole. What the pages hold is not unpacked: the stamp stands in streams of
// its own around it.
func (w *writer) stamp(whole *model.Context) error {
	face, err := whole.IndRefForNewObject(types.Dict{
		"Type": types.Name("Font"), "Subtype": types.Name("Type1"), "BaseFont": types.Name(stampFont), "Encoding": types.Name("WinAnsiEncoding"),
	})
	if err != nil {
		return err
	}
	before, err := streamOf(whole, "q\n")
	if err != nil {
		return err
	}
	at := 0
	for _, s := range w.splices {
		for n := range s.Pages {
			page := s.after + at + n + 1
			text := s.Stamp(n+1) + "   " + w.words.Page(page, whole.PageCount)
			if err := stampPage(whole, page, text, *face, *before); err != nil {
				return fmt.Errorf("stamp of page %d: %w", page, err)
			}
		}
		at += s.Pages
	}
	return nil
}

func stampPage(whole *model.Context, number int, text string, face, before types.IndirectRef) error {
	page, _, inherited, err := whole.PageDict(number, false)
	if err != nil {
		return err
	}
	content, err := stampContent(text, seen(inherited), inherited.Rotate)
	if err != nil {
		return err
	}
	after, err := streamOf(whole, content)
	if err != nil {
		return err
	}
	page["Contents"] = append(append(types.Array{before}, contents(whole, page)...), *after)
	resources, err := copied(whole, page["Resources"])
	if err != nil {
		return err
	}
	fonts, err := copied(whole, resources["Font"])
	if err != nil {
		return err
	}
	fonts[stampName] = face
	resources["Font"], page["Resources"] = fonts, resources
	return nil
}

// contents are the streams of a page.
func contents(whole *model.Context, page types.Dict) types.Array {
	switch o, err := whole.Dereference(page["Contents"]); o := o.(type) {
	case types.Array:
		return o
	case types.StreamDict, *types.StreamDict:
		if ref, ok := page["Contents"].(types.IndirectRef); ok && err == nil {
			return types.Array{ref}
		}
	}
	return nil
}

// copied is a dictionary of the page's own, since several pages may share one.
func copied(whole *model.Context, o types.Object) (types.Dict, error) {
	all := types.Dict{}
	d, err := whole.DereferenceDict(o)
	for name, value := range d {
		all[name] = value
	}
	return all, err
}

// seen is the part of a page that readers show.
func seen(page *model.InheritedPageAttrs) types.Rectangle {
	switch {
	case page.CropBox != nil:
		return *page.CropBox
	case page.MediaBox != nil:
		return *page.MediaBox
	}
	return *types.NewRectangle(0, 0, 595, 842)
}

// stampContent draws a text on white in the corner that a reader shows top right,
// as the page is turned.
func stampContent(text string, box types.Rectangle, rotate int) (string, error) {
	coded, err := encoding.ReplaceUnsupported(charmap.Windows1252.NewEncoder()).String(clean(text))
	if err != nil {
		return "", err
	}
	width, err := font.TextWidthFloat(coded, stampFont, stampSize)
	if err != nil {
		return "", err
	}
	var turn string // from the shown page, with its lower left corner at 0 0, to the page as it lies
	wide, high := box.Width(), box.Height()
	switch ((rotate % 360) + 360) % 360 {
	case 90:
		turn, wide, high = fmt.Sprintf("0 1 -1 0 %.2f %.2f cm", box.UR.X, box.LL.Y), high, wide
	case 180:
		turn = fmt.Sprintf("-1 0 0 -1 %.2f %.2f cm", box.UR.X, box.UR.Y)
	case 270:
		turn, wide, high = fmt.Sprintf("0 -1 1 0 %.2f %.2f cm", box.LL.X, box.UR.Y), high, wide
	default:
		turn = fmt.Sprintf("1 0 0 1 %.2f %.2f cm", box.LL.X, box.LL.Y)
	}
	x, y := wide-stampRight-width, high-stampTop-stampSize-stampPad
	return fmt.Sprintf("\nQ\nq %s 1 1 1 rg %.2f %.2f %.2f %.2f re f BT /%s %.0f Tf 0.08 0.09 0.1 rg %.2f %.2f Td (%s) Tj ET Q\n",
		turn, x-stampPad, y-stampPad, width+2*stampPad, stampSize+2*stampPad, stampName, stampSize, x, y, escaped(coded)), nil
}

var escaping = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)

func escaped(s string) string { return escaping.Replace(s) }

func streamOf(whole *model.Context, content string) (*types.IndirectRef, error) {
	stream, err := whole.NewStreamDictForBuf([]byte(content))
	if err != nil {
		return nil, err
	}
	if err := stream.Encode(); err != nil {
		return nil, err
	}
	return whole.IndRefForNewObject(*stream)
}
