package bas

import "strings"

// ClosesResult tells whether an account closes the income statement: what
// stands on it is carried to equity as the year's result. Where the account has
// a name, it says so. Source: BAS 2026, 8990–8999.
func ClosesResult(account, name string) bool {
	return len(account) >= 4 && strings.HasPrefix(account, "899") && (name == "" || strings.Contains(strings.ToLower(name), "resultat"))
}

// IsEquity tells whether an account belongs to equity (eget kapital). Source:
// BAS 2026, account group 20.
func IsEquity(account string) bool { return len(account) >= 4 && Group(account) == "20" }

// IsYearResult tells whether an equity account holds the year's own result
// (årets resultat), which must leave it before the next one is booked. BAS has
// 2099 in companies, 2069 in associations and 2019, 2029 … for each partner;
// a company with another number has it in the account's name. A number of the
// chart with a name that says something else is not such an account.
// Source: BAS 2026, account group 20.
func IsYearResult(account, name string) bool {
	if !IsEquity(account) {
		return false
	}
	name = strings.ToLower(name)
	switch {
	case containsAny(name, "föreg", "balanserat", "balanserad", "tidigare"):
		return false
	case containsAny(name, "årets", "redovisat", "redovisad") && containsAny(name, "resultat", "vinst", "förlust", "överskott"):
		return true
	case name == "":
		return account == "2099"
	}
	return account[3] == '9' && strings.Contains(name, "resultat")
}

// ResultMovesTo lists where last year's result goes from the account of the
// year's result, the usual account first: 2099 to 2098 until the meeting of
// shareholders has decided, a partner's 2019 to the partner's capital 2010.
// Source: BAS 2026, account group 20.
func ResultMovesTo(account string) []string {
	if !IsEquity(account) || len(account) != 4 {
		return nil
	}
	switch owner := account[:3]; owner {
	case "201", "202", "203", "204":
		return []string{owner + "0"}
	case "206":
		return []string{"2068", "2067", "2060"}
	}
	return []string{"2098", "2091"}
}

// ResultCarriedTo is the account where a result stays when the meeting of
// shareholders or members has decided to carry it forward (balanseras), for an
// account that ResultMovesTo gives; empty when no meeting decides. Source: BAS
// 2026, 2091, 2067.
func ResultCarriedTo(account string) string {
	switch {
	case len(account) != 4:
		return ""
	case strings.HasPrefix(account, "209"):
		return "2091"
	case strings.HasPrefix(account, "206"):
		return "2067"
	}
	return ""
}

// DecidedDividend is the account of a dividend that is decided and not paid yet.
// Source: BAS 2026, 2898.
const DecidedDividend = "2898"

// IsFreeEquity tells whether an account belongs to what may be paid out of a
// company. Source: årsredovisningslagen (1995:1554) 5 kap. 14 §; BAS 2026, 206x
// and 209x.
func IsFreeEquity(account string) bool {
	return len(account) >= 4 && (strings.HasPrefix(account, "209") || strings.HasPrefix(account, "206"))
}

func containsAny(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}
