package export

import (
	"crypto/rand"
	"crypto/sha256"
	"strings"
)

// markerLetters is Crockford's base 32: no I, L, O or U, so that a marker read
// from paper is not mistaken. Fortnox accepts all of them.
const markerLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// MarkerLength is 11 random characters and a check character.
const MarkerLength = 12

// NewMarker makes the mark by which a voucher is found again. It stands last
// in the voucher's text, after a space and a number sign, and in its comment.
func NewMarker() string {
	random := make([]byte, MarkerLength-1)
	_, _ = rand.Read(random) // never fails: it ends the process instead
	for i, b := range random {
		random[i] = markerLetters[b%32]
	}
	return string(random) + string(checkLetter(string(random)))
}

func checkLetter(body string) byte {
	sum := sha256.Sum256([]byte(body))
	return markerLetters[sum[0]%32]
}

// FindMarker finds the marker in a voucher's text or comment. It stands last, so
// that the last valid one counts: a text copied from a voucher of ours has an
// older one before it.
func FindMarker(text string) string {
	found := ""
	for {
		at := strings.IndexByte(text, '#')
		if at < 0 || len(text) < at+1+MarkerLength {
			return found
		}
		text = text[at+1:]
		candidate := text[:MarkerLength]
		body := candidate[:MarkerLength-1]
		if strings.Trim(candidate, markerLetters) == "" && candidate[MarkerLength-1] == checkLetter(body) {
			found = candidate
		}
	}
}

// bears tells whether one of a voucher's texts has the marker, also when a
// person wrote something after it.
func bears(marker string, texts ...string) bool {
	for _, text := range texts {
		if marker != "" && strings.Contains(text, "#"+marker) {
			return true
		}
	}
	return false
}

// WithMarker puts the marker last in a voucher's text.
func WithMarker(text, marker string) string { return strings.TrimSpace(text) + " #" + marker }

// WithoutMarker gives the text as the person wrote it, without any marker.
func WithoutMarker(text string) string {
	for marker := FindMarker(text); marker != ""; marker = FindMarker(text) {
		text = strings.ReplaceAll(text, "#"+marker, "")
	}
	return strings.TrimSpace(text)
}
