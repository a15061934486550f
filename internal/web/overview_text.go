package web

import (
	"context"
	"strconv"

	"bokslut/internal/engagement"
)

func todoCount(ctx context.Context, n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return t(ctx, "1 punkt")
	}
	return t(ctx, "%d punkter", n)
}

func todoAction(e engagement.Engagement, item todoItem) string {
	if item.Connect {
		return sheetURL(e, "/fortnox")
	}
	return sheetURL(e, "/import")
}

func voucherCount(ctx context.Context, n int) string {
	switch n {
	case 0:
		return t(ctx, "bara saldon")
	case 1:
		return t(ctx, "1 verifikation")
	}
	return t(ctx, "%s verifikationer", thousands(n))
}

func chartTitle(ctx context.Context, c *monthChart) string {
	if c.HasLast {
		return t(ctx, "Resultat per månad %d i tusental kronor, jämfört med %d.", c.Year, c.Last)
	}
	return t(ctx, "Resultat per månad %d i tusental kronor.", c.Year)
}

func barClass(b monthBar) string {
	if b.Loss {
		return "m"
	}
	return "p"
}

func px0(n int) string { return strconv.Itoa(n) }
