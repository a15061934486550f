package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
)

// explainExport says why entries cannot be exported, or changed, together with
// others.
func explainExport(ctx context.Context, err error) (failure, bool) {
	var (
		together *engagement.TogetherError
		apart    *engagement.ApartError
		before   *engagement.BeforeError
		reversed *engagement.ReversedError
	)
	f := failure{Status: http.StatusConflict}
	switch {
	case errors.As(err, &together):
		f.Title = t(ctx, "Systemverifikationerna förs över tillsammans eller inte alls")
		f.Text = t(ctx, "Skatt och resultat vilar på alla andra. Ta också med %s, eller bara B-verifikationer. Inget har skickats.", strings.Join(together.Missing, ", "))
	case errors.As(err, &apart):
		f.Title = t(ctx, "Resultatet i bokföringen kommer att skilja %s", apart.Amount.Signed())
		f.Text = t(ctx, "%s har resultatkonton och är ej aktuell för överföring. För över den, eller bekräfta beloppet på sidan Skatteberäkning. Inget har skickats.", strings.Join(apart.Entries, ", "))
	case errors.As(err, &before):
		f.Title = t(ctx, "%s hör till nästa år och förs över sist", before.No)
		f.Text = t(ctx, "Den vilar på %s. Ta också med dem, eller för över dem först. Inget har skickats.", strings.Join(before.Missing, ", "))
	case errors.As(err, &reversed):
		f.Title = t(ctx, "Återföringen %s är överförd eller på väg", reversed.No)
		f.Text = t(ctx, "Verifikationen som den återför går inte att ändra. Rätta med en ny bokslutsverifikation.")
	default:
		return failure{}, false
	}
	return f, true
}
