package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Click clicks the one link, button or label with the text: equal text goes
// before text that begins with it, and that before text that contains it. A
// target that begins with #, . or [ or with "css:" is a CSS selector. Then it
// waits until the page has come to rest.
func (p *Page) Click(what string) {
	p.t.Helper()
	p.ClickOnly(what)
	p.settle()
	p.check("Click " + what)
}

// ClickOnly is Click without waiting for what it leads to.
func (p *Page) ClickOnly(what string) {
	p.t.Helper()
	x, y := p.point("Click", "click", what)
	p.do("Click "+what, chromedp.MouseClickXY(x, y))
}

// DoubleClick clicks twice, as an impatient hand does.
func (p *Page) DoubleClick(what string) {
	p.t.Helper()
	x, y := p.point("DoubleClick", "click", what)
	p.do("DoubleClick "+what, chromedp.MouseClickXY(x, y), chromedp.MouseClickXY(x, y, chromedp.ClickCount(2)))
	p.settle()
	p.check("DoubleClick " + what)
}

// Fill replaces the content of the field with the label by value. The field
// keeps the focus.
func (p *Page) Fill(label, value string) {
	p.t.Helper()
	step := fmt.Sprintf("Fill %s with %q", label, value)
	got := p.wait(step, "focus", map[string]string{"kind": "fill", "target": label, "value": value})
	switch {
	case got.Done:
	case value == "":
		p.press(step, "Delete")
	default:
		p.do(step, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: value})
			return err
		}))
	}
	p.check(step)
}

// Choose selects the option with the text in the list with the label.
func (p *Page) Choose(label, option string) {
	p.t.Helper()
	step := fmt.Sprintf("Choose %s in %s", option, label)
	p.wait(step, "option", map[string]string{"kind": "fill", "target": label, "option": option})
	p.settle()
	p.check(step)
}

// Check ticks the box or radio button with the label, Uncheck clears the box.
func (p *Page) Check(label string) {
	p.t.Helper()
	p.tick("Check", label, "true")
}

// Uncheck clears the box with the label.
func (p *Page) Uncheck(label string) {
	p.t.Helper()
	p.tick("Uncheck", label, "false")
}

func (p *Page) tick(step, label, want string) {
	p.t.Helper()
	step += " " + label
	args := map[string]string{"kind": "check", "target": label}
	if p.wait(step, "value", args).Text != want {
		x, y := p.point(step, "check", label)
		p.do(step, chromedp.MouseClickXY(x, y))
		p.until(step, func() (bool, string) {
			got := p.ask("value", args)
			// A choice that replaces its form on the spot may be gone already.
			return !got.OK || got.Text == want, "the click did not change it"
		})
	}
	p.settle()
	p.check(step)
}

// point is where the mouse meets the target, once it holds still.
func (p *Page) point(step, kind, what string) (x, y float64) {
	p.t.Helper()
	x, y = -1, -1
	p.until(step+" "+what, func() (bool, string) {
		got := p.ask("point", map[string]string{"kind": kind, "target": what})
		still := got.OK && got.X == x && got.Y == y
		x, y = got.X, got.Y
		if got.OK {
			got.Why = "it does not hold still"
		}
		return still, got.Why
	})
	return x, y
}

// Upload gives the file field with the label the files at these paths.
func (p *Page) Upload(label string, paths ...string) {
	p.t.Helper()
	step := fmt.Sprintf("Upload %s in %s", strings.Join(paths, ", "), label)
	const slot = "bokslutDriverElement" // a name on window, for a moment
	p.wait(step, "element", map[string]string{"kind": "file", "target": label, "slot": slot})
	p.do(step, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		found, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{
			Expression: fmt.Sprintf("{ const e = %[1]s; delete window.%[1]s; e }", slot),
		})
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, t, dom.SetFileInputFiles, dom.SetFileInputFilesParams{
			Files: p.absolute(paths), ObjectID: found.Result.ObjectID,
		})
		return err
	}))
	p.settle()
	p.check(step)
}

// DropFile drags a file from outside the browser and drops it on the target,
// named as in Click.
func (p *Page) DropFile(what, file string) {
	p.t.Helper()
	step := fmt.Sprintf("DropFile %s on %s", file, what)
	x, y := p.point("DropFile", "click", what)
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: p.absolute([]string{file}), DragOperationsMask: 1}
	for _, kind := range []input.DispatchDragEventType{
		input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop,
	} {
		p.do(step, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.DispatchDragEvent, input.DispatchDragEventParams{Type: kind, X: x, Y: y, Data: data})
			return err
		}))
	}
	p.settle()
	p.check(step)
}

// File writes content to a file of this name in a folder of the test, for
// Upload and DropFile, and returns its path.
func (p *Page) File(name string, content []byte) string {
	p.t.Helper()
	file := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o644); err != nil {
		p.t.Fatal(err)
	}
	return file
}

func (p *Page) absolute(paths []string) []string {
	p.t.Helper()
	var all []string
	for _, name := range paths {
		abs, err := filepath.Abs(name)
		if err != nil {
			p.t.Fatal(err)
		}
		all = append(all, abs)
	}
	return all
}

// Popup runs the steps and returns the window that they open.
func (p *Page) Popup(steps func()) *Page {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, p.b.patience)
	defer cancel()
	opened := chromedp.WaitNewTarget(ctx, func(*target.Info) bool { return true })
	steps()
	var id target.ID
	select {
	case id = <-opened:
	case <-ctx.Done():
	}
	if id == "" {
		p.fail("Popup", "no window opened")
	}
	window := p.b.open(chromedp.NewContext(p.ctx, chromedp.WithTargetID(id)))
	window.settle()
	return window
}

// Eval runs JavaScript and returns its value as JSON: for what no person can
// see, such as what a page left in its storage.
func (p *Page) Eval(js string) string {
	p.t.Helper()
	got := eval[[]byte](p, "Eval", js)
	var value any
	if err := json.Unmarshal(got, &value); err != nil {
		p.t.Fatalf("Eval %s: %v", js, err)
	}
	return string(got)
}
