package sie

import "strings"

// Kind is the type of a file with exports and imports told apart.
type Kind string

// The kinds [§1]. 4E and 4I both declare #SIETYP 4.
const (
	Kind1  Kind = "1"  // year-end balances
	Kind2  Kind = "2"  // and month movements
	Kind3  Kind = "3"  // and balances per object
	Kind4E Kind = "4E" // everything booked: balances and vouchers
	Kind4I Kind = "4I" // vouchers to import, no balances
)

// A Header is the identification part of a file. Texts are as written; a
// record that the file lacks is empty or zero.
type Header struct {
	Flag        string // "0" not yet imported, "1" imported
	Program     string // that wrote the file
	Version     string // of that program
	Format      string // of characters, as claimed; see File.Encoding
	Generated   Date
	GeneratedBy string
	TypeWritten string   // #SIETYP; the type is File.Type
	Comments    []string // #PROSA, which may repeat
	Ftyp        string   // form of business: "AB", "HB", "E", …
	Fnr         string   // the bookkeeping program's own id of the company
	OrgNr       string   // organisation number as written; see Organisation
	AcqNr       string   // tells apart a person's several businesses
	ActNr       string
	Bkod        string // SNI code of the line of business
	Address     Address
	Name        string // the company's legal name
	Taxar       string // tax year that the SRU codes belong to
	Omfattn     Date   // balances cover up to this day; zero for a whole year
	KpTyp       string // chart of accounts: "EUBAS97", "BAS2014", …
	Currency    string // ISO 4217; empty means SEK
	Years       []Year
}

// An Address is #ADRESS.
type Address struct {
	Contact, Street, Post, Phone string
}

// A Year is one #RAR.
type Year struct {
	No         int // 0 this year, -1 last year, …
	Start, End Date
	Line       int
}

// Organisation is the organisation number as NNNNNN-NNNN: hyphens, blanks and a
// leading century or 16 are taken away. Ok is false when that does not leave ten
// digits; the check digit is not tested.
func (h Header) Organisation() (number string, ok bool) {
	digits := strings.Map(func(r rune) rune {
		if r == '-' || r == '+' || r == ' ' || r == '\u00a0' {
			return -1
		}
		return r
	}, h.OrgNr)
	if len(digits) == 12 {
		digits = digits[2:]
	}
	if len(digits) != 10 || !digitsOnly(digits) {
		return "", false
	}
	return digits[:6] + "-" + digits[6:], true
}

// Year is the #RAR with the number, 0 for this year.
func (h Header) Year(no int) (y Year, ok bool) {
	for _, y := range h.Years {
		if y.No == no {
			return y, true
		}
	}
	return Year{}, false
}

// TaxYear is the year in Taxar, 0 when there is none. What follows the year
// ("2018 ÅRL") is not part of it.
func (h Header) TaxYear() int {
	if len(h.Taxar) < 4 || !digitsOnly(h.Taxar[:4]) {
		return 0
	}
	n := 0
	for _, c := range h.Taxar[:4] {
		n = n*10 + int(c-'0')
	}
	return n
}

// Type is the type of the file, 1–4: #SIETYP, or what the content says when
// that is missing or wrong.
func (f *File) Type() int { return int(f.kind[0] - '0') }

// Kind is the type with 4E and 4I told apart by content: a file of type 4
// without #IB, #UB and #RES is a 4I.
func (f *File) Kind() Kind { return f.kind }

// Header is the identification part of the file.
func (f *File) Header() Header {
	h := f.header
	h.Comments = append([]string(nil), h.Comments...)
	h.Years = append([]Year(nil), h.Years...)
	return h
}
