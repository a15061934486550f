package web

import (
	"context"
	"net/http"
	"strconv"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// objectsView is Resultatanalys divided on kostnadsställen or projekt, income
// positive, in whole kronor.
type objectsView struct {
	Page    Page
	Filters []filterLink
	Search  string
	Show    string
	Heads   []objectHead
	Rows    []engagement.ObjectRow
	Sum     engagement.ObjectRow
}

// objectHead is the head of a column: the code, and the name as its title.
type objectHead struct{ Code, Name string }

func (s *server) resultByObject(w http.ResponseWriter, r *http.Request, from resultView, dimensions []string, dimension string) error {
	ctx, e := r.Context(), *from.Page.Engagement
	sheet, err := s.engagements.Result(ctx, from.Page.User, e)
	if err != nil {
		return err
	}
	divided, err := s.engagements.ResultByObject(ctx, from.Page.User, e, dimension)
	if err != nil {
		return err
	}
	v := objectsView{Page: from.Page, Search: from.Search, Show: r.FormValue("visa"), Heads: objectHeads(ctx, divided)}
	v.Filters = resultFilters(ctx, e, v.Show, v.Search, dimensions, unusualIn(sheet))
	v.Sum.Amounts = make([]money.Amount, len(v.Heads))
	for _, row := range divided.Rows {
		if !matches(row.Account, row.Name, v.Search) {
			continue
		}
		row.Amounts, row.Sum = turned(row.Amounts), -row.Sum
		for i, a := range row.Amounts {
			v.Sum.Amounts[i] += a
		}
		v.Sum.Sum += row.Sum
		v.Rows = append(v.Rows, row)
	}
	s.render(w, r, http.StatusOK, objectsPage(v))
	return nil
}

func objectHeads(ctx context.Context, b engagement.ByObject) []objectHead {
	var heads []objectHead
	for _, o := range b.Objects {
		heads = append(heads, objectHead{o.Code, o.Name})
	}
	if b.Others > 0 {
		heads = append(heads, objectHead{t(ctx, "Övriga"), t(ctx, "%s till", strconv.Itoa(b.Others))})
	}
	without := t(ctx, "Rader utan kostnadsställe")
	if b.Dimension == ledger.Project {
		without = t(ctx, "Rader utan projekt")
	}
	return append(heads, objectHead{t(ctx, "Utan"), without})
}

// whole is an amount in whole kronor, nothing for zero.
func whole(a money.Amount) string {
	if a == 0 {
		return ""
	}
	return wholeKronor(a)
}
