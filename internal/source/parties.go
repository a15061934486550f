package source

import (
	"strings"

	"bokslut/fortnox"
)

// partyNames are the names in a register of customers or suppliers, for
// documents whose own name is missing or withheld.
func partyNames[T keyed](parts []Part, kind string, decode func([]byte) (fortnox.Page[T], error), name func(T) string) (map[string]string, error) {
	all, err := items(parts, kind, decode)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(all))
	for _, party := range all {
		names[party.Key()] = strings.TrimSpace(name(party))
	}
	return names, nil
}
