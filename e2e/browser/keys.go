package browser

import (
	"context"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var keys = map[string]string{
	"Enter": kb.Enter, "Escape": kb.Escape, "Tab": kb.Tab, "Space": " ",
	"Backspace": kb.Backspace, "Delete": kb.Delete,
	"ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown, "ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
	"Home": kb.Home, "End": kb.End, "PageUp": kb.PageUp, "PageDown": kb.PageDown,
	"F2": kb.F2,
}

var modifiers = map[string]chromedp.Modifier{
	"Control": chromedp.ModifierCtrl, "Shift": chromedp.ModifierShift, "Alt": chromedp.ModifierAlt,
}

// Press presses keys one after another in what has the focus, each by its name
// or character, with modifiers before a plus: "Enter", "k", "Control+s", as soon
// as the page and its scripts have come. Then it waits until the page has come to
// rest.
func (p *Page) Press(names ...string) {
	p.t.Helper()
	step := "Press " + strings.Join(names, " ")
	p.whole().wait(step, "loaded", nil)
	for _, name := range names {
		p.press(step, name)
	}
	p.settle()
	p.check(step)
}

// Type writes the text with one key after another.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.do("Type "+text, strike(text, 0))
	p.check("Type " + text)
}

func (p *Page) press(step, name string) {
	p.t.Helper()
	var held chromedp.Modifier
	rest := name
	for {
		before, after, found := strings.Cut(rest, "+")
		if !found || before == "" || after == "" {
			break
		}
		m, ok := modifiers[before]
		if !ok {
			p.fail(step, "no modifier is called "+before)
		}
		held, rest = held|m, after
	}
	key, ok := keys[rest]
	if !ok {
		key = rest
		if len([]rune(rest)) != 1 {
			p.fail(step, "no key is called "+rest)
		}
	}
	p.do(step, strike(key, held))
}

// strike presses and lets go of one key after another. The key and what it
// writes are one event, as a keyboard sends them: a page that stops the key then
// stops the writing too, which chromedp's own event for the writing would not.
func strike(text string, held chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, r := range text {
			events := kb.Encode(r)
			down, up := events[0], events[len(events)-1]
			if len(events) == 3 && held&^chromedp.ModifierShift == 0 {
				down.Text, down.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
			}
			for _, event := range []*input.DispatchKeyEventParams{down, up} {
				event.Modifiers |= int64(held)
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *event); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
