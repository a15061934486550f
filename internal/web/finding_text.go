package web

import (
	"context"
	"slices"

	"bokslut/internal/engagement"
)

// A findingText says what an import noticed; %[n]s stands for its args, of
// which it needs the first Args.
type findingText struct {
	Text string
	Args int
}

// findingSentence makes a sentence of a finding.
func findingSentence(ctx context.Context, f engagement.Finding) string {
	f.Code = wordedAs(f)
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

// wordedAs is the code whose sentence suits the args: one missing number is
// said otherwise than several.
func wordedAs(f engagement.Finding) string {
	arg := func(i int) string {
		if i < len(f.Args) {
			return f.Args[i]
		}
		return ""
	}
	switch {
	case f.Code == "numbers_missing" && len(f.Args) > 2 && arg(1) == arg(2):
		return "number_missing"
	case f.Code == engagement.FindingResultLeft && len(f.Args) > 2 && arg(2) == "":
		return "result_left_somewhere"
	case f.Code == engagement.FindingNextWaits && arg(1) == "1":
		return "next_waits_one"
	case f.Code == engagement.FindingNextDiffers && arg(1) == "1":
		return "next_differs_one"
	}
	return f.Code
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

// maxWorst is how many findings Översikt names.
const maxWorst = 5

// worstControls are the first errors and warnings of a list that has them first.
func worstControls(all []engagement.Control) []engagement.Control {
	n := 0
	for n < min(len(all), maxWorst) && findingOrder(all[n].Finding) < len(severityOrder) {
		n++
	}
	return all[:n]
}

func findingOrder(f engagement.Finding) int {
	if order, ok := severityOrder[f.Severity]; ok {
		return order
	}
	return len(severityOrder)
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
