package web

import (
	"fmt"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// A monthChart draws the imported result of each month in thousands of kronor,
// income upwards, with last year's as a line across each bar.
type monthChart struct {
	Year, Last         int // last is 0 when it is not in the import
	Width, Top, Bottom float64
	Zero               float64 // where neither profit nor loss is
	Bars               []monthBar
	HasLast            bool
}

type monthBar struct {
	X, Y, Width, Height float64
	Loss                bool
	Value               string // thousands of kronor
	ValueY              float64
	Month               string
	Centre              float64
	LastY               float64
	HasLast             bool
}

var monthNames = []string{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}

// newMonthChart is nil when the import holds no month with a result.
func newMonthChart(totals ledger.Totals) *monthChart {
	if len(totals.Years) == 0 {
		return nil
	}
	year := totals.Years[0]
	now := monthlyResult(year)
	if allZero(now) {
		return nil
	}
	c := &monthChart{Year: year.Period.To.Year, Width: 450, Top: 24, Bottom: 215}
	var last []money.Amount
	if len(totals.Years) > 1 {
		if last = monthlyResult(totals.Years[1]); !allZero(last) && len(last) == len(now) {
			c.Last, c.HasLast = totals.Years[1].Period.To.Year, true
		} else {
			last = nil
		}
	}
	c.draw(year.Period, now, last)
	return c
}

// monthlyResult sums the result accounts of each month, income positive.
func monthlyResult(y ledger.YearTotals) []money.Amount {
	months := make([]money.Amount, max(y.Period.Months(), 0))
	for _, a := range y.Accounts {
		if !a.Result || isYearResult(a.Number) {
			continue
		}
		for i, amount := range a.Months {
			if i < len(months) {
				months[i] -= amount
			}
		}
	}
	return months
}

func allZero(amounts []money.Amount) bool {
	for _, a := range amounts {
		if a != 0 {
			return false
		}
	}
	return true
}

func (c *monthChart) draw(period civil.Period, now, last []money.Amount) {
	var low, high money.Amount
	for _, a := range append(append([]money.Amount{}, now...), last...) {
		low, high = min(low, a), max(high, a)
	}
	scale := (c.Bottom - c.Top) / float64(high-low)
	c.Zero = c.Top + float64(high)*scale
	step := c.Width / float64(len(now))
	for i, a := range now {
		b := monthBar{
			X: step*float64(i) + step*.18, Width: step * .64, Centre: step * (float64(i) + .5), Loss: a < 0,
			Value: kronorThousands(a), Month: monthNames[(int(period.From.Month)-1+i)%12],
			Y: c.Zero - float64(max(a, 0))*scale, Height: float64(a.Abs()) * scale,
		}
		if b.ValueY = b.Y - 6; b.Loss {
			b.ValueY = b.Y + b.Height + 14
		}
		if last != nil {
			b.HasLast, b.LastY = true, c.Zero-float64(last[i])*scale
			b.clear()
		}
		c.Bars = append(c.Bars, b)
	}
}

// clear moves the value off last year's line.
func (b *monthBar) clear() {
	switch middle := b.ValueY - 4; {
	case middle-b.LastY > 10 || b.LastY-middle > 10:
	case b.Loss:
		b.ValueY = b.LastY + 16
	default:
		b.ValueY = b.LastY - 6
	}
}

// kronorThousands rounds an amount to thousands of kronor, half away from zero.
func kronorThousands(a money.Amount) string {
	n := int((a.Abs() + 50_000) / 100_000)
	if a < 0 && n > 0 {
		return "−" + thousands(n)
	}
	return thousands(n)
}

// px writes a coordinate of a drawing.
func px(v float64) string { return fmt.Sprintf("%.1f", v) }
