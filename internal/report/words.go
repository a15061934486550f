package report

import (
	"context"
	"time"
	_ "time/tzdata" // the place's rules, where the system has none

	"bokslut/internal/engagement"
	"bokslut/internal/words"
	"bokslut/internal/workpaper"
)

// Words are the interface's own words for what the program calls by codes, so
// that a print says what the page says.
type Words struct {
	Status   func(context.Context, engagement.Status) string
	Transfer func(context.Context, engagement.Transfer) string
	Against  func(context.Context, workpaper.Workpaper) string // what a bilaga is reconciled against, or nothing
	Cause    func(context.Context, workpaper.Explanation) string
	Remarks  func(ctx context.Context, i workpaper.Item, w workpaper.Workpaper) []string
	Step     func(context.Context, workpaper.Step) (name, how string)
	Check    func(context.Context, engagement.CheckState) string
	Tag      func(context.Context, workpaper.Tag) string
	Kind     func(context.Context, workpaper.Kind) string
	Column   func(ctx context.Context, kind workpaper.Kind, column string) string
	Choice   func(ctx context.Context, column, choice string) string
}

// t is words.T.
func t(ctx context.Context, sentence string, args ...any) string {
	return words.T(ctx, sentence, args...)
}

// plural chooses between the sentence for one and that for n, which holds a %d.
func plural(ctx context.Context, n int, one, many string) string {
	if n == 1 {
		return t(ctx, one)
	}
	return t(ctx, many, n)
}

// stockholm is the place whose time people are shown.
var stockholm = func() *time.Location {
	l, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic("report: " + err.Error()) // time/tzdata is embedded
	}
	return l
}()

// Clock writes an instant as 2026-02-09 08:41 in Swedish time, and nothing for
// none.
func Clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(stockholm).Format("2006-01-02 15:04")
}

// Day is the day of an instant in Swedish time.
func Day(at time.Time) string { return at.In(stockholm).Format(time.DateOnly) }
