package web

import (
	"context"
	"strings"

	"bokslut/internal/work"
)

// problems maps the code of what stopped a job to what people are told. A %s
// stands for the job's args in order.
var problems = map[string]struct {
	title, text string
	args        int
}{
	work.ProblemCompany:      {"Fel företag", "Bokföringen gäller %[3]s, %[2]s. Uppdraget gäller %[1]s. Inget lästes in.", 3},
	work.ProblemYear:         {"Fel räkenskapsår", "Uppdraget gäller %[1]s. Bokföringen gäller %[2]s. Inget lästes in.", 2},
	work.ProblemLapsed:       {"Kopplingen till Fortnox har löpt ut", "Logga in i Fortnox, så startar importen direkt. Inget i uppdraget har ändrats.", 0},
	work.ProblemNoConnection: {"Klienten är inte kopplad till Fortnox", "Logga in i Fortnox, så startar importen direkt. Inget i uppdraget har ändrats.", 0},
	work.ProblemLicence:      {"Licens eller behörighet saknas i Fortnox", "Fortnox svarade: %[1]s. Inget lästes in. Klienten behöver licens för integration, och du behöver vara systemadministratör.", 1},
	work.ProblemUnreached:    {"Fortnox svarar inte", "Uppdraget är oförändrat, den förra importen gäller. Försök igen om en stund.", 0},
	work.ProblemNotSIE:       {"SIE-filen kunde inte läsas in", "%[1]s är ingen SIE-fil. Inget lästes in. Exportera en SIE-fil av typ 4 ur bokföringsprogrammet och välj den.", 1},
	work.ProblemEmpty:        {"Filen är tom", "%[1]s innehåller ingenting. Inget lästes in. Exportera filen på nytt och välj den.", 1},
	work.ProblemTransactions: {"Filen saknar saldon", "%[1]s är en SIE-fil av typ 4I, med bara verifikationer. Inget lästes in. Exportera en fil av typ 4E med hela året.", 1},
	work.ProblemLimit:        {"Filen är för stor", "%[1]s är större än programmet läser. Inget lästes in. Kontrollera att det är rätt fil.", 1},
	work.ProblemNoYear:       {"Räkenskapsåret finns inte i Fortnox", "Fortnox har inget räkenskapsår %[1]s. Inget lästes in. Lägg upp året i Fortnox, eller kontrollera uppdragets räkenskapsår.", 1},
	work.ProblemFile:         {"SIE-filen kunde inte läsas in", "%[1]s går inte att läsa. Inget lästes in. Exportera filen på nytt och välj den.", 1},
	work.ProblemTenant:       {"Ett annat företag i Fortnox än förut", "Organisationsnumret stämmer, men det är inte samma företag i Fortnox som förra gången. Inget lästes in. Logga in på nytt och välj samma företag som förut.", 0},
	work.ProblemIncomplete:   {"Bokföringen från Fortnox var inte hel", "Verifikationerna förklarar inte saldot på konto %[1]s. Inget lästes in, den förra importen gäller. Importera igen.", 1},
	work.ProblemSeriesBusy:   {"Verifikationsserien används just nu", "En annan export skriver i samma serie. Försök igen om en stund.", 0},
	work.ProblemBusy:         {"Fortnox tar emot färre anrop just nu", "Fortnox svarade inte i tid. Uppdraget är oförändrat. Försök igen om några minuter.", 0},
	work.ProblemRefused:      {"Fortnox nekade", "Fortnox svarade: %[1]s. Uppdraget är oförändrat.", 1},
	work.ProblemSource:       {"Datakällan byttes under tiden", "Inget lästes in. Importera på nytt från den nya datakällan.", 0},
	work.ProblemLocked:       {"Uppdraget är låst", "Inget lästes in.", 0},
	work.ProblemInterrupted:  {"Importen avbröts av att programmet stannade", "Uppdraget är oförändrat, den förra importen gäller. Importera på nytt.", 0},
	work.ProblemConfig:       {"Fortnox känner inte igen programmet", "Programmets klient-id eller hemlighet avvisas. Inget lästes in. Be den som driver programmet kontrollera inställningen.", 0},
}

// problemText says what stopped a job, what is unchanged and what to do.
func problemText(ctx context.Context, p work.Problem) (title, text string) {
	if p.Code == work.ProblemManual {
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
