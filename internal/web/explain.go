package web

import (
	"context"
	"errors"
	"net/http"

	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/report/pdf"
	"bokslut/internal/source"
)

// known maps each error that callers branch on to what people are told.
var known = []struct {
	err    error
	status int
	title  string
	text   string
}{
	{errNoPage, http.StatusNotFound, "Sidan finns inte", "Adressen leder ingenstans. Inget har ändrats."},
	{errCrossSite, http.StatusForbidden, "Begäran kom från en annan webbplats", "Inget har ändrats. Öppna sidan här i programmet och försök igen."},
	{errForm, http.StatusBadRequest, "Formuläret gick inte att läsa", "Inget har sparats. Gå tillbaka och försök igen."},
	{errManyFiles, http.StatusUnprocessableEntity, "För många filer", "Inget lästes in. Läs in högst 10 filer åt gången, en för varje räkenskapsår."},
	{engagement.ErrNotFound, http.StatusNotFound, "Det du söker finns inte", "Det är borttaget eller tillhör en annan byrå. Inget har ändrats."},
	{engagement.ErrForbidden, http.StatusForbidden, "Du har inte behörighet", "Din roll får läsa men inte ändra. Inget har ändrats. Be en administratör på byrån om hjälp."},
	{engagement.ErrConflict, http.StatusConflict, "Någon annan hann ändra före dig", "Den andras version gäller och din är inte sparad. Läs in sidan på nytt och gör om ändringen."},
	{engagement.ErrTaken, http.StatusConflict, "Klienten har redan ett uppdrag för räkenskapsåret", "Öppna det från listan över uppdrag, eller välj ett annat räkenskapsår."},
	{engagement.ErrLocked, http.StatusConflict, "Uppdraget är låst", "Inget går att ändra förrän uppdraget låses upp."},
	{engagement.ErrNoImport, http.StatusConflict, "Ingen bokföring är inläst", "Importera bokföringen först."},
	{engagement.ErrSource, http.StatusConflict, "Uppdraget har en annan datakälla", "Inget lästes in. Byt datakälla under Underhåll – Inställningar – Datakälla och importera igen."},
	{engagement.ErrFollows, http.StatusConflict, "Verifikationen hör till nästa år", "Den följer det den vilar på. Ändra där, så följer den med."},
	{engagement.ErrSystem, http.StatusConflict, "Systemverifikationen går inte att ändra här", "Den följer planeringen och skatteberäkningen. Ändra där, så följer den med."},
	{engagement.ErrDraft, http.StatusConflict, "Verifikationen har ett utkast som inte är sparat", "Öppna den, spara eller släng utkastet, och exportera sedan."},
	{engagement.ErrDelivered, http.StatusConflict, "Verifikationen är överförd eller på väg", "Den går inte att ändra. Rätta med en ny bokslutsverifikation."},
	{engagement.ErrNotReady, http.StatusUnprocessableEntity, "Bilagan kan inte klarmarkeras", "Stäm av ett belopp först. Finns en differens behöver den en förklaring."},
	{engagement.ErrNoReview, http.StatusConflict, "Bilagan granskas inte", "Uppdraget ber inte om granskning av den. Det ställs in under Underhåll – Inställningar."},
	{engagement.ErrOwnReview, http.StatusConflict, "Du har själv klarmarkerat bilagan", "En annan person på byrån granskar. Inget har ändrats."},
	{engagement.ErrNotSigned, http.StatusConflict, "Bilagan har ingen klarmarkering som passar", "Läs in sidan på nytt: bilagan är inte klarmarkerad, eller har ändrats sedan dess. Inget har ändrats."},
	{engagement.ErrNoLimit, http.StatusConflict, "Ingen väsentlighetsgräns är satt", "Byrån eller uppdraget behöver en gräns för att små ändringar ska kunna godtas. Klarmarkera på nytt i stället."},
	{engagement.ErrOnTheWay, http.StatusConflict, "Verifikationer är på väg till Fortnox", "Uppdraget kan låsas när överföringen är klar. Inget har ändrats."},
	{engagement.ErrUnlocked, http.StatusConflict, "Uppdraget är inte låst", "Någon har redan låst upp det. Inget har ändrats."},
	{engagement.ErrTextLong, http.StatusUnprocessableEntity, "Texten är för lång", "Korta den och spara igen. Inget har ändrats."},
	{engagement.ErrNoEntries, http.StatusUnprocessableEntity, "Det finns inget att exportera", "Verifikationerna är redan överförda eller på väg."},
	{engagement.ErrBusy, http.StatusConflict, "Det pågår redan", "Vänta tills det är klart. Inget nytt har startats."},
	{engagement.ErrNotRunning, http.StatusConflict, "Inget pågår", "Det finns inget att avbryta."},
	{engagement.ErrAccount, http.StatusUnprocessableEntity, "Kontot finns inte i kontoplanen", "Välj ett konto ur kontoplanen, eller lägg upp det i bokföringen och importera igen."},
	{engagement.ErrText, http.StatusUnprocessableEntity, "Texten saknas", "Skriv en text."},
	{engagement.ErrAutomatic, http.StatusConflict, "Bilagan fylls av importen", "Den går inte att ta bort."},
	{engagement.ErrFollowsPlan, http.StatusConflict, "Bilagan följer Resultatplanering", "Den går inte att ta bort, och raderna i den går inte att ändra. Skriv en kommentar, eller ändra det som den beräknas på."},
	{engagement.ErrUsed, http.StatusUnprocessableEntity, "Det finns rader på kontot", "Bilagan är fortfarande länkad till det. Ta bort eller flytta raderna först."},
	{engagement.ErrManyRows, http.StatusUnprocessableEntity, "Bilagan har för många rader", "Högst 9 000 rader går att spara. Inget har ändrats. Dela upp underlaget på flera bilagor."},
	{engagement.ErrLong, http.StatusUnprocessableEntity, "Texten är för lång", "Ett fält får ha högst 500 tecken. Inget har ändrats."},
	{engagement.ErrMoved, http.StatusConflict, "En annan import har lästs in under tiden", "Inget har ändrats av dig. Öppna förhandsvisningen på nytt: den jämför med den import som gäller nu."},
	{engagement.ErrPlace, http.StatusUnprocessableEntity, "Stället att bifoga på finns inte", "Det kan ha tagits bort under tiden. Läs in sidan på nytt. Inget har sparats."},
	{engagement.ErrManyAtPlace, http.StatusUnprocessableEntity, "Stället har redan så många dokument som får plats", "Högst 50 dokument på en bilaga, ett konto eller en verifikation. Ta bort något, eller samla flera sidor i en PDF."},
	{engagement.ErrManyDocuments, http.StatusUnprocessableEntity, "Uppdraget har redan så många dokument som får plats", "Högst 1 000 dokument och 1 GB. Filen är inte sparad."},
	{errManyAtOnce, http.StatusUnprocessableEntity, "För många filer på en gång", "Högst 20 filer åt gången. De första är bifogade. Bifoga resten efteråt."},
	{engagement.ErrTwoYears, http.StatusUnprocessableEntity, "Verifikationerna hör till två räkenskapsår", "En SIE-fil läses in i ett räkenskapsår. Välj bara verifikationer i det ena."},
	{engagement.ErrKeyTaken, http.StatusConflict, "Det finns redan en fördelningsnyckel med det namnet", "Välj ett annat namn."},
	{engagement.ErrManyKeys, http.StatusUnprocessableEntity, "Uppdraget har för många fördelningsnycklar", "Ta bort någon som inte används."},
	{engagement.ErrTemplateTaken, http.StatusConflict, "Byrån har redan en mall med det namnet", "Välj ett annat namn."},
	{engagement.ErrManyTemplates, http.StatusUnprocessableEntity, "Byrån har för många mallar", "Ta bort någon som inte används."},
	{office.ErrSignIn, http.StatusUnprocessableEntity, "E-postadressen eller lösenordet stämmer inte", "Kontrollera båda och försök igen."},
	{office.ErrProof, http.StatusUnprocessableEntity, "Lösenordet stämmer inte", "Kontrollera det och försök igen."},
	{office.ErrTooMany, http.StatusTooManyRequests, "För många försök", "Vänta en stund och försök igen. Väntan blir längre för varje försök, som mest 15 minuter."},
	{office.ErrLink, http.StatusGone, "Länken gäller inte", "Den är redan använd eller för gammal. En ny skrivs ut i terminalen när programmet startas om."},
	{office.ErrSetUp, http.StatusConflict, "Programmet är redan i bruk", "Logga in i stället."},
	{office.ErrEmailTaken, http.StatusConflict, "E-postadressen används redan", "Välj en annan e-postadress, eller logga in."},
	{office.ErrClientTaken, http.StatusConflict, "Klienten finns redan", "En klient med samma organisationsnummer är upplagd."},
	{connection.ErrNone, http.StatusConflict, "Klienten är inte kopplad till Fortnox", "Logga in i Fortnox under Underhåll – Inställningar – Datakälla. Inget i uppdraget har ändrats."},
	{connection.ErrLapsed, http.StatusConflict, "Kopplingen till Fortnox har löpt ut", "Du behöver importera på nytt för att kunna exportera. Inget i uppdraget har ändrats."},
	{connection.ErrState, http.StatusBadRequest, "Inloggningen i Fortnox hör inte hit", "Den började inte här, är redan använd eller tog längre tid än 10 minuter. Inget lästes in. Logga in i Fortnox på nytt."},
	{connection.ErrDeclined, http.StatusForbidden, "Kopplingen godkändes inte i Fortnox", "Inget lästes in. Logga in på nytt och godkänn kopplingen, eller fortsätt utan Fortnox."},
	{connection.ErrCode, http.StatusBadGateway, "Inloggningskoden från Fortnox gällde inte längre", "Inget lästes in. Logga in i Fortnox på nytt."},
	{connection.ErrConfig, http.StatusBadGateway, "Fortnox känner inte igen programmet", "Programmets klient-id eller hemlighet avvisas. Inget lästes in. Be den som driver programmet kontrollera inställningen."},
	{connection.ErrLicence, http.StatusForbidden, "Licens eller behörighet saknas i Fortnox", "Klienten behöver licens för integration, och du behöver vara systemadministratör i klientens Fortnox. Inget lästes in."},
	{connection.ErrUnreached, http.StatusBadGateway, "Fortnox svarar inte", "Uppdraget är oförändrat. Försök igen om en stund."},
	{connection.ErrNotSetUp, http.StatusConflict, "Programmet är inte anmält hos Fortnox", "Det saknar klient-id. Be den som driver programmet ställa in det, eller välj SIE4-fil som datakälla."},
	{connection.ErrConflict, http.StatusConflict, "Kopplingen ändrades under tiden", "Inget har ändrats av dig. Läs in sidan på nytt och försök igen."},
	{connection.ErrLease, http.StatusConflict, "Kopplingen används just nu", "Vänta några sekunder och försök igen."},
	{jobs.ErrImportFirst, http.StatusConflict, "Importera innan du exporterar", "Du har loggat in i Fortnox på nytt sedan den senaste importen. Importera och läs in importen, så att uppdraget bygger på bokföringen som den är nu."},
	{jobs.ErrRestored, http.StatusConflict, "Databasen är återställd från en säkerhetskopia", "Inget har skickats. Importera och läs in importen, så att uppdraget jämförs med det som finns i Fortnox. Sedan kan du exportera."},
	{jobs.ErrLease, http.StatusConflict, "En annan export pågår", "Vänta tills den är klar och försök igen."},
	{export.ErrDecision, http.StatusConflict, "Beslutet går inte att fatta längre", "Överföringen har fått en annan status. Läs in sidan på nytt."},
	{export.ErrAccountNumber, http.StatusUnprocessableEntity, "Kontonumret går inte att skicka till Fortnox", "Fortnox har konton från 1000 till 9999. Byt konto i verifikationen."},
	{pdf.ErrTooLong, http.StatusUnprocessableEntity, "Rapporten är för lång för en PDF", "En PDF tar högst 40 000 rader. Hämta den som Excel, eller välj färre konton eller en kortare period."},
	{context.DeadlineExceeded, http.StatusGatewayTimeout, "Det tog för lång tid", "Uppdraget är oförändrat. Försök igen."},
	{connection.ErrSealed, http.StatusInternalServerError, "Nyckeln till Fortnox går inte att öppna", "Programmet har startats med en annan installationsnyckel. Inget har ändrats. Be den som driver programmet om hjälp."},
}

// explain says what an error means to a person.
func explain(ctx context.Context, err error) failure {
	if f, ok := explainTyped(ctx, err); ok {
		return f
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			return failure{Status: k.status, Title: t(ctx, k.title), Text: t(ctx, k.text)}
		}
	}
	return failure{
		Status: http.StatusInternalServerError, Title: t(ctx, "Något gick fel i programmet"),
		Text: t(ctx, "Inget har sparats. Gå tillbaka och försök igen. Händer det igen, ange felkoden till den som driver programmet."),
	}
}

func explainTyped(ctx context.Context, err error) (failure, bool) {
	var (
		company  *connection.CompanyError
		tenant   *connection.TenantError
		scopes   *connection.ScopesError
		field    *office.FieldError
		problems closing.Problems
		amount   *money.ParseError
		tooLarge *http.MaxBytesError
		refused  *document.Refusal
		noFiles  *jobs.FileScopesError
		noYear   *source.NoSuchYearError
		obstacle *jobs.PreflightError
	)
	for _, explains := range []func(context.Context, error) (failure, bool){explainTax, explainExport, explainSigning} {
		if f, ok := explains(ctx, err); ok {
			return f, true
		}
	}
	switch {
	case errors.As(err, &refused):
		return refusalText(ctx, refused), true
	case errors.As(err, &noFiles):
		return failure{
			Status: http.StatusConflict, Title: t(ctx, "Kopplingen får inte bifoga filer i Fortnox"),
			Text: t(ctx, "Verifikationen är orörd. Logga in i Fortnox på nytt och godkänn alla behörigheter."),
		}, true
	case errors.As(err, &company):
		return failure{
			Status: http.StatusConflict, Title: t(ctx, "Fel företag i Fortnox"),
			Text: t(ctx, "Du loggade in på %s, %s. Uppdraget gäller %s. Inget lästes in.", company.GotName, company.GotOrgNr, company.WantOrgNr),
		}, true
	case errors.As(err, &tenant):
		return failure{
			Status: http.StatusConflict, Title: t(ctx, "Ett annat företag i Fortnox än förut"),
			Text: t(ctx, "Organisationsnumret stämmer, men det är inte samma företag i Fortnox som förra gången. Inget lästes in. Välj samma företag som förut, eller koppla från först."),
		}, true
	case errors.As(err, &scopes):
		return failure{
			Status: http.StatusForbidden, Title: t(ctx, "Kopplingen saknar behörigheter"),
			Text: t(ctx, "Den behöver också: %s. Inget lästes in. Logga in på nytt och godkänn alla behörigheter.", scopeNames(ctx, scopes.Missing)),
		}, true
	case errors.As(err, &noYear):
		return failure{
			Status: http.StatusConflict, Title: t(ctx, "Räkenskapsåret finns inte i Fortnox"),
			Text: t(ctx, "Fortnox har inget räkenskapsår %s. Lägg upp året i Fortnox, eller kontrollera uppdragets räkenskapsår.", noYear.Want),
		}, true
	case errors.As(err, &obstacle):
		return failure{
			Status: http.StatusConflict, Title: t(ctx, "Något hindrar exporten"),
			Text: t(ctx, "Inget har skickats. Öppna exporten igen för att se hindren."),
		}, true
	case errors.As(err, &field):
		return failure{Status: http.StatusUnprocessableEntity, Title: fieldSentence(ctx, field), Text: t(ctx, "Inget har sparats.")}, true
	case errors.As(err, &problems):
		return failure{Status: http.StatusUnprocessableEntity, Title: t(ctx, "Verifikationen kan inte sparas"), Text: problemSentence(ctx, problems[0])}, true
	case errors.As(err, &amount):
		return failure{Status: http.StatusUnprocessableEntity, Title: t(ctx, "”%s” är inget belopp", amount.Text), Text: t(ctx, "Skriv som 1 234,50.")}, true
	case errors.As(err, &tooLarge):
		return failure{Status: http.StatusRequestEntityTooLarge, Title: t(ctx, "Det du skickade är för stort"), Text: t(ctx, "Inget har sparats. En SIE-fil får vara högst 256 MB, ett formulär högst 1 MB.")}, true
	}
	return failure{}, false
}
