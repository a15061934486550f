package web

import (
	"context"
	"strings"

	"bokslut/internal/money"
)

// A spark is the small chart of a row: a bar for each month of the year, income
// upwards, with last year as a line.
type spark struct {
	Bars  []sparkBar
	Last  string // points of the line; empty when last year is not known
	Zero  string
	Title string
}

type sparkBar struct {
	X, Y, Height string
	Loss         bool
}

// Size of a spark in pixels.
const (
	sparkWidth  = 76
	sparkHeight = 18
)

// newSpark draws a row of Resultatanalys; nil when it has no months.
func newSpark(ctx context.Context, i resultItem, heads []string) *spark {
	if len(i.Months) == 0 || allZero(i.Months) || len(heads) == 0 {
		return nil
	}
	var low, high money.Amount
	for _, all := range [][]money.Amount{i.Months, i.LastMonths} {
		for _, a := range all {
			low, high = min(low, a), max(high, a)
		}
	}
	scale := sparkHeight / float64(high-low)
	y := func(a money.Amount) float64 { return float64(high-a) * scale }
	step := float64(sparkWidth) / float64(max(len(heads), len(i.Months)))
	s := spark{Zero: px(y(0))}
	for n, a := range i.Months {
		top := y(max(a, 0))
		s.Bars = append(s.Bars, sparkBar{px(step*float64(n) + .5), px(top), px(y(min(a, 0)) - top), a < 0})
	}
	if len(i.LastMonths) == len(i.Months) && !allZero(i.LastMonths) {
		var points []string
		for n, a := range i.LastMonths {
			points = append(points, px(step*(float64(n)+.5))+","+px(y(a)))
		}
		s.Last = strings.Join(points, " ")
	}
	s.Title = sparkTitle(ctx, i, heads)
	return &s
}

// sparkTitle says the largest month in words.
func sparkTitle(ctx context.Context, i resultItem, heads []string) string {
	largest := 0
	for n, a := range i.Months {
		if a.Abs() > i.Months[largest].Abs() {
			largest = n
		}
	}
	if largest >= len(heads) {
		return ""
	}
	return t(ctx, "Månad för månad, störst i %s: %s", t(ctx, heads[largest]), wholeKronor(i.Months[largest]))
}
