package web

import (
	"context"
	"time"

	"bokslut/internal/jobs"
)

// timeLeft says about how long an import has left, or nothing when that is not
// known: Ungefär 20 sekunder kvar.
func timeLeft(ctx context.Context, job *jobs.Job, now time.Time) string {
	left := job.TimeLeft(now)
	switch seconds := int((left + time.Second - 1) / time.Second); {
	case left == 0:
		return ""
	case seconds <= 3:
		return t(ctx, "Några sekunder kvar")
	case seconds <= 50:
		return t(ctx, "Ungefär %d sekunder kvar", (seconds+4)/5*5)
	case seconds <= 90:
		return t(ctx, "Ungefär en minut kvar")
	case seconds <= 3600:
		return t(ctx, "Ungefär %d minuter kvar", (seconds+30)/60)
	}
	return t(ctx, "Mer än en timme kvar")
}
