package schedule_test

import (
	"testing"

	"bokslut/internal/workpaper"
)

func TestTaxAccount(t *testing.T) {
	checkExamples(t, "tax-account", []example{{
		name:   "Ränta och en betalning på väg",
		source: "Härlett: kontoutdrag 12 150; räntan 150 är inte bokförd (8314, skattefri) och inbetalningen 5 000 syns först i januari.",
		kind:   workpaper.TaxAccount, accounts: "1630", balances: "1630=0/17000",
		facts: "balance=12 150|statement_date=2025-12-31",
		rows: []string{"entry=unbooked|text=Intäktsränta|date=2025-12-06|amount=150|contra=8314",
			"entry=in_transit|text=Inbetalning|date=2025-12-30|amount=5 000"},
	}, {
		name:   "Skuld på 1630 hör till 2850",
		source: "BAS 2026 har 1630 för fordran och 2850 för skuld.",
		kind:   workpaper.TaxAccount, accounts: "1630 2850", balances: "1630=0/-4000 2850=0/0",
		facts: "balance=-4 000|statement_date=2026-01-07",
	}, {
		name:   "Skuld i en kontoplan utan 2850",
		source: "Härlett: det finns inget annat konto än 1630.",
		kind:   workpaper.TaxAccount, accounts: "1630", balances: "1630=0/-3000",
		facts: "balance=-4 000|statement_date=2025-12-31",
	}, {
		name:   "Skillnad som raderna inte förklarar",
		source: "Härlett: 100 återstår utöver räntan 20.",
		kind:   workpaper.TaxAccount, accounts: "1630", balances: "1630=0/1000",
		facts: "balance=1 120|statement_date=2025-12-31", rows: []string{"entry=unbooked|text=Ränta|amount=20"},
	}})
}

func TestVAT(t *testing.T) {
	quarters := []string{
		"from=2025-01-01|to=2025-03-31|filed=2025-05-12|output=50 000|input=20 000|paid=2025-05-12",
		"from=2025-04-01|to=2025-06-30|filed=2025-08-17|output=40 000|input=10 000|paid=2025-08-17",
		"from=2025-07-01|to=2025-09-30|filed=2025-11-12|output=30 000|input=12 000|paid=2025-11-12",
		"from=2025-10-01|to=2025-12-31|filed=2026-02-12|output=60 000|input=25 000",
	}
	checkExamples(t, "vat", []example{{
		name:   "Kvartal 4 är deklarerat men inte omfört",
		source: "Härlett: 60 000 − 25 000 är skuld på 2650; öret 0,75 går till 3740.",
		kind:   workpaper.VAT, accounts: "2611 2641 2650", rows: quarters,
		balances: "2611=0/-60000.40 2641=0/25000.65 2650=0/0 3740=0/0",
		movements: []string{
			"2611 A1 2025-10-05 2025-10-06 -60000,40", "2641 A2 2025-11-05 2025-11-06 25000,65",
			"2611 A3 2025-02-05 2025-02-06 -50000,00", "2641 A4 2025-02-05 2025-02-06 20000,00",
			"2611 A5 2025-03-31 2025-04-06 50000,00", "2641 A5 2025-03-31 2025-04-06 -20000,00", "2650 A5 2025-03-31 2025-04-06 -30000,00",
		},
	}, {
		name:   "Bokfört efter deklarationen ligger kvar och är förklarat",
		source: "Allmän kunskap: rättas i den deklarationen eller tas i nästa, förs inte om till 2650.",
		kind:   workpaper.VAT, accounts: "2611 2641 2650", rows: quarters, balances: "2611=0/-250 2641=0/0 2650=0/-35000",
		movements: []string{
			"2611 A9 2025-12-20 2026-02-20 -250,00", "2611 A1 2025-10-05 2025-10-06 -60000,00", "2641 A2 2025-11-05 2025-11-06 25000,00",
		},
	}, {
		name:   "En fordran, en period saknas, en överlappar",
		source: "Härlett: kvartal 2 saknas och december står två gånger.",
		kind:   workpaper.VAT, accounts: "1650 2650", balances: "1650=0/0 2650=0/8000",
		rows: []string{"from=2025-01-01|to=2025-03-31|filed=2025-05-12|output=1 000|input=9 000", "from=2025-07-01|to=2025-12-31|output=0|input=0", "from=2025-12-01|to=2025-12-31|output=0|input=0"},
	}})
}

func TestPayrollTaxes(t *testing.T) {
	checkExamples(t, "payroll-taxes", []example{{
		name:   "Decembers arbetsgivardeklaration",
		source: "Härlett: november betalades i december; 31,42 % av 100 000 är 31 420.",
		kind:   workpaper.PayrollTaxes, accounts: "2710 2731", balances: "2710=0/-30000 2731=0/-31400 7510=0/0",
		rows: []string{"date=2025-11-30|tax=28 000|contributions=29 000|paid=2025-12-12", "date=2025-12-31|tax=30 000|contributions=31 420|paid=2026-01-17"},
	}, {
		name:   "Sista månaden saknas",
		source: "Härlett: november står utan betalning, december finns inte.",
		kind:   workpaper.PayrollTaxes, accounts: "2710", balances: "2710=0/-28000",
		rows: []string{"date=2025-11-01|tax=28 000|contributions=0", "date=2025-11-30|tax=0|contributions=0"},
	}})
}
