package fortnox

import "strings"

// A Decimal is an exact decimal number that is not money: an exchange rate, a
// quantity, a price per piece. Text is canonical: digits with a point, no
// grouping and no needless zeros, "-0.125".
//
// Valid is false, and Text empty, when the field was missing, null, empty or
// withheld (NoRight).
type Decimal struct {
	Text    string
	Valid   bool
	NoRight bool
}

// UnmarshalJSON reads what [Amount.UnmarshalJSON] reads, with all decimals.
func (d *Decimal) UnmarshalJSON(raw []byte) error {
	text, given, withheld, err := scalar(raw)
	*d = Decimal{NoRight: withheld}
	if err != nil || !given || strings.TrimSpace(text) == "" {
		return wrapScalar("decimal", err)
	}
	n, err := parseNumber(text)
	if err != nil {
		return wrapScalar("decimal", err)
	}
	*d = Decimal{Text: n.text(), Valid: true}
	return nil
}

// MarshalJSON writes a plain JSON number, or null when there is no value.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if !d.Valid {
		return marshalMissing(d.NoRight), nil
	}
	return []byte(d.Text), nil
}

// String is Text.
func (d Decimal) String() string { return d.Text }

func (n number) text() string {
	whole := n.whole
	if whole == "" {
		whole = "0"
	}
	if n.neg {
		whole = "-" + whole
	}
	if n.frac == "" {
		return whole
	}
	return whole + "." + n.frac
}
