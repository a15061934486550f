package simulation

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// files is what the oracle knows of documents and of the files that Fortnox
// holds. A document is known by its content.
type files struct {
	hang     map[string][]string // by entry: its documents
	contents map[string]string   // by a document's id
	attached []export.Attachment // as the database has them
	held     []fortnoxtest.VoucherFile
	left     map[string]bool // by file: its voucher was deleted, and a later one may have the number

	uploads  map[string]int  // by document: requests that may have done something
	allowed  map[string]int  // by document: how many there may be, by a person's word
	unproved map[string]bool // by file: a connection was sent, and no look said that it is not there
}

func newFiles() files {
	return files{
		hang: map[string][]string{}, contents: map[string]string{}, left: map[string]bool{},
		uploads: map[string]int{}, allowed: map[string]int{}, unproved: map[string]bool{},
	}
}

// hang hangs documents on the entries. Now and then one hangs on two of them.
func (w *world) hang(ctx context.Context, p *proc) {
	add := func(e entry, content string) {
		d, _, err := p.engagements.AddDocument(ctx, w.by, w.e.ID, strings.TrimSuffix(content, ".")+" å.txt", []byte(content), document.Place{Entry: e.no})
		w.must(err)
		f := &w.oracle.files
		f.contents[d.ID] = content
		f.hang[e.no] = append(f.hang[e.no], content)
		f.allowed[content]++
	}
	total := 0
	for i, e := range w.oracle.entries {
		for range w.documents(i) {
			total++
			add(e, fmt.Sprintf("Underlag %d.", total))
		}
		if i > 0 && w.rng.IntN(4) == 0 {
			add(e, "Underlag 1.")
		}
	}
}

func fileIn(body []byte) string {
	var in struct {
		VoucherFileConnection struct {
			FileID string `json:"FileId"`
		}
	}
	if err := json.Unmarshal(body, &in); err != nil {
		panic(err)
	}
	return in.VoucherFileConnection.FileID
}

// leaves is called when an upload or a connection leaves that may do something.
func (f *files) leaves(w *world, by op) {
	if by.kind == "connect" {
		if f.unproved[by.file] {
			w.fails("a file is connected again though nothing said that it is not connected")
		}
		f.unproved[by.file] = true
		return
	}
	for content := range f.in(by) {
		if f.uploads[content]++; f.uploads[content] > f.allowed[content] {
			w.fails("%s was sent %d times, %d of them by a person's word", content, f.uploads[content], f.allowed[content])
		}
	}
}

// undone is called when one that was half written, and so might have done something,
// was refused at the door. The hatch is open.
func (f *files) undone(by op) {
	hatch.Lock()
	defer hatch.Unlock()
	delete(f.unproved, by.file)
	for content := range f.in(by) {
		f.uploads[content]--
	}
}

// in gives the documents that an upload holds.
func (f *files) in(by op) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, content := range f.contents {
			if bytes.Contains([]byte(by.file), []byte(content)) && !yield(content) {
				return
			}
		}
	}
}

// read reads what the database and Fortnox say, outside the bubble.
func (f *files) read(w *world) {
	if w.documents == nil {
		return
	}
	parts, err := w.db.Digests(context.Background(), w.by.Office, w.e.ID, engagement.AttachmentPart)
	w.must(err)
	f.attached = nil
	for _, p := range parts {
		var a export.Attachment
		w.must(json.Unmarshal(p.Digest, &a))
		f.attached = append(f.attached, a)
	}
}

// leave marks the files of a voucher that a person is deleting: Fortnox keeps them
// under a number that the next voucher may be given.
func (f *files) leave(w *world, number, year int) {
	held, err := w.local.VoucherFiles(tenant)
	w.must(err)
	for _, v := range held {
		if v.Series == series && v.Number == number && v.Year == year {
			f.left[v.FileID] = true
		}
	}
}

// on tells how often a document is connected with the voucher of a receipt.
func (f *files) on(content string, r export.Receipt) int {
	n := 0
	for _, v := range f.held {
		if string(v.Content) == content && !f.left[v.FileID] && v.Series == r.Series && int64(v.Number) == r.Number && int64(v.Year) == r.Year {
			n++
		}
	}
	return n
}

// judgeFiles: what counts as attached is connected with the voucher, and nothing
// is connected with it twice, nor before its receipt.
func (o *oracle) judgeFiles(w *world) {
	if w.documents == nil {
		return
	}
	held, err := w.local.VoucherFiles(tenant)
	w.must(err)
	f := &o.files
	f.held = held
	for _, a := range f.attached {
		it := o.latest(a.Entry)
		if o.moved[a.Entry] || it.ID != a.Delivery {
			continue
		}
		n := f.on(f.contents[a.Document], it.Receipt)
		switch {
		case it.State != export.Sent:
			w.fails("a document of %s is %s, and the delivery is %s", a.Entry, a.State, it.State)
		case n > 1:
			w.fails("a document hangs on %s %d times", a.Entry, n)
		case n == 0 && a.State == export.AttachSent:
			w.fails("a document of %s counts as attached, and is not", a.Entry)
		}
	}
	for _, e := range o.entries {
		it := o.latest(e.no)
		if it.State != export.Sent || o.moved[e.no] {
			continue
		}
		for _, content := range f.contents {
			if f.on(content, it.Receipt) > 0 && !slices.Contains(f.hang[e.no], content) {
				w.fails("%s hangs on %s, and is no document of it", content, e.no)
			}
		}
	}
}

// unattached tells whether a document of an entry that was sent is not attached.
func (w *world) unattached(e entry) bool {
	f, it := &w.oracle.files, w.oracle.latest(e.no)
	if len(f.hang[e.no]) == 0 || it.State != export.Sent || w.oracle.moved[e.no] {
		return false
	}
	sent := 0
	for _, a := range f.attached {
		if a.Delivery == it.ID && a.State == export.AttachSent {
			sent++
		}
	}
	return sent < len(f.hang[e.no])
}

// attachAgain is a person who asks for what is not attached.
func (w *world) attachAgain() {
	for _, e := range w.oracle.entries {
		if !w.unattached(e) {
			continue
		}
		for _, content := range w.oracle.files.hang[e.no] {
			w.oracle.files.allowed[content]++
		}
		w.asks("attaches", func(ctx context.Context, p *proc) error {
			return p.work.AttachNow(ctx, w.by, w.e.ID, e.no)
		}, func(error, bool) {})
	}
}

// endFiles judges when nothing is left to do.
func (o *oracle) endFiles(w *world) {
	for _, e := range o.entries {
		it := o.latest(e.no)
		if it.State != export.Sent || o.moved[e.no] {
			continue
		}
		for _, content := range o.files.hang[e.no] {
			if n := o.files.on(content, it.Receipt); n != 1 {
				w.fails("%s hangs on %s %d times at the end", content, e.no, n)
			}
		}
	}
}

// TestFileFaults tries the single faults over the way of an entry and of the
// document that follows it, and pairs of faults of the steps that are about the
// file. Source: safety requirements R37 and section 6.2, with file steps.
func TestFileFaults(t *testing.T) {
	parts := imported(t, plain)
	try := func(at map[int]fate) *planned {
		plan := &planned{at: at}
		_, errs := runWorld(t, 1, func(w *world) {
			w.plan, w.documents = plan, func(int) int { return 1 }
			w.delivered(parts, plan)
		})
		for _, err := range errs {
			t.Errorf("%v: %s", plan, err)
		}
		if *stopFlag && t.Failed() {
			t.FailNow()
		}
		return plan
	}
	none := try(map[int]fate{})
	upload := 0
	for none.kinds[upload] != "upload" {
		upload++
	}
	singles, pairs, count := 0, 0, 0
	for i, kind := range none.kinds {
		if i < upload-1 { // the voucher's own way: TestPairs; from the save before the upload
			continue
		}
		for _, first := range faultsAt(kind) {
			one := try(map[int]fate{i + 1: first})
			singles++
			for j := i + 1; j < len(one.kinds); j++ {
				for _, second := range faultsAt(one.kinds[j]) {
					if count++; count%*pairsFlag == 0 {
						try(map[int]fate{i + 1: first, j + 1: second})
						pairs++
					}
				}
			}
		}
	}
	if singles < 80 {
		t.Errorf("%d single faults: the enumeration is cut short", singles)
	}
	t.Logf("%d single faults, %d of %d pairs", singles, pairs, count)
}
