package web

import (
	"context"
	"strconv"
)

// A paging cuts a long list into pages. From and To are the lines of the page;
// a list that is short enough has one page.
type paging struct {
	From, To, Total int
	Page, Pages     int // Page counts from 1
}

// newPaging gives the page asked for, or the nearest that there is.
func newPaging(total int, asked string) paging {
	p := paging{To: total, Total: total, Page: 1, Pages: 1}
	if total <= allLines {
		return p
	}
	p.Pages = (total + pageLines - 1) / pageLines
	if n, err := strconv.Atoi(asked); err == nil {
		p.Page = max(1, min(n, p.Pages))
	}
	p.From = (p.Page - 1) * pageLines
	p.To = min(p.From+pageLines, total)
	return p
}

// links are the pages around the current one, with the first and the last.
func (p paging) links(url func(page string) string) []filterLink {
	var links []filterLink
	for n := 1; n <= p.Pages; n++ {
		if n == 1 || n == p.Pages || n >= p.Page-2 && n <= p.Page+2 {
			links = append(links, filterLink{Name: strconv.Itoa(n), URL: url(strconv.Itoa(n)), Current: n == p.Page})
		}
	}
	return links
}

func (p paging) text(ctx context.Context) string {
	return t(ctx, "Rad %d–%d av %d", p.From+1, p.To, p.Total)
}
