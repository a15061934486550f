package document

import "strings"

// Kind is what a file is. Some kinds are only recognised, to say what a file
// is that cannot be attached.
type Kind string

// The kinds that can be attached.
const (
	PDF  Kind = "pdf"
	PNG  Kind = "png"
	JPEG Kind = "jpeg"
	WebP Kind = "webp"
	HEIC Kind = "heic" // photographs of telephones; browsers do not show them
	XLSX Kind = "xlsx"
	XLS  Kind = "xls"
	DOCX Kind = "docx"
	DOC  Kind = "doc"
	CSV  Kind = "csv"
	Text Kind = "txt"
	SIE  Kind = "sie"
	XML  Kind = "xml"
)

// The kinds that are only recognised. Other is content that is none of them.
const (
	GIF     Kind = "gif"
	SVG     Kind = "svg"
	HTML    Kind = "html"
	Archive Kind = "archive"
	Program Kind = "program"
	Office  Kind = "office" // another document of an office program
	Other   Kind = ""
)

// A form is how a kind appears: the endings of its names, the first being the
// usual one, and its media type.
type form struct {
	kind    Kind
	endings []string
	media   string
}

var forms = []form{
	{PDF, []string{"pdf"}, "application/pdf"},
	{PNG, []string{"png"}, "image/png"},
	{JPEG, []string{"jpg", "jpeg", "jpe", "jfif"}, "image/jpeg"},
	{WebP, []string{"webp"}, "image/webp"},
	{HEIC, []string{"heic", "heif"}, "image/heic"},
	{XLSX, []string{"xlsx"}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{XLS, []string{"xls"}, "application/vnd.ms-excel"},
	{DOCX, []string{"docx"}, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{DOC, []string{"doc"}, "application/msword"},
	{CSV, []string{"csv", "tsv"}, "text/csv"},
	{Text, []string{"txt", "text", "log", "md"}, "text/plain"},
	{SIE, []string{"se", "si", "sie"}, "text/plain"},
	{XML, []string{"xml"}, "application/xml"},
}

// MediaType is the type that a document of the kind is served under.
func (k Kind) MediaType() string {
	for _, f := range forms {
		if f.kind == k {
			return f.media
		}
	}
	return "application/octet-stream"
}

// Preview tells whether browsers show the kind as an image within a page.
func (k Kind) Preview() bool { return k == PNG || k == JPEG || k == WebP }

// Endings lists the endings of names, with their dots, that a file field offers.
func Endings() []string {
	var all []string
	for _, f := range forms {
		for _, ending := range f.endings {
			all = append(all, "."+ending)
		}
	}
	return all
}

// kindOf is the kind that a name claims; ok is false for endings of nothing
// that can be attached.
func kindOf(ending string) (kind Kind, ok bool) {
	for _, f := range forms {
		for _, e := range f.endings {
			if e == strings.ToLower(ending) {
				return f.kind, true
			}
		}
	}
	return Other, false
}

// ending is the usual ending of a kind's names.
func (k Kind) ending() string {
	for _, f := range forms {
		if f.kind == k {
			return f.endings[0]
		}
	}
	return ""
}
