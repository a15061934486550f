package web

import (
	"context"
	"errors"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// fieldSentence says what is wrong with a field, to stand under it.
func fieldSentence(ctx context.Context, f *office.FieldError) string {
	var free *engagement.FreeEquityError
	if text := signingSentence(ctx, f.Err); text != "" {
		return text
	}
	switch {
	case office.IsMissing(f):
		return t(ctx, "Fältet är tomt. Fyll i det.")
	case errors.Is(f, office.ErrOrgNr):
		return t(ctx, "Det är inget organisationsnummer. Skriv tio siffror, till exempel 556000-4615.")
	case errors.Is(f, office.ErrCheckDigit):
		return t(ctx, "Kontrollsiffran stämmer inte. Jämför med registreringsbeviset, någon siffra är fel.")
	case errors.Is(f, office.ErrChoice) && f.Field == "framework":
		return t(ctx, "Regelverket går inte att välja för företagsformen. Förenklat årsbokslut finns för enskild firma och vissa handelsbolag.")
	case errors.Is(f, office.ErrChoice):
		return t(ctx, "Välj ett av alternativen.")
	case errors.Is(f, office.ErrEmail):
		return t(ctx, "Det är ingen e-postadress. Skriv som namn@byra.se.")
	case errors.Is(f, office.ErrPasswordShort):
		return t(ctx, "Lösenordet är för kort. Det behöver minst 12 tecken.")
	case errors.Is(f, office.ErrPasswordLong):
		return t(ctx, "Lösenordet är för långt. Det får ha högst 128 tecken.")
	case errors.Is(f, office.ErrPasswordCommon):
		return t(ctx, "Lösenordet är lätt att gissa. Välj ett som inte innehåller ditt namn, programmets namn eller ett vanligt lösenord.")
	case errors.Is(f, office.ErrNotFound):
		return t(ctx, "Personen finns inte på byrån. Välj en annan.")
	case errors.Is(f, office.ErrLimit):
		return t(ctx, "Gränsen är ett belopp från 0 till en miljard kronor.")
	case errors.Is(f, money.ErrOverflow):
		return t(ctx, "Beloppet är för stort.")
	case errors.Is(f, errDay):
		return t(ctx, "Datumet finns inte i kalendern. Skriv som 2025-12-31.")
	case errors.As(f, new(*money.ParseError)):
		return t(ctx, "Det är inget belopp. Skriv som 1 234,50.")
	case errors.Is(f, engagement.ErrMeetingDate):
		return t(ctx, "Stämman hålls i nästa räkenskapsår. Skriv en dag i det.")
	case errors.Is(f, engagement.ErrNoMeeting):
		return t(ctx, "Inget resultat är bokat som en stämma beslutar om.")
	case errors.Is(f, engagement.ErrDividend):
		return t(ctx, "Utdelningen är inte negativ. Skriv 0 om inget delas ut.")
	case errors.As(f, &free):
		return t(ctx, "Utdelningen är större än det fria egna kapitalet, %s enligt slutligt saldo.", free.Free)
	case errors.Is(f, office.ErrManyChecks):
		return t(ctx, "Checklistan behöver minst en fråga och kan ha högst %d.", office.MaxChecks)
	case errors.Is(f, office.ErrCheckText):
		return t(ctx, "En fråga är för lång. Den får ha högst %d tecken.", office.MaxCheckText)
	case errors.Is(f, engagement.ErrInvoiceTaken):
		return t(ctx, "Fakturan är redan tagen i bilagan.")
	case errors.Is(f, errNoVAT):
		return t(ctx, "Skriv fakturans moms, eller 0 om den är utan moms.")
	case errors.Is(f, engagement.ErrLateVAT):
		return t(ctx, "Momsen är större än fakturan eller har fel tecken.")
	case errors.Is(f, engagement.ErrCarried):
		return t(ctx, "Bilagorna är redan övertagna.")
	case errors.Is(f, closing.ErrCostCentre):
		return t(ctx, "Kostnadsstället finns inte i bokföringen.")
	case errors.Is(f, closing.ErrProject):
		return t(ctx, "Projektet finns inte i bokföringen.")
	case f.Field == "year":
		return t(ctx, "Räkenskapsåret behöver sluta den sista i en månad, ligga efter startdagen och vara högst 18 månader.")
	}
	for _, k := range known {
		if errors.Is(f, k.err) {
			return t(ctx, k.title) + ". " + t(ctx, k.text)
		}
	}
	return t(ctx, "Värdet går inte att använda.")
}

// problemSentence says what is wrong with a closing entry.
func problemSentence(ctx context.Context, p closing.Problem) string {
	text := t(ctx, "Värdet går inte att använda.")
	switch {
	case errors.Is(p.Err, closing.ErrNoText):
		text = t(ctx, "Texten saknas. Skriv vad verifikationen gäller.")
	case errors.Is(p.Err, closing.ErrTextLong):
		text = t(ctx, "Texten är för lång. Verifikationens text får ha högst %d tecken och radens %d.", closing.MaxText, closing.MaxRowText)
	case errors.Is(p.Err, closing.ErrNoDate):
		text = t(ctx, "Datumet saknas.")
	case errors.Is(p.Err, closing.ErrDate):
		text = t(ctx, "Datumet %s ligger utanför räkenskapsåret.", p.Value)
	case errors.Is(p.Err, closing.ErrFewRows):
		text = t(ctx, "En verifikation behöver minst två rader.")
	case errors.Is(p.Err, closing.ErrManyRows):
		text = t(ctx, "Verifikationen har för många rader, högst %d går att spara.", closing.MaxRows)
	case errors.Is(p.Err, closing.ErrAccount) && p.Value == "":
		text = t(ctx, "Kontot saknas.")
	case errors.Is(p.Err, closing.ErrCostCentre):
		return t(ctx, "Kostnadsställe %s finns inte i bokföringen.", p.Value)
	case errors.Is(p.Err, closing.ErrProject):
		return t(ctx, "Projekt %s finns inte i bokföringen.", p.Value)
	case errors.Is(p.Err, closing.ErrAccount):
		text = t(ctx, "Konto %s finns inte i kontoplanen.", p.Value)
	case errors.Is(p.Err, closing.ErrZero):
		text = t(ctx, "Beloppet saknas eller är noll.")
	case errors.Is(p.Err, closing.ErrTooLarge):
		text = t(ctx, "Beloppet är för stort.")
	case errors.Is(p.Err, closing.ErrUnbalanced):
		text = t(ctx, "Verifikationen balanserar inte: debet och kredit skiljer %s.", p.Diff.Abs())
	}
	if p.Row >= 0 {
		return t(ctx, "Rad %d: %s", p.Row+1, text)
	}
	return text
}

// scopeNames says in Swedish which rights of Fortnox are meant.
func scopeNames(ctx context.Context, scopes []string) string {
	names := map[string]string{
		"companyinformation": "företagsinformation", "bookkeeping": "bokföring", "invoice": "kundfakturor",
		"supplierinvoice": "leverantörsfakturor", "payment": "betalningar", "settings": "inställningar",
		"customer": "kunder", "supplier": "leverantörer", "costcenter": "kostnadsställen", "project": "projekt",
		"inbox": "inkorg för filer", "connectfile": "filer på verifikationer",
	}
	var list []string
	for _, s := range scopes {
		if name, ok := names[s]; ok {
			s = t(ctx, name)
		}
		list = append(list, s)
	}
	return strings.Join(list, ", ")
}
