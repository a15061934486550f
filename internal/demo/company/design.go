package company

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// design is a studio of two where everything agrees: its registers equal the
// ledger to the öre. It began in 2023.
func design() *profile {
	kr := money.Kronor
	return &profile{
		name: "Tjärhovs Formgivning AB", organisation: organisation(6284), tenant: 627_518,
		address: "Tjärhovsgränd 9", zip: "116 21", city: "Stockholm", phone: "08-465 004 31",
		firstName: "Åsa", lastName: "Renström", email: "asa@tjarhovs.example",
		seed: 10 * 7919, clock: civil.MustParse("2026-02-17"), quarterlyVAT: true,
		years: []yearPlan{
			{id: 3, from: "2023-01-01", to: "2023-12-31", prelimTax: kr(3_000), allocation: 5_000},
			{id: 1, from: "2024-01-01", to: "2024-12-31", prelimTax: kr(4_500), dividend: kr(60_000), allocation: 10_000},
			{id: 2, from: "2025-01-01", to: "2025-12-31", prelimTax: kr(5_000), dividend: kr(90_000)},
			{id: 7, from: "2026-01-01", to: "2026-12-31", prelimTax: kr(5_000)},
		},
		opening:      map[int]money.Amount{1930: kr(145_000), 2081: kr(-25_000), 2893: kr(-120_000)},
		firstInvoice: 101, firstBill: 1,
		customers: numbered([]*party{
			se("Förlaget Blå Tråden AB", "Stockholm", 30),
			se("Söderfors Museum", "Söderfors", 30),
			se("Arkitekt Wåhlin & Ek AB", "Nacka", 30),
			se("Hantverkshuset Rågsved ek. för.", "Bandhagen", 20),
			se("Kaffebaren Mäster Palm AB", "Stockholm", 15),
			se("Årsta Bokhandel & Papper AB", "Årsta", 30),
			se("Stiftelsen Öppna Scenen", "Stockholm", 30),
			se("Vårbergs Tandklinik AB", "Skärholmen", 30),
			se(`Galleri "Nio" HB`, "Stockholm", 15).late(7),
			se("Ekerö Trädgårdsmästeri AB", "Ekerö", 30),
		}),
		articles: []article{
			{"Grafisk formgivning", kr(1_050), "tim", 44, 3041, 25, 3308, 0},
			{"Logotyp och grafisk profil", kr(32_000), "st", 1, 3041, 25, 3308, 0},
			{"Illustration", kr(4_700), "st", 5, 3041, 25, 3308, 0},
			{"Formgiven trycksak, bok", kr(165), "ex", 90, 3003, 6, 3108, 0},
			{"Originalarbete", kr(890), "tim", 28, 3041, 25, 3308, 0},
			{"Skyltprogram", kr(17_800), "st", 1, 3041, 25, 3308, 0},
			{"Affischer 50x70", kr(240), "st", 60, 3001, 25, 3108, 0},
		},
		invoicesPerMonth: 5,
		suppliers: numbered([]*party{
			se("Ateljéföreningen Kvarteret Väduren", "Stockholm", 20),
			se("Bläck & Bogträ Tryckeri AB", "Nynäshamn", 30),
			se("Sifferrummet i Stockholm AB", "Stockholm", 20),
			se("Skyddsbolaget Nord", "Stockholm", 30),
			se("Framtidspension AB", "Stockholm", 30),
			se("Typsnitt & Program i Norden AB", "Uppsala", 30),
			se("Tele & Fiber Söder AB", "Stockholm", 30),
			se("Pappersgrossen Älvsjö AB", "Älvsjö", 30),
		}),
		recurring: []recurringBill{
			{supplier: 0, text: "Hyra ateljé kvartal", account: 5010, net: kr(27_000), vat: 25, day: 20, months: []int{3, 6, 9, 12}, prepaid: 1710, ahead: 1, covers: 3},
			{supplier: 2, text: "Löpande redovisning", account: 6530, net: kr(5_400), vat: 25, day: 28, months: []int{3, 6, 9, 12}},
			{supplier: 3, text: "Företagsförsäkring", account: 6310, net: kr(6_480), vat: 0, day: 14, months: []int{4}, prepaid: 1730, ahead: 1, covers: 12},
			{supplier: 4, text: "Tjänstepension", account: 7410, net: kr(6_900), vat: 0, day: 15, months: []int{1, 4, 7, 10}},
			{supplier: 5, text: "Programlicenser", account: 5420, net: kr(1_180), vat: 25, day: 6, months: everyMonth},
			{supplier: 6, text: "Telefon och bredband", account: 6230, net: kr(990), spread: 10, vat: 25, day: 9, months: everyMonth},
		},
		purchases: []purchase{
			{1, "Tryckning", 4010, kr(3_200), kr(24_000), 25, 6},
			{7, "Papper", 4010, kr(600), kr(4_900), 25, 4},
			{5, "Typsnittslicens", 5420, kr(900), kr(3_400), 25, 1},
		},
		purchasesPerMonth: 2,
		receipts:          officeReceipts(), receiptsPerMonth: 2,
		staff:        []employee{{7220, kr(38_500), 29}, {7210, kr(30_500), 26}},
		depreciation: []depreciation{{1220, 1229, 7832, 2_000}},
		corrector:    "Åsa Renström",
		specials: func(s *sim) {
			s.invest("2023-02-06", 5, "Datorer och skärmar", 1220, kr(58_400))
			s.invest("2025-03-11", 5, "Storformatsskrivare", 1220, kr(36_500))
			s.lateSetOff("2025-11-18", "2025-12-08", "2026-01-14", 3, "Illustration", 3041, kr(16_800), kr(4_200))
		},
	}
}
