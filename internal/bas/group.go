// Package bas knows what account numbers of the BAS chart mean.
package bas

// groupNames are the two-digit account groups (kontogrupper). Source: BAS 2026.
var groupNames = map[string]string{
	"10": "Immateriella anläggningstillgångar",
	"11": "Byggnader och mark",
	"12": "Maskiner respektive inventarier",
	"13": "Finansiella anläggningstillgångar",
	"14": "Lager, produkter i arbete och pågående arbeten",
	"15": "Kundfordringar",
	"16": "Övriga kortfristiga fordringar",
	"17": "Förutbetalda kostnader och upplupna intäkter",
	"18": "Kortfristiga placeringar",
	"19": "Kassa och bank",
	"20": "Eget kapital",
	"21": "Obeskattade reserver",
	"22": "Avsättningar",
	"23": "Långfristiga skulder",
	"24": "Kortfristiga skulder till kreditinstitut, kunder och leverantörer",
	"25": "Skatteskulder",
	"26": "Moms och punktskatter",
	"27": "Personalens skatter, avgifter och löneavdrag",
	"28": "Övriga kortfristiga skulder",
	"29": "Upplupna kostnader och förutbetalda intäkter",
	"30": "Huvudintäkter",
	"35": "Fakturerade kostnader",
	"36": "Rörelsens sidointäkter",
	"37": "Intäktskorrigeringar",
	"38": "Aktiverat arbete för egen räkning",
	"39": "Övriga rörelseintäkter",
	"40": "Inköp av handelsvaror",
	"42": "Sålda handelsvaror VMB",
	"43": "Inköp av råvaror och material i Sverige (råvaror och förnödenheter)",
	"44": "Inköp av råvaror och material, tjänster m.m. i Sverige, omvänd betalningsskyldighet (råvaror och förnödenheter)",
	"45": "Inköp av råvaror och material, tjänster m.m. från utlandet (råvaror och förnödenheter)",
	"46": "Inköp av tjänster, underentreprenader och legoarbeten i Sverige (råvaror och förnödenheter)",
	"47": "Reduktion av inköpspriser (råvaror och förnödenheter)",
	"48": "Andra produktionskostnader (råvaror och förnödenheter)",
	"49": "Förändring av lager, produkter i arbete och pågående arbeten",
	"50": "Lokalkostnader",
	"51": "Fastighetskostnader",
	"52": "Hyra av anläggningstillgångar",
	"53": "Energikostnader för drift (ej råvaror och förnödenheter)",
	"54": "Förbrukningsinventarier och förbrukningsmaterial",
	"55": "Reparation och underhåll",
	"56": "Kostnader för transportmedel",
	"57": "Frakter och transporter",
	"58": "Resekostnader",
	"59": "Reklam och pr",
	"60": "Övriga försäljningskostnader",
	"61": "Kontorsmaterial och trycksaker",
	"62": "Tele, data och post",
	"63": "Företagsförsäkringar och övriga riskkostnader",
	"64": "Förvaltningskostnader",
	"65": "Övriga externa tjänster",
	"67": "Särskilt för ideella föreningar och stiftelser",
	"68": "Inhyrd personal",
	"69": "Övriga externa kostnader",
	"70": "Löner till kollektivanställda",
	"72": "Löner till tjänstemän och företagsledare",
	"73": "Kostnadsersättningar och förmåner",
	"74": "Pensionskostnader",
	"75": "Sociala och andra avgifter enligt lag och avtal",
	"76": "Övriga personalkostnader",
	"77": "Nedskrivningar och återföring av nedskrivningar",
	"78": "Avskrivningar enligt plan",
	"79": "Övriga rörelsekostnader",
	"80": "Resultat från andelar i koncernföretag",
	"81": "Resultat från andelar i intresseföretag och gemensamt styrda företag samt övriga företag som det finns ett ägarintresse i",
	"82": "Resultat från övriga värdepapper och långfristiga fordringar (anläggningstillgångar)",
	"83": "Övriga ränteintäkter och liknande resultatposter",
	"84": "Räntekostnader och liknande resultatposter",
	"88": "Bokslutsdispositioner",
	"89": "Skatter och årets resultat",
}

// Group is the account group of an account number, its first two digits.
func Group(account string) string {
	if len(account) < 2 {
		return account
	}
	return account[:2]
}

// GroupName is the Swedish name of an account group, or empty when BAS has none.
// BAS has one name for 30–34, where the accounts differ by kind of sale.
func GroupName(group string) string {
	if "30" < group && group <= "34" {
		group = "30"
	}
	return groupNames[group]
}
