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

// FindMarker finds a valid marker in a voucher's text or comment.
func FindMarker(text string) string {
	for {
		at := strings.IndexByte(text, '#')
		if at < 0 || len(text) < at+1+MarkerLength {
			return ""
		}
		candidate := text[at+1 : at+1+MarkerLength]
		body := candidate[:MarkerLength-1]
		if strings.Trim(candidate, markerLetters) == "" && candidate[MarkerLength-1] == checkLetter(body) {
			return candidate
		}
		text = text[at+1:]
	}
}

// WithMarker puts the marker last in a voucher's text.
func WithMarker(text, marker string) string { return strings.TrimSpace(text) + " #" + marker }

// WithoutMarker gives the text as the person wrote it.
func WithoutMarker(text string) string {
	if marker := FindMarker(text); marker != "" {
		return strings.TrimSpace(strings.Replace(text, "#"+marker, "", 1))
	}
	return text
}
