package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

//go:embed axe/axe.min.js
var axeSource string

// axeRun answers with what breaks WCAG 2.2 A and AA or axe's best practices.
//
// The key strip at the foot of the window is let go meanwhile: the checker does
// not scroll, and takes what happens to lie under it for out of reach.
const axeRun = `(stuck => axe.run(document, {
	resultTypes: ["violations"],
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(r => r.violations.map(v => ({
	id: v.id, impact: v.impact ?? "", help: v.help,
	nodes: v.nodes.map(n => ({html: n.html.slice(0, 160), why: n.failureSummary ?? ""})),
}))).finally(() => stuck.forEach(e => { e.style.position = ""; })))(
	[...document.querySelectorAll(".keys")].filter(e => getComputedStyle(e).position === "sticky" && (e.style.position = "static")))`

type violation struct {
	ID     string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Nodes  []struct {
		HTML string `json:"html"`
		Why  string `json:"why"`
	} `json:"nodes"`
}

// axeTries is how often a page may come anew while it is looked at.
const axeTries = 5

// Axe checks the accessibility of the page as it is now and fails the test with
// a list of what is wrong. A page that loads anew meanwhile is looked at again.
//
// The checker comes in through the browser's debugging door, so the page's
// content security policy stays as it is.
func (p *Page) Axe() {
	p.t.Helper()
	found, err := p.violations()
	for tries := 1; err != nil && tries < axeTries && !errors.Is(err, context.DeadlineExceeded); tries++ {
		found, err = p.violations()
	}
	if err != nil {
		p.fail("Axe", err.Error())
	}
	if len(found) > 0 {
		p.report("Axe", describe(found))
	}
	p.check("Axe")
}

// violations asks the page once, when it has come to rest. A page that is being
// replaced cannot answer, or has lost the checker on the way.
func (p *Page) violations() ([]violation, error) {
	p.settle()
	ctx, cancel := context.WithTimeout(p.ctx, 3*Patience) // it looks at every element of the page
	defer cancel()
	missing, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("window.axe === undefined"))
	if err == nil && missing {
		_, err = chromedp.Run(ctx, chromedp.Evaluate[bool](axeSource+"\n;true"))
	}
	if err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
}

func describe(found []violation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d kinds of accessibility faults", len(found))
	for _, v := range found {
		fmt.Fprintf(&b, "\n  %s (%s): %s", v.ID, v.Impact, v.Help)
		for i, n := range v.Nodes {
			if i == 5 {
				fmt.Fprintf(&b, "\n    and %d more", len(v.Nodes)-i)
				break
			}
			fmt.Fprintf(&b, "\n    %s\n      %s", n.HTML, strings.ReplaceAll(n.Why, "\n", "\n      "))
		}
	}
	return b.String()
}
