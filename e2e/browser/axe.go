package browser

import (
	_ "embed"
	"fmt"
	"strings"
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

// Axe checks the accessibility of the page as it is now and fails the test with
// a list of what is wrong.
//
// The checker comes in through the browser's debugging door, so the page's
// content security policy stays as it is.
func (p *Page) Axe() {
	p.t.Helper()
	p.settle()
	if eval[bool](p, "Axe", "window.axe === undefined") {
		eval[bool](p, "Axe", axeSource+"\n;true")
	}
	found := eval[[]violation](p, "Axe", axeRun)
	if len(found) > 0 {
		p.report("Axe", describe(found))
	}
	p.check("Axe")
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
