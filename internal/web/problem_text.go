package web

import (
	"context"
	"strings"

	"bokslut/internal/jobs"
)

// problems maps the code of what stopped a job to what people are told. A %s
// stands for the job's args in order.
var problems = map[string]struct {
	title, text string
	args        int
}{
	jobs.ProblemCompany:      {"Fel företag", "Bokföringen gäller %[3]s, %[2]s. Uppdraget gäller %[1]s. Inget lästes in.", 3},
	jobs.ProblemYear:         {"Fel räkenskapsår", "Uppdraget gäller %[1]s. Bokföringen gäller %[2]s. Inget lästes in.", 2},
	jobs.ProblemLapsed:       {"Kopplingen till Fortnox har löpt ut", "Logga in i Fortnox, så startar importen direkt. Inget i uppdraget har ändrats.", 0},
	jobs.ProblemNoConnection: {"Klienten är inte kopplad till Fortnox", "Logga in i Fortnox, så startar importen direkt. Inget i uppdraget har ändrats.", 0},
	jobs.ProblemLicence:      {"Licens eller behörighet saknas i Fortnox", "Fortnox svarade: %[1]s. Inget lästes in. Klienten behöver licens för integration, och du behöver vara systemadministratör.", 1},
	jobs.ProblemUnreached:    {"Fortnox svarar inte", "Uppdraget är oförändrat, den förra importen gäller. Försök igen om en stund.", 0},
	jobs.ProblemNotSIE:       {"SIE-filen kunde inte läsas in", "%[1]s är ingen SIE-fil. Inget lästes in. Exportera en SIE-fil av typ 4 ur bokföringsprogrammet och välj den.", 1},
	jobs.ProblemEmpty:        {"Filen är tom", "%[1]s innehåller ingenting. Inget lästes in. Exportera filen på nytt och välj den.", 1},
	jobs.ProblemTransactions: {"Filen saknar saldon", "%[1]s är en SIE-fil av typ 4I, med bara verifikationer. Inget lästes in. Exportera en fil av typ 4E med hela året.", 1},
	jobs.ProblemLimit:        {"Filen är för stor", "%[1]s är större än programmet läser. Inget lästes in. Kontrollera att det är rätt fil.", 1},
	jobs.ProblemNoYear:       {"Räkenskapsåret finns inte i Fortnox", "Fortnox har inget räkenskapsår %[1]s. Inget lästes in. Lägg upp året i Fortnox, eller kontrollera uppdragets räkenskapsår.", 1},
	jobs.ProblemFile:         {"SIE-filen kunde inte läsas in", "%[1]s går inte att läsa. Inget lästes in. Exportera filen på nytt och välj den.", 1},
	jobs.ProblemTenant:       {"Ett annat företag i Fortnox än förut", "Organisationsnumret stämmer, men det är inte samma företag i Fortnox som förra gången. Inget lästes in. Logga in på nytt och välj samma företag som förut.", 0},
	jobs.ProblemIncomplete:   {"Bokföringen från Fortnox var inte hel", "Verifikationerna förklarar inte saldot på konto %[1]s. Inget lästes in, den förra importen gäller. Importera igen.", 1},
	jobs.ProblemSeriesBusy:   {"Verifikationsserien används just nu", "En annan export skriver i samma serie. Försök igen om en stund.", 0},
	jobs.ProblemBusy:         {"Fortnox tar emot färre anrop just nu", "Fortnox svarade inte i tid. Uppdraget är oförändrat. Försök igen om några minuter.", 0},
	jobs.ProblemRefused:      {"Fortnox nekade", "Fortnox svarade: %[1]s. Uppdraget är oförändrat.", 1},
	jobs.ProblemSource:       {"Datakällan byttes under tiden", "Inget lästes in. Importera på nytt från den nya datakällan.", 0},
	jobs.ProblemLocked:       {"Uppdraget är låst", "Inget lästes in.", 0},
	jobs.ProblemRestored:     {"Databasen är återställd från en säkerhetskopia", "Inget har skickats. Importera och läs in importen, så att uppdraget jämförs med det som finns i Fortnox. Sedan kan du exportera.", 0},
	jobs.ProblemInterrupted:  {"Importen avbröts av att programmet stannade", "Uppdraget är oförändrat, den förra importen gäller. Importera på nytt.", 0},
	jobs.ProblemConfig:       {"Fortnox känner inte igen programmet", "Programmets klient-id eller hemlighet avvisas. Inget lästes in. Be den som driver programmet kontrollera inställningen.", 0},
}

// problemText says what stopped a job, what is unchanged and what to do.
func problemText(ctx context.Context, p jobs.Problem) (title, text string) {
	if p.Code == jobs.ProblemManual {
		return t(ctx, "Saldona kunde inte läsas"), manualProblem(ctx, p.Args)
	}
	known, ok := problems[p.Code]
	if !ok || len(p.Args) < known.args {
		return t(ctx, "Något gick fel i programmet"),
			t(ctx, "Uppdraget är oförändrat. Försök igen. Händer det igen, visa loggen för den som driver programmet.")
	}
	if known.args == 0 {
		return t(ctx, known.title), t(ctx, known.text)
	}
	return t(ctx, known.title), t(ctx, known.text, anys(p.Args[:known.args])...)
}

// manualReasons says what is wrong with a line of typed balances.
var manualReasons = map[string]string{
	"fields":     "Skriv konto, namn, ingående och utgående saldo med semikolon eller tabb emellan.",
	"account":    "Raden börjar inte med ett kontonummer.",
	"amount":     "Ett belopp går inte att läsa. Skriv som 1 234,50.",
	"twice":      "Kontot står på en annan rad också.",
	"none":       "Texten innehåller inget konto.",
	"many":       "Texten har för många rader.",
	"unbalanced": "Saldona summerar inte till noll.",
}

// manualProblem says which line cannot be read, and why.
func manualProblem(ctx context.Context, args []string) string {
	unchanged := t(ctx, "Inget sparades.")
	if len(args) < 3 {
		return unchanged
	}
	reason, ok := manualReasons[args[2]]
	if !ok {
		reason = manualReasons["fields"]
	}
	if args[0] == "0" {
		return t(ctx, reason) + " " + unchanged
	}
	return t(ctx, "Rad %s: ”%s”.", args[0], strings.TrimSpace(args[1])) + " " + t(ctx, reason) + " " + unchanged
}

func anys(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}
