package web_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// TestKindsFitTheSheet: no kind scrolls sideways at 1 440 pixels, and no choice
// is cut. One page is opened; the rows of the others are put in it.
func TestKindsFitTheSheet(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	var papers []string
	for _, form := range schedule.Forms() {
		if form.Kind != workpaper.Own { // which is shown until a kind is chosen
			papers = append(papers, ok(s, s.post("/u/"+id+"/bilagor", url.Values{"konton": {"1930 2440"}, "slag": {string(form.Kind)}})).Path)
		}
	}
	p := browser.Start(t).Page()
	p.Open(s.URL + "/uppdrag")
	p.Fill("E-postadress", testEmail)
	p.Fill("Lösenord", testPassword)
	p.Press("Enter")
	p.See("Uppdrag")
	p.Open(s.URL + papers[0])
	addresses, err := json.Marshal(papers)
	if err != nil {
		t.Fatal(err)
	}
	got := p.Eval(fmt.Sprintf(`(async () => {
		const wrong = [], pen = document.createElement("canvas").getContext("2d");
		const cut = (f) => [...f.options].some((o) => { pen.font = getComputedStyle(f).font; return pen.measureText(o.text).width > f.clientWidth; });
		for (const at of %s) {
			const page = new DOMParser().parseFromString(await (await fetch(at)).text(), "text/html"), rows = page.querySelector("#rader");
			document.querySelector("#rader").replaceWith(document.adoptNode(rows));
			const wrap = rows.querySelector(".gridwrap.wide"), over = wrap.scrollWidth - wrap.clientWidth;
			if (over) wrong.push(rows.querySelector("h2").firstChild.data + " scrolls " + over);
			for (const f of wrap.querySelectorAll("select")) if (cut(f)) wrong.push(f.getAttribute("aria-label") + " is cut");
		}
		return wrong.join(", ");
	})()`, addresses))
	if got != `""` {
		t.Errorf("at 1 440 pixels %s, want nothing", got)
	}
}
