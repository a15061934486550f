package web

import (
	"context"
	"encoding/json"
	"strings"

	"bokslut/internal/audit"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// eventTexts maps the code of an event to what happened. A %s stands for the
// object: the number of a bilaga or entry.
var eventTexts = map[string]string{
	"engagement.created":        "Uppdraget skapades",
	"engagement.facts-changed":  "Uppgifterna ändrades",
	"engagement.source-changed": "Datakällan byttes",
	"import.adopted":            "Bokföringen importerades",
	"import.read":               "En import lästes och väntar på att läsas in",
	"import.taken-in":           "En import lästes in",
	"import.declined":           "En import lämnades utan att läsas in",
	"control.seen":              "En iakttagelse på Kontroller markerades som sedd",
	"control.unseen":            "En iakttagelse på Kontroller är inte längre markerad som sedd",
	"workpaper.created":         "Bilaga %s skapades",
	"workpaper.linked":          "Bilaga %s länkades till andra konton",
	"workpaper.restored":        "Bilaga %s är återställd",
	"checklist.answered":        "Checklistan, grupp %s: svar ändrades",
	"workpaper.cost-taken":      "Bilaga %s: en senare leverantörsfaktura togs som kostnad i året",
	"workpaper.carried":         "Bilagor från förra året togs över: %s",
	"workpaper.rows-saved":      "Bilaga %s: rader ändrades",
	"workpaper.row-deleted":     "Bilaga %s: en rad togs bort",
	"workpaper.item-marked":     "Bilaga %s: en post märktes",
	"workpaper.described":       "Bilaga %s: namn eller underlag ändrades",
	"workpaper.commented":       "Bilaga %s: en kommentar skrevs",
	"workpaper.answered":        "Bilaga %s: en fråga besvarades",
	"workpaper.reviewed":        "Bilaga %s granskades",
	"workpaper.unreviewed":      "Bilaga %s: granskningen togs bort",
	"workpaper.review-chosen":   "Bilaga %s: om den ska granskas ändrades",
	"workpaper.accepted":        "Bilaga %s: en liten ändring efter klarmarkering godtogs",
	"account.commented":         "Konto %s: en kommentar skrevs",
	"account.answered":          "Konto %s: en fråga besvarades",
	"engagement.locked":         "Uppdraget låstes",
	"engagement.unlocked":       "Uppdraget låstes upp",
	"workpaper.deleted":         "Bilaga %s togs bort",
	"workpaper.signed":          "Bilaga %s klarmarkerades",
	"workpaper.unsigned":        "Bilaga %s: klarmarkeringen togs bort",
	"entry.created":             "Bokslutsverifikation %s skapades",
	"entry.changed":             "Bokslutsverifikation %s ändrades",
	"entry.deleted":             "Bokslutsverifikation %s togs bort",
	"entry.restored":            "Bokslutsverifikation %s återställdes",
	"entry.drafted":             "Bokslutsverifikation %s sparades som utkast",
	"entry.draft-dropped":       "Bokslutsverifikation %s: utkastet slängdes",
	"entry.key-saved":           "En fördelningsnyckel sparades",
	"entry.key-dropped":         "En fördelningsnyckel togs bort",
	"entry.objects-set":         "Kostnadsställe och projekt för systemverifikationer ändrades",
	"entry.result-moved":        "Omföringen av årets resultat i nästa år ändrades",
	"entry.excluded":            "Bokslutsverifikation %s: ”ej aktuell för överföring” ändrades",
	"tax.facts-changed":         "Skattemässiga uppgifter ändrades",
	"plan.saved":                "Alternativet ”%s” sparades i Resultatplanering",
	"plan.changed":              "Alternativet ”%s” ändrades i Resultatplanering",
	"plan.deleted":              "Alternativet ”%s” togs bort i Resultatplanering",
	"plan.chosen":               "Alternativet ”%s” används, systemverifikationerna gjordes",
	"plan.dropped":              "Inget alternativ används längre i Resultatplanering",
	"plan.remade":               "Systemverifikationerna gjordes om med de regler som gäller nu",
	"result.shared":             "Årets resultat fördelades till ägarna, systemverifikationen gjordes",
	"plan.seen":                 "Ändrade systemverifikationer sågs över",
	"plan.apart-confirmed":      "Skillnaden mot resultatet i bokföringen bekräftades",
	"export.asked":              "Export till Fortnox begärdes, serie %s",
	"export.handed-over":        "Bokslutsverifikationer markerades som överförda med SIE-fil, serie %s",
	"export.decided":            "Bokslutsverifikation %s: beslut om överföringen",
	"export.looked-for":         "Verifikationer med okänt utfall söktes i Fortnox",
	"export.queued":             "Bokslutsverifikation %s står i kö till Fortnox",
	"export.sending":            "Bokslutsverifikation %s skickas till Fortnox",
	"export.sent":               "Bokslutsverifikation %s är överförd till Fortnox",
	"export.late-receipt":       "Bokslutsverifikation %s: ett sent svar från Fortnox, efter att överföringen tagits över",
	"export.refused":            "Bokslutsverifikation %s avvisades av Fortnox",
	"export.unknown":            "Bokslutsverifikation %s: utfallet är okänt",
	"export.absent":             "Bokslutsverifikation %s finns inte i Fortnox efter kontroll",
	"export.doubtful":           "Bokslutsverifikation %s: kontrollen gav inget säkert svar",
	"export.cancelled":          "Bokslutsverifikation %s: överföringen avbröts",
}

// eventSentence says what happened.
func eventSentence(ctx context.Context, e audit.Event) string {
	text, ok := eventTexts[e.What]
	if !ok {
		return t(ctx, "Händelse %s", e.What)
	}
	switch e.What {
	case "export.sent", "export.late-receipt":
		return t(ctx, text, e.Object) + receiptWords(ctx, e)
	case "engagement.source-changed":
		return t(ctx, text) + sourceWords(ctx, e)
	case "engagement.unlocked":
		return t(ctx, text) + unlockWords(ctx, e)
	}
	if !strings.Contains(text, "%s") {
		return t(ctx, text)
	}
	return t(ctx, text, e.Object)
}

func receiptWords(ctx context.Context, e audit.Event) string {
	var detail struct{ Receipt export.Receipt }
	if json.Unmarshal(e.Detail, &detail) != nil || detail.Receipt.Series == "" {
		return ""
	}
	return t(ctx, " som %s %d", detail.Receipt.Series, detail.Receipt.Number)
}

func sourceWords(ctx context.Context, e audit.Event) string {
	var detail struct{ From, To engagement.Engagement }
	if json.Unmarshal(e.Detail, &detail) != nil || !detail.To.Source.Valid() {
		return ""
	}
	return t(ctx, " från %s till %s", t(ctx, sourceWord(detail.From.Source)), t(ctx, sourceWord(detail.To.Source)))
}

func unlockWords(ctx context.Context, e audit.Event) string {
	var detail struct{ Reason string }
	if json.Unmarshal(e.Detail, &detail) != nil || detail.Reason == "" {
		return ""
	}
	return t(ctx, ": %s", detail.Reason)
}

// actor is who did it.
func actor(ctx context.Context, e audit.Event, users map[string]string) string {
	if name, ok := users[e.User]; ok {
		return name
	}
	if e.User == "program" {
		return t(ctx, "Programmet")
	}
	return t(ctx, "Tidigare användare")
}
