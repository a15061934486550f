package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/engagement"
)

// A balanceColumn is a column of Balansavstämning that a person may choose.
// Class is how it looks, Fold where it goes when there is little room.
type balanceColumn struct {
	Key, Name, Second string
	Class, Fold       string
	Usual             bool // is there until the person has chosen
}

// balanceColumns stand between Benämning and Status.
var balanceColumns = []balanceColumn{
	{Key: "bilaga", Name: "Bilaga", Class: "nb", Fold: "p1m", Usual: true},
	{Key: "ub", Name: "UB föregående år", Class: "num", Fold: "p3"},
	{Key: "ib", Name: "IB", Class: "num", Fold: "p2", Usual: true},
	{Key: "bokfort", Name: "Bokfört", Class: "num", Fold: "p2", Usual: true},
	{Key: "justering", Name: "Justering", Class: "num", Fold: "p2", Usual: true},
	{Key: "slutligt", Name: "Slutligt saldo", Class: "num", Usual: true},
	{Key: "forandring", Name: "Förändring", Second: "IB → slutligt", Class: "num", Fold: "p3", Usual: true},
	{Key: "avstamt", Name: "Avstämt", Class: "num", Fold: "p2 d2", Usual: true},
	{Key: "mot", Name: "Avstämt mot", Fold: "p4"},
	{Key: "differens", Name: "Differens", Class: "num", Fold: "p1m", Usual: true},
	{Key: "klarmarkerad", Name: "Klarmarkerad", Class: "nb", Fold: "p4"},
	{Key: "granskad", Name: "Granskad", Class: "nb", Fold: "p4"},
	{Key: "fragor", Name: "Frågor", Class: "num", Fold: "p3"},
}

// columnChoice is the user's latest choice; with a dot and an engagement the one
// made there, usualColumns where it was to have none.
const (
	columnChoice = "balans.kolumner"
	usualColumns = "vanliga"
)

// columns are those that the user has chosen in the engagement, else those chosen
// last anywhere, else the usual ones. Chosen ones stay however little room there is.
func (s *server) columns(r *http.Request, e engagement.Engagement) (columns []balanceColumn, chosen bool, err error) {
	kept, err := s.offices.Choice(r.Context(), s.user(r), columnChoice+"."+e.ID)
	if err == nil && kept == "" {
		kept, err = s.offices.Choice(r.Context(), s.user(r), columnChoice)
	}
	keys := strings.Fields(strings.TrimPrefix(kept, usualColumns))
	for _, c := range balanceColumns {
		switch {
		case len(keys) == 0 && c.Usual:
			columns = append(columns, c)
		case slices.Contains(keys, c.Key):
			c.Fold = ""
			columns = append(columns, c)
		}
	}
	return columns, len(keys) > 0, err
}

// balanceAgain is the sheet with the filter, the search and the account that a form
// of it was sent from.
func balanceAgain(r *http.Request, e engagement.Engagement) string {
	return sheetURL(e, "/balans", "visa", formValue(r, "visa"), "sok", formValue(r, "sok"), "konto", formValue(r, "konto"))
}

// chooseColumns keeps the columns of the user; none, or the button for it, brings
// back the usual ones. It is no change of an engagement: a reader chooses too.
func (s *server) chooseColumns(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	e, err := s.engagements.Get(ctx, s.user(r), formValue(r, "uppdrag"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var keys []string
	for _, c := range balanceColumns {
		if slices.Contains(r.PostForm["kolumn"], c.Key) && formValue(r, "vanliga") == "" {
			keys = append(keys, c.Key)
		}
	}
	kept := strings.Join(keys, " ")
	if kept == "" {
		kept = usualColumns
	}
	for _, choice := range []string{columnChoice, columnChoice + "." + e.ID} {
		if err := s.offices.SetChoice(ctx, s.user(r), choice, kept); err != nil {
			s.fail(w, r, err)
			return
		}
	}
	http.Redirect(w, r, balanceAgain(r, e), http.StatusSeeOther)
}

func (v balanceView) has(key string) bool {
	return slices.ContainsFunc(v.Columns, func(c balanceColumn) bool { return c.Key == key })
}

// width is how many columns the table has.
func (v balanceView) width() string {
	return count(len(v.Columns) + 3)
}

// signable tells whether a row can be signed together with others.
func signable(row engagement.Row) bool {
	return row.IsBegun && row.Diff == 0 && len(row.Workpapers) > 0 && !row.Status.IsDone()
}

// about is what a column says of the bilagor of a row.
func (v balanceView) about(ctx context.Context, row engagement.Row, key string) string {
	var parts []string
	for _, no := range row.Workpapers {
		w, known := v.papers[no]
		text := ""
		switch {
		case !known:
		case key == "mot":
			text = upperFirst(listAgainst(ctx, w.Digest))
		case key == "klarmarkerad":
			text = signedText(w.SignOff)
		case key == "granskad" && w.Review != nil:
			text = w.Review.Name + " " + day(w.Review.At)
		}
		if text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

// amountCell is what an account or a sum says in a column that holds an amount
// alone, or nothing. What is reconciled, and the difference, are those of the
// accounts that are begun.
func amountCell(key string, row engagement.Row) string {
	switch key {
	case "ub":
		return row.LastYear.String()
	case "ib":
		return row.Opening.String()
	case "bokfort":
		return row.Booked.String()
	case "justering":
		return orBlank(row.Adjustment)
	case "slutligt":
		return row.Final.String()
	case "forandring":
		return row.Change().Signed()
	}
	switch {
	case key == "avstamt" && row.IsBegun:
		return row.Reconciled.String()
	case key == "differens" && row.IsBegun:
		return row.Diff.String()
	}
	return ""
}

// cellClass is how the amount of an account looks in a column.
func cellClass(key string, row engagement.Row) string {
	switch key {
	case "slutligt":
		return "b"
	case "forandring", "ub":
		return "dim"
	case "differens":
		return diffCell(row)
	}
	return ""
}
