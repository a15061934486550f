package office

import (
	"errors"
	"fmt"
	"strings"
)

// ErrOrgNr says that a text is no Swedish organisation number.
var ErrOrgNr = errors.New("not an organisation number")

// ErrCheckDigit says that an organisation number has a wrong check digit.
var ErrCheckDigit = errors.New("the check digit does not agree")

// ParseOrgNr reads an organisation number or personal number with or without
// hyphen and century and gives it as NNNNNN-NNNN. The last digit is checked by
// the Luhn rule. Source: Skatteverket SKV 709; lag (1974:174) 1 §.
func ParseOrgNr(text string) (string, error) {
	digits := strings.NewReplacer("-", "", "+", "", " ", "", "\u00a0", "").Replace(strings.TrimSpace(text))
	if len(digits) == 12 {
		digits = digits[2:]
	}
	if len(digits) != 10 || strings.Trim(digits, "0123456789") != "" {
		return "", fmt.Errorf("%w: %q", ErrOrgNr, text)
	}
	if !luhn(digits) {
		return "", fmt.Errorf("%w: %q", ErrCheckDigit, text)
	}
	return digits[:6] + "-" + digits[6:], nil
}

func luhn(digits string) bool {
	sum := 0
	for i, r := range digits {
		d := int(r - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
