package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/source"
)

func checkText(ctx context.Context, c jobs.Check) string {
	arg := strings.Join(c.Args, " ")
	switch c.Code {
	case jobs.CheckConnection:
		return t(ctx, "Kopplingen gäller till och med %s. Exporten förnyar den till 30 dagar.", arg)
	case jobs.CheckCompany:
		return t(ctx, "Företaget i Fortnox har organisationsnummer %s", arg)
	case jobs.WarnOthers:
		return t(ctx, "I serie %s finns %s verifikationer som inte kommer härifrån. En egen serie är lättare att följa.", c.Args[0], c.Args[1])
	case jobs.CheckYear:
		return t(ctx, "Räkenskapsåret %s finns i Fortnox", arg)
	case jobs.CheckPeriod:
		return t(ctx, "Perioden är inte låst")
	case jobs.CheckAccounts:
		return t(ctx, "Kontona finns i Fortnox och är aktiva (%s)", arg)
	case jobs.CheckBalance:
		return t(ctx, "Debet och kredit är lika i alla verifikationer (%s)", arg)
	}
	return arg
}

// exportFailure says why no plan could be made; ok is false for what nobody
// expected. login says that a new login is the way on, imports that an import is.
func exportFailure(ctx context.Context, err error) (f Flash, login, imports, ok bool) {
	var year *source.NoSuchYearError
	switch {
	case errors.Is(err, connection.ErrLapsed):
		return Flash{"err", t(ctx, "Kopplingen till Fortnox har löpt ut"), t(ctx, "Du behöver importera på nytt för att kunna exportera. Logga in i Fortnox, så startar importen direkt. Inget i uppdraget har ändrats.")}, true, false, true
	case isNone(err):
		return Flash{"err", t(ctx, "Klienten är inte kopplad till Fortnox"), t(ctx, "Logga in i Fortnox, så startar importen direkt. Sedan kan du exportera.")}, true, false, true
	case errors.Is(err, jobs.ErrImportFirst):
		return Flash{"chg", t(ctx, "Importera innan du exporterar"), t(ctx, "Den senaste importen är äldre än inloggningen i Fortnox. Bokföringen kan ha ändrats under tiden. Inget har skickats.")}, false, true, true
	case errors.Is(err, jobs.ErrRestored):
		return Flash{"chg", t(ctx, "Databasen är återställd från en säkerhetskopia"), t(ctx, "Inget har skickats. Importera och läs in importen, så att uppdraget jämförs med det som finns i Fortnox. Sedan kan du exportera.")}, false, true, true
	case errors.Is(err, engagement.ErrSource):
		return Flash{"err", t(ctx, "Uppdraget har en annan datakälla än Fortnox"), t(ctx, "Byt datakälla under Underhåll – Inställningar – Datakälla för att exportera. Inget har skickats.")}, false, false, true
	case errors.Is(err, engagement.ErrNoImport):
		return Flash{"err", t(ctx, "Ingen bokföring är inläst"), t(ctx, "Importera bokföringen först.")}, false, true, true
	case errors.As(err, &year):
		return Flash{"err", t(ctx, "Räkenskapsåret finns inte i Fortnox"), t(ctx, "Lägg upp räkenskapsåret %s i Fortnox och kontrollera igen. Inget har skickats.", year.Want)}, false, false, true
	}
	known := explain(ctx, err)
	if known.Status == http.StatusInternalServerError || known.Status == http.StatusNotFound || known.Status == http.StatusForbidden {
		return Flash{}, false, false, false
	}
	return Flash{"err", known.Title, known.Text}, false, false, true
}

// reasonText says shortly why a delivery stands where it stands.
func reasonText(ctx context.Context, it export.Item) string {
	switch it.Reason.Code {
	case "fortnox":
		return t(ctx, "Fortnox svarade: ”%s”", it.Reason.Detail)
	case "absent":
		return t(ctx, "Finns inte i Fortnox")
	case "changed":
		return t(ctx, "Ändrad i Fortnox")
	case "double":
		return t(ctx, "Finns flera gånger i Fortnox")
	case "alike":
		return t(ctx, "En likadan finns i Fortnox. Är det vår?")
	case "unreached", "look-failed":
		return t(ctx, "Fortnox gick inte att nå")
	case "login", "token":
		return t(ctx, "Fortnox kräver ny inloggning")
	}
	return t(ctx, "Orsaken är okänd")
}

// receiptStory tells at length what has happened to a delivery, what is
// unchanged and what comes next.
func receiptStory(ctx context.Context, it export.Item) string {
	no, series := it.Entry, it.Target.Series
	switch it.State {
	case export.Unknown:
		return unknownCause(ctx, it) + " " + t(ctx, "Vi vet inte om %s blev bokförd. Inget skickas på nytt förrän vi har letat efter den i serie %s. De följande verifikationerna väntar så att nummerordningen blir rätt.", no, series)
	case export.Absent:
		return t(ctx, "Vi har letat efter %s i serie %s, senast %s, efter vårt märke #%s och efter samma datum, konton och belopp. Den finns inte där. Den skickas inte igen utan ditt beslut.", no, series, clock(it.LookedAt), it.Marker)
	case export.Refused:
		if it.Reason.Detail == "" {
			return t(ctx, "Fortnox tog inte emot %s. Inget är bokfört. Skicka igen när orsaken är borta, eller avbryt och ändra verifikationen.", no)
		}
		return t(ctx, "Fortnox tog inte emot %s och svarade: ”%s”. Inget är bokfört. Skicka igen när orsaken är borta, eller avbryt och ändra verifikationen.", no, strings.TrimSuffix(it.Reason.Detail, "."))
	case export.Doubtful:
		return doubtStory(ctx, it)
	case export.Queued:
		if it.Reason.Code != "" {
			return t(ctx, "%s. Inget är skickat för %s. Vi försöker igen.", reasonText(ctx, it), no)
		}
	}
	return ""
}

func unknownCause(ctx context.Context, it export.Item) string {
	switch it.Reason.Code {
	case "no-answer":
		return t(ctx, "Fortnox svarade inte.")
	case "interrupted":
		return t(ctx, "Programmet stannade medan verifikationen skickades.")
	case "not-ours":
		return t(ctx, "Ingen av dem som liknar den är vår, enligt svaret.")
	case "look-again":
		return t(ctx, "Läget i Fortnox kontrolleras på nytt.")
	case "not-read-back":
		return t(ctx, "Fortnox tog emot verifikationen, men den gick inte att läsa tillbaka.")
	case "fortnox":
		return t(ctx, "Fortnox svarade: ”%s”.", strings.TrimSuffix(it.Reason.Detail, "."))
	}
	return t(ctx, "Fortnox svar gick inte att tolka.")
}

func doubtStory(ctx context.Context, it export.Item) string {
	switch it.Reason.Code {
	case "changed":
		return t(ctx, "En verifikation med vårt märke finns i Fortnox, men datum, konton eller belopp är inte de vi skickade. Någon kan ha ändrat den. Jämför i Fortnox innan du bestämmer.")
	case "double":
		return t(ctx, "Flera verifikationer i Fortnox bär märket för %s. Välj den som ska gälla och vänd de andra i Fortnox med en ändringsverifikation.", it.Entry)
	}
	return t(ctx, "Vi letade efter %s i serie %s. Ingen bär vårt märke #%s, men här är de som har samma datum, konton och belopp. Är någon av dem vår?", it.Entry, it.Target.Series, it.Marker)
}

// foundText says what a found voucher has in common with the one that was sent.
func foundText(ctx context.Context, v export.Voucher) string {
	marked, equal := t(ctx, "utan vårt märke"), t(ctx, "andra konton eller belopp")
	if v.Marked {
		marked = t(ctx, "bär vårt märke")
	}
	if v.Moved {
		equal = t(ctx, "andra kostnadsställen eller projekt")
	}
	if v.Equal {
		equal = t(ctx, "samma datum, konton och belopp")
	}
	return marked + ", " + equal
}

// decisionFailure says why a decision came to nothing.
func decisionFailure(ctx context.Context, err error) (Flash, bool) {
	if errors.Is(err, export.ErrDecision) || errors.Is(err, engagement.ErrConflict) {
		return Flash{"chg", t(ctx, "Läget hade hunnit ändras"), t(ctx, "Beslutet gällde inte längre och inget har skickats. Så här är det nu.")}, true
	}
	f, _, _, ok := exportFailure(ctx, err)
	return f, ok
}
