package schedule_test

import (
	"testing"

	"bokslut/internal/workpaper"
)

func TestWorkInProgress(t *testing.T) {
	rows := []string{
		"number=1|text=Skola|price=1 000 000|costs=400 000|estimate=800 000|invoiced=450 000",
		"number=2|text=Bro|price=500 000|costs=100 000|estimate=400 000|invoiced=200 000",
		"number=3|text=Förlust|price=100 000|costs=60 000|estimate=120 000|invoiced=0",
	}
	checkExamples(t, "work-in-progress", []example{{
		name:   "Huvudregeln",
		source: "BFNAR 2016:10 kapitel 6. Härlett: 50 % av 1 000 000 − 450 000 = 50 000 fordran; 25 % av 500 000 − 200 000 = 75 000 skuld; 50 % av 100 000 − återstående förlust 10 000 = 40 000.",
		kind:   workpaper.WorkInProgress, accounts: "1620 2450", balances: "1620=0/0 2450=0/0", rows: rows, facts: "rule=main|contra=3010",
	}, {
		name:   "Alternativregeln",
		source: "Härlett: nedlagt 400 000 − 450 000 och 100 000 − 200 000 är skulder; förlusten tar nedlagda 60 000 till 100 000 − 60 000 = 40 000.",
		kind:   workpaper.WorkInProgress, accounts: "1470 2430", balances: "1470=30000/30000 2430=0/0 4970=0/0", rows: rows, facts: "rule=alternative",
	}, {
		name:   "Grad som inte går jämnt ut",
		source: "Härlett: 8/11 av 96 000 är 69 818,18, och 3/11 av förlusten 14 000 återstår, 3 818,18: 66 000,00 på öret.",
		kind:   workpaper.WorkInProgress, accounts: "1620 2450", balances: "1620=0/0 2450=0/0",
		rows: []string{"text=Villa|price=96 000|costs=80 000|estimate=110 000|invoiced=20 000"},
	}, {
		name:   "Färdigställandegrad skriven för hand, och det som inte kan stämma",
		source: "Härlett: 40 % av 200 000; 130 % räknas som 100 %.",
		kind:   workpaper.WorkInProgress, accounts: "1620 2450", balances: "1620=0/0 2450=0/0",
		rows: []string{"text=A|price=200 000|costs=10 000|stage=40 %", "text=B|price=100 000|costs=20 000|stage=130|invoiced=120 000", "text=C|price=10|costs=2 000|estimate=1 000", "text=D|price=1 000|costs=5"},
	}})
}

func TestCurrency(t *testing.T) {
	checkExamples(t, "currency", []example{{
		name:   "Leverantörsskuld i JPY per 100 och kundfordran i EUR",
		source: "Härlett: 1 000 000 JPY × 6,9821/100 = 69 821; 5 000 EUR × 10,8825 = 54 412,50. Kursen på bokslutsdagen är exempel.",
		kind:   workpaper.Currency, accounts: "1510 2440", balances: "1510=0/156000 2440=0/-71000", elsewhere: "1510=156000 2440=-71000",
		facts: "rate_source=Riksbanken 2025-12-30",
		rows: []string{"account=2440|number=88|text=Tokyo KK|currency=JPY|foreign=1 000 000|rate=6,9821|unit=100|booked=71 000",
			"account=1510|text=Paris SA|currency=EUR|foreign=5 000|rate=10,8825|booked=56 000"},
	}, {
		name:   "Valutakonto och lån explicit på bilagan",
		source: "Härlett: 2 000 USD × 9,50 = 19 000 på 8330; lånet 10 000 EUR × 10,90 = 109 000 på 8430.",
		kind:   workpaper.Currency, accounts: "1980 2395", balances: "1980=0/20000 2395=0/-110000",
		rows: []string{"account=1980|text=Valutakonto|currency=USD|foreign=2000|rate=9,5|booked=20 000", "account=2395|text=Lån|currency=EUR|foreign=10 000|rate=10,9|booked=110 000"},
	}, {
		name:   "Kurs per 100 tagen som per 1, kronor, tecken",
		source: "Härlett: värdet ligger långt från det bokförda.",
		kind:   workpaper.Currency, accounts: "1510", balances: "1510=0/0",
		rows: []string{"text=A|currency=JPY|foreign=100 000|rate=6,98|booked=7 000", "text=B|currency=SEK|foreign=10|rate=1|booked=10", "text=C|currency=eur|foreign=-10|rate=10|booked=100", "text=D|currency=USD|foreign=10|rate=-1|unit=20000|booked=0"},
	}})
}

func TestRelated(t *testing.T) {
	checkExamples(t, "related", []example{{
		name:   "Ägaren har lånat ut, och tagit ut för mycket",
		source: "ABL 21 kap. 1 §. Härlett: 2893 100 000 + 20 000 − 150 000 är en fordran om 30 000 på ägaren.",
		kind:   workpaper.Related, accounts: "2893", balances: "2893=-100000/30000",
		rows: []string{"text=Anna Berg|relation=owner|opening=100 000|increase=20 000|decrease=150 000|agreement=Revers 2023"},
	}, {
		name:   "Lån till moderbolag är ingen ägarfordran; IB avviker",
		source: "Härlett: undantaget för koncernbolag prövas på koncernbilagan; förra året stod 5 000.",
		kind:   workpaper.Related, accounts: "1685 2898", balances: "1685=5000/4000 2898=0/-1000",
		rows: []string{"account=1685|text=Moder AB|relation=company|opening=4 000", "account=2898|text=Utdelning|relation=owner|increase=1 200"},
	}})
}

func TestGroupBalances(t *testing.T) {
	checkExamples(t, "group-balances", []example{{
		name:   "Motparten har bekräftat annat",
		source: "Härlett: motpartens besked gäller; skillnaden 500 visas.",
		kind:   workpaper.GroupBalances, accounts: "1660 2860", balances: "1660=0/10000 2860=0/-7000",
		rows: []string{"account=1660|text=Dotter AB|ours=10 000|theirs=9 500|confirmed=2026-01-15", "account=2860|text=Moder AB|ours=7 000"},
	}})
}

func TestSecurities(t *testing.T) {
	checkExamples(t, "securities", []example{{
		name:   "Lägsta värdets princip post för post",
		source: "ÅRL 4 kap. 9 §. Härlett: A skrivs ned 20 000, B har ett övervärde om 15 000 som inte kvittas.",
		kind:   workpaper.Securities, accounts: "1810 1890", balances: "1810=0/150000 1890=0/0 8370=0/0",
		rows: []string{"account=1810|text=A|entry=shares|units=100|cost=100 000|market=80 000", "account=1810|text=B|entry=fund|cost=50 000|market=65 000"},
	}, {
		name:   "Anläggningstillgångar: bara varaktiga nedgångar",
		source: "ÅRL 4 kap. 5 §. Härlett: tillfällig nedgång står kvar, varaktig skrivs ned på 1358 mot 8270.",
		kind:   workpaper.Securities, accounts: "1350 1358", balances: "1350=0/90000 1358=-5000/-5000",
		rows: []string{"account=1350|text=C|cost=60 000|market=50 000", "account=1350|text=D|cost=30 000|market=10 000|lasting=ja"},
	}, {
		name:   "Utan marknadsvärde",
		source: "Härlett: en omsättningstillgång behöver ett; en nedskrivning som inte längre behövs återförs.",
		kind:   workpaper.Securities, accounts: "1880 1890", balances: "1880=0/1000 1890=-100/-100",
		rows: []string{"account=1880|text=E|entry=insurance|cost=1 000", "account=1880|text=F|cost=0|market=10"},
	}})
}

func TestPledges(t *testing.T) {
	checkExamples(t, "pledges", []example{{
		name:   "Företagsinteckning och borgen",
		source: "ÅRL 5 kap. 14–15 §§.",
		kind:   workpaper.Pledges, accounts: "2350",
		rows: []string{"entry=business_mortgage|text=Företagsinteckning|beneficiary=Banken|amount=500 000|debt=400 000|date=2026-01-10", "entry=surety|text=Borgen för dotterbolag|amount=200 000"},
	}, {
		name: "Inga, men en rad", source: "Härlett.",
		kind: workpaper.Pledges, accounts: "2350", facts: "none=x", rows: []string{"entry=other|text=Pant|amount=-1"},
	}})
}

func TestEquity(t *testing.T) {
	rows := []string{
		"account=2081|text=Aktiekapital", "account=2091|text=Balanserat resultat|result=60 000",
		"account=2098|text=Föregående års resultat|dividend=5", "account=2099|text=Årets resultat|result=-100 000",
	}
	dividend := []string{"account=2081", "account=2091|result=100 000|dividend=-40 000", "account=2099|result=-100 000"}
	accounts := "2081 2091 2098 2099"
	checkExamples(t, "equity", []example{{
		name:   "Förra årets resultat ligger kvar på 2099, utdelning 40 000 är inte bokförd",
		source: "faronline.se rr_aretsresultat: 2099 till 2098, därifrån 2091 och 2898. Härlett: 100 000 från 2099, 60 000 kvar i 2091, 40 000 till 2898; årets resultat 80 000.",
		kind:   workpaper.Equity, accounts: "2081 2091 2099", rows: dividend, facts: "decided=2025-05-20",
		balances: "2081=-50000/-50000 2091=-200000/-200000 2099=-100000/-100000 3010=0/-180000 5010=0/100000 8999=0/0",
	}, {
		name:   "Allt är bokfört, även årets resultat",
		source: "Härlett: 8999/2099 80 000 är bokförd; kontona stämmer.",
		kind:   workpaper.Equity, accounts: "2081 2091 2099", rows: dividend, facts: "decided=2025-05-20",
		balances: "2081=-50000/-50000 2091=-200000/-260000 2099=-100000/-80000 3010=0/-180000 5010=0/100000 8999=0/80000",
	}, {
		name:   "Fördelningen går inte ihop och ett konto saknas",
		source: "Härlett: 60 000 av 100 000 är fördelade; 2097 har saldo.",
		kind:   workpaper.Equity, accounts: accounts + " 2097", rows: rows,
		balances: "2081=-50000/-50000 2091=-200000/-200000 2098=0/0 2099=-100000/-100000 2097=-10/-10",
	}})
}
