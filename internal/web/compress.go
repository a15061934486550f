package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
)

// largePage is how many bytes a page has before it is worth compressing.
const largePage = 32 << 10

// send writes a page, compressed where it is large and the browser takes that: a
// sheet of 600 accounts is mostly the same words again. A page holds no secret
// whose length could tell anything: who is signed in stands in a cookie alone.
func send(w http.ResponseWriter, r *http.Request, status int, page *bytes.Buffer) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Add("Vary", "Accept-Encoding")
	if page.Len() < largePage || !takesGzip(r) {
		w.WriteHeader(status)
		_, _ = page.WriteTo(w) // the reader may have gone
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	zip, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		panic("web: " + err.Error()) // the level is a constant
	}
	_, _ = page.WriteTo(zip) // the reader may have gone
	_ = zip.Close()
}

// takesGzip reads what a browser says that it can unpack.
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, weighed := strings.Cut(strings.ReplaceAll(part, " ", ""), ";q=")
		if strings.EqualFold(name, "gzip") {
			return !weighed || strings.Trim(weight, "0.") != "" // q=0 is no
		}
	}
	return false
}
