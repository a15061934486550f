package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"bokslut/internal/document"

	"github.com/google/go-cmp/cmp"
)

func pdf(extra string) []byte {
	return []byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>\nendobj\n" +
		"5 0 obj<</Type/Outlines/Count 900>>endobj\ntrailer\n<</Root 1 0 R " + extra + ">>\nstartxref\n9\n%%EOF\n")
}

func pngOf(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	binary.BigEndian.PutUint32(raw[16:], uint32(width))
	binary.BigEndian.PutUint32(raw[20:], uint32(height))
	crc := crcOf(raw[12:29])
	binary.BigEndian.PutUint32(raw[29:], crc)
	return raw
}

func jpegOf(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipOf(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte("<x/>"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// swollen is a workbook whose directory says that it unpacks to 4 GiB.
func swollen(t *testing.T) []byte {
	raw := zipOf(t, "xl/workbook.xml")
	at := bytes.LastIndex(raw, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(raw[at+24:], 0xfffffff0)
	return raw
}

func ole(names ...string) []byte {
	b := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 504)...)
	for _, name := range names {
		entry := make([]byte, 128)
		for i, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(entry[2*i:], u)
		}
		binary.LittleEndian.PutUint16(entry[64:], uint16(2*len(name)+2))
		entry[66] = 2
		b = append(b, entry...)
	}
	return b
}

func webp(chunk string, rest ...byte) []byte {
	b := append([]byte("RIFF\x20\x00\x00\x00WEBP"+chunk), rest...)
	return append(b, make([]byte, max(0, 30-len(b)))...)
}

func TestInspect(t *testing.T) {
	type info = document.Info
	for _, tt := range []struct {
		name, file string
		content    []byte
		want       document.Info
	}{
		{"pdf", "Hyresavi.pdf", pdf(""), info{"Hyresavi.pdf", document.PDF, 2, false}},
		{"pdf_encrypted", "a.PDF", pdf("/Encrypt 8 0 R"), info{"a.PDF", document.PDF, 2, true}},
		{"pdf_encrypted_inline", "a.pdf", pdf("/Encrypt<</Filter/Standard>>"), info{"a.pdf", document.PDF, 2, true}},
		{"pdf_that_speaks_of_encryption", "a.pdf", pdf("/EncryptMetadata false /Title (/Encrypt)"), info{"a.pdf", document.PDF, 2, false}},
		{"png", "bild.png", pngOf(t, 1, 1), info{"bild.png", document.PNG, 0, false}},
		{"jpeg", "foto.JPG", jpegOf(t), info{"foto.JPG", document.JPEG, 0, false}},
		{"webp_lossless", "a.webp", webp("VP8L", 0, 0, 0, 0, 0x2f, 3, 0, 0, 0), info{"a.webp", document.WebP, 0, false}},
		{"webp_extended", "a.webp", webp("VP8X", 10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 9, 0, 0), info{"a.webp", document.WebP, 0, false}},
		{"heic", "IMG_1.HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), info{"IMG_1.HEIC", document.HEIC, 0, false}},
		{"xlsx", "lager.xlsx", zipOf(t, "[Content_Types].xml", "xl/workbook.xml"), info{"lager.xlsx", document.XLSX, 0, false}},
		{"docx", "avtal.docx", zipOf(t, "word/document.xml"), info{"avtal.docx", document.DOCX, 0, false}},
		{"xls", "lager.xls", ole("Root Entry", "Workbook"), info{"lager.xls", document.XLS, 0, false}},
		{"doc", "avtal.doc", ole("WordDocument"), info{"avtal.doc", document.DOC, 0, false}},
		{"xlsx_encrypted", "lager.xlsx", ole("EncryptionInfo", "EncryptedPackage"), info{"lager.xlsx", document.XLSX, 0, true}},
		{"text", "not.txt", []byte("åäö\r\n\tx"), info{"not.txt", document.Text, 0, false}},
		{"text_latin1", "not.txt", []byte("r\xe4ntan"), info{"not.txt", document.Text, 0, false}},
		{"text_utf16", "not.txt", []byte("\xff\xfeh\x00e\x00j\x00"), info{"not.txt", document.Text, 0, false}},
		{"csv", "rader.csv", []byte("konto;belopp\n1930;5"), info{"rader.csv", document.CSV, 0, false}},
		{"sie", "2025.se", []byte("#FLAGGA 0\r\n"), info{"2025.se", document.SIE, 0, false}},
		{"xml", "camt.xml", []byte("<?xml version=\"1.0\"?><Document/>"), info{"camt.xml", document.XML, 0, false}},
		{"text_with_a_tag_inside", "not.txt", []byte("se <html> nedan"), info{"not.txt", document.Text, 0, false}},
		{"no_ending", "Hyresavi", pdf(""), info{"Hyresavi.pdf", document.PDF, 2, false}},
		{"no_ending_but_a_dot", "Avtal 2025.12", pdf(""), info{"Avtal 2025.12.pdf", document.PDF, 2, false}},
		{"no_name", "../", jpegOf(t), info{"dokument.jpg", document.JPEG, 0, false}},
		{"path_in_name", `C:\Users\bo\..\avi.pdf`, pdf(""), info{"avi.pdf", document.PDF, 2, false}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := document.Inspect(tt.file, tt.content)
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, file  string
		content     []byte
		reason      document.Reason
		says, looks document.Kind
	}{
		{"empty", "a.pdf", nil, document.Empty, "", ""},
		{"too_large", "a.txt", bytes.Repeat([]byte("x"), document.MaxSize+1), document.TooLarge, "", ""},
		{"page_as_pdf", "a.pdf", []byte("<!DOCTYPE html><script>alert(1)</script>"), document.Lies, document.PDF, document.HTML},
		{"image_as_pdf", "a.pdf", jpegOf(t), document.Lies, document.PDF, document.JPEG},
		{"pdf_as_image", "a.png", pdf(""), document.Lies, document.PNG, document.PDF},
		{"pdf_as_text", "a.txt", pdf(""), document.Lies, document.Text, document.PDF},
		{"page_as_text", "a.txt", []byte("\xef\xbb\xbf \n<HTML><body>"), document.Lies, document.Text, document.HTML},
		{"page_as_csv", "a.csv", []byte("<script>1</script>"), document.Lies, document.CSV, document.HTML},
		{"drawing_as_xml", "a.xml", []byte("<?xml version='1.0'?>\n<svg onload='x()'/>"), document.Lies, document.XML, document.SVG},
		{"xhtml_as_xml", "a.xml", []byte("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"), document.Lies, document.XML, document.HTML},
		{"program_as_pdf", "a.pdf", []byte("MZ\x90\x00\x03"), document.Lies, document.PDF, document.Program},
		{"zip_as_xlsx", "a.xlsx", zipOf(t, "evil.js"), document.Lies, document.XLSX, document.Archive},
		{"docx_as_xlsx", "a.xlsx", zipOf(t, "word/document.xml"), document.Lies, document.XLSX, document.DOCX},
		{"doc_as_xls", "a.xls", ole("WordDocument"), document.Lies, document.XLS, document.DOC},
		{"noise_as_pdf", "a.pdf", []byte{0, 1, 2, 3}, document.Lies, document.PDF, document.Other},
		{"film_as_heic", "a.heic", []byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00"), document.Lies, document.HEIC, document.Other},
		{"program", "faktura.pdf.exe", []byte("MZ\x90\x00\x03"), document.NotTaken, "", document.Program},
		{"drawing", "a.svg", []byte("<svg/>"), document.NotTaken, "", document.SVG},
		{"page", "a.html", []byte("<html>"), document.NotTaken, "", document.HTML},
		{"archive", "a.zip", zipOf(t, "a.pdf"), document.NotTaken, "", document.Archive},
		{"workbook_with_macros", "a.xlsm", zipOf(t, "xl/workbook.xml", "xl/vbaProject.bin"), document.NotTaken, "", document.XLSX},
		{"no_ending_no_kind", "avtal", []byte{0, 1, 2}, document.NotTaken, "", document.Other},
		{"macros", "a.xlsx", zipOf(t, "xl/workbook.xml", "xl/vbaProject.bin"), document.Macros, document.XLSX, document.XLSX},
		{"macros_ole", "a.doc", ole("WordDocument", "Macros"), document.Macros, document.DOC, document.DOC},
		{"bomb", "a.xlsx", swollen(t), document.Bomb, document.XLSX, document.XLSX},
		{"pixels", "a.png", pngOf(t, 60_000, 60_000), document.Pixels, document.PNG, document.PNG},
		{"damaged_png", "a.png", []byte("\x89PNG\r\n\x1a\nxxxx"), document.Damaged, document.PNG, document.PNG},
		{"damaged_webp", "a.webp", webp("HUH?"), document.Damaged, document.WebP, document.WebP},
		{"cut_pdf", "a.pdf", pdf("")[:60], document.Damaged, document.PDF, document.PDF},
		{"cut_xlsx", "a.xlsx", zipOf(t, "xl/workbook.xml")[:40], document.Damaged, document.XLSX, document.Archive},
		{"page_in_pdf", "a.pdf", []byte("%PDF-1.4\n<html><script>"), document.Damaged, document.PDF, document.PDF},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := document.Inspect(tt.file, tt.content)
			var got *document.Refusal
			if !errors.As(err, &got) || got.Reason != tt.reason || got.Says != tt.says || got.Looks != tt.looks {
				t.Errorf("got %v, want %s, says %q, looks %q", err, tt.reason, tt.says, tt.looks)
			}
		})
	}
}

// TestHostile: what a stranger makes is looked at in time, and never harms.
func TestHostile(t *testing.T) {
	fill := func(piece string) []byte { return bytes.Repeat([]byte(piece), document.MaxSize/len(piece)) }
	for name, content := range map[string][]byte{
		"nodes.pdf":     append([]byte("%PDF-1.7 obj startxref "), fill("<</Type/Pages ")[:2<<20]...),
		"counts.pdf":    append([]byte("%PDF-1.7 obj startxref /Type/Pages"), fill("/Count 99")[:2<<20]...),
		"encrypt.pdf":   append([]byte("%PDF-1.7 obj startxref"), fill("/Encrypt 11 ")[:2<<20]...),
		"entries.xlsx":  append([]byte("PK\x03\x04"), fill("PK\x01\x02")[:2<<20]...),
		"directory.xls": append(ole(), fill("\x04\x00W")[:2<<20]...),
		"tags.xml":      fill("<?xml "),
		"short.heic":    []byte("\x00\x00\x00\x18ftyp"),
	} {
		began := time.Now()
		_, _ = document.Inspect(name, content)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func TestCleanName(t *testing.T) {
	long := strings.Repeat("å", 200)
	for in, want := range map[string]string{
		"avi.pdf": "avi.pdf", "../../etc/passwd": "passwd", `..\..\x.pdf`: "x.pdf", "/": "", "..": "", "a\r\nX: y.pdf": "aX: y.pdf",
		"a\x00b.pdf": "ab.pdf", "exe.\u202efdp": "exe.fdp", "\u200bavi.pdf": "avi.pdf", " avi.pdf . ": "avi.pdf", "a\u00a0b.pdf": "a b.pdf",
		"a\xffb.pdf": "ab.pdf", long + ".pdf": long[:2*96] + ".pdf", long: long[:2*100],
	} {
		if got := document.CleanName(in); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestAt(t *testing.T) {
	row := document.Place{Workpaper: "15.1", Row: "r"}
	all := []document.Document{
		{ID: "a", Places: []document.Place{{Workpaper: "15.1"}, {Entry: "B1"}}}, {ID: "b", Places: []document.Place{row}},
		{ID: "c", Deleted: true, Places: []document.Place{row}}, {ID: "d", Places: []document.Place{{Account: "1510"}}},
	}
	for place, want := range map[document.Place]string{
		{Workpaper: "15.1"}: "ab", row: "b", {Entry: "B1"}: "a", {Account: "1510"}: "d", {Workpaper: "15.2"}: "",
	} {
		got := ""
		for _, d := range document.At(all, place) {
			got += d.ID
		}
		if got != want {
			t.Errorf("at %+v: %q, want %q", place, got, want)
		}
	}
	for _, p := range []document.Place{{}, {Row: "r"}, {Account: "1", Entry: "B1"}, {Entry: "B1", Row: "r"}} {
		if p.Valid() {
			t.Errorf("%+v is valid", p)
		}
	}
}

func FuzzInspect(f *testing.F) {
	for _, seed := range []string{"%PDF-1.7", "PK\x03\x04", "RIFF0000WEBPVP8X", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "\xff\xfe<", "0000ftypheic"} {
		f.Add("a.pdf", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		info, err := document.Inspect(name, content)
		if err == nil && (info.Name == "" || info.Name != document.CleanName(info.Name) || info.Kind.MediaType() == "application/octet-stream") {
			t.Errorf("%+v", info)
		}
	})
}
