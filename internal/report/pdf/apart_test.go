package pdf_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/internal/document"
	"bokslut/internal/report/pdf"
)

// TestMain lets the test program prepare files, as bokslut does.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "prepare" {
		os.Exit(pdf.PrepareHere(os.Args[2], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

func apart(t *testing.T) *pdf.Apart {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return pdf.NewApart(self, "prepare")
}

// handmade is a PDF of objects 1, 2, 3 …, the first of which is the catalogue.
func handmade(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

const (
	catalogue = "<</Type/Catalog/Pages 2 0 R>>"
	onePage   = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	thePage   = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>"
	content   = "<</Length 3>>\nstream\nq Q\nendstream"
)

// packed is a stream that is hundreds of times as large unpacked: many megabytes
// between a beginning and an end.
func packed(t *testing.T, megabytes int, begin, end string) string {
	t.Helper()
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	middle := bytes.Repeat([]byte{'a'}, 1<<20)
	for _, part := range append(append([][]byte{[]byte(begin)}, slices.Repeat([][]byte{middle}, megabytes)...), []byte(end)) {
		if _, err := z.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", b.Len(), b.String())
}

// inflating is a PDF whose object 6 lies in a packed stream of many megabytes, which
// has to be unpacked to read it.
func inflating(t *testing.T, megabytes int) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := [8]int{}
	bomb := strings.Replace(packed(t, megabytes, "6 0 <</Font<<>>/A(", ")>>"), "<<", "<</Type/ObjStm/N 1/First 4", 1)
	for i, o := range []string{catalogue, onePage, strings.Replace(thePage, "<<>>", " 6 0 R", 1), content, bomb} {
		at[i+1] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at[7] = b.Len()
	var table strings.Builder
	for n, offset := range at {
		kind, value := byte(1), offset
		if n == 0 {
			kind = 0
		}
		if n == 6 { // in stream 5
			kind, value = 2, 5
		}
		table.Write([]byte{kind, byte(value >> 24), byte(value >> 16), byte(value >> 8), byte(value), 0, 0})
	}
	fmt.Fprintf(&b, "7 0 obj\n<</Type/XRef/Size 8/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", table.Len(), table.String(), at[7])
	return b.Bytes()
}

// TestHostileFiles: files that bring down a program that reads them are refused,
// each within its time, and this process lives.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		content []byte
		prints  bool
		hangs   bool
	}{
		"fine":                  {handmade(catalogue, onePage, thePage, content), true, false},
		"page_of_300_megabytes": {handmade(catalogue, onePage, thePage, packed(t, 300, "%", "\n")), true, false}, // never unpacked
		"unpacked_in_memory":    {inflating(t, 300), false, false},
		"function_of_itself": {handmade(catalogue, onePage,
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</ExtGState<</A<</TR 5 0 R>>>>>>/Contents 4 0 R>>", content,
			"<</FunctionType 3/Domain[0 1]/Functions[5 0 R]/Bounds[]/Encode[0 1]>>"), false, false},
		"names_of_themselves": {handmade("<</Type/Catalog/Pages 2 0 R/Names<</Dests 5 0 R>>>>", onePage, thePage, content, "<</Kids[5 0 R 5 0 R]/Limits[(a)(b)]>>"), false, true},
		"pages_of_themselves": {handmade(catalogue, "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", thePage, content), false, false},
		"endless_array":       {handmade("<</Type/Catalog/Pages 2 0 R/X["+strings.Repeat("1 ", 4_000_000)+"]>>", onePage, thePage, content), false, true},
		"deep":                {handmade("<</Type/Catalog/Pages 2 0 R/X "+strings.Repeat("[", 2_000_000)+strings.Repeat("]", 2_000_000)+">>", onePage, thePage, content), false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := apart(t)
			if tt.hangs {
				a.Within = time.Second
			}
			ready, err := a.Prepare(t.Context(), document.Document{Kind: document.PDF}, tt.content)
			if tt.prints && (err != nil || ready.Pages != 1 || ready.Weight > 100<<20) {
				t.Errorf("got %d pages of weight %d, %v, want one page", ready.Pages, ready.Weight, err)
			}
			if !tt.prints && !errors.Is(err, pdf.ErrBroken) {
				t.Errorf("got %v, want ErrBroken", err)
			}
		})
	}
}

func TestApartSaysWhatPrepareSays(t *testing.T) {
	a := apart(t)
	whole := filePDF(t, 2)
	ready, err := a.Prepare(t.Context(), document.Document{Kind: document.PDF}, whole)
	if err != nil || ready.Pages != 2 || len(ready.Body) == 0 {
		t.Errorf("two pages became %d bytes, %d pages, weight %d, %v", len(ready.Body), ready.Pages, ready.Weight, err)
	}
	if ready, err := a.Prepare(t.Context(), document.Document{Kind: document.PDF}, filePDF(t, 60)); err != nil || ready.Weight < int64(len(ready.Body)) {
		t.Errorf("60 pages in %d bytes weigh %d, %v", len(ready.Body), ready.Weight, err)
	}
	for name, tt := range map[string]struct {
		doc  document.Document
		want error
	}{
		"sealed":      {document.Document{Kind: document.PDF, Sealed: true}, pdf.ErrSealed},
		"spreadsheet": {document.Document{Kind: document.XLSX}, pdf.ErrKind},
		"no_image":    {document.Document{Kind: document.PNG}, pdf.ErrBroken},
	} {
		if _, err := a.Prepare(t.Context(), tt.doc, whole); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := a.Prepare(t.Context(), document.Document{Kind: document.PDF}, filePDF(t, pdf.MaxPages+1)); !errors.Is(err, pdf.ErrPages) {
		t.Errorf("too many pages: %v, want ErrPages", err)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if _, err := a.Prepare(gone, document.Document{Kind: document.PDF}, whole); !errors.Is(err, context.Canceled) {
		t.Errorf("with nobody waiting: %v, want context.Canceled", err)
	}
}
