// Package document knows what a file that people attach is.
package document

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Document is what is known of an attached file. Its content is kept apart
// under SHA256 and never changes.
type Document struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"` // without path, with the ending of its kind
	Kind    Kind      `json:"kind"`
	Size    int64     `json:"size"` // bytes
	SHA256  string    `json:"sha256"`
	Pages   int       `json:"pages,omitempty"`  // 0: not known
	Sealed  bool      `json:"sealed,omitempty"` // encrypted: nothing can print it
	By      string    `json:"by"`               // user id
	ByName  string    `json:"byName"`           // as it was when the file was added
	At      time.Time `json:"at"`
	Places  []Place   `json:"places,omitempty"`
	Deleted bool      `json:"deleted,omitempty"`
}

// A Place is where a document is attached: an account, a bilaga, a row of a
// bilaga, or a closing entry. Row is set only together with Workpaper.
type Place struct {
	Account   string `json:"account,omitempty"`
	Workpaper string `json:"workpaper,omitempty"`
	Row       string `json:"row,omitempty"` // id of the row
	Entry     string `json:"entry,omitempty"`
}

// Valid tells whether the place is one of the four.
func (p Place) Valid() bool {
	named := 0
	for _, name := range []string{p.Account, p.Workpaper, p.Entry} {
		if name != "" {
			named++
		}
	}
	return named == 1 && (p.Row == "" || p.Workpaper != "")
}

// Within tells whether p is q or, when q is a whole bilaga, one of its rows.
func (p Place) Within(q Place) bool {
	return p == q || q.Workpaper != "" && q.Row == "" && p.Workpaper == q.Workpaper
}

// Limits of what an engagement can hold. Deleted documents count in all: they
// can be brought back.
const (
	MaxSize     = 10 << 20 // bytes of one document
	MaxPerPlace = 50       // at one account, closing entry, or bilaga with its rows
	MaxAll      = 1000     // documents of an engagement
	MaxBytes    = 1 << 30  // of an engagement
)

// At lists the documents that are attached within a place, in the order given.
func At(all []Document, place Place) []Document {
	var found []Document
	for _, d := range all {
		if !d.Deleted && slices.ContainsFunc(d.Places, func(p Place) bool { return p.Within(place) }) {
			found = append(found, d)
		}
	}
	return found
}

// Compare orders documents by when they were added.
func Compare(a, b Document) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.ID, b.ID)) }
