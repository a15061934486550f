package browser

import (
	"strings"

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
// or character, with modifiers before a plus: "Enter", "k", "Control+s". Then it
// waits until the page has come to rest.
func (p *Page) Press(names ...string) {
	p.t.Helper()
	step := "Press " + strings.Join(names, " ")
	for _, name := range names {
		p.press(step, name)
	}
	p.settle()
	p.check(step)
}

// Type writes the text with one key after another.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.do("Type "+text, chromedp.KeyEvent(text))
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
	p.do(step, chromedp.KeyEvent(key, chromedp.KeyModifiers(held)))
}
