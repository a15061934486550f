package browser

import "fmt"

// AllowStatus runs the steps while answers with the status, 400 or more, are
// expected, and fails when none comes.
func (p *Page) AllowStatus(status int, steps func()) {
	p.t.Helper()
	p.allow(fmt.Sprintf("AllowStatus %d", status), answered(int64(status)), steps)
}

// AllowProblem runs the steps while problems whose report contains the text are
// expected, and fails when none comes.
func (p *Page) AllowProblem(text string, steps func()) {
	p.t.Helper()
	p.allow(fmt.Sprintf("AllowProblem %q", text), text, steps)
}

func (p *Page) allow(step, text string, steps func()) {
	p.t.Helper()
	seen, end := p.watch.allow(text)
	steps()
	p.until(step, func() (bool, string) { return seen() > 0, "it never came" })
	end()
}
