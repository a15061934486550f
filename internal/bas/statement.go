package bas

// A Line is a heading of the balance sheet or the income statement that whole
// account groups belong to, in the order of the statement. Source: BAS 2026,
// account classes; årsredovisningslagen (1995:1554) bilagor 1 and 2.
type Line struct {
	Name     string
	From, To string // account groups, both included
}

// BalanceLines are the parts of the balance sheet. Assets come first.
var BalanceLines = []Line{
	{"Anläggningstillgångar", "10", "13"},
	{"Omsättningstillgångar", "14", "19"},
	{"Eget kapital", "20", "20"},
	{"Obeskattade reserver", "21", "21"},
	{"Avsättningar", "22", "22"},
	{"Långfristiga skulder", "23", "23"},
	{"Kortfristiga skulder", "24", "29"},
}

// ResultLines are the parts of the income statement.
var ResultLines = []Line{
	{"Rörelseintäkter", "30", "39"},
	{"Råvaror, handelsvaror och legoarbeten", "40", "49"},
	{"Övriga externa kostnader", "50", "69"},
	{"Personalkostnader", "70", "76"},
	{"Avskrivningar och nedskrivningar", "77", "78"},
	{"Övriga rörelsekostnader", "79", "79"},
	{"Finansiella poster", "80", "84"},
	{"Bokslutsdispositioner", "85", "88"},
	{"Skatter och årets resultat", "89", "89"},
}

// Contains tells whether an account belongs to the line.
func (l Line) Contains(account string) bool {
	group := Group(account)
	return l.From <= group && group <= l.To
}

// IsAsset tells whether a balance account is on the asset side.
func IsAsset(account string) bool { return account != "" && account[0] == '1' }
