package sie

import (
	"bytes"
	"fmt"
	"strings"
)

// Read reads a SIE 1–4 file in any of the encodings in use. Everything odd in
// it is a Finding of the File, and a record whose figure or date cannot be read
// is kept as text and left out of sums. The error is ErrEmpty, ErrNotSIE,
// ErrSIE5 or a *LimitError, or says that a forced encoding is not known. Data is
// not kept and not changed.
func Read(data []byte, opt ...Option) (*File, error) {
	o := newOptions(opt)
	if err := knownEncoding(o.force); err != nil {
		return nil, err
	}
	if len(data) > o.limits.Size {
		return nil, &LimitError{What: "file size", Limit: int64(o.limits.Size)}
	}
	if len(bytes.Trim(data, " \t\r\n\x1a\uFEFF")) == 0 {
		return nil, ErrEmpty
	}
	found := o.force
	if found == "" {
		found = DetectEncoding(data)
	}
	text, encoding := prepare(data, found)
	text = cutEnd(text)
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("<")):
		if isSIE5(text) {
			return nil, ErrSIE5
		}
		return nil, ErrNotSIE
	case !looksLikeSIE(text):
		return nil, ErrNotSIE
	}
	p := newParser(text, encoding, o.limits)
	p.f.encoding = found
	if err := p.runAll(); err != nil {
		return nil, err
	}
	p.f.rows, p.f.vouchers = fit(p.f.rows), fit(p.f.vouchers)
	return p.finish()
}

// isSIE5 is true when the beginning of an XML file names the namespace of SIE 5.
func isSIE5(text []byte) bool {
	return bytes.Contains(text[:min(len(text), 4096)], []byte("sie.se/sie5"))
}

// cutEnd drops the end-of-file character of DOS and what little follows it.
func cutEnd(text []byte) []byte {
	end := len(bytes.TrimRight(text, " \t\r\n\x1a"))
	if i := bytes.IndexByte(text[end:], 0x1A); i >= 0 {
		return text[:end+i]
	}
	return text
}

// looksLikeSIE is true when one of the labels that every file has at least one
// of stands somewhere in the text.
func looksLikeSIE(text []byte) bool {
	for _, name := range signLabels {
		if bytes.Contains(text, []byte(name)) {
			return true
		}
	}
	upper := bytes.ToUpper(text)
	for _, name := range signLabels {
		if bytes.Contains(upper, []byte(name)) {
			return true
		}
	}
	return false
}

var signLabels = []string{"#FLAGGA", "#PROGRAM", "#FORMAT", "#KONTO", "#VER"}

// finish checks what only the whole file shows and closes the File.
func (p *parser) finish() (*File, error) {
	f := p.f
	if f.counts[lFlagga]+f.counts[lProgram]+f.counts[lFormat]+f.counts[lKonto]+f.counts[lVer] == 0 {
		return nil, ErrNotSIE
	}
	p.label, p.name = unknown, nil
	p.endRtrans()
	if p.block && !p.implicit || p.skip > 0 {
		p.find(CodeTruncated)
		p.endSkip()
	}
	p.line = 0
	f.pages = p.texts.pages.done()
	f.eol = p.lines.ends()
	f.indexAccounts()
	f.indexBalances(func(first, second *balanceRecord) {
		if p.stream {
			return
		}
		p.line, p.label = int(second.line), lIB+label(second.kind)
		p.find(CodeBalanceRepeated, f.text(second.account), first.amount.String(), second.amount.String())
	})
	p.setKind()
	p.setChecksum()
	p.line, p.label = 0, lFormat
	if claim := f.header.Format; claim != "" && !claimFits(claim, f.encoding) {
		p.find(CodeEncoding, string(f.encoding), claim)
	}
	f.findings = p.found.list()
	f.totals = p.found.counts
	return f, nil
}

func claimFits(format string, e Encoding) bool {
	if e == ASCII || e == CP437 && format == "PC8" {
		return true
	}
	plain := strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(format))
	return strings.HasPrefix(string(e), "utf") && plain == strings.ReplaceAll(string(e), "-", "")
}

// setKind settles the type by #SIETYP and content.
func (p *parser) setKind() {
	f := p.f
	p.line, p.label = 0, lSietyp
	written := f.header.TypeWritten
	kind := Kind(written)
	hasVouchers := f.counts[lVer] > 0
	switch {
	case written == "" && !hasVouchers:
		kind = Kind1
	case kind == Kind1 || kind == Kind2 || kind == Kind3:
	default:
		kind = Kind4E
		if f.counts[lIB]+f.counts[lUB]+f.counts[lRes] == 0 {
			kind = Kind4I
		}
	}
	f.kind = kind
	if written != "" && fmt.Sprint(f.Type()) != written || written == "" && hasVouchers {
		p.find(CodeTypeUnknown, written, fmt.Sprint(f.Type()))
	}
}

func (p *parser) setChecksum() {
	c := &p.f.checksum
	if !c.Present {
		return
	}
	p.line, p.label = p.sumLine, lKsumma
	switch {
	case !c.Closed:
		p.find(CodeTruncated)
		return
	case p.sum.why != "":
		p.find(CodeChecksumUnchecked, p.sum.why)
		return
	}
	c.Checked, c.Computed = true, p.sum.crc
	if c.Computed != c.Declared {
		p.find(CodeChecksumWrong, fmt.Sprint(c.Declared), fmt.Sprint(c.Computed))
	}
}
