package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // photographs from the web

	"bokslut/internal/document"
)

// Reasons why a file is not printed.
var (
	ErrKind   = errors.New("files of this kind are not printed")
	ErrSealed = errors.New("the file is encrypted")
	ErrBroken = errors.New("the file cannot be read")
	ErrPages  = errors.New("the file has too many pages")
)

// MaxPages is how many pages of one file are printed.
const MaxPages = 500

// Longest side of a printed image, in dots: some 300 an inch on A4.
const maxSide = 3000

// Prepare makes an attached file ready to be printed: a PDF is read and written
// anew, an image is made flat and not larger than paper shows. pages is how many
// pages it takes.
func Prepare(d document.Document, content []byte) (body []byte, pages int, err error) {
	switch {
	case d.Sealed:
		return nil, 0, ErrSealed
	case d.Kind == document.PDF:
		return preparePDF(content)
	case !Prints(d.Kind):
		return nil, 0, ErrKind
	}
	body, err = flatten(content)
	return body, 1, err
}

// Prints tells whether files of a kind are printed.
func Prints(k document.Kind) bool {
	return k == document.PDF || k == document.PNG || k == document.JPEG || k == document.WebP
}

func preparePDF(content []byte) ([]byte, int, error) {
	file, err := api.ReadAndValidate(bytes.NewReader(content), configuration())
	if err != nil || file.PageCount == 0 {
		return nil, 0, errors.Join(ErrBroken, err)
	}
	if file.Encrypt != nil {
		return nil, 0, ErrSealed
	}
	if file.PageCount > MaxPages {
		return nil, 0, ErrPages
	}
	file.EnsureVersionForWriting()
	strip(file)
	var out bytes.Buffer
	if err := api.WriteContext(file, &out); err != nil {
		return nil, 0, errors.Join(ErrBroken, err)
	}
	return out.Bytes(), file.PageCount, nil
}

// flatten draws an image on white, in at most maxSide dots. What was a PNG stays
// one, so that text in it stays sharp.
func flatten(content []byte) ([]byte, error) {
	from, kind, err := image.Decode(bytes.NewReader(content))
	if err != nil || from.Bounds().Empty() {
		return nil, errors.Join(ErrBroken, err)
	}
	size := from.Bounds().Size()
	if longest := max(size.X, size.Y); longest > maxSide {
		size = image.Pt(max(size.X*maxSide/longest, 1), max(size.Y*maxSide/longest, 1))
	}
	to := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(to, to.Bounds(), from, from.Bounds(), draw.Over, nil)
	var out bytes.Buffer
	if kind == "png" {
		err = png.Encode(&out, to)
	} else {
		err = jpeg.Encode(&out, to, &jpeg.Options{Quality: 85})
	}
	return out.Bytes(), err
}
