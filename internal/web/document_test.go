package web_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"bokslut/internal/document"
)

const aPDF = "%PDF-1.4\n1 0 obj<</Type/Pages/Count 3>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"

// aPNG is one white pixel.
const aPNG = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cc\xf8\x0f\x00\x01\x01\x01\x00\x1b\xb6\xeeV\x00\x00\x00\x00IEND\xaeB`\x82"

// attach hands over files, name and content by turns, as the form of a place does.
func (s *site) attach(browser *http.Client, id, query string, files ...string) page {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(files); i += 2 {
		part, err := form.CreateFormFile("fil", files[i])
		if err == nil {
			_, err = io.WriteString(part, files[i+1])
		}
		if err != nil {
			s.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		s.t.Fatal(err)
	}
	resp, err := browser.Post(s.URL+"/u/"+id+"/dokument?"+query, form.FormDataContentType(), &body)
	return s.read(resp, err)
}

var documentID = regexp.MustCompile(`/dokument/([a-z0-9]+)"`)

// documentOn is the first document of a page.
func (s *site) documentOn(p page) string {
	s.t.Helper()
	m := documentID.FindStringSubmatch(p.Body)
	if m == nil {
		s.t.Fatalf("no document on the page\n%s", p.main())
	}
	return m[1]
}

func TestDocumentsAreAttached(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	u := "/u/" + id
	ok(s, s.post(u+"/verifikationer", entryOf()))
	s.addRow(at, "Saldo i banken", "100")

	p := s.attach(s.Browser, id, "bilaga=19.1", `C:\bo\Kontoutdrag.pdf`, aPDF)
	s.wants(p, http.StatusOK, "Kontoutdrag.pdf är bifogad", "1 av högst 50", "Anna Berg", `target="_blank"`)
	if p.Path != at {
		t.Errorf("attaching ends at %s, want the bilaga", p.Path)
	}
	doc := u + "/dokument/" + s.documentOn(p)
	s.wants(s.attach(s.Browser, id, "ver=B1", "kopia.pdf", aPDF), http.StatusOK, "Samma innehåll fanns redan", "Kontoutdrag.pdf")
	s.wants(s.attach(s.Browser, id, "konto=1930", "bild.png", aPNG), http.StatusOK, "bild.png är bifogad")
	s.wants(s.get(u+"/balans?konto=1930"), http.StatusOK, "bild.png", "Kontoutdrag.pdf")
	rowID := regexp.MustCompile(`<option value="([^"]+)">Rad \d+ Saldo i banken</option>`).FindStringSubmatch(s.get(at).Body)[1]
	s.wants(s.attach(s.Browser, id, "bilaga=19.1&rad="+rowID, "rad.txt", "rad"), http.StatusOK, "rad.txt", "rad: Saldo i banken", "2 av högst 50")

	s.wants(s.get(at+"?bifoga="+rowID), http.StatusOK, `<option value="`+rowID+`" selected>`, "Bifoga dokument till raden")

	s.wants(s.get(doc), http.StatusOK, "3 sidor", "SHA-256", "Bilaga 19.1", "B1", "Koppla också till")
	s.wants(s.post(doc+"/ta-harifran", url.Values{"ver": {"B1"}}), http.StatusOK, "finns inte längre där", "0 av högst 50")
	s.wants(s.post(doc+"/koppla", url.Values{"plats": {"ver B1"}, "tillbaka": {"dokument"}}), http.StatusOK, "Kontoutdrag.pdf är kopplad", `href="`+u+`/verifikationer/B1#dokument"`)
	s.wants(s.post(doc+"/bort", nil), http.StatusOK, "Dokumentet är borttaget", "Återställ")
	s.wants(s.get(at), http.StatusOK, "1 av högst 50")
	s.wants(s.get(u+"/dokument"), http.StatusOK, "Borttagna", "bild.png", "Kontoutdrag.pdf")
	s.wants(s.post(doc+"/aterstall", nil), http.StatusOK, "Kontoutdrag.pdf är återställd")
	s.wants(s.get(at), http.StatusOK, "2 av högst 50")
}

// TestAgainstDocument: a bilaga is reconciled against a document that is there.
func TestAgainstDocument(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	doc := s.documentOn(s.attach(s.Browser, id, "bilaga=19.1", "Kontoutdrag.pdf", aPDF))
	describe := func(doc string) page {
		return s.post(at+"/beskriv", url.Values{"version": {s.get(at).version(t)}, "namn": {"Bank"}, "mot": {"kontoutdrag"}, "motdok": {doc}})
	}
	s.wants(describe("finns-inte"), http.StatusUnprocessableEntity, "Välj ett av alternativen.")
	s.wants(describe(doc), http.StatusOK, "Kontoutdrag, Kontoutdrag.pdf", `<option value="`+doc+`" selected>`)
	s.wants(s.post("/u/"+id+"/dokument/"+doc+"/bort", nil), http.StatusOK, "Dokumentet är borttaget")
	s.wants(s.get(at), http.StatusOK, "Kontoutdrag, Kontoutdrag.pdf")
}

func TestDocumentsRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	for name, tt := range map[string]struct {
		files []string
		want  []string
	}{
		"lies":      {[]string{"avi.pdf", "<!DOCTYPE html><script>alert(1)</script>"}, []string{"avi.pdf är inte en PDF-fil", "Innehållet ser ut som en webbsida."}},
		"program":   {[]string{"avi.exe", "MZ\x90\x00"}, []string{"avi.exe är av ett slag som inte kan bifogas"}},
		"empty":     {[]string{"avi.pdf", ""}, []string{"avi.pdf är tom"}},
		"none":      {nil, []string{"Ingen fil är vald"}},
		"too_large": {[]string{"stor.txt", strings.Repeat("x", document.MaxSize+1), "nästa.txt", "y"}, []string{"stor.txt är för stor", "Filer som kom efter den är inte lästa."}},
		"one_of":    {[]string{"bra.txt", "bra", "dålig.png", "nej"}, []string{"dålig.png är inte en PNG-bild", "bra.txt är bifogad."}},
	} {
		t.Log(name)
		s.wants(s.attach(s.Browser, id, "bilaga=19.1", tt.files...), http.StatusOK, tt.want...)
	}
	if body := s.get(at).Body; strings.Contains(body, "nästa.txt") || !strings.Contains(body, "1 av högst 50") {
		t.Errorf("the bilaga has other documents than bra.txt:\n%s", body)
	}
	s.wants(s.attach(s.Browser, id, "bilaga=99.9", "a.txt", "x"), http.StatusNotFound)
	s.wants(s.attach(s.Browser, id, "", "a.txt", "x"), http.StatusUnprocessableEntity, "Stället att bifoga på finns inte")
	resp, err := s.Browser.Post(s.URL+"/u/"+id+"/dokument?bilaga=19.1", "text/plain", strings.NewReader("x"))
	s.wants(s.read(resp, err), http.StatusOK, "Formuläret")
}

// TestHugeUploadIsCutOff: nobody waits for what is not taken anyway.
func TestHugeUploadIsCutOff(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, _ := s.bank()
	head := "--x\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"film.txt\"\r\n\r\n"
	sent := &counter{r: io.MultiReader(strings.NewReader(head), io.LimitReader(blanks{}, 200<<20), strings.NewReader("\r\n--x--\r\n"))}
	resp, err := s.Browser.Post(s.URL+"/u/"+id+"/dokument?bilaga=19.1", "multipart/form-data; boundary=x", sent)
	if err == nil {
		s.wants(s.read(resp, err), http.StatusOK, "film.txt är för stor", "högst 10 MB")
	}
	if sent.n > 40<<20 {
		t.Errorf("%d bytes were taken of a file that is too large", sent.n)
	}
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

type blanks struct{}

func (blanks) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

// TestFileCannotRun looks at how each kind of file is served.
func TestFileCannotRun(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, _ := s.bank()
	for _, tt := range []struct{ name, content, media, disposition string }{
		{"avi å.pdf", aPDF, "application/pdf", "inline; filename*=utf-8''avi%20%C3%A5.pdf"},
		{"låst.pdf", strings.Replace(aPDF, "/Root", "/Encrypt 9 0 R/Root", 1), "application/pdf", "attachment; filename*=utf-8''l%C3%A5st.pdf"},
		{"bild.png", aPNG, "image/png", "inline; filename=bild.png"},
		{"not.txt", "<b>fet</b> text", "text/plain", "attachment; filename=not.txt"},
		{"camt.xml", `<?xml version="1.0"?><Document xmlns:x="http://www.w3.org/1999/xhtml"><x:script>1</x:script></Document>`, "application/xml", "attachment; filename=camt.xml"},
	} {
		p := s.attach(s.Browser, id, "bilaga=19.1", tt.name, tt.content)
		s.wants(p, http.StatusOK, "är bifogad")
		all := documentID.FindAllStringSubmatch(p.Body, -1)
		path := "/u/" + id + "/dokument/" + all[len(all)-1][1] + "/fil"
		file := s.get(path)
		if file.Body != tt.content {
			t.Errorf("%s: another content came back", tt.name)
		}
		for name, want := range map[string]string{
			"Content-Type": tt.media, "Content-Disposition": tt.disposition, "X-Content-Type-Options": "nosniff",
			"Content-Security-Policy": "sandbox; default-src 'none'", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			if got := file.Header.Get(name); got != want {
				t.Errorf("%s: %s = %q, want %q", tt.name, name, got, want)
			}
		}
		if got := s.get(path + "?spara=1").Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment; ") {
			t.Errorf("%s to be saved: %q", tt.name, got)
		}
		r, err := http.NewRequest(http.MethodGet, s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("If-None-Match", file.Header.Get("ETag"))
		resp, err := s.Browser.Do(r)
		if p := s.read(resp, err); p.Status != http.StatusNotModified {
			t.Errorf("%s again: %d with ETag %s, want 304", tt.name, p.Status, file.Header.Get("ETag"))
		}
	}
}

// TestDocumentsAreGuarded refuses strangers, another office and a reader.
func TestDocumentsAreGuarded(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, _ := s.bank()
	doc := "/u/" + id + "/dokument/" + s.documentOn(s.attach(s.Browser, id, "bilaga=19.1", "a.txt", "x"))
	s.newOffice("Andra byrån", "Bo Ek", "bo@andra.example")
	other, nobody := newBrowser(t), newBrowser(t)
	s.signIn(other, "bo@andra.example")
	ours := s.Browser
	s.Browser = other
	theirs := "/u/" + s.manual("Lidens Bygg AB", "556036-0793") + strings.TrimPrefix(doc, "/u/"+id)
	s.Browser = ours

	for _, path := range []string{"/u/" + id + "/dokument", doc, doc + "/fil", theirs, theirs + "/fil"} {
		if p := s.getAs(nobody, path); p.Path != "/logga-in" {
			t.Errorf("GET %s without session ends at %s", path, p.Path)
		}
		if p := s.getAs(other, path); p.Status != http.StatusNotFound {
			t.Errorf("GET %s by another office = %d, want 404", path, p.Status)
		}
	}
	posts := []string{doc + "/koppla", doc + "/ta-harifran", doc + "/bort", doc + "/aterstall", "/u/" + id + "/verifikationer/B1/bifoga"}
	form := url.Values{"plats": {"bilaga 19.1"}}
	for _, path := range posts {
		if p := s.postAs(other, path, form); p.Status != http.StatusNotFound {
			t.Errorf("POST %s by another office = %d, want 404", path, p.Status)
		}
	}
	if p := s.attach(other, id, "bilaga=19.1", "a.txt", "y"); p.Status != http.StatusNotFound {
		t.Errorf("attaching by another office = %d, want 404", p.Status)
	}
	if p := s.attach(nobody, id, "bilaga=19.1", "a.txt", "y"); p.Path != "/logga-in" {
		t.Errorf("attaching without session ends at %s", p.Path)
	}
	if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE office_user SET role = 'reader' WHERE id = $1", s.User.ID); err != nil {
		t.Fatal(err)
	}
	for _, path := range posts {
		if p := s.post(path, form); p.Status != http.StatusForbidden {
			t.Errorf("POST %s by a reader = %d, want 403", path, p.Status)
		}
	}
	if p := s.attach(s.Browser, id, "bilaga=19.1", "a.txt", "y"); p.Status != http.StatusForbidden {
		t.Errorf("attaching by a reader = %d, want 403", p.Status)
	}
	s.wants(s.get(doc+"/fil"), http.StatusOK, "x")
	if body := s.get(doc).Body; strings.Contains(body, fmt.Sprintf(`method="post" action="/u/%s`, id)) {
		t.Error("a reader is shown a form")
	}
}
