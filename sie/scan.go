package sie

import (
	"bytes"
	"io"
)

// maxIdentSize bounds the bytes of the identification records of a stream.
const maxIdentSize = 1 << 20

// maxRaws bounds the records kept as text in one piece of a stream.
const maxRaws = 1 << 16

// A Scanner reads a file of any size, one record or one voucher at a time, in
// less than 16 MiB. What it yields it has read as Read does, with the same
// findings but for those that need the whole file: accounts and balances that
// are repeated. Limits.Size and Limits.Records hold when they are set; besides,
// one voucher may be 2 MiB.
//
//	s := sie.NewScanner(file)
//	for s.Scan() {
//		if v, ok := s.Voucher(); ok {
//			…
//		}
//	}
//	if err := s.Err(); err != nil {
//
// The encoding is that of the whole file when the source can go back
// (io.Seeker). Else it is that of the first MiB, and a finding tells when later
// bytes look otherwise.
type Scanner struct {
	source io.Reader
	opt    options
	p      *parser
	blocks *blocks
	piece  int // see blocks
	buf    []byte
	sure   bool // the encoding is that of all bytes
	odd    bool // a later piece looked otherwise
	items  []item
	at     int // item after the current one
	ended  bool
	err    error
}

// An item is what Scan yields.
type item struct {
	line    int
	label   label
	index   int // of the voucher, balance or raw record
	raw     bool
	from    int // of its fields in the parser's refs
	to      int
	voucher bool
}

// NewScanner returns a Scanner that reads r from where it stands.
func NewScanner(r io.Reader, opt ...Option) *Scanner {
	return &Scanner{source: r, opt: newOptions(opt), piece: blockSize}
}

// Scan goes to the next record or voucher. It is false at the end and after an
// error, see Err.
func (s *Scanner) Scan() bool {
	if s.err != nil {
		return false
	}
	if s.p == nil {
		if s.err = s.begin(); s.err != nil {
			return false
		}
	}
	for s.at >= len(s.items) {
		if s.ended {
			return false
		}
		if s.err = s.fill(); s.err != nil {
			return false
		}
	}
	s.at++
	return true
}

// Err is what stopped Scan, nil at the end of the file. The errors are those of
// Read and of the source.
func (s *Scanner) Err() error { return s.err }

func (s *Scanner) begin() error {
	if err := knownEncoding(s.opt.force); err != nil {
		return err
	}
	found, again, sure, err := sniff(s.source)
	if err != nil {
		return err
	}
	if s.opt.force != "" {
		found, sure = s.opt.force, true
	}
	encoding := found
	source := &counted{r: again}
	again = source
	switch found {
	case UTF16LE, UTF16BE:
		again, encoding = &wide{r: source, e: found}, UTF8
	case ASCII:
		encoding = UTF8
	}
	s.sure = sure
	s.blocks = &blocks{r: again, size: &source.n, limit: int64(s.opt.set.Size), piece: s.piece, whole: maxVoucher}
	if s.opt.set.Records == 0 {
		s.opt.limits.Records = 1<<31 - 1
	}
	s.opt.limits.Line = min(s.opt.limits.Line, 1<<20)
	s.p = newParser(nil, encoding, s.opt.limits)
	s.p.f.encoding = found
	s.p.stream = true
	return nil
}

// fill reads the next piece of the file.
func (s *Scanner) fill() error {
	first := s.p.line == 0
	data, err := s.blocks.next(s.buf)
	if err == io.EOF {
		return s.end(first)
	}
	if err != nil {
		return err
	}
	s.buf = data
	if first {
		if data, err = firstPiece(data); err != nil {
			return err
		}
	}
	if s.blocks.eof {
		data = cutEnd(data)
	}
	if !s.sure {
		s.compare(data)
	}
	p := s.p
	p.nextPiece(data)
	if err := p.run(); err != nil {
		return err
	}
	s.collect()
	return nil
}

// firstPiece drops the byte order mark and refuses what is no SIE 1–4.
func firstPiece(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, bomUTF8)
	if bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("<")) {
		if isSIE5(data) {
			return nil, ErrSIE5
		}
		return nil, ErrNotSIE
	}
	return data, nil
}

// compare tells whether a later piece looks like another encoding. A file that
// was ASCII so far takes the encoding of its first other piece.
func (s *Scanner) compare(data []byte) {
	var piece sniffer
	piece.add(data)
	e := piece.encoding()
	f := s.p.f
	switch {
	case e == ASCII || e == f.encoding:
	case f.encoding == ASCII:
		f.encoding, s.p.encoding, s.p.cache = e, e, nil
	case !s.odd && piece.letters.dos != piece.letters.windows:
		s.odd = true
		s.p.find(CodeEncodingChanged, string(e), string(f.encoding))
	}
}

func (s *Scanner) end(nothing bool) error {
	s.ended = true
	if nothing {
		return ErrEmpty
	}
	s.p.nextPiece(nil)
	if _, err := s.p.finish(); err != nil {
		return err
	}
	s.collect()
	return nil
}

// collect lists the records of the piece in the order of their lines.
func (s *Scanner) collect() {
	p := s.p
	s.items, s.at = s.items[:0], 0
	v := 0
	before := func(line int) {
		for ; v < len(p.f.vouchers) && int(p.f.vouchers[v].line) < line; v++ {
			s.items = append(s.items, item{line: int(p.f.vouchers[v].line), label: lVer, index: v, voucher: true})
		}
	}
	for _, it := range p.items {
		before(it.line)
		s.items = append(s.items, it)
	}
	before(1<<63 - 1)
}

// nextPiece makes the parser read on in data and forget what earlier pieces
// held, but for the header, the counts and the state.
func (p *parser) nextPiece(data []byte) {
	p.endRtrans()
	f := p.f
	p.lines.data, p.lines.pos, p.lines.initialized = data, 0, false
	p.texts.reset()
	if p.cache != nil {
		p.cache.forget()
	}
	clear(p.accounts)
	p.items, p.refs = p.items[:0], p.refs[:0]
	f.ident, f.accounts, f.srus, f.dims, f.objects = f.ident[:0], f.accounts[:0], f.srus[:0], f.dims[:0], f.objects[:0]
	f.balances, f.vouchers, f.rows, f.raw = f.balances[:0], f.vouchers[:0], f.rows[:0], f.raw[:0]
	f.pages = nil
}

// item notes a record that is no voucher, for Scanner.
func (p *parser) item(l label, raw bool) {
	it := item{line: p.line, label: l, raw: raw, from: len(p.refs)}
	switch {
	case raw:
		it.index = len(p.f.raw) - 1
	case l >= lIB && l <= lPbudget:
		it.index = len(p.f.balances) - 1
	}
	if !raw {
		for _, f := range p.lex.fields {
			if !f.list {
				p.noteField(f.text)
				continue
			}
			for _, item := range p.lex.items[f.from:f.to] {
				p.noteField(item)
			}
		}
	}
	it.to = len(p.refs)
	p.items = append(p.items, it)
}

// noteField keeps a field of an item. What is odd about it has been reported.
func (p *parser) noteField(b []byte) {
	if !isASCII(b) {
		p.buf = appendDecoded(p.buf[:0], b, p.encoding)
		b = p.buf
	}
	p.refs = append(p.refs, p.texts.seen(b))
}
