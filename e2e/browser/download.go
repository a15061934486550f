package browser

import (
	"os"
	"path/filepath"
	"sync"

	"github.com/chromedp/cdproto/browser"
)

// downloads hears which files the browser saved.
type downloads struct {
	dir   string
	mu    sync.Mutex
	names map[string]string // by the id that is also the name in dir
	done  []string
}

func (d *downloads) event(ev any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch e := ev.(type) {
	case *browser.EventDownloadWillBegin:
		d.names[e.GUID] = e.SuggestedFilename
	case *browser.EventDownloadProgress:
		if e.State == browser.DownloadProgressStateCompleted {
			d.done = append(d.done, e.GUID)
		}
	}
}

// next forgets the oldest finished download and returns it.
func (d *downloads) next() (id, name string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.done) == 0 {
		return "", "", false
	}
	id, d.done = d.done[0], d.done[1:]
	return id, d.names[id], true
}

// Download runs the steps and returns the file that they make the browser save:
// the name that the server gave it, and its content.
func (p *Page) Download(steps func()) (name string, content []byte) {
	p.t.Helper()
	steps()
	var id string
	p.until("Download", func() (ok bool, why string) {
		id, name, ok = p.b.downloads.next()
		return ok, "nothing was downloaded"
	})
	content, err := os.ReadFile(filepath.Join(p.b.downloads.dir, id))
	if err != nil {
		p.t.Fatal(err)
	}
	return name, content
}
