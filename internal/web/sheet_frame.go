package web

import (
	"context"
	"errors"
	"net/http"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// isFragment tells whether the page's own script asks for a part of the page.
func isFragment(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

// mayEdit tells whether the forms of an engagement are shown at all.
func mayEdit(p Page) bool { return p.User.MayWrite() && !p.Engagement.Locked }

// withoutImport answers with an empty sheet when err says that nothing is
// imported yet, else it gives err back.
func (s *server) withoutImport(w http.ResponseWriter, r *http.Request, p Page, err error) error {
	if !errors.Is(err, engagement.ErrNoImport) {
		return err
	}
	s.render(w, r, http.StatusOK, noImportPage(p))
	return nil
}

// yearName is how people name a financial year: 2025, or 2024/2025 when it is
// no calendar year.
func yearName(year civil.Period) string {
	from, to := year.From.String()[:4], year.To.String()[:4]
	if from == to {
		return to
	}
	return from + "/" + to
}

// yearBefore names the closing balance that an opening balance follows:
// 2024, or its last day when the year is no calendar year.
func yearBefore(year civil.Period) string {
	last := year.From.AddDays(-1)
	if last.Month == 12 && last.Day == 31 {
		return last.String()[:4]
	}
	return last.String()
}

// plural chooses between the sentence for one and that for n, which holds a %d.
func plural(ctx context.Context, n int, one, many string) string {
	if n == 1 {
		return t(ctx, one)
	}
	return t(ctx, many, n)
}

// orBlank writes an amount, and nothing for zero.
func orBlank(a money.Amount) string {
	if a == 0 {
		return ""
	}
	return a.String()
}

func debitOf(a money.Amount) string { return orBlank(max(a, 0)) }

func creditOf(a money.Amount) string { return orBlank(max(-a, 0)) }

// nextYear is the twelve months directly after a year.
func nextYear(year civil.Period) civil.Period {
	from := year.To.AddDays(1)
	return civil.Period{From: from, To: from.AddMonths(12).AddDays(-1)}
}
