package store

import (
	"encoding/hex"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// sortKey orders names as a Swedish reader expects, å ä ö last, in both
// databases: they sort text differently, but bytes alike.
func sortKey(name string) string {
	var buf collate.Buffer
	return hex.EncodeToString(collate.New(language.Swedish, collate.IgnoreCase).KeyFromString(&buf, name))
}
