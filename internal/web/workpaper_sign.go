package web

import (
	"context"

	"bokslut/internal/engagement"
)

// notReady says why a bilaga cannot be signed without a reason, or nothing.
func notReady(ctx context.Context, w engagement.WorkpaperView) string {
	begun := false
	for _, row := range w.Accounts {
		begun = begun || row.IsBegun
		if row.IsBegun && row.Diff != 0 {
			return t(ctx, "Differensen på %s måste vara förklarad.", row.Account)
		}
	}
	if !begun {
		return t(ctx, "Stäm av ett belopp först.")
	}
	return ""
}
