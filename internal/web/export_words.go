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

// An obstacleLine is one problem of the preflight list: what, and how to fix it.
type obstacleLine struct{ Title, Text string }

// obstacleLines makes the sentences. The same problem in several entries is one
// line that names them all.
func obstacleLines(ctx context.Context, obstacles []jobs.Obstacle) []obstacleLine {
	var all []obstacleLine
	entries := map[string][]string{}
	at := map[string]int{}
	for _, o := range obstacles {
		line := obstacleText(ctx, o)
		i, ok := at[line.Title]
		if !ok {
			i = len(all)
			at[line.Title] = i
			all = append(all, line)
		}
		if o.Entry != "" && o.Code != jobs.ObstacleUnsettled {
			entries[line.Title] = append(entries[line.Title], o.Entry)
		}
		all[i].Text = line.Text
		if list := entries[line.Title]; len(list) > 0 {
			all[i].Text = t(ctx, "Gäller %s. ", strings.Join(list, ", ")) + line.Text
		}
	}
	return all
}

func obstacleText(ctx context.Context, o jobs.Obstacle) obstacleLine {
	arg := func(i int) string {
		if i < len(o.Args) {
			return o.Args[i]
		}
		return ""
	}
	switch o.Code {
	case jobs.ObstacleNoSeries:
		return obstacleLine{t(ctx, "Fortnox har ingen verifikationsserie för manuell kontering"), t(ctx, "Lägg upp en serie för räkenskapsåret i Fortnox och kontrollera igen.")}
	case jobs.ObstacleSeries:
		return obstacleLine{t(ctx, "Serie %s tar inte emot verifikationer", arg(0)), t(ctx, "Välj en annan serie.")}
	case jobs.ObstacleNoYear:
		return obstacleLine{t(ctx, "Räkenskapsåret %s finns inte i Fortnox", arg(0)), t(ctx, "Lägg upp året i Fortnox och kontrollera igen.")}
	case jobs.ObstacleCompany:
		return obstacleLine{t(ctx, "Ett annat företag svarar i Fortnox: %s, %s", arg(1), arg(0)), t(ctx, "Koppla uppdraget till rätt företag under Underhåll – Inställningar – Fortnox och kontrollera igen.")}
	case jobs.ObstacleThere:
		return obstacleLine{t(ctx, "%s finns redan i Fortnox, som %s", arg(0), arg(1)), t(ctx, "Importera bokföringen, så ser du hur den står där. Vänd den i Fortnox om den inte ska gälla.")}
	case jobs.ObstacleLocked:
		return obstacleLine{t(ctx, "Perioden är låst till och med %s i Fortnox", arg(0)), t(ctx, "Lås upp perioden i Fortnox, eller ändra datumet, och kontrollera igen.")}
	case jobs.ObstacleAccount:
		return obstacleLine{t(ctx, "Konto %s finns inte i Fortnox", arg(0)), t(ctx, "Lägg upp kontot i Fortnox under Register – Kontoplan och kontrollera igen.")}
	case jobs.ObstacleInactive:
		return obstacleLine{t(ctx, "Konto %s är inaktivt i Fortnox", arg(0)), t(ctx, "Aktivera kontot i Fortnox under Register – Kontoplan och kontrollera igen.")}
	case jobs.ObstacleCostCenter:
		return obstacleLine{t(ctx, "Konto %s kräver kostnadsställe i Fortnox", arg(0)), t(ctx, "Skriv kostnadsställe på raden och kontrollera igen.")}
	case jobs.ObstacleProject:
		return obstacleLine{t(ctx, "Konto %s kräver projekt i Fortnox", arg(0)), t(ctx, "Skriv projekt på raden och kontrollera igen.")}
	case jobs.ObstacleCostCenterUnset:
		return obstacleLine{t(ctx, "Konto %s kräver kostnadsställe i Fortnox", arg(0)), t(ctx, "Programmet gör verifikationen. Välj kostnadsställe för sådana under Bokslutsverifikationer – Fördelning och kontrollera igen.")}
	case jobs.ObstacleProjectUnset:
		return obstacleLine{t(ctx, "Konto %s kräver projekt i Fortnox", arg(0)), t(ctx, "Programmet gör verifikationen. Välj projekt för sådana under Bokslutsverifikationer – Fördelning och kontrollera igen.")}
	case jobs.ObstacleCostCenterRefused:
		return obstacleLine{t(ctx, "Konto %s tar inte emot kostnadsställe i Fortnox", arg(0)), t(ctx, "Ta bort kostnadsställe %s på raden och kontrollera igen.", arg(1))}
	case jobs.ObstacleProjectRefused:
		return obstacleLine{t(ctx, "Konto %s tar inte emot projekt i Fortnox", arg(0)), t(ctx, "Ta bort projekt %s på raden och kontrollera igen.", arg(1))}
	case jobs.ObstacleDraft:
		return obstacleLine{t(ctx, "%s är ett utkast", arg(0)), t(ctx, "Öppna den och spara, eller släng utkastet, och kontrollera igen.")}
	case jobs.ObstacleBalance:
		return obstacleLine{t(ctx, "Debet och kredit skiljer %s", arg(0)), t(ctx, "Rätta verifikationen och kontrollera igen.")}
	case jobs.ObstacleCharacters:
		return obstacleLine{t(ctx, "Fortnox tar inte emot tecknen i texten ”%s”", arg(0)), t(ctx, "Skriv en text med bokstäver och siffror och kontrollera igen.")}
	case jobs.ObstacleUnsettled:
		return obstacleLine{t(ctx, "%s är inte avgjord", arg(0)), t(ctx, "Inget nytt skickas i serien förrän det är klart om den är bokförd. Avgör den på kvittot.")}
	case jobs.ObstacleTogether:
		return obstacleLine{t(ctx, "Systemverifikationerna förs över tillsammans med alla andra"), t(ctx, "Skatt och resultat vilar på %s. Rätta det som hindrar dem och ta med dem, eller för bara över B-verifikationer.", arg(0))}
	case jobs.ObstacleApart:
		return obstacleLine{t(ctx, "Resultatet i bokföringen kommer att skilja %s", arg(0)), t(ctx, "%s är ej aktuell för överföring. Bekräfta beloppet på sidan Skatteberäkning, eller gör den aktuell.", arg(1))}
	case jobs.ObstacleNextYear:
		return obstacleLine{t(ctx, "Räkenskapsåret från %s finns inte i Fortnox", arg(1)), t(ctx, "%s väntar tills året är upplagt i Fortnox. Det andra går att exportera nu.", arg(0))}
	case jobs.ObstacleNextSeries:
		return obstacleLine{t(ctx, "Serie %s tar inte emot verifikationer i räkenskapsåret %s", arg(0), arg(1)), t(ctx, "Lägg upp serien i det året i Fortnox, eller välj en annan, och kontrollera igen.")}
	case jobs.ObstacleNextDate:
		return obstacleLine{t(ctx, "%s ligger utanför räkenskapsåret %s i Fortnox", arg(0), arg(1)), t(ctx, "Ändra datumet och kontrollera igen.")}
	case jobs.ObstacleBefore:
		return obstacleLine{t(ctx, "%s hör till nästa år och förs över sist", arg(0)), t(ctx, "Den vilar på %s. Ta också med dem, eller för över dem först.", arg(1))}
	case jobs.ObstacleNothing:
		return obstacleLine{t(ctx, "Det finns inget att exportera"), t(ctx, "Alla bokslutsverifikationer är överförda, på väg eller ej aktuella för överföring.")}
	}
	return obstacleLine{t(ctx, "Exporten kan inte göras"), strings.Join(o.Args, " ")}
}

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
		return t(ctx, "Fortnox tog inte emot %s och svarade: ”%s”. Inget är bokfört. Skicka igen när orsaken är borta, eller avbryt och ändra verifikationen.", no, it.Reason.Detail)
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
