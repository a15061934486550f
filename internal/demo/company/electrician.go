package company

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// electrician is a consultant with the cash method. In closed years the unpaid
// invoices were booked with one voucher for each side and reversed the day
// after; in the year to close that is not done.
func electrician() *profile {
	kr, day := money.Kronor, civil.MustParse
	return &profile{
		name: "Torneälvens Elkonsult AB", organisation: organisation(4719), tenant: 733_940,
		address: "Kraftgatan 3", zip: "981 38", city: "Kiruna", phone: "0980-319 224",
		firstName: "Björn", lastName: "Niemi", email: "bjorn@tornealvens.example",
		seed: 22 * 7919, clock: day("2026-02-17"), cash: true, quarterlyVAT: true,
		years: []yearPlan{
			{id: 2, from: "2024-01-01", to: "2024-12-31", prelimTax: kr(6_000), dividend: kr(80_000), allocation: 5_000},
			{id: 4, from: "2025-01-01", to: "2025-12-31", prelimTax: kr(6_500), dividend: kr(100_000)},
			{id: 5, from: "2026-01-01", to: "2026-12-31", prelimTax: kr(6_500)},
		},
		opening: map[int]money.Amount{
			1220: kr(96_000), 1229: kr(-57_600), 1630: kr(3_004), 1930: 512_806_25, 2081: kr(-50_000), 2099: -154_310_40,
			2122: kr(-45_000), 2123: kr(-38_000), 2512: kr(-45_114), 2518: kr(11 * 5_000),
			2650: kr(-68_240), 2710: kr(-22_960), 2731: kr(-24_821), 2920: kr(-71_000), 2941: kr(-22_308),
		},
		openingVAT:   []vatDebt{{day("2024-02-12"), kr(68_240)}},
		firstInvoice: 412, firstBill: 88,
		customers: numbered([]*party{
			se("Malmbergets Verkstadsteknik AB", "Malmberget", 30),
			se("Jukkasjärvi Fjällhotell AB", "Jukkasjärvi", 30),
			se("Bostadsstiftelsen Norrskensgården", "Kiruna", 30),
			se("Pajala Skogsmaskiner AB", "Pajala", 20),
			se("Vittangi Folkets Hus Förening", "Vittangi", 30),
			se("Övre Soppero Renkött AB", "Övre Soppero", 30).late(5),
			se("Gällivare Kyl & Ventilation AB", "Gällivare", 30),
			se("Björklidens Liftanläggning AB", "Björkliden", 30),
		}),
		articles: []article{
			{"Elprojektering", kr(1_095), "tim", 40, 3041, 25, 0, 0},
			{"Elbesiktning", kr(8_900), "st", 2, 3041, 25, 0, 0},
			{"Energikartläggning", kr(32_500), "st", 1, 3041, 25, 0, 0},
			{"Ritningar, relationshandlingar", kr(6_400), "st", 3, 3041, 25, 0, 0},
			{"Restid", kr(540), "tim", 10, 3041, 25, 0, 0},
		},
		invoicesPerMonth: 5,
		suppliers: numbered([]*party{
			se("Kontorshotellet Gruvan AB", "Kiruna", 20),
			se("Fjälltele AB", "Luleå", 30),
			se("Skyddsbolaget Nord", "Stockholm", 30),
			se("Räknestugan i Kiruna AB", "Kiruna", 20),
			se("Ritprogram Norr AB", "Umeå", 30),
			se("Bilverkstan Lombolo HB", "Kiruna", 15),
			se("Framtidspension AB", "Stockholm", 30),
		}),
		recurring: []recurringBill{
			{supplier: 0, text: "Kontorsplats", account: 5010, net: kr(4_900), vat: 25, day: 20, months: everyMonth},
			{supplier: 1, text: "Telefon och bredband", account: 6212, net: kr(1_240), spread: 7, vat: 25, day: 7, months: everyMonth},
			{supplier: 2, text: "Ansvarsförsäkring", account: 6310, net: kr(9_600), vat: 0, day: 12, months: []int{3}},
			{supplier: 3, text: "Löpande redovisning", account: 6530, net: kr(4_800), vat: 25, day: 27, months: []int{2, 5, 8, 11}},
			{supplier: 6, text: "Tjänstepension", account: 7410, net: kr(5_200), vat: 0, day: 15, months: everyMonth},
		},
		purchases: []purchase{
			{4, "Programlicens", 5420, kr(1_900), kr(7_500), 25, 3},
			{5, "Service bil", 5613, kr(1_400), kr(9_200), 25, 3},
			{3, "Rådgivning", 6550, kr(1_200), kr(4_800), 25, 1},
		},
		purchasesPerMonth: 1,
		receipts:          officeReceipts(), receiptsPerMonth: 3,
		staff:        []employee{{7220, kr(43_000), 30}, {7210, kr(36_000), 28}},
		depreciation: []depreciation{{1220, 1229, 7832, 2_000}},
		corrector:    "Björn Niemi",
		specials: func(s *sim) {
			s.once("2025-06-10", func() {
				d := s.buy(4, "Mätinstrument och dator", 1220, kr(34_800))
				s.planPayment(d, d.due)
			})
		},
	}
}
