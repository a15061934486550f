package company

import (
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// garden builds gardens and has a financial year from September to August. Its
// oldest periodiseringsfond, 2129, is for the tax year that began 2018-09-01.
func garden() *profile {
	kr, day := money.Kronor, civil.MustParse
	return &profile{
		name: "Råga Trädgård & Anläggning AB", organisation: organisation(8095), tenant: 590_377,
		address: "Rågavägen 61", zip: "244 61", city: "Furulund", phone: "040-628 04 17",
		firstName: "Göran", lastName: "Ärlebrant", email: "info@raga.example",
		seed: 17 * 7919, clock: day("2025-11-10"),
		years: []yearPlan{
			{id: 5, from: "2022-09-01", to: "2023-08-31", prelimTax: kr(9_000), dividend: kr(100_000), allocation: 7_000, stockCount: kr(214_800)},
			{id: 3, from: "2023-09-01", to: "2024-08-31", prelimTax: kr(9_500), dividend: kr(150_000), allocation: 6_000, stockCount: kr(231_250)},
			{id: 8, from: "2024-09-01", to: "2025-08-31", prelimTax: kr(10_500), dividend: kr(150_000)},
			{id: 9, from: "2025-09-01", to: "2026-08-31", prelimTax: kr(10_500)},
		},
		opening: map[int]money.Amount{
			1210: kr(865_000), 1219: kr(-471_000), 1220: kr(142_000), 1229: kr(-88_500), 1240: kr(594_000), 1249: kr(-297_000),
			1460: kr(198_300), 1630: kr(2_940), 1910: kr(1_850), 1930: 1_184_120_35, 2081: kr(-50_000), 2099: -218_455_60,
			2121: kr(-74_000), 2122: kr(-81_000), 2129: kr(-62_000), 2350: kr(-480_000), 2512: kr(-60_564), 2518: kr(11 * 7_000),
			2650: kr(-131_310), 2710: kr(-47_120), 2731: kr(-52_611), 2920: kr(-139_500), 2941: kr(-43_830), 2992: kr(-24_000),
		},
		openingVAT:   []vatDebt{{day("2022-09-12"), kr(70_415)}, {day("2022-10-12"), kr(60_895)}},
		accruals:     []accrual{{"Upplupet arvode bokslut och revision", 2992, 6421, kr(-24_000)}},
		firstInvoice: 2_318, firstBill: 901, slow: []time.Month{time.December, time.January, time.February},
		customers: gardenCustomers(), articles: gardenArticles(), invoicesPerMonth: 14,
		suppliers: gardenSuppliers(), recurring: gardenRecurring(), purchases: gardenPurchases(), purchasesPerMonth: 8,
		receipts: officeReceipts(), receiptsPerMonth: 4,
		staff: []employee{{7220, kr(44_000), 30}, {7010, kr(33_000), 26}, {7010, kr(31_500), 26}, {7010, kr(29_500), 25}},
		loan:  loan{payOff: kr(30_000), rate: 495, month: 1, text: "Ränta och amortering maskinlån"},
		depreciation: []depreciation{
			{1210, 1219, 7831, 1_500}, {1220, 1229, 7832, 2_000}, {1240, 1249, 7834, 2_000},
		},
		stock: stock{1460, 4960}, auditFee: kr(24_000),
		projects:  []unit{{"21", "Kv. Rågångaren"}, {"22", "Lerbäcksparken"}},
		corrector: "Göran Ärlebrant",
		specials: func(s *sim) {
			s.invest("2023-04-18", 8, "Minigrävare, begagnad", 1210, kr(168_000))
			s.invest("2025-03-26", 8, "Släpkärra", 1220, kr(41_200))
			s.badDebt("2023-10-05", "2024-06-12", 14, "Beskärning", 3041, kr(8_600))
			s.matchedByHand("2025-06-17", "2025-07-21", 9, "Gräsmatta, nyanläggning", 3041, kr(2_120))
			s.lateSetOff("2025-07-29", "2025-08-20", "2025-09-16", 2, "Plantering enligt ritning", 3041, kr(38_400), kr(4_800))
			s.paidPrivately("2025-08-05", "2025-08-18", 5, "Bränsle och oljor", 5460, kr(904))
			s.unbookedBill("2025-08-29", 4, "Grus och makadam", 4010, kr(5_210))
		},
	}
}

func gardenCustomers() []*party {
	return numbered([]*party{
		se("Brf Rågångaren", "Furulund", 30),
		se("Kävlingeåns Samfällighet", "Kävlinge", 30),
		se("Bygg & Betong i Löddebygden AB", "Löddeköpinge", 30).building(),
		se("Ängsbackens Förskola ek. för.", "Lund", 30),
		se("Trollenäs Slottshotell & Park AB", "Eslöv", 30),
		se("Hofterups Kyrkliga Samfällighet", "Hofterup", 30).ore(),
		se("Öresundsbygdens Entreprenad AB", "Landskrona", 30).building(),
		se("Vårdcentrum Södervidinge AB", "Kävlinge", 30),
		se("Brf Åkanten", "Lund", 20),
		se("Lackalänga Äldreboende AB", "Furulund", 30),
		se("Dösjebro Spannmål AB", "Dösjebro", 30).late(9),
		se("Stångby Handelsträdgård HB", "Stångby", 15),
		se("Fastighetsbolaget Sankt Måns AB", "Lund", 30),
		se("Café Gröna Gången HB", "Lund", 15).gone(),
		se("Bjärreds Hamn & Bad AB", "Bjärred", 30),
		se("Kommunalförbundet Saxåns Vatten", "Eslöv", 30),
	})
}

func gardenArticles() []article {
	kr := money.Kronor
	return []article{
		{"Anläggningsarbete", kr(585), "tim", 110, 3041, 25, 0, 0},
		{"Plattläggning", kr(940), "kvm", 70, 3041, 25, 0, 0},
		{"Plantering enligt ritning", kr(1_240), "st", 22, 3041, 25, 0, 0},
		{"Maskintimmar grävare", kr(980), "tim", 36, 3041, 25, 0, 0},
		{"Häckplantor och perenner", kr(72), "st", 220, 3001, 25, 0, 0},
		{"Skötsel grönytor månad", kr(8_400), "mån", 3, 3041, 25, 0, 0},
		{"Beskärning", kr(640), "tim", 30, 3041, 25, 0, 0},
		{"Jord och bark", kr(410), "kbm", 30, 3001, 25, 0, 0},
	}
}

func gardenSuppliers() []*party {
	return numbered([]*party{
		0:  se("Rågalunds Lantbruk AB", "Furulund", 10),
		1:  se("Skånska Elkraftlaget AB", "Eslöv", 30),
		2:  se("Trygga Gruppen Försäkring", "Stockholm", 30),
		3:  se("Plantskolan Björnstorp AB", "Genarp", 30),
		4:  se("Grus & Makadam i Hardeberga AB", "Södra Sandby", 30),
		5:  se("Drivmedelsdepån Kävlinge AB", "Kävlinge", 20),
		6:  se("Sten & Plattor i Höör AB", "Höör", 30),
		7:  se("Pensionskassan Framtid", "Stockholm", 20),
		8:  se("Maskinhallen Örtofta AB", "Örtofta", 30),
		9:  se("Redovisning & Råd i Lund AB", "Lund", 20),
		10: se("Revisorerna Ask & Hägg HB", "Lund", 30),
		11: eu("Baumschule Lindholz GmbH", "Lübeck", "DE"),
		12: se("Kabel & Telefoni i Syd AB", "Malmö", 30),
	})
}

func gardenRecurring() []recurringBill {
	kr := money.Kronor
	return []recurringBill{
		{supplier: 0, text: "Hyra lager och uppställning kvartal", account: 5010, net: kr(39_000), vat: 25, day: 16, months: []int{2, 5, 8, 11}, prepaid: 1710, ahead: 1, covers: 3},
		{supplier: 1, text: "El", account: 5020, net: kr(2_300), spread: 40, vat: 25, day: 9, months: everyMonth},
		{supplier: 2, text: "Företagsförsäkring", account: 6310, net: kr(32_400), vat: 0, day: 11, months: []int{2}, prepaid: 1730, ahead: 1, covers: 12},
		{supplier: 7, text: "Tjänstepension", account: 7410, net: kr(7_600), vat: 0, day: 15, months: everyMonth},
		{supplier: 9, text: "Löpande redovisning", account: 6530, net: kr(6_200), vat: 25, day: 28, months: everyMonth},
		{supplier: 10, text: "Revision", account: 6421, net: kr(24_600), vat: 25, day: 17, months: []int{12}},
		{supplier: 12, text: "Telefon", account: 6212, net: kr(1_490), spread: 9, vat: 25, day: 6, months: everyMonth},
	}
}

func gardenPurchases() []purchase {
	kr := money.Kronor
	return []purchase{
		{3, "Plantor och träd", 4010, kr(2_400), kr(31_000), 25, 10},
		{4, "Grus och makadam", 4010, kr(1_500), kr(19_000), 25, 9},
		{5, "Diesel", 5460, kr(1_900), kr(9_800), 25, 7},
		{6, "Plattor och marksten", 4010, kr(3_800), kr(38_000), 25, 8},
		{8, "Reparation maskiner", 5510, kr(1_200), kr(14_500), 25, 5},
		{8, "Maskinhyra", 5220, kr(1_800), kr(12_000), 25, 4},
		{11, "Solitärträd", 4515, kr(6_000), kr(32_000), 0, 2},
	}
}
