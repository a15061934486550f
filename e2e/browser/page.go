package browser

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A Page is one window, or the part of it that In and Row narrow it to.
type Page struct {
	b     *Browser
	t     testing.TB
	ctx   context.Context
	watch *watch
	scope []place
}

// A place is one step of narrowing: a CSS selector or a table row.
type place struct {
	CSS string `json:"css,omitempty"`
	Row string `json:"row,omitempty"`
}

// In is the same window, with all steps confined to the one visible element
// that the CSS selector names.
func (p *Page) In(css string) *Page { return p.narrow(place{CSS: css}) }

// Row is the same window, with all steps confined to the one visible table row
// that has a cell with exactly this text.
func (p *Page) Row(cell string) *Page { return p.narrow(place{Row: cell}) }

func (p *Page) narrow(to place) *Page {
	part := *p
	part.scope = append(slices.Clone(p.scope), to)
	return &part
}

// whole is the window without any narrowing.
func (p *Page) whole() *Page {
	return &Page{b: p.b, t: p.t, ctx: p.ctx, watch: p.watch}
}

// Open goes to the address and waits until the page is there.
func (p *Page) Open(url string) {
	p.t.Helper()
	p.do("Open "+url, chromedp.Navigate(url))
	p.settle()
	p.check("Open " + url)
}

// Back goes back as the browser's arrow does. The server may answer with
// another page than was there.
func (p *Page) Back() {
	p.t.Helper()
	at, entries := p.history()
	if at == 0 {
		p.fail("Back", "there is nothing to go back to")
	}
	// Not chromedp's own step: it waits for a load, which a page kept in memory
	// does not have.
	to := entries[at-1]
	p.do("Back", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: to.ID})
		return err
	}))
	p.until("Back", func() (bool, string) {
		now, _ := p.history()
		return now == at-1, "the window is still at " + p.whole().ask("address", nil).Text
	})
	p.settle()
	p.check("Back")
}

// WithoutScript keeps the pages that the window opens from now on from running
// scripts of their own.
func (p *Page) WithoutScript() {
	p.t.Helper()
	p.do("WithoutScript", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// history gives the visited pages of the window, and which is shown.
func (p *Page) history() (at int64, entries []*page.NavigationEntry) {
	p.t.Helper()
	got, err := chromedp.Call(p.ctx, page.GetNavigationHistory, cdp.Empty{})
	if err != nil {
		p.fail("Back", err.Error())
	}
	return got.CurrentIndex, got.Entries
}

// Reload loads the page anew.
func (p *Page) Reload() {
	p.t.Helper()
	p.do("Reload", chromedp.Reload())
	p.settle()
	p.check("Reload")
}

// URL is the address of the page.
func (p *Page) URL() string {
	p.t.Helper()
	return eval[string](p, "URL", "location.href")
}

// At waits until the path of the address begins with prefix, and returns the
// whole address.
func (p *Page) At(prefix string) string {
	p.t.Helper()
	var address string
	p.until("At "+prefix, func() (bool, string) {
		address = p.ask("address", nil).Text
		u, err := url.Parse(address)
		return err == nil && strings.HasPrefix(u.Path, prefix), "the address is " + address
	})
	return address
}

// Size sets the inner size of the window in CSS pixels and waits until the page
// has it.
func (p *Page) Size(width, height int64) {
	p.t.Helper()
	p.do("Size", chromedp.EmulateViewport(width, height))
	p.until("Size", func() (bool, string) {
		got := eval[[2]int64](p, "Size", "[innerWidth, innerHeight]")
		return got == [2]int64{width, height}, fmt.Sprintf("the window is %d × %d", got[0], got[1])
	})
}

// Screenshot saves what the window shows as screenshots/TEST/NAME.png.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	if _, err := p.shoot(name); err != nil {
		p.t.Errorf("screenshot %s: %v", name, err)
	}
}

func (p *Page) shoot(name string) (string, error) {
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	p.front(ctx)
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	// A page that has just been replaced has no picture for a moment.
	for end := time.Now().Add(time.Second); err != nil && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		png, err = chromedp.Run(ctx, chromedp.CaptureScreenshot())
	}
	if err != nil {
		return "", err
	}
	file := filepath.Join(p.b.shots, filepath.FromSlash(p.t.Name()), name+".png")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return "", err
	}
	return file, os.WriteFile(file, png, 0o644)
}

// front puts the window before the others of the same frame: Chromium neither
// paints nor hears a covered one. A window that is gone fails in what follows.
func (p *Page) front(ctx context.Context) {
	_, _ = chromedp.Call(ctx, page.BringToFront, cdp.Empty{})
}
