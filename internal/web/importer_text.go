package web

import (
	"context"
	"strings"

	"bokslut/internal/engagement"
)

// importState says whether an import is in use.
func importState(ctx context.Context, v importsView, id string) (Look, string) {
	switch {
	case id == v.Engagement.Snapshot:
		return Look{"ok", "ok"}, t(ctx, "Gäller")
	case id == v.Engagement.Candidate:
		return Look{"hand", "chg"}, t(ctx, "Väntar på att läsas in")
	case v.TakenIn[id]:
		return Look{"none", "none"}, t(ctx, "Har gällt")
	}
	return Look{"na", "none"}, t(ctx, "Inte inläst")
}

// importAction is what can be done with an import; nothing with the one in use.
func importAction(ctx context.Context, v importsView, id string) string {
	switch {
	case id == v.Engagement.Snapshot || v.Engagement.Locked:
		return ""
	case id == v.Engagement.Candidate:
		return t(ctx, "Visa ändringarna")
	}
	return t(ctx, "Ställ tillbaka till denna")
}

// importCounts says how many vouchers each year has.
func importCounts(ctx context.Context, s engagement.Snapshot) string {
	var years []string
	for _, y := range s.Years {
		years = append(years, yearName(y.Period)+": "+voucherCount(ctx, y.Vouchers))
	}
	if len(years) == 0 {
		return "–"
	}
	return strings.Join(years, " · ")
}

func requestCount(s engagement.Snapshot) string {
	if s.Source != engagement.Fortnox {
		return "–"
	}
	return thousands(s.Requests)
}
