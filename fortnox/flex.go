package fortnox

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// A FlexInt is a whole number that Fortnox sends as a number or as text.
//
// Valid is false, and Int 0, when the field was missing, null, empty or withheld
// (NoRight).
type FlexInt struct {
	Int     int64
	Valid   bool
	NoRight bool
}

// Int returns the FlexInt of n.
func Int(n int64) FlexInt { return FlexInt{Int: n, Valid: true} }

// UnmarshalJSON reads 12, "12", 12.0, "", null and API_NORIGHT.
func (i *FlexInt) UnmarshalJSON(raw []byte) error {
	text, given, withheld, err := scalar(raw)
	*i = FlexInt{NoRight: withheld}
	if err != nil || !given || strings.TrimSpace(text) == "" {
		return wrapScalar("integer", err)
	}
	n, err := parseNumber(text)
	if err == nil && n.frac != "" {
		err = errors.New("number has decimals")
	}
	if err != nil {
		return wrapScalar("integer", err)
	}
	v, err := strconv.ParseInt(n.text(), 10, 64)
	if err != nil {
		return wrapScalar("integer", errTooLarge)
	}
	*i = FlexInt{Int: v, Valid: true}
	return nil
}

// MarshalJSON writes a JSON number, or null when there is no value.
func (i FlexInt) MarshalJSON() ([]byte, error) {
	if !i.Valid {
		return marshalMissing(i.NoRight), nil
	}
	return strconv.AppendInt(nil, i.Int, 10), nil
}

// String gives the digits; a missing number is empty.
func (i FlexInt) String() string {
	if !i.Valid {
		return ""
	}
	return strconv.FormatInt(i.Int, 10)
}

// A FlexString is text that Fortnox sometimes sends as a number or a boolean.
//
// Valid is false when the field was missing, null or withheld (NoRight). Empty
// text is Valid: Fortnox uses both "" and null for nothing, so test Text.
type FlexString struct {
	Text    string
	Valid   bool
	NoRight bool
}

// Text returns the FlexString of s.
func Text(s string) FlexString { return FlexString{Text: s, Valid: true} }

// UnmarshalJSON reads text, numbers and booleans as they are written, null and
// API_NORIGHT.
func (s *FlexString) UnmarshalJSON(raw []byte) error {
	text, given, withheld, err := scalar(raw)
	*s = FlexString{NoRight: withheld}
	if err != nil {
		return wrapScalar("text", err)
	}
	if given || (len(raw) > 0 && raw[0] == '"' && !withheld) {
		*s = FlexString{Text: text, Valid: true}
	}
	return nil
}

// MarshalJSON writes a JSON string, or null when there is no value.
func (s FlexString) MarshalJSON() ([]byte, error) {
	if !s.Valid {
		return marshalMissing(s.NoRight), nil
	}
	return json.Marshal(s.Text)
}

// String is Text.
func (s FlexString) String() string { return s.Text }

// A FlexBool is a truth value that Fortnox sends as true, "true" or 1.
//
// Valid is false, and Bool false, when the field was missing, null, empty or
// withheld (NoRight).
type FlexBool struct {
	Bool    bool
	Valid   bool
	NoRight bool
}

// Bool returns the FlexBool of b.
func Bool(b bool) FlexBool { return FlexBool{Bool: b, Valid: true} }

// UnmarshalJSON reads true, "true", 1, "1" and their opposites, "", null and
// API_NORIGHT. Other words are an error.
func (b *FlexBool) UnmarshalJSON(raw []byte) error {
	text, given, withheld, err := scalar(raw)
	*b = FlexBool{NoRight: withheld}
	if err != nil || !given {
		return wrapScalar("boolean", err)
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "1":
		*b = Bool(true)
	case "false", "0":
		*b = Bool(false)
	case "":
	default:
		return wrapScalar("boolean", errors.New("neither true nor false"))
	}
	return nil
}

// MarshalJSON writes true, false, or null when there is no value.
func (b FlexBool) MarshalJSON() ([]byte, error) {
	if !b.Valid {
		return marshalMissing(b.NoRight), nil
	}
	return strconv.AppendBool(nil, b.Bool), nil
}
