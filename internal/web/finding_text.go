package web

import (
	"context"
	"slices"

	"bokslut/internal/engagement"
)

// maxFindings is how many findings stand open; the rest are folded.
const maxFindings = 8

// A findingText says what an import noticed; %[n]s stands for its args, of
// which it needs the first Args.
type findingText struct {
	Text string
	Args int
}

// findingSentence makes a sentence of a finding.
func findingSentence(ctx context.Context, f engagement.Finding) string {
	if f.Code == "numbers_missing" && len(f.Args) > 2 && f.Args[1] == f.Args[2] {
		f.Code = "number_missing"
	}
	known, ok := findingTexts[f.Code]
	if !ok || len(f.Args) < known.Args {
		return t(ctx, "Importen noterade något som saknar förklaring här. Kod: %s.", f.Code)
	}
	if known.Args == 0 {
		return t(ctx, known.Text)
	}
	args := slices.Clone(f.Args[:known.Args])
	if f.Code == "withheld" {
		args[0], args[1] = partWord(ctx, args[0]), reasonWord(ctx, args[1])
	}
	return t(ctx, known.Text, anys(args)...)
}

func findingLook(f engagement.Finding) Look {
	switch f.Severity {
	case "error":
		return Look{"err", "err"}
	case "warning":
		return Look{"chg", "chg"}
	}
	return Look{"info", "none"}
}

func findingWord(f engagement.Finding) string {
	switch f.Severity {
	case "error":
		return "Fel"
	case "warning":
		return "Varning"
	}
	return "Upplysning"
}

var severityOrder = map[string]int{"error": 0, "warning": 1}

// splitFindings sorts errors first and folds what is more than a screen.
func splitFindings(findings []engagement.Finding) (first, rest []engagement.Finding) {
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b engagement.Finding) int { return findingOrder(a) - findingOrder(b) })
	n := min(len(sorted), maxFindings)
	return sorted[:n], sorted[n:]
}

func findingOrder(f engagement.Finding) int {
	if order, ok := severityOrder[f.Severity]; ok {
		return order
	}
	return len(severityOrder)
}

func findingCount(ctx context.Context, findings []engagement.Finding) string {
	if len(findings) == 1 {
		return t(ctx, "1 iakttagelse")
	}
	return t(ctx, "%d iakttagelser", len(findings))
}

// partWord names a kind of part that was asked of Fortnox.
func partWord(ctx context.Context, kind string) string {
	words := map[string]string{
		"invoices": "Kundfakturor", "invoice": "Kundfakturor", "invoicepayments": "Inbetalningar", "invoicepayment": "Inbetalningar",
		"supplierinvoices": "Leverantörsfakturor", "supplierinvoice": "Leverantörsfakturor",
		"supplierinvoicepayments": "Utbetalningar", "supplierinvoicepayment": "Utbetalningar", "taxreductions": "Rot- och rutavdrag",
		"sie": "Bokföringen", "lockedperiod": "Låst period", "customers": "Kundregistret", "suppliers": "Leverantörsregistret",
		"vouchercount": "Antalet verifikationer",
	}
	if word, ok := words[kind]; ok {
		return t(ctx, word)
	}
	return kind
}

// reasonWord says why Fortnox did not give something.
func reasonWord(ctx context.Context, reason string) string {
	words := map[string]string{
		"scope": "kopplingen saknar behörigheten", "licence": "klienten saknar licensen i Fortnox",
		"right": "den som loggade in får inte se dem", "login": "kopplingen godtas inte längre",
		"busy": "Fortnox svarade för långsamt", "answer": "svaret gick inte att läsa", "refused": "Fortnox nekade",
		"canceled": "hämtningen avbröts", "other": "orsaken är okänd",
	}
	if word, ok := words[reason]; ok {
		return t(ctx, word)
	}
	return t(ctx, "orsaken är okänd")
}
