// Package browser drives Debian's Chromium the way a person does: it clicks what
// is written on a button, fills what stands beside a label and waits until it
// sees what it expects.
//
// Every step waits by asking the page again until it can be done, at most
// Patience, and fails the test with the reason, the address, what the page says
// and a picture in screenshots/. Between the steps the page is watched: a console
// error, an uncaught exception, a refused content security policy, a request
// that fails or answers 4xx or 5xx fails the test, unless AllowStatus expects it.
package browser

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"bokslut/internal/testenv"
)

// Patience is how long a step waits for the page before it fails.
const Patience = 10 * time.Second

// A Browser is one Chromium process with a profile of its own. Its methods must
// be called from the test's goroutine.
type Browser struct {
	t         testing.TB
	ctx       context.Context
	downloads *downloads
	shots     string // where pictures go
	patience  time.Duration
}

// Start starts a browser that ends with the test. Without Chromium the test is
// skipped, or fails where testenv wants everything.
func Start(t testing.TB) *Browser {
	t.Helper()
	b := &Browser{
		t:        t,
		shots:    filepath.Join(testenv.Root(t), "screenshots"),
		patience: Patience,
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(testenv.Chromium(t)),
		chromedp.NoSandbox, // it runs as root in CI and visits our own pages only
		chromedp.DisableGPU,
		chromedp.WindowSize(1440, 900),
		chromedp.Env("LC_ALL=C.UTF-8"), // else it cannot read a file called år.se
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "sv-SE"),
		chromedp.Flag("accept-lang", "sv-SE,sv"),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	b.ctx = ctx
	t.Cleanup(func() {
		end, stop := context.WithTimeout(ctx, Patience)
		defer stop()
		_ = chromedp.Cancel(end) // in good order; it may have crashed
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("chromium did not start: %v", err)
	}
	b.downloads = watchDownloads(t, ctx)
	return b
}

// Page opens a window. All windows of Page belong to one person: they share
// cookies.
func (b *Browser) Page() *Page {
	b.t.Helper()
	return b.open(chromedp.NewContext(b.ctx))
}

// Stranger opens a window that shares nothing with the others: another person
// at another machine.
func (b *Browser) Stranger() *Page {
	b.t.Helper()
	return b.open(chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext()))
}

func (b *Browser) open(ctx context.Context, cancel context.CancelFunc) *Page {
	b.t.Helper()
	p := &Page{b: b, t: b.t, ctx: ctx, watch: newWatch()}
	b.t.Cleanup(func() {
		p.check("the end of the test")
		cancel()
	})
	if err := chromedp.Listen(ctx, p.watch.event); err != nil {
		b.t.Fatalf("a window did not open: %v", err)
	}
	p.Size(1440, 900)
	return p
}

// watchDownloads sends everything that is downloaded to a folder of the test.
func watchDownloads(t testing.TB, ctx context.Context) *downloads {
	t.Helper()
	dir, err := os.MkdirTemp("", "bokslut-download")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	d := &downloads{dir: dir, names: map[string]string{}}
	if err := chromedp.ListenBrowser(ctx, d.event); err != nil {
		t.Fatal(err)
	}
	_, err = chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior:      browser.SetDownloadBehaviorBehaviorAllowAndName,
		DownloadPath:  dir,
		EventsEnabled: new(true),
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}
