package sie

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// namespace5 is that of SIE 5 (http://www.sie.se/sie5.xsd).
const namespace5 = "http://www.sie.se/sie5"

// What Read5 refuses besides what the limits say.
var (
	// ErrNotSIE5 says that the root element is not Sie or SieEntry of SIE 5.
	ErrNotSIE5 = errors.New("file is not SIE 5: the root is no Sie or SieEntry")
	// ErrDoctype says that the file has a document type. SIE 5 has none, and
	// entities are declared there.
	ErrDoctype = errors.New("file has a document type declaration, which SIE 5 does not allow")
)

const (
	maxDepth5      = 32
	maxAttributes5 = 100
)

// Read5 reads the parts of a SIE 5 file that have a meaning in SIE 4: the
// company, fiscal years, accounts with opening and closing balances and budgets,
// dimensions, SRU codes, journals. What else it holds is a finding with the
// number of elements that are left out. Struck entries (Overstrike) become
// #BTRANS. A Sie becomes a 4E, a SieEntry a 4I; lines are those of the XML file.
//
// The XML is read without document types, entities or anything outside the file,
// in UTF-8, ISO 8859-1 or Windows-1252. Signatures are not verified.
//
// The error is ErrEmpty, ErrNotSIE5, ErrDoctype, a *LimitError, or tells where
// the XML is malformed.
func Read5(data []byte, opt ...Option) (*File, error) {
	o := newOptions(opt)
	if len(data) > o.limits.Size {
		return nil, &LimitError{What: "file size", Limit: int64(o.limits.Size)}
	}
	data = bytes.TrimPrefix(data, bomUTF8)
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, ErrEmpty
	}
	r := &reader5{p: newParser(nil, UTF8, o.limits), d: xml.NewDecoder(bytes.NewReader(data)), left: map[string]int{}}
	r.d.CharsetReader = r.charset
	r.p.f.encoding = UTF8
	if err := r.read(); err != nil {
		return nil, err
	}
	return r.p.finish()
}

// charset decodes what an XML declaration may name besides UTF-8.
func (r *reader5) charset(name string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "utf-8":
		return in, nil
	case "iso-8859-1", "windows-1252":
		data, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		r.p.f.encoding = Windows1252
		return bytes.NewReader(appendDecoded(nil, data, Windows1252)), nil
	}
	return nil, fmt.Errorf("encoding %q is not read in SIE 5: want UTF-8 or ISO-8859-1", name)
}

// A reader5 walks through the elements and hands the parser the records that
// they stand for.
type reader5 struct {
	p        *parser
	d        *xml.Decoder
	elements int
	left     map[string]int // elements left out, by name
	order    []string       // of left

	root    string
	path    []string // below the root
	header  Header
	years   []year5
	account string // the open Account
	result  bool   // it is a cost or an income
	balance *balance5
	dim     string
	code    string // the open Tag of an aggregation of SRU codes
	series  string
	entry   *entry5
	row     *row5
}

func (r *reader5) read() error {
	for {
		token, err := r.d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("SIE 5: %w", err)
		}
		switch t := token.(type) {
		case xml.Directive:
			return ErrDoctype
		case xml.StartElement:
			if err := r.open(t); err != nil {
				return err
			}
		case xml.EndElement:
			r.close()
		}
		if r.p.err != nil {
			return r.p.err
		}
	}
	if r.root == "" {
		return ErrNotSIE5
	}
	for _, name := range r.order {
		r.p.line, r.p.label, r.p.name = 0, unknown, nil
		r.p.find(CodeElementLeftOut, name, strconv.Itoa(r.left[name]))
	}
	return r.p.err
}

func (r *reader5) line() int {
	line, _ := r.d.InputPos()
	return line
}

func (r *reader5) open(t xml.StartElement) error {
	if r.elements++; r.elements > r.p.limits.Records {
		return &LimitError{What: "records", Line: r.line(), Limit: int64(r.p.limits.Records)}
	}
	if len(t.Attr) > maxAttributes5 {
		return &LimitError{What: "fields", Line: r.line(), Limit: maxAttributes5}
	}
	if r.root == "" {
		if t.Name.Space != namespace5 || t.Name.Local != "Sie" && t.Name.Local != "SieEntry" {
			return ErrNotSIE5
		}
		r.root = t.Name.Local
		return nil
	}
	if r.path = append(r.path, t.Name.Local); len(r.path) > maxDepth5 {
		return &LimitError{What: "nesting", Line: r.line(), Limit: maxDepth5}
	}
	a := attributes5{}
	for _, attr := range t.Attr {
		if attr.Name.Space == "" {
			a[attr.Name.Local] = attr.Value
		}
	}
	if t.Name.Space != namespace5 || !r.element(strings.Join(r.path, "/"), a) {
		name := t.Name.Local
		if r.left[name] == 0 && len(r.order) < r.p.limits.Findings {
			r.order = append(r.order, name)
		}
		r.left[name]++
		r.path = r.path[:len(r.path)-1]
		if err := r.d.Skip(); err != nil {
			return fmt.Errorf("SIE 5: %w", err)
		}
	}
	return nil
}

type attributes5 map[string]string

// close ends the element that was opened last.
func (r *reader5) close() {
	if len(r.path) == 0 {
		return
	}
	path := strings.Join(r.path, "/")
	r.path = r.path[:len(r.path)-1]
	switch path {
	case "FileInfo":
		r.identification()
	case "Journal/JournalEntry":
		r.voucher()
		r.entry = nil
	case "Journal/JournalEntry/LedgerEntry":
		r.row = nil
	default:
		if r.balance != nil && strings.Count(path, "/") == 2 {
			r.endBalance()
			r.balance = nil
		}
	}
}

// feed hands the parser a record that stands on a line of the XML.
func (r *reader5) feed(line int, l label, objects []ObjectID, values ...string) {
	r.p.line = line - 1
	r.p.feedList(l, objects, values...)
}
