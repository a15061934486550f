package web

// columnWords are the heads of columns and the labels of facts, by their ids.
var columnWords = map[string]string{
	"account":     "Konto",
	"text":        "Text",
	"date":        "Datum",
	"amount":      "Belopp",
	"entry":       "Slag",
	"contra":      "Motkonto",
	"number":      "Nummer",
	"due":         "Förfaller",
	"open":        "Öppet",
	"paid_after":  "Betalt efter",
	"days":        "Dagar",
	"age":         "Ålder",
	"age_not_due": "Ej förfallet",
	"age_1_30":    "1–30 dagar",
	"age_31_60":   "31–60 dagar",
	"age_61_90":   "61–90 dagar",
	"age_over_90": "Över 90 dagar",
	"vat":         "Moms %",
	"share":       "Andel %",
	"confirmed":   "Konstaterad",
	"vat_amount":  "Moms",
	"net":         "Utan moms",
	"write_down":  "Nedskrivning",
	"allowance":   "Konto för nedskrivning",
	"receivable":  "Konto för fordringar",
	"expense":     "Kostnadskonto",
	"loss":        "Konto för konstaterade förluster",
}

// columnWordsOf are heads that differ between kinds, by kind, dot, column.
var columnWordsOf = map[string]string{
	"receivables-list.text":   "Kund",
	"receivables-list.number": "Faktura",
	"payables-list.text":      "Leverantör",
	"payables-list.number":    "Faktura",
	"doubtful.text":           "Kund",
	"doubtful.number":         "Faktura",
}

// choiceWords are the names of choices, by column, dot, choice, or by choice
// alone.
var choiceWords = map[string]string{
	"entry.statement":  "Kontoutdrag",
	"entry.in_transit": "På väg",
	"age.not_due":      "Ej förfallet",
	"age.1_30":         "1–30",
	"age.31_60":        "31–60",
	"age.61_90":        "61–90",
	"age.over_90":      "Över 90",
}
