package web

import "context"

func notMadeTitle(ctx context.Context, reason string) string {
	switch reason {
	case "privatbostadsforetag":
		return t(ctx, "Skatten för privatbostadsföretag görs inte")
	case "not_a_company":
		return t(ctx, "Ingen skatt bokförs i företaget")
	}
	return t(ctx, "Skatten görs inte för företagsformen")
}

// notMadeText says why, and what a person does elsewhere.
func notMadeText(ctx context.Context, reason string) string {
	if reason == "privatbostadsforetag" {
		return t(ctx, "Ett privatbostadsföretag får inte avsätta till periodiseringsfond och får inte följa K2 för räkenskapsår som börjar 2026 eller senare. Beräkna skatten i ett annat program. Är uppgiften fel rättar du den under Ingående uppgifter.")
	}
	return t(ctx, "Kontrollera företagsformen under Underhåll – Inställningar.")
}
