package sie

// A Record is one record of a stream.
type Record struct {
	Label  string // "#KONTO"; for a record kept as text, its label as written
	Line   int
	Fields []string // as written; the items of an object list stand in their place
}

func (s *Scanner) item() (it item, ok bool) {
	if s.at == 0 || s.at > len(s.items) {
		return item{}, false
	}
	return s.items[s.at-1], true
}

// Voucher is the current voucher with all its rows; ok is false when Scan found
// another record. It may be used until the next Scan.
func (s *Scanner) Voucher() (v Voucher, ok bool) {
	it, _ := s.item()
	if !it.voucher {
		return Voucher{}, false
	}
	return Voucher{s.file(), it.index}, true
}

// Balance is the current balance record; ok is false when Scan found another
// record. Its objects may be used until the next Scan.
func (s *Scanner) Balance() (b Balance, ok bool) {
	it, _ := s.item()
	if it.raw || it.label < lIB || it.label > lPbudget {
		return Balance{}, false
	}
	return s.file().balance(it.index), true
}

// Raw is the current record when it is kept as text; ok is false when it is not.
// Those inside a voucher come after it.
func (s *Scanner) Raw() (r Raw, ok bool) {
	it, _ := s.item()
	if !it.raw {
		return Raw{}, false
	}
	kept := s.p.f.raw[it.index]
	voucher := -1
	if kept.inside {
		voucher = s.p.f.counts[lVer] - len(s.p.f.vouchers) + int(kept.voucher)
	}
	return Raw{int(kept.line), s.file().text(kept.text), voucher, kept.unknown}, true
}

// Record is the current record with its fields. A voucher has only its label
// and line; what else it holds tells Voucher.
func (s *Scanner) Record() Record {
	it, ok := s.item()
	if !ok {
		return Record{}
	}
	r := Record{Label: it.label.String(), Line: it.line}
	if raw, ok := s.Raw(); ok {
		r.Label = raw.Label()
		return r
	}
	for _, text := range s.p.refs[it.from:it.to] {
		r.Fields = append(r.Fields, s.file().text(text))
	}
	return r
}

// file is the File that holds the current piece.
func (s *Scanner) file() *File {
	s.p.f.pages = s.p.texts.pages.list
	return s.p.f
}

// parsed is what has been read so far, nothing before the first Scan.
func (s *Scanner) parsed() *File {
	if s.p == nil {
		return &File{}
	}
	return s.p.f
}

// Header is what the identification records read so far say.
func (s *Scanner) Header() Header { return s.parsed().Header() }

// Kind is the type of the file; known when Scan has come to the end.
func (s *Scanner) Kind() Kind { return s.parsed().kind }

// Encoding is the encoding that was found, or the one that was forced.
func (s *Scanner) Encoding() Encoding { return s.parsed().encoding }

// LineEnds is that of File; known when Scan has come to the end.
func (s *Scanner) LineEnds() string { return s.parsed().eol }

// Checksum is what #KSUMMA says; known when Scan has come to the end.
func (s *Scanner) Checksum() Checksum { return s.parsed().checksum }

// Count is the number of records with the label read so far.
func (s *Scanner) Count(name string) int { return s.parsed().Count(name) }

// Findings lists what was odd so far, as File.Findings does.
func (s *Scanner) Findings() []Finding {
	if s.p == nil {
		return nil
	}
	return s.p.found.list()
}
