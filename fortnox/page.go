package fortnox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// MetaInformation says how much a list holds. An empty list has TotalPages 0.
type MetaInformation struct {
	TotalResources FlexInt `json:"@TotalResources"`
	TotalPages     FlexInt `json:"@TotalPages"`
	CurrentPage    FlexInt `json:"@CurrentPage"`
}

// A Page is one page of a list as Fortnox sent it.
type Page[T any] struct {
	Meta  MetaInformation
	Items []T
}

// A List is a list inside an item, such as the rows of a voucher. NoRight is
// true when Fortnox withheld it; Items is empty then.
type List[T any] struct {
	Items   []T
	NoRight bool
}

// UnmarshalJSON reads a JSON list, null, "" and API_NORIGHT.
func (l *List[T]) UnmarshalJSON(raw []byte) error {
	*l = List[T]{}
	raw = bytes.TrimSpace(raw)
	if len(raw) > 0 && raw[0] == '[' {
		return json.Unmarshal(raw, &l.Items)
	}
	text, _, withheld, err := scalar(raw)
	l.NoRight = withheld
	if err == nil && text != "" {
		err = errors.New("a single value stands where a list should be")
	}
	return wrapScalar("list", err)
}

// MarshalJSON writes a JSON list.
func (l List[T]) MarshalJSON() ([]byte, error) {
	if l.NoRight {
		return marshalMissing(true), nil
	}
	if l.Items == nil {
		return []byte("[]"), nil
	}
	return json.Marshal(l.Items)
}

// A DecodeError says that an answer with a good status could not be read.
type DecodeError struct {
	Key string // the wrapping name that was looked for, "Invoices"
	Err error
}

func (e *DecodeError) Error() string {
	return fmt.Sprintf("fortnox: answer %s: %v", e.Key, e.Err)
}

// Unwrap gives the cause.
func (e *DecodeError) Unwrap() error { return e.Err }

var errNoKey = errors.New("the name is missing in the answer")

// unwrapAnswer finds the value under key. A missing key is an error, so that a
// page from somebody else never looks like an empty list.
func unwrapAnswer(raw []byte, key string) (value json.RawMessage, meta MetaInformation, err error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, meta, &DecodeError{key, err}
	}
	value, ok := fields[key]
	if !ok {
		return nil, meta, &DecodeError{key, errNoKey}
	}
	if m, ok := fields["MetaInformation"]; ok {
		if err := json.Unmarshal(m, &meta); err != nil {
			return nil, meta, &DecodeError{key, err}
		}
	}
	return value, meta, nil
}

func decodePage[T any](raw []byte, key string) (Page[T], error) {
	value, meta, err := unwrapAnswer(raw, key)
	if err != nil {
		return Page[T]{}, err
	}
	var list List[T]
	if err := json.Unmarshal(value, &list); err != nil {
		return Page[T]{}, &DecodeError{key, err}
	}
	if list.NoRight {
		return Page[T]{}, &DecodeError{key, ErrNoRight}
	}
	return Page[T]{Meta: meta, Items: list.Items}, nil
}

func decodeOne[T any](raw []byte, key string) (T, error) {
	var one T
	value, _, err := unwrapAnswer(raw, key)
	if err != nil {
		return one, err
	}
	if value = bytes.TrimSpace(value); len(value) == 0 || value[0] != '{' {
		return one, &DecodeError{key, errors.New("the value is not an object")}
	}
	if err := json.Unmarshal(value, &one); err != nil {
		return one, &DecodeError{key, err}
	}
	return one, nil
}

// ErrNoRight says that Fortnox withheld a whole list with API_NORIGHT.
var ErrNoRight = errors.New("fortnox: no right to read this")
