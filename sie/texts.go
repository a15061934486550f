package sie

import (
	"encoding/binary"
	"hash/maphash"
	"strings"
)

// A ref names a text in a File: its place in one long string that holds every
// distinct text once, each after its length. Equal refs of a File mean equal
// texts. The zero ref is the empty text.
type ref uint32

// texts collects distinct texts while a file is read. The table is dropped
// afterwards and only the long string stays.
type texts struct {
	all   strings.Builder
	seed  maphash.Seed
	table []slot
	used  int
}

type slot struct {
	hash uint32
	ref  ref
}

func newTexts(size int) *texts {
	t := &texts{seed: maphash.MakeSeed(), table: make([]slot, 1024)}
	t.all.Grow(min(size/4, 1<<20) + 1)
	t.all.WriteByte(0)
	return t
}

// put returns the ref of b, which is UTF-8, and whether it is seen for the
// first time.
func (t *texts) put(b []byte) (r ref, fresh bool) {
	if len(b) == 0 {
		return 0, false
	}
	h := uint32(maphash.Bytes(t.seed, b))
	all := t.all.String()
	i := int(h) & (len(t.table) - 1)
	for ; t.table[i].ref != 0; i = (i + 1) & (len(t.table) - 1) {
		if t.table[i].hash == h && textAt(all, t.table[i].ref) == string(b) {
			return t.table[i].ref, false
		}
	}
	r = ref(t.all.Len())
	var length [binary.MaxVarintLen32]byte
	t.all.Write(length[:binary.PutUvarint(length[:], uint64(len(b)))])
	t.all.Write(b)
	t.table[i] = slot{h, r}
	if t.used++; t.used > len(t.table)/2 {
		t.grow()
	}
	return r, true
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

// textAt is the text that r names in all.
func textAt(all string, r ref) string {
	n, i := uint(all[r]), uint(r)+1
	if n >= 0x80 {
		n &= 0x7f
		for shift := 7; ; shift += 7 {
			c := all[i]
			i++
			n |= uint(c&0x7f) << shift
			if c < 0x80 {
				break
			}
		}
	}
	return all[i : i+n]
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
