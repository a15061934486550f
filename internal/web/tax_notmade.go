package web

import (
	"context"
	"strings"

	"bokslut/internal/tax"
)

func notMadeTitle(ctx context.Context, reason string) string {
	switch reason {
	case "privatbostadsforetag":
		return t(ctx, "Skatten för privatbostadsföretag görs inte")
	case "not_a_company":
		return t(ctx, "Ingen skatt bokförs i företaget")
	}
	return t(ctx, "Skatten görs inte för företagsformen")
}

// notMadeText says which rules apply and which forms a person makes elsewhere.
func notMadeText(ctx context.Context, c tax.Company, reason string) string {
	switch {
	case reason == "privatbostadsforetag":
		return t(ctx, "Ett privatbostadsföretag får inte avsätta till periodiseringsfond och får inte följa K2 för räkenskapsår som börjar 2026 eller senare. Beräkna skatten i ett annat program. Är uppgiften fel rättar du den under Ingående uppgifter.")
	case reason != "not_a_company":
		return t(ctx, "Kontrollera företagsformen under Underhåll – Inställningar.")
	}
	scope, err := c.Scope()
	if err != nil {
		return ""
	}
	forms := strings.Join(scope.NotMade, ", ")
	if c.Form == tax.EF {
		return t(ctx, "Näringsidkaren beskattas själv. Årets resultat förs från 8999 till 2019 med en bokslutsverifikation. Periodiseringsfond och skatt räknas i deklarationen och bokförs inte. Blanketten %s görs inte av programmet.", forms)
	}
	return t(ctx, "Delägarna beskattas var för sig. Årets resultat förs från 8999 till 2019, 2029 och så vidare med en bokslutsverifikation, efter andelarna. Periodiseringsfond och skatt hör till delägarna och bokförs inte. Blanketterna %s görs inte av programmet.", forms)
}
