package sie

import "bytes"

// A field is one value of a record, without its quotes, still in the file's
// encoding. An object list is one field: items from to to of the lexer.
type field struct {
	text     []byte
	list     bool
	quoted   bool
	from, to int
}

// A note says what was odd in a line's form.
type note uint16

const (
	noteUnclosed      note = 1 << iota // a quote is never closed
	noteBackslash                      // a text ends in a backslash before its quote
	noteAdjacent                       // no blank after a closing quote
	noteInner                          // an unescaped quote inside a text
	noteOddList                        // an object list with an odd number of items
	noteListUnclosed                   // { without }
	noteListMissing                    // no object list where one belongs
	noteTooManyFields                  // more than the limit
)

// anyList makes lex take every { at the start of a field as an object list.
const anyList = -2

// lexer splits a line into fields. Its slices are reused for the next line.
type lexer struct {
	fields []field
	items  [][]byte
	buf    []byte
	max    int
	notes  note
}

// lex splits the part of a line after the label. ObjectsAt is the index of the
// object list, -1 for none.
func (l *lexer) lex(line []byte, objectsAt int) {
	l.fields, l.items, l.buf, l.notes = l.fields[:0], l.items[:0], l.buf[:0], 0
	for i := 0; ; {
		for i < len(line) && isBlank(line[i]) {
			i++
		}
		if i == len(line) {
			return
		}
		if len(l.fields)+len(l.items) >= l.max {
			l.notes |= noteTooManyFields
			return
		}
		at := len(l.fields)
		isList := line[i] == '{' && (at == objectsAt || objectsAt == anyList)
		if at == objectsAt && !isList {
			l.fields = append(l.fields, field{list: true})
			if empty := bytes.HasPrefix(line[i:], []byte(`""`)); empty {
				i += 2
			} else {
				l.notes |= noteListMissing
			}
			continue
		}
		switch {
		case isList:
			i = l.list(line, i+1)
		case line[i] == '"':
			var text []byte
			text, i = l.quoted(line, i+1)
			l.fields = append(l.fields, field{text: text, quoted: true})
			if i < len(line) && !isBlank(line[i]) && !(line[i] == '{' && at+1 == objectsAt) {
				l.notes |= noteAdjacent
			}
		default:
			end := i
			for end < len(line) && !isBlank(line[end]) && !(line[end] == '{' && at+1 == objectsAt) {
				end++
			}
			l.fields = append(l.fields, field{text: l.unescape(line[i:end])})
			i = end
		}
	}
}

// list reads the items of an object list up to and with its closing brace.
func (l *lexer) list(line []byte, i int) int {
	from := len(l.items)
	closed := false
	for i < len(line) && !closed && l.notes&noteTooManyFields == 0 {
		switch c := line[i]; {
		case isBlank(c):
			i++
		case c == '}':
			i++
			closed = true
		case len(l.fields)+len(l.items) >= l.max:
			l.notes |= noteTooManyFields
		case c == '"':
			var text []byte
			text, i = l.quoted(line, i+1)
			l.items = append(l.items, text)
		default:
			end := i
			for end < len(line) && !isBlank(line[end]) && line[end] != '}' {
				end++
			}
			l.items = append(l.items, l.unescape(line[i:end]))
			i = end
		}
	}
	if !closed {
		l.notes |= noteListUnclosed
	}
	if (len(l.items)-from)%2 != 0 {
		l.notes |= noteOddList
		l.items = append(l.items, nil)
	}
	l.fields = append(l.fields, field{list: true, from: from, to: len(l.items)})
	return i
}

// quoted reads the field whose opening quote is just before i, and returns its
// text and the place after it. A \" is an escaped quote unless that leaves the
// field open at the end of the line; then the last one closes it. A quote with
// a letter right after it is a part of the text, as in "F"rskott".
func (l *lexer) quoted(line []byte, i int) (text []byte, next int) {
	escaped, inner := -1, -1
	for end := i; ; end++ {
		n := bytes.IndexByte(line[end:], '"')
		if n < 0 {
			break
		}
		end += n
		switch {
		case end > i && line[end-1] == '\\':
			escaped = end
		case end > i && !endsField(line[end+1:]):
			inner = end
		default:
			if inner >= 0 {
				l.notes |= noteInner
			}
			if escaped < 0 {
				return line[i:end], end + 1
			}
			return l.unescape(line[i:end]), end + 1
		}
	}
	switch {
	case inner >= 0:
		l.notes |= noteAdjacent
		return l.unescape(line[i:inner]), inner + 1
	case escaped >= 0:
		l.notes |= noteBackslash
		return append(l.unescape(line[i:escaped-1:escaped-1]), '\\'), escaped + 1
	}
	l.notes |= noteUnclosed
	return line[i:], len(line)
}

// endsField is true when a quote before rest can close a field.
func endsField(rest []byte) bool {
	return len(rest) == 0 || isBlank(rest[0]) || rest[0] == '{' || rest[0] == '}' || rest[0] == '"'
}

// unescape turns \" into ". No other character is escaped in SIE [§5.7].
func (l *lexer) unescape(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 || !bytes.Contains(b, []byte(`\"`)) {
		return b
	}
	start := len(l.buf)
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+1 < len(b) && b[i+1] == '"' {
			continue
		}
		l.buf = append(l.buf, b[i])
	}
	return l.buf[start:len(l.buf):len(l.buf)]
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// lines cuts a file into lines. LF and CRLF end a line, and a CR alone when a
// record or a brace follows.
type lines struct {
	data        []byte
	pos, lf     int
	crlf, lfs   int
	cr          int
	initialized bool
}

// next returns the next line without its end; ok is false after the last.
func (l *lines) next() (line []byte, ok bool) {
	if l.pos >= len(l.data) {
		return nil, false
	}
	if !l.initialized || l.pos > l.lf {
		l.initialized = true
		l.lf = len(l.data)
		if n := bytes.IndexByte(l.data[l.pos:], '\n'); n >= 0 {
			l.lf = l.pos + n
		}
	}
	start := l.pos
	for at := start; ; at++ {
		n := bytes.IndexByte(l.data[at:l.lf], '\r')
		if n < 0 {
			break
		}
		at += n
		if at+1 == l.lf && l.lf < len(l.data) {
			l.crlf++
			l.pos = l.lf + 1
			return l.data[start:at], true
		}
		if endsLine(l.data[at+1 : l.lf]) {
			l.cr++
			l.pos = at + 1
			return l.data[start:at], true
		}
	}
	if l.lf < len(l.data) {
		l.lfs++
	}
	l.pos = l.lf + 1
	return l.data[start:l.lf], true
}

// endsLine is true when what follows a lone CR looks like a new line.
func endsLine(rest []byte) bool {
	for i := range min(len(rest), 64) {
		switch rest[i] {
		case ' ', '\t':
		case '#', '{', '}', '\r':
			return true
		default:
			return false
		}
	}
	return len(rest) == 0
}

// ends names the line ends seen: "crlf", "lf", "cr", "mixed", or nothing when
// there were none.
func (l *lines) ends() string {
	switch {
	case l.crlf+l.lfs+l.cr == 0:
		return ""
	case l.lfs+l.cr == 0:
		return "crlf"
	case l.crlf+l.cr == 0:
		return "lf"
	case l.crlf+l.lfs == 0:
		return "cr"
	}
	return "mixed"
}
