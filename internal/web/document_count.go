package web

import (
	"net/http"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
)

// documentCounts are the documents of an engagement by what they are attached to.
type documentCounts struct {
	accounts, papers, entries map[string]map[string]bool // ids of documents
}

func (s *server) countDocuments(r *http.Request, p Page) (documentCounts, error) {
	all, err := s.engagements.Documents(r.Context(), p.User, *p.Engagement)
	return newDocumentCounts(all), err
}

func newDocumentCounts(all []document.Document) documentCounts {
	c := documentCounts{map[string]map[string]bool{}, map[string]map[string]bool{}, map[string]map[string]bool{}}
	add := func(to map[string]map[string]bool, key, id string) {
		if key == "" {
			return
		}
		if to[key] == nil {
			to[key] = map[string]bool{}
		}
		to[key][id] = true
	}
	for _, d := range all {
		if d.Deleted {
			continue
		}
		for _, p := range d.Places {
			add(c.accounts, p.Account, d.ID)
			add(c.papers, p.Workpaper, d.ID)
			add(c.entries, p.Entry, d.ID)
		}
	}
	return c
}

// paper counts the documents of a bilaga and its rows.
func (c documentCounts) paper(no string) int { return len(c.papers[no]) }

// entry counts those of a closing entry.
func (c documentCounts) entry(no string) int { return len(c.entries[no]) }

// row counts those of an account and of the bilagor that explain it.
func (c documentCounts) row(row engagement.Row) int {
	found := map[string]bool{}
	for id := range c.accounts[row.Account] {
		found[id] = true
	}
	for _, no := range row.Workpapers {
		for id := range c.papers[no] {
			found[id] = true
		}
	}
	return len(found)
}
