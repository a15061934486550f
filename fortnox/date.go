package fortnox

import (
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// A Date is a calendar day. Day is "2025-12-31", so that days compare as text.
//
// Valid is false, and Day empty, when the field was missing, null, empty, all
// zeros or withheld (NoRight).
type Date struct {
	Day     string
	Valid   bool
	NoRight bool
}

// Day returns the Date of an ISO day, not valid when day is not one.
func Day(day string) Date {
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return Date{}
	}
	return Date{Day: day, Valid: true}
}

// UnmarshalJSON reads "2025-12-31", alone or followed by a time of day, "", null
// and API_NORIGHT. Another text is an error.
func (d *Date) UnmarshalJSON(raw []byte) error {
	text, given, withheld, err := scalar(raw)
	*d = Date{NoRight: withheld}
	text = strings.TrimSpace(text)
	if err != nil || !given || text == "" || strings.HasPrefix(text, "0000-00-00") {
		return wrapScalar("date", err)
	}
	if len(text) > 10 && (text[10] == ' ' || text[10] == 'T') {
		text = text[:10]
	}
	if *d = Day(text); !d.Valid {
		return wrapScalar("date", errors.New("not a day as 2025-12-31"))
	}
	return nil
}

// MarshalJSON writes the day as text, or null when there is no value.
func (d Date) MarshalJSON() ([]byte, error) {
	if !d.Valid {
		return marshalMissing(d.NoRight), nil
	}
	return json.Marshal(d.Day)
}

// String is Day.
func (d Date) String() string { return d.Day }
