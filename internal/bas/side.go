package bas

import (
	"slices"
	"strings"
)

// Side is the side that a balance belongs on.
type Side int

// The sides. Either means that both are usual, or that nothing is known.
const (
	Either Side = iota
	Debit
	Credit
)

// eitherSide are account groups, or beginnings of numbers, where balances of
// both signs are usual: work in progress, the tax account, income tax and VAT.
// They are looked at elsewhere. Source: BAS 2026.
var eitherSide = []string{"13", "147", "149", "163", "164", "165", "169", "20", "25", "26", "285", "286", "287", "2999"}

// UsualSide tells on which side the balance of an account should be at the end
// of a year. The number says it for a chart like BAS, the name where an
// account takes off from another: accumulated depreciation, a write-down. An
// account that says nothing of itself may stand on either. Source: BAS 2026;
// årsredovisningslagen (1995:1554) 2 kap. 4 § 6 (no netting).
func UsualSide(account, name string) Side {
	if len(account) != 4 || GroupName(Group(account)) == "" || name == "" ||
		slices.ContainsFunc(eitherSide, func(p string) bool { return strings.HasPrefix(account, p) }) {
		return Either
	}
	name = strings.ToLower(name)
	contra := containsAny(name, "avskrivn", "nedskrivn", "värdeminskn", "värdereglering", "ack ", "ack.", "ackumulerade", "inkurans")
	switch {
	case account < "1300" && contra:
		return Credit
	case account < "1300" && account[3] >= '8': // an advance, or depreciation under a name of its own
		return Either
	case contra || containsAny(name, "avräkning", "förändring", "osäkra", "befarade", "betald", "inbetald"):
		return Either
	case account[0] == '1':
		return Debit
	case account[0] == '2':
		return Credit
	}
	return Either
}

// IsSuspense tells whether an account holds what nobody knows yet where to put
// (OBS-konto). It should be empty at the end of a year. Source: BAS 2026, 2999.
func IsSuspense(account, name string) bool {
	name = strings.ToLower(name)
	return account == "2999" && (name == "" || strings.Contains(name, "obs")) ||
		containsAny(name, "obs-konto", "obskonto", "obs konto", "observationskonto", "felkonto", "utredningskonto")
}
