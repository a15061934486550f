package document

import (
	"bytes"
	"regexp"
	"strconv"
)

// isPDF tells whether the file begins as a PDF does; blanks and a byte order
// mark before it are forgiven, as all readers do.
func isPDF(b []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), 1024)], []byte("\xef\xbb\xbf")), " \t\r\n\x00")
	return bytes.HasPrefix(head, []byte("%PDF-"))
}

// encrypt is the entry of a trailer, or of a cross-reference stream's
// dictionary, that says how the file is encrypted. Neither is ever packed or
// encrypted itself. Source: ISO 32000-1, 7.5.5, 7.5.8 and 7.6.1.
var encrypt = regexp.MustCompile(`/Encrypt[\x00\t\n\f\r ]*(?:\d{1,10}[\x00\t\n\f\r ]+\d{1,5}[\x00\t\n\f\r ]+R|<<)`)

// lookPDF looks at a PDF without following anything in it, so that nothing in
// it can lead astray. A file without its table of contents at the end was cut off.
func lookPDF(b []byte) sight {
	s := sight{kind: PDF}
	if !bytes.Contains(b, []byte("startxref")) || !bytes.Contains(b, []byte(" obj")) {
		s.reason = Damaged
		return s
	}
	s.sealed = encrypt.Match(b)
	s.pages = pagesOf(b)
	return s
}

// Bounds of the search for pages: nodes of the tree that are looked at, bytes
// of a node before and after its type, and what ten megabytes can hold at most.
const (
	maxNodes   = 2000
	nodeBefore = 4 << 10
	nodeAfter  = 64 << 10
	maxPages   = 100_000
)

var count = regexp.MustCompile(`/Count[\x00\t\n\f\r ]+(\d{1,6})\b`)

// pagesOf is the largest count of a node of the page tree: its root counts all.
// It is 0 when no node stands unpacked.
func pagesOf(b []byte) int {
	pages := 0
	rest, base := b, 0
	for range maxNodes {
		at := bytes.Index(rest, []byte("/Pages"))
		if at < 0 {
			break
		}
		at += base
		base = at + len("/Pages")
		rest = b[base:]
		if !bytes.HasSuffix(bytes.TrimRight(b[max(0, at-20):at], "\x00\t\n\f\r "), []byte("/Type")) {
			continue
		}
		from, to := max(0, at-nodeBefore), min(len(b), at+nodeAfter)
		if open := bytes.LastIndex(b[from:at], []byte("<<")); open >= 0 {
			from += open
		}
		if end := bytes.Index(b[at:to], []byte(">>")); end >= 0 {
			to = at + end
		}
		if m := count.FindSubmatch(b[from:to]); m != nil {
			if n, err := strconv.Atoi(string(m[1])); err == nil && n <= maxPages {
				pages = max(pages, n)
			}
		}
	}
	return pages
}
