// Package static holds the files that a browser fetches beside the pages: the
// style sheet, the font, the script library and the icons.
//
// Their address changes with their content, so a browser may keep them for
// ever and never mixes two versions. The style sheet names the font relative to
// itself, which works since the hash is a folder.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed bokslut.css favicon.svg *.js htmx typsnitt
var files embed.FS

// Sprite is the <svg class="sprite"> element with every icon, to be written
// once in each page. An icon is <svg class="ic"><use href="#i-ok"/></svg>.
//
//go:embed sprite.svg
var Sprite string

// Prefix is the path under which Handler is mounted: "GET /static/".
const Prefix = "/static/"

var hash = contentHash()

// URL is the path of a file, "/static/3f…/bokslut.css" for "bokslut.css". A
// name that is no file is a mistake in the program and panics.
func URL(name string) string {
	if _, err := fs.Stat(files, name); err != nil {
		panic("static: " + err.Error())
	}
	return Prefix + hash + "/" + name
}

// Handler serves the files under Prefix. Any other address below it, a folder
// or an old hash too, is 404.
func Handler() http.Handler {
	serve := http.StripPrefix(Prefix+hash, http.FileServerFS(files))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutPrefix(r.URL.Path, Prefix+hash+"/")
		info, err := fs.Stat(files, name)
		if !ok || err != nil || info.IsDir() {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		serve.ServeHTTP(w, r)
	})
}

func contentHash() string {
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		one := sha256.Sum256(content)
		sum.Write([]byte(name))
		sum.Write(one[:])
		return nil
	})
	if err != nil {
		panic("static: " + err.Error()) // an embedded file cannot fail to be read
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
