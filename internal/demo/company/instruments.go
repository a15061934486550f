package company

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// instruments sells and calibrates measuring instruments: the company of
// ordinary size that a visitor of the demo closes.
func instruments() *profile {
	day := civil.MustParse
	return &profile{
		name: "Kvarnbyns Mätteknik AB", organisation: organisation(1427), tenant: 814_203,
		address: "Stampgränden 4", zip: "431 34", city: "Mölndal", phone: "031-390 06 12",
		firstName: "Märta", lastName: "Öhrvall", email: "ekonomi@kvarnbyns.example",
		seed: 16 * 7919, clock: day("2026-02-17"),
		years: []yearPlan{
			{id: 4, from: "2023-01-01", to: "2023-12-31", prelimTax: money.Kronor(16_000), dividend: money.Kronor(350_000), allocation: 8_000, stockCount: money.Kronor(1_186_400)},
			{id: 2, from: "2024-01-01", to: "2024-12-31", prelimTax: money.Kronor(17_500), dividend: money.Kronor(600_000), allocation: 6_500, stockCount: money.Kronor(1_251_900)},
			{id: 5, from: "2025-01-01", to: "2025-12-31", prelimTax: money.Kronor(21_500), dividend: money.Kronor(450_000)},
			{id: 6, from: "2026-01-01", to: "2026-12-31", prelimTax: money.Kronor(21_500)},
		},
		opening:    instrumentsOpening(),
		openingVAT: []vatDebt{{day("2023-01-12"), money.Kronor(131_420)}, {day("2023-02-13"), money.Kronor(118_905)}},
		accruals: []accrual{
			{"Förutbetalt: Hyra lokal kvartal", 1710, 5010, money.Kronor(168_000)},
			{"Förutbetalt: Företagsförsäkring", 1730, 6310, money.Kronor(29_500)},
			{"Upplupet arvode bokslut och revision", 2992, 6421, money.Kronor(-42_000)},
			{"Upplupen ränta banklån", 2960, 8410, money.Kronor(-6_825)},
		},
		firstInvoice: 10_214, firstBill: 3_871,
		customers: instrumentsCustomers(), articles: instrumentsArticles(), invoicesPerMonth: 32,
		suppliers: instrumentsSuppliers(), recurring: instrumentsRecurring(),
		purchases: instrumentsPurchases(), purchasesPerMonth: 20, paymentFiles: true,
		receipts: officeReceipts(), receiptsPerMonth: 7,
		staff: []employee{
			{7220, money.Kronor(54_000), 33}, {7210, money.Kronor(46_500), 30}, {7210, money.Kronor(41_000), 29},
			{7210, money.Kronor(38_500), 28}, {7210, money.Kronor(36_000), 27}, {7010, money.Kronor(33_500), 26},
			{7010, money.Kronor(32_000), 26}, {7010, money.Kronor(31_500), 26},
		},
		loan: loan{payOff: money.Kronor(50_000), rate: 520, month: 2, text: "Ränta och amortering banklån 8841"},
		depreciation: []depreciation{
			{1210, 1219, 7831, 1_500}, {1220, 1229, 7832, 2_000}, {1240, 1249, 7834, 2_000},
		},
		stock: stock{1460, 4960}, auditFee: money.Kronor(42_000),
		costCenters: []unit{{"10", "Försäljning"}, {"20", "Kalibrering"}, {"30", "Service och montage"}, {"90", "Gemensamt"}},
		projects:    []unit{{"P101", "Laboratorium Älvstranden"}, {"P102", "Serviceavtal kommuner"}, {"P103", `Utveckling "Mätlåda 2"`}},
		corrector:   "Märta Öhrvall",
		specials:    instrumentsSpecials,
	}
}

func instrumentsOpening() map[int]money.Amount {
	kr := money.Kronor
	return map[int]money.Amount{
		1210: kr(1_240_000), 1219: kr(-548_000), 1220: kr(686_000), 1229: kr(-402_500), 1240: kr(418_000), 1249: kr(-167_200),
		1460: kr(1_124_300), 1630: kr(3_118), 1710: kr(168_000), 1730: kr(29_500), 1910: kr(2_400),
		1930: 1_684_211_47, 1940: kr(350_000), 2081: kr(-100_000), 2086: kr(-20_000), 2099: -431_906_12,
		2120: kr(-120_000), 2121: kr(-185_000), 2122: kr(-160_000), 2129: kr(-90_000),
		2350: kr(-1_050_000), 2512: kr(-141_316), 2514: kr(-52_887), 2518: kr(11 * 15_000),
		2650: kr(-250_325), 2710: kr(-88_412), 2731: kr(-97_213),
		2920: kr(-276_300), 2941: kr(-86_813), 2960: kr(-6_825), 2992: kr(-42_000),
	}
}

func instrumentsArticles() []article {
	kr := money.Kronor
	return []article{
		{"Tryckgivare 0-10 bar", kr(3_950), "st", 8, 3001, 25, 3108, 3105},
		{"Kalibrering enligt ackrediterad metod", kr(2_450), "st", 9, 3041, 25, 3308, 3305},
		{"Flödesmätare DN50", kr(17_000), "st", 3, 3001, 25, 3108, 3105},
		{"Servicebesök, tekniker", kr(1_280), "tim", 16, 3041, 25, 3308, 0},
		{"Temperaturgivare Pt100 med kabel", kr(1_410), "st", 14, 3001, 25, 3108, 3105},
		{"Serviceavtal kvartal", kr(11_150), "st", 2, 3041, 25, 0, 0},
		{"Handinstrument för läckagesökning", kr(12_950), "st", 3, 3001, 25, 3108, 3105},
		{"Resa och framkörning", kr(1_650), "st", 2, 3041, 25, 0, 0},
		{`Dataloggare "Trygg" 8 kanaler`, kr(9_000), "st", 4, 3001, 25, 3108, 3105},
		{"Montage och driftsättning", kr(1_350), "tim", 20, 3041, 25, 0, 0},
		{"Våg 60 kg, verifierad", kr(21_200), "st", 2, 3001, 25, 0, 3105},
		{"Utbildning i mätteknik, heldag", kr(18_800), "st", 1, 3041, 25, 3308, 0},
		{"Reservdelssats packningar", kr(1_010), "sats", 10, 3001, 25, 3108, 3105},
	}
}
