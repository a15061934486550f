package web

import (
	"context"
	"strconv"
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/schedule"
)

// noteWords are the sentences of the checks; each %s takes one of the note's
// arguments, in their order.
var noteWords = map[string]string{
	"cell":            "”%s” passar inte i fältet och räknas som tomt.",
	"missing":         "Fältet är tomt.",
	"not_linked":      "Raderna rör konto %s, som bilagan inte är länkad till.",
	"after_year_end":  "Datumet ligger efter bokslutsdagen.",
	"cash_negative":   "En kassa kan inte vara negativ.",
	"credit":          "Posten är en kredit.",
	"due_before_date": "Förfallodagen ligger före datumet.",
	"duplicate":       "Nummer %s finns på flera rader.",
	"no_statement":    "Saldo enligt kontoutdrag saknas för konto %s.",
	"old":             "Förfallen sedan mer än 90 dagar. Är den osäker?",
	"overdraft":       "Konto %s är negativt. Är det en skuld till banken?",
	"statement_date":  "Kontoutdraget gäller inte bokslutsdagen %s.",
	"vat_rate":        "%s %% är ingen momssats.",
	"share":           "Andelen ska ligga mellan 0 och 100 %.",
}

// proposalWords are the texts of the closing entries that bilagor propose.
var proposalWords = map[string]string{
	"difference":     "Rättelse av %s till bilagan",
	"write_down":     "Nedskrivning av osäkra kundfordringar",
	"confirmed_loss": "Konstaterade kundförluster",
}

// noteText is the sentence of a note, with the head of its column first.
func noteText(ctx context.Context, columns []gridColumn, n schedule.Note) string {
	text := sentenceOf(ctx, noteWords[n.Code], n.Code, n.Args)
	for _, c := range columns {
		if c.ID == n.Column {
			return c.Head + ": " + text
		}
	}
	return text
}

// proposalText is the text of a proposed closing entry.
func proposalText(ctx context.Context, p schedule.Proposal) string {
	return sentenceOf(ctx, proposalWords[p.Code], p.Code, p.Args)
}

// sentenceOf fills a sentence with arguments; those that it does not ask for are
// left out. An argument in whole öre, "=123456", is written as an amount.
func sentenceOf(ctx context.Context, text, code string, args []string) string {
	if text == "" {
		return code
	}
	n := strings.Count(strings.ReplaceAll(text, "%%", ""), "%s")
	filled := make([]any, n)
	for i := range filled {
		filled[i] = ""
		if i < len(args) {
			filled[i] = argument(args[i])
		}
	}
	return t(ctx, text, filled...)
}

func argument(arg string) string {
	if ore, ok := strings.CutPrefix(arg, "="); ok {
		if n, err := strconv.ParseInt(ore, 10, 64); err == nil {
			return money.Amount(n).String()
		}
	}
	return arg
}
