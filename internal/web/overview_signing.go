package web

import (
	"context"

	"bokslut/internal/engagement"
)

// maxCausesNamed is how many causes of a drift a line of Översikt names.
const maxCausesNamed = 3

// causesOf names what suspended the sign-off of a bilaga, or nothing.
func causesOf(ctx context.Context, v overviewView, no string) string {
	for _, d := range v.Drifts {
		if text := driftList(ctx, d, maxCausesNamed); d.No == no && text != "" {
			return " " + t(ctx, "Orsak: %s.", text)
		}
	}
	return ""
}

// signingItems are the questions and reviews that wait, and at last the lock.
func signingItems(ctx context.Context, v overviewView) []todoItem {
	sum, e := v.Engagement.Summary, v.Engagement
	var items []todoItem
	if sum.ToReview > 0 {
		items = append(items, todoItem{
			Look: Look{"dbl", "none"}, Word: t(ctx, "Väntar på granskning"), Title: plural(ctx, sum.ToReview, "1 bilaga väntar på granskning", "%d bilagor väntar på granskning"),
			Link: sheetURL(e, "/bilagor", "visa", "att-granska"), Label: t(ctx, "Visa bilagorna"),
		})
	}
	if sum.Questions > 0 {
		items = append(items, todoItem{
			Look: Look{"bub", "none"}, Word: t(ctx, "Obesvarad"), Title: plural(ctx, sum.Questions, "1 fråga är obesvarad", "%d frågor är obesvarade"),
			Link: sheetURL(e, "/fragor"), Label: t(ctx, "Frågor"),
		})
	}
	return items
}

// progressCells are what is explained of the year.
func progressCells(ctx context.Context, e engagement.Engagement) []Cell {
	sum := e.Summary
	cells := []Cell{
		{Label: t(ctx, "Konton klara"), Value: t(ctx, "%d av %d", sum.AccountDone, sum.Accounts)},
		{Label: t(ctx, "Förklarat belopp"), Value: t(ctx, "%s av %s", sum.Explained, sum.Balance)},
	}
	if e.Terms.Review != engagement.ReviewNone || sum.Reviewed > 0 {
		cells = append(cells, Cell{Label: t(ctx, "Konton granskade"), Value: t(ctx, "%d av %d", sum.Reviewed, sum.Accounts)})
	}
	if sum.Unsupported > 0 {
		cells = append(cells, Cell{Label: t(ctx, "Konton klara utan underlag"), Value: count(sum.Unsupported)})
	}
	return append(cells, Cell{Label: t(ctx, "Obesvarade frågor"), Value: count(sum.Questions)})
}
