package web

import (
	"context"
	"slices"
	"strings"

	"bokslut/internal/jobs"
)

// An obstacleLine is one problem of the preflight list: what, how to fix it, and
// where that is done.
type obstacleLine struct {
	obstacleWords
	Path, Where string // of a page of the engagement, with the words of the link; empty when it is fixed in Fortnox
	Done        bool   // nothing is wrong: nothing is left to do
}

type obstacleWords struct{ Title, Text string }

// obstacleLines makes the sentences. The same problem in several entries is one
// line that names them all; names are those of accounts.
func obstacleLines(ctx context.Context, obstacles []jobs.Obstacle, names map[string]string) []obstacleLine {
	var all []obstacleLine
	entries := map[string][]string{}
	at := map[string]int{}
	for _, o := range obstacles {
		line := obstacleLine{obstacleWords: obstacleText(ctx, withName(o, names)), Done: o.Code == jobs.ObstacleNothing}
		line.Path, line.Where = obstaclePlace(ctx, o)
		i, ok := at[line.Title]
		if !ok {
			i = len(all)
			at[line.Title] = i
			all = append(all, line)
		}
		if o.Entry != "" && !slices.Contains(o.Args, o.Entry) {
			entries[line.Title] = append(entries[line.Title], o.Entry)
		}
		all[i].Text = line.Text
		if list := entries[line.Title]; len(list) > 0 {
			all[i].Text = t(ctx, "Gäller %s. ", strings.Join(list, ", ")) + line.Text
		}
	}
	return all
}

// withName puts the name of the account after its number, where that is what the
// obstacle is about.
func withName(o jobs.Obstacle, names map[string]string) jobs.Obstacle {
	switch o.Code {
	case jobs.ObstacleAccount, jobs.ObstacleInactive, jobs.ObstacleCostCenter, jobs.ObstacleProject, jobs.ObstacleCostCenterUnset,
		jobs.ObstacleProjectUnset, jobs.ObstacleCostCenterRefused, jobs.ObstacleProjectRefused:
		if name := names[o.Args[0]]; name != "" {
			o.Args = append([]string{o.Args[0] + " " + name}, o.Args[1:]...)
		}
	}
	return o
}

// obstaclePlace is the page where a person removes an obstacle, when it is here.
func obstaclePlace(ctx context.Context, o jobs.Obstacle) (path, where string) {
	switch o.Code {
	case jobs.ObstacleDraft, jobs.ObstacleBalance, jobs.ObstacleCharacters, jobs.ObstacleCostCenter, jobs.ObstacleProject,
		jobs.ObstacleCostCenterRefused, jobs.ObstacleProjectRefused, jobs.ObstacleNextDate:
		return "/verifikationer/" + o.Entry, t(ctx, "Öppna %s", o.Entry)
	case jobs.ObstacleCostCenterUnset, jobs.ObstacleProjectUnset:
		return "/verifikationer/fordelning", t(ctx, "Öppna Fördelning")
	case jobs.ObstacleUnsettled:
		return "/export/kvitto", t(ctx, "Visa kvitto")
	case jobs.ObstacleApart:
		return "/skatt", t(ctx, "Öppna Skatteberäkning")
	case jobs.ObstacleThere:
		return "/import", t(ctx, "Till importen")
	case jobs.ObstacleCompany:
		return "/underhall/datakalla", t(ctx, "Öppna Datakälla")
	}
	return "", ""
}

func obstacleText(ctx context.Context, o jobs.Obstacle) obstacleWords {
	arg := func(i int) string {
		if i < len(o.Args) {
			return o.Args[i]
		}
		return ""
	}
	switch o.Code {
	case jobs.ObstacleNoSeries:
		return obstacleWords{t(ctx, "Fortnox har ingen verifikationsserie för manuell kontering"), t(ctx, "Lägg upp en serie för räkenskapsåret i Fortnox och kontrollera igen.")}
	case jobs.ObstacleSeries:
		return obstacleWords{t(ctx, "Serie %s tar inte emot verifikationer", arg(0)), t(ctx, "Välj en annan serie.")}
	case jobs.ObstacleNoYear:
		return obstacleWords{t(ctx, "Räkenskapsåret %s finns inte i Fortnox", arg(0)), t(ctx, "Lägg upp året i Fortnox och kontrollera igen.")}
	case jobs.ObstacleCompany:
		return obstacleWords{t(ctx, "Ett annat företag svarar i Fortnox: %s, %s", arg(1), arg(0)), t(ctx, "Koppla uppdraget till rätt företag under Underhåll – Inställningar – Fortnox och kontrollera igen.")}
	case jobs.ObstacleThere:
		return obstacleWords{t(ctx, "%s finns redan i Fortnox, som %s", arg(0), arg(1)), t(ctx, "Importera bokföringen, så ser du hur den står där. Vänd den i Fortnox om den inte ska gälla.")}
	case jobs.ObstacleLocked:
		return obstacleWords{t(ctx, "Perioden är låst till och med %s i Fortnox", arg(0)), t(ctx, "Lås upp perioden i Fortnox, eller ändra datumet, och kontrollera igen.")}
	case jobs.ObstacleAccount:
		return obstacleWords{t(ctx, "Konto %s finns inte i Fortnox", arg(0)), t(ctx, "Lägg upp kontot i Fortnox under Register – Kontoplan och kontrollera igen.")}
	case jobs.ObstacleInactive:
		return obstacleWords{t(ctx, "Konto %s är inaktivt i Fortnox", arg(0)), t(ctx, "Aktivera kontot i Fortnox under Register – Kontoplan och kontrollera igen.")}
	case jobs.ObstacleCostCenter:
		return obstacleWords{t(ctx, "Konto %s kräver kostnadsställe i Fortnox", arg(0)), t(ctx, "Skriv kostnadsställe på raden och kontrollera igen.")}
	case jobs.ObstacleProject:
		return obstacleWords{t(ctx, "Konto %s kräver projekt i Fortnox", arg(0)), t(ctx, "Skriv projekt på raden och kontrollera igen.")}
	case jobs.ObstacleCostCenterUnset:
		return obstacleWords{t(ctx, "Konto %s kräver kostnadsställe i Fortnox", arg(0)), t(ctx, "Programmet gör verifikationen. Välj kostnadsställe för sådana under Bokslutsverifikationer – Fördelning och kontrollera igen.")}
	case jobs.ObstacleProjectUnset:
		return obstacleWords{t(ctx, "Konto %s kräver projekt i Fortnox", arg(0)), t(ctx, "Programmet gör verifikationen. Välj projekt för sådana under Bokslutsverifikationer – Fördelning och kontrollera igen.")}
	case jobs.ObstacleCostCenterRefused:
		return obstacleWords{t(ctx, "Konto %s tar inte emot kostnadsställe i Fortnox", arg(0)), t(ctx, "Ta bort kostnadsställe %s på raden och kontrollera igen.", arg(1))}
	case jobs.ObstacleProjectRefused:
		return obstacleWords{t(ctx, "Konto %s tar inte emot projekt i Fortnox", arg(0)), t(ctx, "Ta bort projekt %s på raden och kontrollera igen.", arg(1))}
	case jobs.ObstacleDraft:
		return obstacleWords{t(ctx, "%s är ett utkast", arg(0)), t(ctx, "Öppna den och spara, eller släng utkastet, och kontrollera igen.")}
	case jobs.ObstacleBalance:
		return obstacleWords{t(ctx, "Debet och kredit skiljer %s", arg(0)), t(ctx, "Rätta verifikationen och kontrollera igen.")}
	case jobs.ObstacleCharacters:
		return obstacleWords{t(ctx, "Fortnox tar inte emot tecknen i texten ”%s”", arg(0)), t(ctx, "Skriv en text med bokstäver och siffror och kontrollera igen.")}
	case jobs.ObstacleUnsettled:
		return obstacleWords{t(ctx, "%s är inte avgjord", arg(0)), t(ctx, "Inget nytt skickas i serien förrän det är klart om den är bokförd. Avgör den på kvittot.")}
	case jobs.ObstacleTogether:
		return obstacleWords{t(ctx, "Systemverifikationerna förs över tillsammans med alla andra"), t(ctx, "Skatt och resultat vilar på %s. Rätta det som hindrar dem och ta med dem, eller för bara över B-verifikationer.", arg(0))}
	case jobs.ObstacleApart:
		return obstacleWords{t(ctx, "Resultatet i bokföringen kommer att skilja %s", arg(0)), t(ctx, "%s är ej aktuell för överföring. Bekräfta beloppet på sidan Skatteberäkning, eller gör den aktuell.", arg(1))}
	case jobs.ObstacleNextYear:
		return obstacleWords{t(ctx, "Räkenskapsåret från %s finns inte i Fortnox", arg(1)), t(ctx, "%s väntar tills året är upplagt i Fortnox. Det andra går att exportera nu.", arg(0))}
	case jobs.ObstacleNextSeries:
		return obstacleWords{t(ctx, "Serie %s tar inte emot verifikationer i räkenskapsåret %s", arg(0), arg(1)), t(ctx, "Lägg upp serien i det året i Fortnox, eller välj en annan, och kontrollera igen.")}
	case jobs.ObstacleNextDate:
		return obstacleWords{t(ctx, "%s ligger utanför räkenskapsåret %s i Fortnox", arg(0), arg(1)), t(ctx, "Ändra datumet och kontrollera igen.")}
	case jobs.ObstacleBefore:
		return obstacleWords{t(ctx, "%s hör till nästa år och förs över sist", arg(0)), t(ctx, "Den vilar på %s. Ta också med dem, eller för över dem först.", arg(1))}
	case jobs.ObstacleNothing:
		return obstacleWords{t(ctx, "Det finns inget att exportera"), t(ctx, "Alla bokslutsverifikationer är överförda, på väg eller ej aktuella för överföring.")}
	}
	return obstacleWords{t(ctx, "Exporten kan inte göras"), strings.Join(o.Args, " ")}
}
