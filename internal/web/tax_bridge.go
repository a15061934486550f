package web

import (
	"context"

	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// A bridge draws the way from the result before dispositions to the year's
// result: totals as whole bars, steps between them.
type bridge struct {
	Width, Zero float64
	Bars        []bridgeBar
}

type bridgeBar struct {
	X, Y, Width, Height float64
	Class               string // sum, pos or neg
	Name, Value         string
	ValueY              float64
	Level               float64 // where the next bar begins; the connector is drawn there
	Next                float64 // where the connector ends; 0 after the last bar
}

// newBridge draws a result. Steps of zero are left out.
func newBridge(ctx context.Context, r tax.Result) bridge {
	type step struct {
		name   string
		amount money.Amount
		total  bool
	}
	all := []step{
		{t(ctx, "Före disp."), r.AfterFinance, true},
		{t(ctx, "Koncernbidrag"), r.Received - r.Given, false},
		{t(ctx, "Överavskr."), r.Over.Change, false},
		{t(ctx, "Övrigt"), r.Other, false},
		{t(ctx, "Återföring"), sumFunds(r, tax.FundState.Reversed), false},
		{t(ctx, "Avsättning"), -r.Allocation, false},
		{t(ctx, "Före skatt"), r.BeforeTax, true},
		{t(ctx, "Skatt"), -r.Tax - r.OtherTaxes, false},
		{t(ctx, "Årets resultat"), r.Net, true},
	}
	var steps []step
	var low, high, level money.Amount
	for _, s := range all {
		if !s.total && s.amount == 0 {
			continue
		}
		steps = append(steps, s)
		if s.total {
			level = s.amount
		} else {
			level += s.amount
		}
		low, high = min(low, level), max(high, level)
	}
	b := bridge{Width: 720}
	const top, bottom = 24.0, 200.0
	scale := 0.0
	if high > low {
		scale = (bottom - top) / float64(high-low)
	}
	b.Zero = top + float64(high)*scale
	each := b.Width / float64(len(steps))
	level = 0
	for i, s := range steps {
		from, to := level, level+s.amount
		if s.total {
			from, to = 0, s.amount
		}
		level = to
		bar := bridgeBar{
			X: each*float64(i) + each*.15, Width: each * .7, Y: b.Zero - float64(max(from, to))*scale,
			Height: float64((to - from).Abs()) * scale, Name: s.name, Value: kronaSigned(s.amount), Class: "p",
		}
		switch {
		case s.total:
			bar.Class, bar.Value = "s", krona(s.amount)
		case s.amount < 0:
			bar.Class = "m"
		}
		bar.ValueY, bar.Level = bar.Y-5, b.Zero-float64(level)*scale
		if i+1 < len(steps) {
			bar.Next = each*float64(i+1) + each*.15
		}
		b.Bars = append(b.Bars, bar)
	}
	return b
}

func fundAmount(s tax.FundState) money.Amount { return s.Amount }

// overRuleName names a rule for the depreciation of equipment.
func overRuleName(ctx context.Context, k tax.Key) string {
	switch k {
	case tax.Huvudregeln:
		return t(ctx, "huvudregeln, 30 %")
	case tax.Kompletteringsregeln:
		return t(ctx, "kompletteringsregeln, 20 %")
	}
	return t(ctx, "restvärdesavskrivning, 25 %")
}
