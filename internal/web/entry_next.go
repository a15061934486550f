package web

import (
	"context"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
)

// followsText says what an entry of the next year follows, so that it is not
// changed by itself; nothing for any other entry.
func followsText(ctx context.Context, e engagement.EntryView) string {
	switch e.Next {
	case closing.Reversal:
		return t(ctx, "Följer %s och ändras där", e.Of)
	case closing.ResultMoved, closing.ResultDecided:
		return t(ctx, "Följer årets resultat")
	}
	return ""
}

// waitsForYear says that the next year, where an entry belongs, was not in Fortnox
// when the books were read.
func waitsForYear(ctx context.Context, e engagement.EntryView, known bool) string {
	if e.Next == closing.ThisYear || known || e.Excluded {
		return ""
	}
	return t(ctx, "Väntar tills nästa räkenskapsår finns i Fortnox")
}
