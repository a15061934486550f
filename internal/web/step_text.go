package web

import (
	"context"

	"bokslut/internal/jobs"
)

// steps maps the code of a step to what it does. A %s stands for its args.
var steps = map[string]struct {
	text string
	args int
}{
	"connect":                 {"Anslutning till Fortnox", 0},
	"company":                 {"Företagsuppgifter", 0},
	"years":                   {"Räkenskapsår", 0},
	"accounts":                {"Kontoplan", 0},
	"series":                  {"Verifikationsserier", 0},
	"earlierseries":           {"Verifikationsserier %s", 1},
	"vouchercount":            {"Antal verifikationer %s", 1},
	"lockedperiod":            {"Låst period", 0},
	"sie":                     {"Saldon och verifikationer %s", 1},
	"nextyear":                {"Ingående balanser %s", 1},
	"invoices":                {"Kundfakturor till bilagan för 1510", 0},
	"invoice":                 {"Kundfakturornas uppgifter", 0},
	"invoicepayments":         {"Inbetalningar till bilagan för 1510", 0},
	"invoicepayment":          {"Inbetalningarnas uppgifter", 0},
	"supplierinvoices":        {"Leverantörsfakturor till bilagan för 2440", 0},
	"supplierinvoice":         {"Leverantörsfakturornas uppgifter", 0},
	"supplierinvoicepayments": {"Utbetalningar till bilagan för 2440", 0},
	"supplierinvoicepayment":  {"Utbetalningarnas uppgifter", 0},
	"taxreductions":           {"Rot- och rutavdrag", 0},
	"taxreduction":            {"Rot- och rutavdragens uppgifter", 0},
	"customers":               {"Kundregister", 0},
	"suppliers":               {"Leverantörsregister", 0},
	"changes":                 {"Ändringar sedan förra importen", 0},
	"check":                   {"Kontroll och sparande", 0},
	"send":                    {"Skickar %s", 1},
}

// stepSentence says what a step does.
func stepSentence(ctx context.Context, one jobs.Step) string {
	known, ok := steps[one.Code]
	switch {
	case !ok || len(one.Args) < known.args:
		return t(ctx, "Hämtar uppgifter")
	case known.args == 0:
		return t(ctx, known.text)
	}
	return t(ctx, known.text, anys(one.Args[:known.args])...)
}
