package sie

import (
	"iter"
	"slices"
	"strings"
)

// A File is what a SIE file says, in the format's own terms and nothing more.
// Read makes it; it never changes afterwards, so any number of goroutines may
// use it. Texts are UTF-8 and valid as long as the caller keeps them.
type File struct {
	encoding Encoding
	eol      string
	kind     Kind
	header   Header
	checksum Checksum

	pages     []string // every text; see ref
	ident     []identRecord
	accounts  []accountRecord
	byNumber  []uint32 // indices of accounts, ordered by number
	srus      []sruRecord
	dims      []dimRecord
	objects   []objectRecord
	balances  []balanceRecord
	byBalance []uint32 // indices of #IB, #UB and #RES, ordered by balanceKey
	vouchers  []voucherRecord
	rows      []rowRecord
	raw       []rawRecord
	counts    [labelCount]int

	findings []Finding
	totals   [Error + 1]int
}

// text is the text that r names.
func (f *File) text(r ref) string { return textAt(f.pages, r) }

// Encoding is the encoding found, or the one that was forced.
func (f *File) Encoding() Encoding { return f.encoding }

// LineEnds is "crlf", "lf", "cr" or "mixed", and empty for a single line.
func (f *File) LineEnds() string { return f.eol }

// Checksum is what #KSUMMA says.
func (f *File) Checksum() Checksum { return f.checksum }

// Findings lists what was odd, by line. When there are more than Limits.Findings
// the least severe are left out; Total counts all.
func (f *File) Findings() []Finding { return slices.Clone(f.findings) }

// Total is the number of findings of a severity, those left out included.
func (f *File) Total(s Severity) int { return f.totals[min(s, Error)] }

// Count is the number of records with the label that were read: f.Count("#IB").
// Records that could not be read are in Raw and are not counted.
func (f *File) Count(name string) int {
	l, ok := labels[name]
	if !ok {
		return 0
	}
	return f.counts[l]
}

// Fields yields the fields of each identification record with the label, in
// file order and with those that the standard does not know: f.Fields("#TAXAR")
// yields [2018 ÅRL] for such a record.
func (f *File) Fields(name string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, r := range f.ident {
			if r.label.String() != name {
				continue
			}
			fields := make([]string, len(r.fields))
			for i, field := range r.fields {
				fields[i] = f.text(field.text)
			}
			if !yield(fields) {
				return
			}
		}
	}
}

// A Raw is a record kept as text: an unknown one, or a known one that could not
// be read and is in no sum. Writing the file back writes it in its place.
type Raw struct {
	Line    int
	Text    string // the line without blanks at its ends
	Voucher int    // index of the voucher whose block holds it; -1 outside blocks
	Unknown bool   // the label is not in the standard
}

// Label is the record's label as written, "#MOMSKOD"; empty for a brace or
// another line inside the block of an unknown record.
func (r Raw) Label() string {
	if !strings.HasPrefix(r.Text, "#") {
		return ""
	}
	if i := strings.IndexAny(r.Text, " \t"); i >= 0 {
		return r.Text[:i]
	}
	return r.Text
}

type rawRecord struct {
	line    uint32
	text    ref
	voucher int32
	before  uint32 // index of the row, account … that follows it
	section section
	inside  bool // in a voucher's block
	unknown bool
}

// Raws yields the records kept as text, in file order.
func (f *File) Raws() iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		for _, r := range f.raw {
			voucher := -1
			if r.inside {
				voucher = int(r.voucher)
			}
			if !yield(Raw{int(r.line), f.text(r.text), voucher, r.unknown}) {
				return
			}
		}
	}
}
