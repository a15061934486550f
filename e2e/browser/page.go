package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

//go:embed find.js
var findJS string

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

// Back goes back as the browser's arrow does.
func (p *Page) Back() {
	p.t.Helper()
	history, err := chromedp.Call(p.ctx, page.GetNavigationHistory, cdp.Empty{})
	if err != nil || history.CurrentIndex == 0 {
		p.fail("Back", "there is nothing to go back to")
	}
	// Not chromedp's own step: it waits for a load, which a page kept in memory
	// does not have.
	to := history.Entries[history.CurrentIndex-1]
	p.do("Back", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: to.ID})
		return err
	}))
	p.until("Back", func() (bool, string) {
		at := p.whole().ask("address", nil).Text
		return at == to.URL, "the address is " + at + ", want " + to.URL
	})
	p.settle()
	p.check("Back")
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

// Size sets the inner size of the window in CSS pixels.
func (p *Page) Size(width, height int64) {
	p.t.Helper()
	p.do("Size", chromedp.EmulateViewport(width, height))
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

// AllowStatus runs the steps while answers with the status are expected, and
// fails when none comes.
func (p *Page) AllowStatus(status int, steps func()) {
	p.t.Helper()
	seen, end := p.watch.allow(int64(status))
	steps()
	p.until(fmt.Sprintf("AllowStatus %d", status), func() (bool, string) {
		return seen() > 0, "no answer had the status"
	})
	end()
}

// answer is what find.js says.
type answer struct {
	OK    bool     `json:"ok"`
	Why   string   `json:"why"`
	X     float64  `json:"x"`
	Y     float64  `json:"y"`
	Text  string   `json:"text"`
	Texts []string `json:"texts"`
	Done  bool     `json:"done"`
}

// ask puts one question to the page, once.
func (p *Page) ask(op string, args map[string]string) answer {
	if args == nil {
		args = map[string]string{}
	}
	question, err := json.Marshal([]any{op, args, append([]place{}, p.scope...)})
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[answer]("("+findJS+")(..."+string(question)+")"))
	if err != nil {
		return answer{Why: err.Error()} // a page that is being replaced cannot answer
	}
	return got
}

// wait asks until the page says yes.
func (p *Page) wait(step, op string, args map[string]string) answer {
	p.t.Helper()
	var got answer
	p.until(step, func() (bool, string) {
		got = p.ask(op, args)
		return got.OK, got.Why
	})
	return got
}

// until calls try until it says yes, and fails the test when it does not in time.
func (p *Page) until(step string, try func() (ok bool, why string)) {
	p.t.Helper()
	for deadline := time.Now().Add(p.b.patience); ; time.Sleep(25 * time.Millisecond) {
		ok, why := try()
		p.dismissDialog()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			p.fail(step, why)
		}
	}
}

// settle waits until the page and what it asked for have come. A page that is
// still waiting after that is left to the next step.
func (p *Page) settle() {
	whole := p.whole()
	time.Sleep(30 * time.Millisecond) // a click's request leaves a moment after it
	for deadline := time.Now().Add(p.b.patience); time.Now().Before(deadline); time.Sleep(15 * time.Millisecond) {
		p.dismissDialog()
		if p.watch.idle() && whole.ask("settled", nil).OK {
			return
		}
	}
}

// do runs a browser action under the step's name.
func (p *Page) do(step string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	p.front(ctx)
	if err := chromedp.Do(ctx, actions...); err != nil {
		if errors.Is(err, context.DeadlineExceeded) && p.dismissDialog() {
			return // the dialog itself is reported by check
		}
		p.fail(step, err.Error())
	}
}

func eval[T any](p *Page, step, js string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		p.fail(step, err.Error())
	}
	return got
}

func (p *Page) dismissDialog() bool {
	select {
	case <-p.watch.dialog:
	default:
		return false
	}
	ctx, cancel := context.WithTimeout(p.ctx, time.Second)
	defer cancel()
	_, err := chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	return err == nil
}

// check fails the test with what went wrong in the page since the last check.
func (p *Page) check(step string) {
	p.t.Helper()
	if problems := p.watch.take(); len(problems) > 0 {
		p.report(step, strings.Join(problems, "\n  "))
	}
}

func (p *Page) fail(step, why string) {
	p.t.Helper()
	if problems := p.watch.take(); len(problems) > 0 {
		why += "\n  " + strings.Join(problems, "\n  ")
	}
	p.report(step, why)
	p.t.FailNow()
}

// report says what failed and what the page looked like.
func (p *Page) report(step, why string) {
	p.t.Helper()
	whole := p.whole()
	shot, err := p.shoot(fmt.Sprintf("failed-%d", time.Now().UnixNano()))
	if err != nil {
		shot = "none: " + err.Error()
	}
	p.t.Errorf("%s\n  %s\n  address: %s\n  picture: %s\n  page: %s", step, why, whole.ask("address", nil).Text, shot,
		shorten(whole.ask("text", nil).Text, 1200))
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + " …"
	}
	return s
}
