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

func driftTitle(ctx context.Context, rows []engagement.Row) string {
	if len(rows) == 1 {
		return t(ctx, "%s %s har ändrats efter klarmarkering", rows[0].Account, rows[0].Name)
	}
	return t(ctx, "%d konton har ändrats efter klarmarkering", len(rows))
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
