package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"bokslut/fortnox"
)

// readList reads a whole list as one step.
func readList[T any](f *fetcher, kind, year string, list iter.Seq2[T, error]) ([]T, error) {
	f.step(kind, year, f.former.pages(kind))
	all, err := collect(f, list)
	if err != nil {
		return nil, fetchError(kind, err)
	}
	f.keep(kind, byPage)
	f.progress.Total = len(all)
	f.tell()
	return all, nil
}

// collect reads a list within a step.
func collect[T any](f *fetcher, list iter.Seq2[T, error]) ([]T, error) {
	var all []T
	f.listing = true
	for item, err := range list {
		if err != nil {
			return nil, err
		}
		all = append(all, item)
		if f.progress.Done = len(all); f.progress.Done%100 == 0 {
			f.tell()
		}
	}
	f.listing = false
	return all, nil
}

// mostPages bounds what is believed of a list's pages.
const mostPages = 100_000

// pagesOf tells from the first page of a list how many there are.
func pagesOf(r fortnox.Raw) int {
	var page struct {
		MetaInformation fortnox.MetaInformation
	}
	if r.Status/100 != 2 || json.Unmarshal(r.Body, &page) != nil {
		return 1
	}
	return int(min(max(page.MetaInformation.TotalPages.Int, 1), mostPages))
}

// listOrWithheld is readList, but for what the connection may not read.
func listOrWithheld[T any](f *fetcher, kind string, list iter.Seq2[T, error]) ([]T, error) {
	all, err := readList(f, kind, "", list)
	var e *FetchError
	if errors.As(err, &e) && e.withheld() {
		return nil, f.withhold(e)
	}
	return all, err
}

// unlessWithheld keeps the answers, or says in a part of its own that the
// connection may not read them. Other errors are handed on.
func (f *fetcher) unlessWithheld(kind string, err error, name func(int) string) error {
	if err == nil {
		f.keep(kind, name)
		return nil
	}
	e := fetchError(kind, err)
	if e.withheld() {
		return f.withhold(e)
	}
	return e
}

// withheldNote is the body of a part of KindWithheld.
type withheldNote struct {
	Kind    string `json:"kind"`
	Reason  Reason `json:"reason"`
	Code    int64  `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
}

func (f *fetcher) withhold(e *FetchError) error {
	body, err := json.Marshal(withheldNote{e.Kind, e.Reason, e.Code, e.Message})
	if err != nil {
		return fmt.Errorf("note that %s was withheld: %w", e.Kind, err)
	}
	part := Part{Name: KindWithheld + "/" + e.Kind, Kind: KindWithheld, Body: body}
	for _, r := range f.raws {
		part.Request, part.At = strings.TrimSpace(r.Method+" "+r.Path), r.At
	}
	f.raws = nil
	f.parts = append(f.parts, part)
	return nil
}
