package tax

// ink2rResult are the rows of the income statement on INK2R, but for the
// year's result: plus is the field for an income, minus for a cost; with one
// field the other is written with a minus sign. The accounts of 3.5 and 3.6
// overlap in the published coupling: 40xx and 42xx are handelsvaror, as BAS
// names them. 48xx has no published row and is taken with 3.5. Source: as ink2rBalance.
var ink2rResult = []resultLine{
	{"3.1", "7410", "", "Nettoomsättning", []Range{{3000, 3799}}},
	{"3.2", "7411", "7510", "Förändring av lager av produkter i arbete, färdiga varor och pågående arbete för annans räkning", []Range{{4900, 4909}, {4930, 4959}, {4970, 4979}, {4990, 4999}}},
	{"3.3", "7412", "", "Aktiverat arbete för egen räkning", []Range{{3800, 3899}}},
	{"3.4", "7413", "", "Övriga rörelseintäkter", []Range{{3900, 3999}}},
	{"3.5", "", "7511", "Råvaror och förnödenheter", []Range{{4100, 4199}, {4300, 4899}, {4910, 4929}}},
	{"3.6", "", "7512", "Handelsvaror", []Range{{4000, 4099}, {4200, 4299}, {4960, 4969}, {4980, 4989}}},
	{"3.7", "", "7513", "Övriga externa kostnader", []Range{{5000, 6999}}},
	{"3.8", "", "7514", "Personalkostnader", []Range{{7000, 7699}}},
	{"3.9", "", "7515", "Av- och nedskrivningar av materiella och immateriella anläggningstillgångar", []Range{{7700, 7739}, {7750, 7789}, {7800, 7899}}},
	{"3.10", "", "7516", "Nedskrivningar av omsättningstillgångar utöver normala nedskrivningar", []Range{{7740, 7749}, {7790, 7799}}},
	{"3.11", "", "7517", "Övriga rörelsekostnader", []Range{{7900, 7999}}},
	{"3.12", "7414", "7518", "Resultat från andelar i koncernföretag", []Range{{8000, 8069}, {8090, 8099}}},
	{"3.13", "7415", "7519", "Resultat från andelar i intresseföretag och gemensamt styrda företag", []Range{{8100, 8112}, {8114, 8117}, {8119, 8122}, {8124, 8132}, {8134, 8169}, {8190, 8199}}},
	{"3.14", "7423", "7530", "Resultat från övriga företag som det finns ett ägarintresse i", []Range{{8113, 8113}, {8118, 8118}, {8123, 8123}, {8133, 8133}}},
	{"3.15", "7416", "7520", "Resultat från övriga finansiella anläggningstillgångar", []Range{{8200, 8269}, {8290, 8299}}},
	{"3.16", "7417", "", "Övriga ränteintäkter och liknande resultatposter", []Range{{8300, 8369}, {8390, 8399}}},
	{"3.17", "", "7521", "Nedskrivningar av finansiella anläggningstillgångar och kortfristiga placeringar", []Range{{8070, 8089}, {8170, 8189}, {8270, 8289}, {8370, 8389}}},
	{"3.18", "", "7522", "Räntekostnader och liknande resultatposter", []Range{{8400, 8499}}},
	{"3.19", "", "7524", "Lämnade koncernbidrag", []Range{{8830, 8839}}},
	{"3.20", "7419", "", "Mottagna koncernbidrag", []Range{{8820, 8829}}},
	{"3.21", "7420", "", "Återföring av periodiseringsfond", []Range{{8819, 8819}}},
	{"3.22", "", "7525", "Avsättning till periodiseringsfond", []Range{{8811, 8811}}},
	{"3.23", "7421", "7526", "Förändring av överavskrivningar", []Range{{8850, 8859}}},
	{"3.24", "7422", "7527", "Övriga bokslutsdispositioner", []Range{{8840, 8849}, {8860, 8899}}},
	{"3.25", "", "7528", "Skatt på årets resultat", []Range{{8900, 8989}}},
}
