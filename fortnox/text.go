package fortnox

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Longest texts of a voucher, in characters.
const (
	MaxDescription            = 200
	MaxTransactionInformation = 100
	MaxComments               = 1000
)

// AllowedSigns are the characters beside letters, digits and blanks that Fortnox
// takes in a text. Others give 400 with code 2000359.
const AllowedSigns = "–:.`´’,;^¤#%§£$€¢¥©™°&/()=+-*_!?²³®½@\\ \u00a0\r\n"

// standIns say the same as characters that Fortnox refuses.
var standIns = strings.NewReplacer(
	"\t", " ", "\"", "’", "'", "’", "“", "’", "”", "’", "‘", "’", "«", "’", "»", "’",
	"<", "(", "{", "(", "[", "(", ">", ")", "}", ")", "]", ")",
	"|", "/", "~", "-", "—", "–", "−", "-", "…", "...", "•", "-", "·", "-",
)

// CleanText makes a text that Fortnox accepts, of at most limit characters:
// refused characters are replaced by such that say the same, or left out.
func CleanText(s string, limit int) string {
	s = standIns.Replace(norm.NFC.String(strings.ToValidUTF8(s, "")))
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if allowedRune(r) {
			return r
		}
		return -1
	}, s))
	n := 0
	for i := range s {
		if n == limit {
			return strings.TrimSpace(s[:i])
		}
		n++
	}
	return s
}

func allowedRune(r rune) bool {
	return r <= 0xffff && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune(AllowedSigns, r)
}

// isClean tells whether Fortnox accepts every character of s.
func isClean(s string) bool {
	for _, r := range s {
		if r == unicode.ReplacementChar || !allowedRune(r) {
			return false
		}
	}
	return true
}
