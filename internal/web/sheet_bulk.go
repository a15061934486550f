package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// signValue is what the checkbox of a row sends: the account and the balance that
// the page shows, in öre.
func signValue(row engagement.Row) string {
	return row.Account + " " + strconv.FormatInt(int64(row.Final), 10)
}

// signSelected signs the bilagor of the selected rows, one by one.
func (s *server) signSelected(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	var chosen []engagement.ToSign
	for _, value := range r.PostForm["rad"] {
		account, final, _ := strings.Cut(value, " ")
		öre, err := strconv.ParseInt(final, 10, 64)
		if err != nil {
			return errForm
		}
		chosen = append(chosen, engagement.ToSign{Account: account, Final: money.Amount(öre)})
	}
	done, err := s.engagements.SignMany(r.Context(), s.user(r), e, chosen)
	if err != nil {
		return err
	}
	s.flash(r, bulkFlash(r.Context(), done))
	http.Redirect(w, r, balanceAgain(r, e), http.StatusSeeOther)
	return nil
}

// bulkFlash says what was signed, and what was not and why.
func bulkFlash(ctx context.Context, done []engagement.BulkSigned) Flash {
	var signed, refused []string
	for _, one := range done {
		if one.Err == nil {
			signed = append(signed, one.No)
			continue
		}
		refused = append(refused, one.Account+": "+bulkReason(ctx, one.Err))
	}
	f := Flash{Kind: "ok", Title: plural(ctx, len(signed), "1 bilaga är klarmarkerad", "%d bilagor är klarmarkerade"), Text: strings.Join(signed, ", ")}
	if len(signed) == 0 {
		f = Flash{Kind: "info", Title: t(ctx, "Ingen bilaga klarmarkerades"), Text: t(ctx, "Välj rader med differens 0,00 som inte redan är klara.")}
	}
	if len(refused) > 0 {
		f.Kind = "chg"
		f.Text = strings.TrimSpace(strings.Join(signed, ", ")+" "+t(ctx, "Inte klarmarkerat: ")+strings.Join(refused, "; ")) + "."
	}
	return f
}

func bulkReason(ctx context.Context, err error) string {
	switch {
	case errors.Is(err, engagement.ErrConflict):
		return t(ctx, "saldot eller bilagan har ändrats sedan sidan visades")
	case errors.Is(err, engagement.ErrNotReady):
		return t(ctx, "bilagans konton har inte alla differens 0,00")
	}
	return lowerFirst(explain(ctx, err).Title)
}
