package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
)

// kindNames are the kinds of file with their article.
var kindNames = map[document.Kind]string{
	document.PDF: "en PDF-fil", document.PNG: "en PNG-bild", document.JPEG: "en JPEG-bild", document.WebP: "en WebP-bild",
	document.HEIC: "en HEIC-bild", document.XLSX: "en Excelfil (xlsx)", document.XLS: "en Excelfil (xls)",
	document.DOCX: "en Wordfil (docx)", document.DOC: "en Wordfil (doc)", document.CSV: "en CSV-fil", document.Text: "en textfil",
	document.SIE: "en SIE-fil", document.XML: "en XML-fil", document.GIF: "en GIF-bild", document.SVG: "en SVG-bild",
	document.HTML: "en webbsida", document.Archive: "en komprimerad fil", document.Program: "ett program",
	document.Office: "ett dokument från ett annat kontorsprogram",
}

// refusalText says why a file cannot be attached and what to do.
func refusalText(ctx context.Context, r *document.Refusal) failure {
	name := r.Name
	if name == "" {
		name = t(ctx, "Filen")
	}
	looks := ""
	if word, ok := kindNames[r.Looks]; ok {
		looks = t(ctx, word)
	}
	f := failure{Status: http.StatusUnprocessableEntity}
	switch r.Reason {
	case document.Empty:
		f.Title, f.Text = t(ctx, "%s är tom", name), t(ctx, "Filen är inte sparad. Kontrollera den och bifoga den igen.")
	case document.TooLarge:
		f.Status = http.StatusRequestEntityTooLarge
		f.Title, f.Text = t(ctx, "%s är för stor", name), t(ctx, "Ett dokument får vara högst 10 MB. Filen är inte sparad. Dela upp den eller förminska den.")
	case document.Lies:
		f.Title = t(ctx, "%s är inte %s", name, t(ctx, kindNames[r.Says]))
		f.Text = t(ctx, "Innehållet går inte att känna igen. Filen är inte sparad. Öppna den i sitt program, spara om den och bifoga den igen.")
		if looks != "" {
			f.Text = t(ctx, "Innehållet ser ut som %s. Filen är inte sparad. Rätta filändelsen eller spara om filen, och bifoga den igen.", looks)
		}
	case document.Damaged:
		f.Title, f.Text = t(ctx, "%s går inte att läsa", name), t(ctx, "Filen är skadad eller avbruten och är inte sparad. Hämta eller skapa den på nytt.")
	case document.Macros:
		f.Title, f.Text = t(ctx, "%s innehåller makron", name), t(ctx, "Filer med makron tas inte emot. Spara om filen utan makron, eller som PDF.")
	case document.Bomb:
		f.Title, f.Text = t(ctx, "%s är för stor när den packas upp", name), t(ctx, "Filen är inte sparad. Skapa den på nytt, eller bifoga den som PDF.")
	case document.Pixels:
		f.Title, f.Text = t(ctx, "%s har för många bildpunkter", name), t(ctx, "En bild får ha högst 50 miljoner. Bilden är inte sparad. Förminska den.")
	default:
		f.Title, f.Text = t(ctx, "%s är av ett slag som inte kan bifogas", name), t(ctx, "Bifoga PDF, bild (PNG, JPEG, WebP, HEIC), Excel, Word, text, CSV, SIE eller XML. Filen är inte sparad.")
	}
	return f
}

// placeOf reads a place from the fields of an address or a form.
func placeOf(value func(string) string) document.Place {
	return document.Place{Account: value("konto"), Workpaper: value("bilaga"), Row: value("rad"), Entry: value("ver")}
}

// placeQuery is a place as fields of an address.
func placeQuery(p document.Place) []string {
	return []string{"konto", p.Account, "bilaga", p.Workpaper, "rad", p.Row, "ver", p.Entry}
}

// placeURL is the page where the documents of a place stand.
func placeURL(e engagement.Engagement, p document.Place) string {
	switch {
	case p.Account != "":
		return sheetURL(e, "/balans", "konto", p.Account) + "#panel"
	case p.Workpaper != "":
		return sheetURL(e, "/bilagor/"+url.PathEscape(p.Workpaper)) + "#dokument"
	}
	return sheetURL(e, "/verifikationer/"+url.PathEscape(p.Entry)) + "#dokument"
}

func placeText(ctx context.Context, p document.Place) string {
	switch {
	case p.Account != "":
		return t(ctx, "Konto %s", p.Account)
	case p.Row != "":
		return t(ctx, "Bilaga %s, en rad", p.Workpaper)
	case p.Workpaper != "":
		return t(ctx, "Bilaga %s", p.Workpaper)
	}
	return p.Entry
}

// sizeText writes a size as 84 kB or 1,2 MB.
func sizeText(bytes int64) string {
	switch {
	case bytes < 1000:
		return strconv.FormatInt(bytes, 10) + "\u00a0B"
	case bytes < 1_000_000:
		return strconv.FormatInt((bytes+500)/1000, 10) + "\u00a0kB"
	}
	tenths := (bytes + 50_000) / 100_000
	return strconv.FormatInt(tenths/10, 10) + "," + strconv.FormatInt(tenths%10, 10) + "\u00a0MB"
}

// pagesText is how many pages a document has, or nothing.
func pagesText(ctx context.Context, d document.Document) string {
	if d.Pages == 0 {
		return ""
	}
	return plural(ctx, d.Pages, "1 sida", "%d sidor")
}

// acceptedFiles is what a file field offers first.
func acceptedFiles() string { return strings.Join(document.Endings(), ",") }
