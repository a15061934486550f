package web

import (
	"context"

	"bokslut/internal/engagement"
)

// sources are the data sources in the order of the matrix.
var sources = []engagement.Source{engagement.Fortnox, engagement.SIE, engagement.Manual}

// switchWord says whether a change from one source to another is allowed, and
// what happens then.
func switchWord(ctx context.Context, from, to engagement.Source) (allowed bool, word string) {
	switch {
	case from == to:
		return false, "–"
	case !mayBecome(from, to):
		return false, t(ctx, "Nej")
	case to == engagement.Fortnox:
		return true, t(ctx, "Ja, efter inloggning")
	case from == engagement.Manual:
		return true, t(ctx, "Ja, saldon jämförs")
	}
	return true, t(ctx, "Ja, verifikationer jämförs")
}
