package browser

import "fmt"

// See waits until the visible text contains text. Any white space, no-break
// spaces too, counts as one space on both sides.
func (p *Page) See(text string) {
	p.t.Helper()
	step := fmt.Sprintf("See %q", text)
	p.wait(step, "see", map[string]string{"text": text})
	p.check(step)
}

// NotSee waits until the page has come to rest without the text.
func (p *Page) NotSee(text string) {
	p.t.Helper()
	step := fmt.Sprintf("NotSee %q", text)
	p.settle()
	p.wait(step, "notsee", map[string]string{"text": text})
	p.check(step)
}

// SeeValue waits until the field with the label holds the value.
func (p *Page) SeeValue(label, value string) {
	p.t.Helper()
	step := fmt.Sprintf("SeeValue %s %q", label, value)
	p.until(step, func() (bool, string) {
		got := p.ask("value", map[string]string{"kind": "fill", "target": label})
		if got.OK {
			got.Why = fmt.Sprintf("it holds %q", got.Text)
		}
		return got.OK && got.Text == value, got.Why
	})
	p.check(step)
}

// Text is the visible text, each run of white space as one space.
func (p *Page) Text() string {
	p.t.Helper()
	return p.wait("Text", "text", nil).Text
}

// Texts are the visible texts of all elements that the CSS selector names, in
// order; empty when there are none.
func (p *Page) Texts(css string) []string {
	p.t.Helper()
	return p.wait("Texts "+css, "texts", map[string]string{"target": css}).Texts
}
