package web

import (
	"context"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// panelView is the bilaga panel of Balansavstämning: one account.
type panelView struct {
	Page   Page
	Row    engagement.Row
	Papers []engagement.WorkpaperView // the bilagor that explain the account
	Causes []workpaper.Explanation    // at most maxCauses
	More   int                        // causes that are left out
	Filter balanceFilter

	Documents documentsView // of the account and its bilagor
}

const maxCauses = 4

// panel loads what is known of the selected account, nil when there is none.
func (s *server) panel(r *http.Request, p Page, sheet engagement.Reconciliation, f balanceFilter) (*panelView, error) {
	v := panelView{Page: p, Filter: f}
	for _, row := range accountsOf(sheet.Sheet) {
		if row.Account == f.Account {
			v.Row = row
		}
	}
	if v.Row.Account == "" {
		return nil, nil
	}
	for _, no := range v.Row.Workpapers {
		w, err := sheet.Workpaper(r.Context(), no)
		if err != nil {
			return nil, err
		}
		v.Papers = append(v.Papers, w)
		for _, x := range w.Explanations {
			if x.Account == v.Row.Account {
				v.Causes = append(v.Causes, x)
			}
		}
	}
	var err error
	if v.Documents, err = s.accountDocuments(r, p, v.Row); err != nil {
		return nil, err
	}
	if len(v.Causes) > maxCauses {
		v.More = len(v.Causes) - maxCauses
		v.Causes = v.Causes[:maxCauses]
	}
	return &v, nil
}

func (v panelView) title(ctx context.Context) string {
	name := v.Row.Account + " " + v.Row.Name
	if len(v.Papers) == 1 {
		return t(ctx, "Bilaga %s · %s", v.Papers[0].No, name)
	}
	return name
}

// open is where Enter leads: the bilaga, else Kontoanalys.
func (v panelView) open() string {
	if len(v.Papers) > 0 {
		return sheetURL(*v.Page.Engagement, "/bilagor/"+v.Papers[0].No)
	}
	return accountURL(*v.Page.Engagement, 0, v.Row.Account)
}

// newEntryURL is a closing entry that begins from an account. When it is saved
// it leads back: "balans 1510", "bilaga 15.1", or empty to the list.
func newEntryURL(e engagement.Engagement, account, paper, back string) string {
	return sheetURL(e, "/verifikationer/ny", "konto", account, "bilaga", paper, "tillbaka", back)
}

func (v panelView) newEntry() string {
	paper := ""
	if len(v.Papers) > 0 {
		paper = v.Papers[0].No
	}
	return newEntryURL(*v.Page.Engagement, v.Row.Account, paper, "balans "+v.Row.Account)
}

// reconciledOn is what a bilaga holds on the account of the panel.
func (v panelView) reconciledOn(w engagement.WorkpaperView) string {
	amount, begun := w.Reconciled()[v.Row.Account]
	if !begun {
		return "–"
	}
	return amount.String()
}

// comment is where the account is commented: in its bilaga, else on its own page.
func (v panelView) comment() string {
	if len(v.Papers) > 0 {
		return sheetURL(*v.Page.Engagement, "/bilagor/"+v.Papers[0].No) + "#kommentarer"
	}
	return sheetURL(*v.Page.Engagement, "/konto/"+v.Row.Account+"/kommentarer")
}
