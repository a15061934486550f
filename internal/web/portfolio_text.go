package web

import (
	"context"
	"strings"
)

// portfolioSub counts the list in words.
func portfolioSub(ctx context.Context, v portfolioView) string {
	if v.All == 0 {
		return ""
	}
	parts := []string{t(ctx, "%d uppdrag", v.Counts[""])}
	if v.NeedsAction > 0 {
		parts = append(parts, t(ctx, "%d behöver åtgärd", v.NeedsAction))
	}
	if v.Query.Year != "" {
		parts = append(parts, t(ctx, "Räkenskapsår som slutar %s", v.Query.Year))
	}
	return strings.Join(parts, " · ")
}

// overdueText names the engagements whose deliveries wait for the user.
func overdueText(ctx context.Context, names []string) string {
	list := strings.Join(names[:min(maxNamed, len(names))], ", ")
	if len(names) > maxNamed {
		list = t(ctx, "%s med flera", list)
	}
	return t(ctx, "%s: utfallet har varit okänt, eller väntat på beslut, i mer än 24 timmar. Öppna Bokslutsverifikationer i uppdraget och bestäm.", list)
}

func portfolioNoHits(ctx context.Context, q portfolioQuery) string {
	if q.Text != "" {
		return t(ctx, "Ingen träff på ”%s”", q.Text)
	}
	return t(ctx, "Inget uppdrag med det urvalet")
}

// portfolioShort is the second line of a client on a narrow screen.
func portfolioShort(ctx context.Context, l portfolioLine) string {
	parts := []string{l.Client.OrgNr, t(ctx, sourceWord(l.Source))}
	if l.Summary.Workpapers > 0 {
		parts = append(parts, t(ctx, "%d/%d bilagor", l.Summary.Done, l.Summary.Workpapers))
	}
	switch n := l.Summary.Differences; n {
	case 0:
	case 1:
		parts = append(parts, t(ctx, "1 differens"))
	default:
		parts = append(parts, t(ctx, "%d differenser", n))
	}
	return strings.Join(parts, " · ")
}
