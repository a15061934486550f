package company

import "bokslut/internal/money"

var everyMonth = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

func instrumentsRecurring() []recurringBill {
	kr := money.Kronor
	return []recurringBill{
		{supplier: 0, text: "Hyra lokal kvartal", account: 5010, net: kr(168_000), vat: 25, day: 18, months: []int{3, 6, 9, 12}, prepaid: 1710, ahead: 1, covers: 3},
		{supplier: 1, text: "El", account: 5020, net: kr(7_900), spread: 35, vat: 25, day: 9, months: everyMonth},
		{supplier: 2, text: "Mobilabonnemang", account: 6212, net: kr(3_150), spread: 8, vat: 25, day: 4, months: everyMonth},
		{supplier: 3, text: "Företagsförsäkring", account: 6310, net: kr(61_200), vat: 0, day: 20, months: []int{6}, prepaid: 1730, ahead: 1, covers: 12},
		{supplier: 4, text: "Tjänstepension", account: 7410, net: kr(18_400), spread: 3, vat: 0, day: 12, months: everyMonth},
		{supplier: 5, text: "Löpande redovisning", account: 6530, net: kr(9_500), vat: 25, day: 28, months: everyMonth},
		{supplier: 6, text: "Revision", account: 6421, net: kr(43_500), spread: 5, vat: 25, day: 24, months: []int{4}},
		{supplier: 7, text: "Affärssystem årslicens", account: 5420, net: kr(48_000), vat: 25, day: 15, months: []int{9}, prepaid: 1790, ahead: 1, covers: 12},
		{supplier: 8, text: "Leasing servicebil", account: 5615, net: kr(5_400), vat: 25, day: 25, months: everyMonth},
		{supplier: 17, text: "Städning", account: 5060, net: kr(4_200), vat: 25, day: 30, months: everyMonth},
		{supplier: 24, text: "Företagshälsovård", account: 7622, net: kr(6_800), spread: 10, vat: 0, day: 14, months: []int{2, 10}},
	}
}

func instrumentsPurchases() []purchase {
	kr := money.Kronor
	return []purchase{
		{9, "Tryckgivare och transmittrar", 4515, kr(8_000), kr(62_000), 0, 12},
		{22, "Flödesmätare", 4010, kr(12_000), kr(58_000), 25, 6},
		{10, "Laddceller", 4010, kr(9_000), kr(56_000), 25, 6},
		{11, "Mätbryggor", 4545, kr(7_000), kr(60_000), 0, 6},
		{12, "Kablage och elmateriel", 4010, kr(1_800), kr(34_000), 25, 16},
		{13, "Rördelar och kopplingar", 4010, kr(1_200), kr(29_000), 25, 14},
		{20, "Kretskort och kapslingar", 4010, kr(4_000), kr(52_000), 25, 14},
		{21, "Fästen och stativ", 4010, kr(2_500), kr(31_000), 25, 9},
		{25, "Svarvade detaljer", 4010, kr(3_000), kr(27_000), 25, 6},
		{14, "Verktyg", 5410, kr(400), kr(6_500), 25, 7},
		{15, "Frakt", 5710, kr(350), kr(4_200), 25, 12},
		{18, "Service servicebil", 5613, kr(900), kr(7_800), 25, 5},
		{19, "Kontorsmateriel", 6110, kr(300), kr(2_900), 25, 6},
		{16, "Annonsering och skyltar", 5910, kr(1_500), kr(14_000), 25, 4},
		{23, "Inhyrd personal", 6820, kr(6_000), kr(28_000), 25, 3},
		{7, "IT-support", 6540, kr(1_100), kr(8_500), 25, 5},
		{2, "Datakommunikation", 6230, kr(900), kr(1_600), 25, 4},
	}
}

// officeReceipts are small purchases by card that any company has.
func officeReceipts() []receipt {
	kr := money.Kronor
	return []receipt{
		{"Drivmedel", 5611, kr(380), kr(920), 25, 26},
		{"Parkering", 5619, kr(24), kr(160), 25, 12},
		{"Fika till mötet", 7690, kr(85), kr(420), 12, 12},
		{"Porto", 6250, kr(60), kr(480), 25, 10},
		{"Förbrukningsmateriel", 5460, kr(90), kr(1_900), 25, 14},
		{"Lunch med kund", 6071, kr(150), kr(560), 12, 8},
		{"Representation, ej avdragsgill del", 6072, kr(300), kr(1_800), 0, 3},
		{"Tågbiljett", 5810, kr(310), kr(1_650), 6, 6},
		{"Hotell vid kundbesök", 5831, kr(890), kr(2_400), 12, 4},
		{"Facklitteratur", 6970, kr(180), kr(690), 6, 3},
		{"Blommor till kund", 5990, kr(280), kr(600), 25, 2},
		{"Föreningsavgift", 6982, kr(400), kr(1_500), 0, 2},
		{"Förseningsavgift", 6992, kr(500), kr(625), 0, 1},
	}
}
