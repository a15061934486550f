package sie

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// A sniffer finds the encoding of bytes that come in pieces: the verdict is that
// of DetectEncoding on all of them.
type sniffer struct {
	seen    bool
	mark    Encoding // of the byte order mark
	high    bool     // there are bytes above 7F
	invalid bool     // as UTF-8
	letters letters
	rest    []byte // the beginning of a character that the next piece ends
}

func (s *sniffer) add(b []byte) {
	if !s.seen {
		s.seen = true
		s.mark = marked(b)
	}
	if s.mark != "" || !s.high && len(s.rest) == 0 && isASCII(b) {
		return
	}
	s.high = true
	if len(s.rest) > 0 {
		b = append(s.rest, b...)
		s.rest = nil
	}
	end := len(b)
	for i := max(0, end-utf8.UTFMax+1); i < end; i++ {
		if b[i] >= 0xC0 && !utf8.FullRune(b[i:]) {
			s.rest = bytes.Clone(b[i:])
			end = i
		}
	}
	s.piece(b[:end])
}

func (s *sniffer) piece(b []byte) {
	s.invalid = s.invalid || !utf8.Valid(b)
	s.letters.add(b, 0, len(b))
}

// encoding is the verdict on all that was added.
func (s *sniffer) encoding() Encoding {
	if len(s.rest) > 0 {
		s.piece(s.rest)
		s.rest = nil
	}
	switch {
	case s.mark != "":
		return s.mark
	case !s.high:
		return ASCII
	case !s.invalid:
		return UTF8
	}
	return s.letters.encoding()
}

// sniffSize is how much of a source that cannot go back tells its encoding.
const sniffSize = 1 << 20

// sniff finds the encoding of what r holds: of all of it when r can go back,
// else of its first MiB, and then sure is false. Again reads from the beginning.
func sniff(r io.Reader) (e Encoding, again io.Reader, sure bool, err error) {
	if seeker, ok := r.(io.ReadSeeker); ok {
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			e, err := sniffAll(seeker)
			if err != nil {
				return "", nil, false, err
			}
			_, err = seeker.Seek(start, io.SeekStart)
			return e, seeker, true, err
		}
	}
	first := make([]byte, sniffSize)
	n, err := io.ReadFull(r, first)
	if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", nil, false, err
	}
	var s sniffer
	s.add(first[:n])
	whole := n < sniffSize
	return s.encoding(), io.MultiReader(bytes.NewReader(first[:n]), r), whole, nil
}

func sniffAll(r io.Reader) (Encoding, error) {
	var s sniffer
	buf := make([]byte, blockSize)
	for {
		n, err := io.ReadFull(r, buf)
		s.add(buf[:n])
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
			return s.encoding(), nil
		}
		if err != nil {
			return "", err
		}
	}
}

// A wide reader turns UTF-16 into UTF-8.
type wide struct {
	r    io.Reader
	e    Encoding
	in   [1 << 15]byte
	held int // bytes at the beginning of in that wait for more
	out  []byte
	err  error
}

func (w *wide) Read(p []byte) (int, error) {
	for len(w.out) == 0 {
		if w.err != nil {
			return 0, w.err
		}
		var n int
		n, w.err = w.r.Read(w.in[w.held:])
		all := w.held + n
		end := all &^ 1
		if w.err == nil && end >= 2 && w.lead(end-2) {
			end -= 2
		}
		if w.err != nil {
			end = all
		}
		w.out = fromUTF16(w.in[:end], w.e)
		w.held = copy(w.in[:], w.in[end:all])
	}
	n := copy(p, w.out)
	w.out = w.out[n:]
	return n, nil
}

// lead is true when the unit at i is the first half of a character.
func (w *wide) lead(i int) bool {
	high := w.in[i+1]
	if w.e == UTF16BE {
		high = w.in[i]
	}
	return high&0xFC == 0xD8
}
