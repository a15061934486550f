package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
)

// An afterPoint is one of the things to do in Fortnox after an export. It stays
// until an import proves it.
type afterPoint struct {
	Title, Text string
	Proved      bool
}

// afterPoints are what remains once something is transferred, or nothing when
// all of it is proved.
func (s *server) afterPoints(r *http.Request, e engagement.Engagement) ([]afterPoint, error) {
	a, err := s.engagements.AfterExport(r.Context(), s.user(r), e)
	if err != nil || a == nil || a.Done() {
		return nil, err
	}
	return pointsOf(r.Context(), *a), nil
}

func pointsOf(ctx context.Context, a engagement.AfterExport) []afterPoint {
	next := nextYear(a.Year)
	points := []afterPoint{
		{Title: t(ctx, "1. För över balanser i Fortnox"), Proved: a.Unsent == 0 && a.Equal},
		{Title: t(ctx, "2. IB %s lika med vår UB %s", yearName(next), yearName(a.Year)), Proved: a.Unsent == 0 && a.Equal},
		{Title: t(ctx, "3. Lås perioden"), Proved: a.IsLocked()},
	}
	points[0].Text = t(ctx, "Register – Kontoplan – Överför balanser från föregående år. Fortnox ändrar inte en befintlig IB av sig självt.")
	points[1].Text = equalText(ctx, a)
	points[2].Text = t(ctx, "Lås till och med %s i Fortnox, så att inget ändras efter bokslutet.", a.Year.To)
	for i := range points {
		if points[i].Proved {
			points[i].Text = t(ctx, "Bekräftat av importen %s.", clock(a.Read))
		}
	}
	return points
}

// maxDiffs is how many accounts a sentence names.
const maxDiffs = 5

// equalText says how next year's opening balances stand against the final ones.
func equalText(ctx context.Context, a engagement.AfterExport) string {
	var parts []string
	switch {
	case a.Unsent > 0:
		parts = append(parts, plural(ctx, a.Unsent, "1 verifikation är inte överförd, eller kom efter den senaste importen. Överför och importera, så jämförs saldona.", "%d verifikationer är inte överförda, eller kom efter den senaste importen. Överför och importera, så jämförs saldona."))
	case a.Next.From.IsZero():
		parts = append(parts, t(ctx, "Nästa räkenskapsår finns inte i Fortnox vid importen %s.", clock(a.Read)))
	case !a.Carried:
		parts = append(parts, t(ctx, "Nästa år har inga ingående balanser vid importen %s.", clock(a.Read)))
	default:
		var named []string
		for _, d := range a.Differs[:min(len(a.Differs), maxDiffs)] {
			named = append(named, t(ctx, "%s öppnar med %s, ska vara %s", d.Account, d.Opening, d.Should))
		}
		if more := len(a.Differs) - len(named); more > 0 {
			named = append(named, plural(ctx, more, "1 konto till", "%d konton till"))
		}
		parts = append(parts, t(ctx, "Vid importen %s: %s.", clock(a.Read), strings.Join(named, "; ")))
	}
	if len(a.Kept) > 0 {
		parts = append(parts, t(ctx, "Verifikationer som inte förs över räknas inte med: %s.", strings.Join(a.Kept, ", ")))
	}
	return strings.Join(parts, " ")
}
