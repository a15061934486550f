package web

import (
	"context"
	"errors"

	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// kindWords are the names of the kinds with a line about each.
var kindWords = map[workpaper.Kind]struct{ Name, Line string }{
	workpaper.Own:             {"Allmän specifikation", "Rader med text och belopp. Passar allt som saknar egen bilaga."},
	workpaper.Bank:            {"Kassa och bank", "Saldot enligt kontoutdraget, och det som är bokfört men inte framme."},
	workpaper.ReceivablesList: {"Kundfordringar", "Listan över öppna kundfakturor, inklistrad ur reskontran."},
	workpaper.PayablesList:    {"Leverantörsskulder", "Listan över öppna leverantörsfakturor, inklistrad ur reskontran."},
	workpaper.Doubtful:        {"Osäkra kundfordringar", "Nedskrivning utan moms, och konstaterade förluster."},
}

// paperKindWord is the name of a kind.
func paperKindWord(ctx context.Context, k workpaper.Kind) string {
	switch k {
	case workpaper.Receivables:
		return t(ctx, "Kundreskontra")
	case workpaper.Payables:
		return t(ctx, "Leverantörsreskontra")
	}
	return word(ctx, kindWords[k].Name, string(k))
}

// word is a Swedish text, or the code where there is none.
func word(ctx context.Context, text, code string) string {
	if text == "" {
		return code
	}
	return t(ctx, text)
}

// columnWord is the head of a column or the label of a fact.
func columnWord(ctx context.Context, k workpaper.Kind, column string) string {
	if text, ok := columnWordsOf[string(k)+"."+column]; ok {
		return t(ctx, text)
	}
	return word(ctx, columnWords[column], column)
}

// choiceWord is the name of a choice of a column.
func choiceWord(ctx context.Context, column, choice string) string {
	if text, ok := choiceWords[column+"."+choice]; ok {
		return t(ctx, text)
	}
	return word(ctx, choiceWords[choice], choice)
}

// cellSentence says why a text does not fit its column.
func cellSentence(ctx context.Context, c schedule.Column, typed string, err error) string {
	if r := []rune(typed); len(r) > 40 {
		typed = string(r[:40]) + "…"
	}
	switch {
	case errors.Is(err, schedule.ErrTooLong):
		return t(ctx, "”%s” är för långt.", typed)
	case errors.Is(err, schedule.ErrTooLarge):
		return t(ctx, "”%s” är för stort.", typed)
	case errors.Is(err, schedule.ErrDateOutside):
		return t(ctx, "”%s” ligger utanför åren 1900–2199.", typed)
	case errors.Is(err, schedule.ErrDecimals):
		return t(ctx, "”%s” har för många decimaler.", typed)
	case errors.Is(err, schedule.ErrNegative):
		return t(ctx, "”%s” är negativt. Skriv ett tal utan minus.", typed)
	case errors.Is(err, schedule.ErrNotWhole):
		return t(ctx, "”%s” är inget heltal.", typed)
	}
	switch c.Type {
	case schedule.Amount:
		return t(ctx, "”%s” är inget belopp. Skriv som 1 234,50.", typed)
	case schedule.Date:
		return t(ctx, "”%s” är inget datum. Skriv som 2025-12-31.", typed)
	case schedule.Account:
		return t(ctx, "”%s” är inget konto. Skriv numret eller en del av namnet.", typed)
	case schedule.Choice:
		return t(ctx, "”%s” går inte att välja.", typed)
	case schedule.Flag:
		return t(ctx, "”%s” är varken ja eller nej. Skriv x för ja.", typed)
	}
	return t(ctx, "”%s” är inget tal. Skriv som 12,5.", typed)
}
