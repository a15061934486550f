package static_test

import (
	"io/fs"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"bokslut/internal/web/static"
)

func TestHandler(t *testing.T) {
	css := static.URL("bokslut.css")
	for _, tt := range []struct {
		name, path string
		status     int
		kind       string
	}{
		{"sheet", css, 200, "text/css; charset=utf-8"},
		{"script", static.URL("htmx/htmx.min.js"), 200, "text/javascript; charset=utf-8"},
		{"font", static.URL("typsnitt/source-sans-3-latin-wght-normal.woff2"), 200, "font/woff2"},
		{"folder", path.Dir(css) + "/htmx/", 404, ""},
		{"folder_without_slash", path.Dir(css) + "/htmx", 404, ""},
		{"root", path.Dir(css) + "/", 404, ""},
		{"old_hash", static.Prefix + "0123456789abcdef/bokslut.css", 404, ""},
		{"no_hash", static.Prefix + "bokslut.css", 404, ""},
		{"climbing", path.Dir(css) + "/../static.go", 404, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			static.Handler().ServeHTTP(w, httptest.NewRequest("GET", tt.path, nil))
			if w.Code != tt.status {
				t.Fatalf("GET %s = %d, want %d", tt.path, w.Code, tt.status)
			}
			if got := w.Header().Get("Content-Type"); tt.kind != "" && got != tt.kind {
				t.Errorf("Content-Type = %q, want %q", got, tt.kind)
			}
			kept := strings.Contains(w.Header().Get("Cache-Control"), "immutable")
			if kept != (tt.status == 200) {
				t.Errorf("status %d has Cache-Control %q", w.Code, w.Header().Get("Cache-Control"))
			}
		})
	}
}

var cssURL = regexp.MustCompile(`url\("?([^")]+)"?\)`)

func TestStyleSheetNamesFilesThatExist(t *testing.T) {
	css, err := os.ReadFile("bokslut.css")
	if err != nil {
		t.Fatal(err)
	}
	found := cssURL.FindAllStringSubmatch(string(css), -1)
	if len(found) == 0 {
		t.Fatal("the style sheet names no file, want the font")
	}
	for _, m := range found {
		if strings.Contains(m[1], ":") || strings.HasPrefix(m[1], "/") {
			t.Errorf("url(%s) is not relative to the style sheet", m[1])
			continue
		}
		static.URL(m[1]) // panics when the file is not embedded
	}
}

func TestSpriteIsWellFormed(t *testing.T) {
	ids := regexp.MustCompile(`<symbol id="(i-[a-z]+)" viewBox="0 0 16 16">`).FindAllStringSubmatch(static.Sprite, -1)
	if got, want := len(ids), strings.Count(static.Sprite, "<symbol"); got != want || got == 0 {
		t.Errorf("%d of %d symbols have an i- name and the 16 px grid", got, want)
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id[1]] {
			t.Errorf("symbol %s is there twice", id[1])
		}
		seen[id[1]] = true
	}
	if strings.Contains(static.Sprite, "style=") {
		t.Error("the sprite has a style attribute, which the content security policy forbids")
	}
}

// Pages are searched for icons where they are written, so that a misspelt icon
// is found without opening the page.
func TestIconsInTemplatesExist(t *testing.T) {
	use := regexp.MustCompile(`href="#(i-[a-z]+)"`)
	err := filepath.WalkDir("..", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".templ" {
			return err
		}
		text, err := os.ReadFile(name)
		for _, m := range use.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(static.Sprite, `id="`+m[1]+`"`) {
				t.Errorf("%s uses icon %s, which the sprite does not have", name, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLicencesGoAlong(t *testing.T) {
	for _, name := range []string{"htmx/LICENSE", "typsnitt/OFL.txt"} {
		static.URL(name)
	}
}
