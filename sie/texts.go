package sie

import (
	"encoding/binary"
	"hash/maphash"
	"slices"
	"strings"
	"sync/atomic"
)

// A ref names a text in a File: the page that holds it and its place there,
// after its length. A text may have several refs, for goroutines that parse keep
// each their own, and many texts that are all new are not looked for. But
// accounts, series and objects have one for each goroutine. The zero ref is the
// empty text.
type ref uint32

const (
	pageBits = 18
	pageSize = 1 << pageBits
	maxPages = 1 << (32 - pageBits)
)

// pages holds the texts of a File. Goroutines that parse parts of it fill pages
// of their own, so no text is ever copied to join what they read.
type pages struct {
	list  []string
	taken atomic.Int32
	fixed bool // the list may not grow: several goroutines use it
}

// take is the number of a fresh page, -1 when there are no more.
func (p *pages) take() int {
	n := int(p.taken.Add(1)) - 1
	if n >= maxPages || p.fixed && n >= len(p.list) {
		return -1
	}
	if n >= len(p.list) {
		p.list = append(p.list, "")
	}
	return n
}

// share makes room for all pages that size bytes of a file can need, so that
// goroutines can fill pages at the same time: a byte becomes at most three, and
// half of a page may stay empty.
func (p *pages) share(size int) {
	n := min(int(p.taken.Load())+6*size/pageSize+64, maxPages)
	p.list = append(p.list, make([]string, max(0, n-len(p.list)))...)
	p.fixed = true
}

// done is the list without the places that were never used.
func (p *pages) done() []string {
	return slices.Clip(p.list[:min(int(p.taken.Load()), len(p.list))])
}

// texts collects distinct texts while a file is read. The table is dropped
// afterwards and only the pages stay.
type texts struct {
	pages *pages
	page  strings.Builder
	no    int // of page
	seed  maphash.Seed
	table []slot
	used  int
	full  bool // there are no more pages
}

type slot struct {
	hash uint32
	ref  ref
}

func newTexts(size int) *texts {
	t := &texts{pages: &pages{}, seed: maphash.MakeSeed(), table: make([]slot, 1024)}
	t.no = t.pages.take()
	t.page.Grow(min(size/4, pageSize) + 1)
	t.page.WriteByte(0)
	t.pages.list[t.no] = t.page.String()
	return t
}

// reset forgets all texts. Strings that were handed out stay valid.
func (t *texts) reset() {
	if len(t.table) > 1<<15 {
		t.table = make([]slot, 1<<15)
	}
	clear(t.table)
	t.used, t.full = 0, false
	t.pages = &pages{}
	t.turn(pageSize / 4)
	t.page.WriteByte(0)
	t.pages.list[t.no] = t.page.String()
}

// share prepares for fork; size is that of the file.
func (t *texts) share(size int) {
	t.pages.share(size)
	t.turn(pageSize)
}

// fork gives another goroutine texts that know what t holds and go on in pages
// of their own.
func (t *texts) fork() *texts {
	other := &texts{pages: t.pages, seed: t.seed, table: append([]slot(nil), t.table...), used: t.used}
	other.turn(pageSize)
	return other
}

// turn begins a new page with room for size bytes.
func (t *texts) turn(size int) {
	no := t.pages.take()
	if no < 0 {
		t.full = true
		return
	}
	t.no, t.page = no, strings.Builder{}
	t.page.Grow(size)
}

// put returns the ref of b, which is UTF-8, and whether it is seen for the
// first time.
func (t *texts) put(b []byte) (r ref, fresh bool) {
	if len(b) == 0 {
		return 0, false
	}
	h := uint32(maphash.Bytes(t.seed, b))
	i := int(h) & (len(t.table) - 1)
	for ; t.table[i].ref != 0; i = (i + 1) & (len(t.table) - 1) {
		if t.table[i].hash == h && textAt(t.pages.list, t.table[i].ref) == string(b) {
			return t.table[i].ref, false
		}
	}
	if r = t.add(b); r == 0 {
		return 0, false
	}
	t.table[i] = slot{h, r}
	if t.used++; t.used > len(t.table)/4*3 {
		t.grow()
	}
	return r, true
}

// seen is the ref of b, which is put aside when it is not known: it is not known
// afterwards either.
func (t *texts) seen(b []byte) ref {
	if len(b) == 0 {
		return 0
	}
	h := uint32(maphash.Bytes(t.seed, b))
	i := int(h) & (len(t.table) - 1)
	for ; t.table[i].ref != 0; i = (i + 1) & (len(t.table) - 1) {
		if t.table[i].hash == h && textAt(t.pages.list, t.table[i].ref) == string(b) {
			return t.table[i].ref
		}
	}
	return t.add(b)
}

func (t *texts) add(b []byte) ref {
	var length [binary.MaxVarintLen32]byte
	n := binary.PutUvarint(length[:], uint64(len(b)))
	if t.page.Len()+n+len(b) > pageSize {
		t.turn(max(pageSize, n+len(b)))
	}
	if t.full {
		return 0
	}
	r := ref(t.no<<pageBits | t.page.Len())
	t.page.Write(length[:n])
	t.page.Write(b)
	t.pages.list[t.no] = t.page.String()
	return r
}

func (t *texts) grow() {
	old := t.table
	t.table = make([]slot, 2*len(old))
	for _, s := range old {
		if s.ref == 0 {
			continue
		}
		i := int(s.hash) & (len(t.table) - 1)
		for t.table[i].ref != 0 {
			i = (i + 1) & (len(t.table) - 1)
		}
		t.table[i] = s
	}
}

// textAt is the text that r names in list.
func textAt(list []string, r ref) string {
	page := list[r>>pageBits]
	i := uint(r & (pageSize - 1))
	n := uint(page[i])
	i++
	if n >= 0x80 {
		n &= 0x7f
		for shift := 7; ; shift += 7 {
			c := page[i]
			i++
			n |= uint(c&0x7f) << shift
			if c < 0x80 {
				break
			}
		}
	}
	return page[i : i+n]
}

// putRefs keeps a tuple of refs as one text, so that equal tuples share a ref.
// A tuple of empty texts is the zero ref.
func (t *texts) putRefs(refs []ref) ref {
	for len(refs) > 0 && refs[len(refs)-1] == 0 {
		refs = refs[:len(refs)-1]
	}
	var buf [64]byte
	b := buf[:0]
	for _, r := range refs {
		b = binary.LittleEndian.AppendUint32(b, uint32(r))
	}
	r, _ := t.put(b)
	return r
}

// refAt is element i of the tuple in packed, zero when there are fewer.
func refAt(packed string, i int) ref {
	if 4*i+4 > len(packed) {
		return 0
	}
	p := packed[4*i : 4*i+4]
	return ref(p[0]) | ref(p[1])<<8 | ref(p[2])<<16 | ref(p[3])<<24
}
