package sie

import (
	"bytes"
	"io"
	"strings"
)

const (
	blockSize  = 256 << 10 // least of a piece of a file that is read as a stream
	maxVoucher = 2 << 20   // of one voucher for a Scanner
)

// A counted reader counts what it hands out.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// blocks cuts a stream into pieces. Each begins with a record that stands
// outside all blocks, so a voucher is never divided.
type blocks struct {
	r     io.Reader
	rest  []byte
	eof   bool
	size  *int64 // bytes read so far from the source
	limit int64  // of the size; 0 for none
	piece int    // least size of a piece
	whole int    // largest size of a piece, that is of one voucher
}

// next appends the next piece to buf[:0]; io.EOF says that there is none.
func (b *blocks) next(buf []byte) ([]byte, error) {
	buf = append(buf[:0], b.rest...)
	for want := b.piece; ; want = 2 * len(buf) {
		for len(buf) < want && !b.eof {
			if cap(buf)-len(buf) < blockSize/4 {
				buf = append(make([]byte, 0, max(2*cap(buf), blockSize)), buf...)
			}
			n, err := b.r.Read(buf[len(buf):min(cap(buf), max(want, len(buf)+1))])
			buf = buf[:len(buf)+n]
			if b.limit > 0 && *b.size > b.limit {
				return nil, &LimitError{What: "file size", Limit: b.limit}
			}
			b.eof = err == io.EOF
			if err != nil && !b.eof {
				return nil, err
			}
		}
		if b.eof {
			b.rest = nil
			if len(buf) == 0 {
				return nil, io.EOF
			}
			return buf, nil
		}
		if at := lastCut(buf); at > 0 {
			b.rest = append(b.rest[:0], buf[at:]...)
			return buf[:at], nil
		}
		if len(buf) >= b.whole {
			return nil, &LimitError{What: "voucher size", Limit: int64(b.whole)}
		}
	}
}

// lastCut is where the last record begins before which all blocks are closed;
// 0 when there is none. A #VER closes what is open. Before another record the
// voucher above it must be closed, for records may stand inside of it.
func lastCut(b []byte) int {
	found := 0
	for end := len(b); ; {
		start, l, ok := lastRecord(b, end)
		switch {
		case !ok:
			return found
		case l == lVer && (found == 0 || !closedBlock(b[start:found])):
			return start
		case l == lVer:
			return found
		case found == 0:
			found = start
		}
		end = start
	}
}

// lastRecord is the last known record before end that is no voucher row and
// whose label is complete.
func lastRecord(b []byte, end int) (start int, l label, ok bool) {
	for {
		at := bytes.LastIndexByte(b[:end], '#')
		if at < 0 {
			return 0, 0, false
		}
		end, start = at, at
		for start > 0 && isBlank(b[start-1]) {
			start--
		}
		if start > 0 && b[start-1] != '\n' && b[start-1] != '\r' {
			continue
		}
		name := b[at:min(len(b), at+len("#UNDERDIM")+1)]
		n := bytes.IndexAny(name, " \t\r\n")
		if n < 0 || bytes.HasPrefix(name, []byte("#TRANS ")) {
			continue
		}
		l, known := labels[strings.ToUpper(string(name[:n]))]
		if known && l != lTrans && l != lRtrans && l != lBtrans {
			return start, l, true
		}
	}
}

// closedBlock is true when each { in a #VER and what follows it is closed. It is
// false when braces and records share lines and it is not plain.
func closedBlock(b []byte) bool {
	depth := 0
	for i, line := range bytes.FieldsFunc(b, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = bytes.Trim(line, " \t")
		switch {
		case i == 0 && bytes.HasSuffix(line, []byte("{")):
			depth++
		case i == 0 && bytes.IndexByte(line, '{') >= 0,
			bytes.IndexByte(line, '#') > 0 && (line[0] == '{' || line[0] == '}'):
			return false
		}
		for len(line) > 0 && (line[0] == '{' || line[0] == '}') {
			if line[0] == '{' {
				depth++
			} else {
				depth = max(0, depth-1)
			}
			line = bytes.TrimLeft(line[1:], " \t")
		}
	}
	return depth == 0
}
