package bas

import "testing"

func TestEveryGroupHasOneLine(t *testing.T) {
	for group := range groupNames {
		account := group + "10"
		lines := 0
		for _, l := range append(append([]Line{}, BalanceLines...), ResultLines...) {
			if l.Contains(account) {
				lines++
			}
		}
		if lines != 1 {
			t.Errorf("account group %s stands on %d lines, want 1", group, lines)
		}
	}
}

func TestGroup(t *testing.T) {
	for account, want := range map[string]string{"1510": "15", "24405": "24", "1": "1", "": ""} {
		if got := Group(account); got != want {
			t.Errorf("Group(%q) = %q, want %q", account, got, want)
		}
	}
	for group, want := range map[string]string{"15": "Kundfordringar", "32": "Huvudintäkter", "35": "Fakturerade kostnader", "99": ""} {
		if got := GroupName(group); got != want {
			t.Errorf("GroupName(%s) = %q, want %q", group, got, want)
		}
	}
}
