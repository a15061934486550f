package sie

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// WriteOptions say how Write writes. The zero value is right for nearly all.
type WriteOptions struct {
	// Encoding is CP437 when empty, the only one that the standard allows, or
	// UTF8 for a receiver that asks for it.
	Encoding Encoding
	// Kind is the File's own when empty. Kind4I leaves out what an import may not
	// hold: balances, #BKOD and #OMFATTN.
	Kind Kind
	// Checksum writes #KSUMMA.
	Checksum bool
}

// Write writes f in the canonical form: CRLF, records in the order of the
// standard, texts in quotes, amounts with two decimals, trailing empty fields
// left out. Unknown records, extra fields and records that could not be read
// are written where they were.
//
// When there is no finding, Read of what was written gives the same content.
// The findings tell what another encoding could not hold and which records were
// added or left out. The error is that of w, or says that the options are wrong.
func Write(w io.Writer, f *File, o WriteOptions) ([]Finding, error) {
	if o.Encoding == "" || o.Encoding == ASCII {
		o.Encoding = CP437
	}
	if o.Encoding != CP437 && o.Encoding != UTF8 {
		return nil, fmt.Errorf("encoding %q cannot be written: want %s or %s", o.Encoding, CP437, UTF8)
	}
	if o.Kind == "" {
		o.Kind = f.kind
	}
	if f.kind != o.Kind && (f.Type() != 4 || o.Kind != Kind4I && o.Kind != Kind4E) {
		return nil, fmt.Errorf("file of type %s cannot be written as type %s", f.kind, o.Kind)
	}
	if o.Kind == Kind4E && f.kind == Kind4I {
		return nil, errors.New("file has no balances and cannot be written as type 4E")
	}
	wr := newWriter(w, f, o)
	if o.Checksum && o.Encoding == UTF8 {
		trial := newWriter(io.Discard, f, o)
		if trial.file(); trial.sum.why != "" {
			wr.o.Checksum, wr.label = false, lKsumma
			wr.find(CodeChecksumLeftOut, trial.sum.why)
		}
	}
	wr.file()
	if err := wr.w.Flush(); err != nil {
		return nil, fmt.Errorf("write SIE: %w", err)
	}
	return wr.found.list(), nil
}

func newWriter(w io.Writer, f *File, o WriteOptions) *writer {
	return &writer{
		f: f, w: bufio.NewWriterSize(w, 1<<16), o: o, lex: lexer{max: 1 << 30},
		found: findings{limit: 1000}, import4I: o.Kind == Kind4I,
	}
}

// file writes all sections.
func (w *writer) file() {
	w.raw = splitRaw(w.f.raw)
	w.identification()
	w.chart()
	w.dimensions()
	if !w.import4I {
		w.balances()
	} else {
		w.leaveOutBalances()
	}
	for i := range w.f.vouchers {
		w.rawBefore(vouchers, i)
		w.voucher(i)
	}
	w.rawRest(vouchers)
	w.checksum()
}

func (w *writer) identification() {
	records := slices.Clone(w.f.ident)
	slices.SortStableFunc(records, func(a, b identRecord) int { return int(a.label) - int(b.label) })
	for _, l := range []label{lFlagga, lFormat, lSietyp} {
		if w.f.counts[l] > 0 || l == lSietyp && w.f.kind == Kind1 {
			continue
		}
		at := slices.IndexFunc(records, func(r identRecord) bool { return r.label > l })
		if at < 0 {
			at = len(records)
		}
		records = slices.Insert(records, at, identRecord{label: l})
	}
	for i, r := range records {
		if i > 0 || r.label != lFlagga { // which is the first record of a file
			w.rawBefore(identification, i)
		}
		w.identRecord(r)
		if r.label == lFlagga && w.o.Checksum && !w.sum.on {
			w.openChecksum()
		}
	}
	w.rawRest(identification)
}

// identRecord writes one identification record, but not an empty one, on which
// several readers fail.
func (w *writer) identRecord(r identRecord) {
	w.begin(r.label)
	values := make([]string, max(len(r.fields), formats[r.label].need))
	empty := true
	for i, field := range r.fields {
		values[i] = w.f.text(field.text)
		empty = empty && w.vanishes(values[i])
	}
	switch {
	case r.label == lFlagga && values[0] == "":
		values[0] = "0"
		w.find(CodeRecordChanged, "", "0")
	case r.label == lFormat:
		format := "PC8"
		if w.o.Encoding == UTF8 {
			format = "UTF-8"
		}
		if values[0] != format {
			w.find(CodeRecordChanged, values[0], format)
		}
		values[0] = format
	case r.label == lSietyp:
		if kind := strconv.Itoa(w.f.Type()); values[0] != kind {
			w.find(CodeRecordChanged, values[0], kind)
			values[0] = kind
		}
	case empty:
		w.find(CodeRecordLeftOut, "1", "it holds nothing")
		return
	case r.label == lRar && w.vanishes(values[1]) && w.vanishes(values[2]):
		w.find(CodeRecordLeftOut, "1", "it has no dates")
		return
	case w.import4I && (r.label == lBkod || r.label == lOmfattn):
		w.find(CodeRecordLeftOut, "1", "they do not belong in an import")
		return
	case r.label == lAdress:
		for len(values) < 4 {
			values = append(values, "")
		}
	}
	need := formats[r.label].need
	if r.label == lAdress {
		need = 4
	}
	kinds := formats[r.label].fields
	for i, s := range values {
		if i < len(kinds) && kinds[i] == fieldDate {
			s = w.compact(s)
		}
		switch {
		case i >= len(kinds):
			w.extraField(s, r.fields[i].quoted)
		case i < need:
			w.must(kinds[i], s)
		default:
			w.may(kinds[i], s)
		}
	}
	w.end()
}

// compact is a date as the standard writes it. What is no date stays.
func (w *writer) compact(s string) string {
	d, odd, err := parseDate([]byte(s))
	if err != nil || !odd || d == 0 {
		return s
	}
	w.find(CodeRecordChanged, s, d.Compact())
	return d.Compact()
}

func (w *writer) chart() {
	for i := range w.f.accounts {
		w.rawBefore(chart, i)
		a := &w.f.accounts[i]
		number := w.f.text(a.number)
		record := func(l label, kind byte, value string) {
			w.begin(l)
			w.must(fieldBare, number)
			w.must(kind, value)
		}
		if a.declared {
			record(lKonto, fieldText, w.f.text(a.name))
			w.extra(a.extra)
			w.end()
		}
		if a.ktyp != 0 {
			record(lKtyp, fieldBare, string(rune(a.ktyp)))
			w.extra(a.ktypExtra)
			w.end()
		}
		if !w.vanishes(w.f.text(a.unit)) {
			record(lEnhet, fieldText, w.f.text(a.unit))
			w.extra(a.unitExtra)
			w.end()
		}
		for _, i := range w.f.sruIndices(a) {
			if code := w.f.text(w.f.srus[i].code); !w.vanishes(code) {
				record(lSru, fieldBare, code)
				w.extra(w.f.srus[i].extra)
				w.end()
			}
		}
	}
	w.rawRest(chart)
}

func (w *writer) dimensions() {
	for i, d := range w.f.dims {
		w.rawBefore(dimensions, i)
		l := lDim
		hasParent := !w.vanishes(w.f.text(d.parent))
		if hasParent {
			l = lUnderdim
		}
		w.begin(l)
		w.must(fieldBare, w.f.text(d.number))
		w.must(fieldText, w.f.text(d.name))
		if hasParent {
			w.must(fieldBare, w.f.text(d.parent))
		}
		w.extra(d.extra)
		w.end()
	}
	for i, o := range w.f.objects {
		w.rawBefore(dimensions, len(w.f.dims)+i)
		w.begin(lObjekt)
		w.must(fieldBare, w.f.text(o.dim))
		w.must(fieldText, w.f.text(o.code))
		w.must(fieldText, w.f.text(o.name))
		w.extra(o.extra)
		w.end()
	}
	w.rawRest(dimensions)
}
