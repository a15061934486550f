package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const testPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"

const testPage = `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title>
<link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script></head><body><main><h1>Provsida</h1>
<p id="sum">1 234,50 kr</p>
<form method="post" action="/spara">
<label for="name">Namn</label><input id="name" name="name">
<label for="name2">Namn på granskare</label><input id="name2" name="name2">
<label for="form">Företagsform</label><select id="form" name="form"><option>Välj</option><option>Aktiebolag</option><option>Enskild firma</option></select>
<fieldset><legend>Revisor</legend><label><input type="radio" name="revisor" value="ja"> Ja</label> <label><input type="radio" name="revisor" value="nej"> Nej</label></fieldset>
<label><input type="checkbox" name="ok"> Godkänn villkoren</label>
<label for="file">SIE-fil</label><input type="file" id="file" name="file">
<button>Spara <kbd>S</kbd></button>
</form>
<table><caption>Konton</caption><thead><tr><th scope="col">Konto</th><th scope="col">Åtgärd</th></tr></thead>
<tbody><tr><td height="40">1510</td><td><a href="/konto/1510">Öppna</a></td></tr><tr><td height="40">2440</td><td><a href="/konto/2440">Öppna</a></td></tr></tbody></table>
<button id="late" type="button">Sent</button> <button id="ask" type="button">Fråga</button>
<a href="/fil">Hämta fil</a> <a href="/ny" target="_blank">Nytt fönster</a> <a href="/saknas">Död länk</a>
<div id="drop" role="button" tabindex="0">Släpp filen här</div>
<p id="out" role="status"></p>
<dialog id="d" aria-label="Exportera"><p>Säker?</p><button type="button" id="close">Exportera</button></dialog>
</main></body></html>`

const testScript = `const out = document.getElementById("out"), d = document.getElementById("d");
late.onclick = () => setTimeout(() => { out.textContent = "Klart till slut"; }, 300);
ask.onclick = () => d.showModal();
document.getElementById("close").onclick = () => { d.close(); out.textContent = "Exporterat"; };
addEventListener("keydown", (e) => { if (!e.target.matches("input")) out.textContent = (e.ctrlKey ? "Ctrl " : "") + e.key; });
drop.ondragover = (e) => e.preventDefault();
drop.ondrop = async (e) => { e.preventDefault(); const f = e.dataTransfer.files[0]; out.textContent = f.name + ": " + await f.text(); };
document.getElementById("file").onchange = async (e) => { const f = e.target.files[0]; out.textContent = f.name + ": " + await f.text(); };`

func testServer(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	html := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", testPolicy)
			if body == "" {
				body = testPage
			}
			fmt.Fprint(w, body)
		}
	}
	bare := func(body string) http.HandlerFunc {
		return html(`<!doctype html><html lang="sv"><title>x</title><body><main><h1>` + body + `</h1></main></body></html>`)
	}
	mux.HandleFunc("GET /{$}", html(""))
	mux.HandleFunc("GET /page.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, testScript)
	})
	mux.HandleFunc("GET /page.css", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		fmt.Fprint(w, `a, button, label { display: inline-block; min-height: 24px; margin: 4px; }`)
	})
	mux.HandleFunc("GET /boom.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, `console.error("ont om", 42); throw new Error("sprack");`)
	})
	mux.HandleFunc("GET /konto/{no}", func(w http.ResponseWriter, r *http.Request) {
		bare("Konto "+r.PathValue("no"))(w, r)
	})
	mux.HandleFunc("POST /spara", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(100 * time.Millisecond) // longer than a step that does not wait
		bare(fmt.Sprintf("Sparat %s, %s, %s, %s, %s", r.FormValue("name"), r.FormValue("name2"),
			r.FormValue("form"), r.FormValue("revisor"), r.FormValue("ok")))(w, r)
	})
	mux.HandleFunc("GET /fil", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="bokslut.si"`)
		fmt.Fprint(w, "#FLAGGA 0\n")
	})
	mux.HandleFunc("GET /ny", bare("Det nya fönstret"))
	mux.HandleFunc("GET /kaka", func(w http.ResponseWriter, r *http.Request) {
		who := "ingen"
		if c, err := r.Cookie("who"); err == nil {
			who = c.Value
		}
		http.SetCookie(w, &http.Cookie{Name: "who", Value: "maria"})
		bare("Hej "+who)(w, r)
	})
	mux.HandleFunc("GET /anew.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, `let axe; Object.defineProperty(window, "axe", { configurable: true, get: () => axe, set(v) {
	axe = v;
	const n = Number(location.hash.slice(1)) + 1;
	if (n < 4) { history.replaceState(null, "", "#" + n); location.reload(); }
} });`)
	})
	mux.HandleFunc("GET /omladdning", html(`<!doctype html><html lang="sv"><title>x</title><script src="/anew.js"></script><body><main><h1>Läser om</h1></main></body></html>`))
	mux.HandleFunc("GET /fel/skript", html(`<!doctype html><html lang="sv"><title>x</title><body><script src="/boom.js"></script>`))
	mux.HandleFunc("GET /fel/inline", html(`<!doctype html><html lang="sv"><title>x</title><body><script>1</script>`))
	mux.HandleFunc("GET /fel/stil", html(`<!doctype html><html lang="sv"><title>x</title><body><p style="color:red">x</p>`))
	mux.HandleFunc("GET /fel/bild", html(`<!doctype html><html lang="sv"><title>x</title><body><script src="/finns-inte.js"></script>`))
	mux.HandleFunc("GET /fel/axe", html(`<!doctype html><html><title>x</title><body><main><h1>x</h1><input></main>`))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestSteps(t *testing.T) {
	url := testServer(t)
	p := Start(t).Page()

	p.Open(url)
	p.See("1 234,50 kr")
	p.NotSee("Klart till slut")
	p.Axe()

	p.Click("Sent")
	p.See("Klart till slut")

	p.Press("Control+k")
	p.See("Ctrl k")
	p.Press("ArrowDown", "Escape")
	p.See("Escape")

	p.Click("Fråga")
	p.See("Provsida")
	p.In("dialog").See("Säker?")
	p.In("dialog").NotSee("Provsida")
	p.Click("Exportera")
	p.See("Exporterat")

	file := p.File("år.se", []byte("#SIETYP 4"))
	p.Upload("SIE-fil", file)
	p.See("år.se: #SIETYP 4")
	p.Reload()
	p.NotSee("år.se")
	p.DropFile("Släpp filen här", file)
	p.See("år.se: #SIETYP 4")

	name, content := p.Download(func() { p.Click("Hämta fil") })
	if name != "bokslut.si" || string(content) != "#FLAGGA 0\n" {
		t.Errorf("Download = %q, %q, want bokslut.si, #FLAGGA 0", name, content)
	}

	window := p.Popup(func() { p.Click("Nytt fönster") })
	window.See("Det nya fönstret")
	p.See("Provsida")

	p.Row("2440").Click("Öppna")
	p.See("Konto 2440")
	p.Back()
	p.AllowStatus(404, func() { p.Click("Död länk") })

	p.Open(url)
	p.Fill("Namn", "Åsa Öberg")
	p.Fill("Namn", "Åsa Ek")
	p.SeeValue("Namn", "Åsa Ek")
	p.Fill("Namn på granskare", "x")
	p.Fill("Namn på granskare", "")
	p.Type("Bo")
	p.Choose("Företagsform", "Enskild firma")
	p.In("fieldset").Check("Nej")
	p.Check("Godkänn villkoren")
	p.Screenshot("ifylld")
	p.Click("Spara")
	p.See("Sparat Åsa Ek, Bo, Enskild firma, nej, on")
	if got := p.Texts("h1"); len(got) != 1 || !strings.HasPrefix(got[0], "Sparat") {
		t.Errorf("Texts(h1) = %q, want one that begins with Sparat", got)
	}
}

func TestWindowsAndStrangers(t *testing.T) {
	url := testServer(t)
	b := Start(t)
	one, two, other := b.Page(), b.Page(), b.Stranger()
	one.Open(url + "/kaka")
	one.See("Hej ingen")
	two.Open(url + "/kaka")
	two.See("Hej maria")
	other.Open(url + "/kaka")
	other.See("Hej ingen")
}

// TestAxeWhilePageLoadsAnew looks at a page that loads anew three times, each
// time just as the checker has come in.
func TestAxeWhilePageLoadsAnew(t *testing.T) {
	p := Start(t).Page()
	p.Open(testServer(t) + "/omladdning")
	p.Axe()
	if !strings.HasSuffix(p.URL(), "#3") {
		t.Errorf("the page is %s: it has not been loaded anew three times", p.URL())
	}
}
