package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
)

// A withheld is a field that may be API_NORIGHT; Value is its zero value then.
type withheld[T any] struct {
	Value   T
	NoRight bool
}

// UnmarshalJSON reads a T or API_NORIGHT.
func (w *withheld[T]) UnmarshalJSON(data []byte) error {
	if w.NoRight = isNoRight(data); w.NoRight {
		return nil
	}
	return json.Unmarshal(data, &w.Value)
}

func isNoRight(raw json.RawMessage) bool { return string(raw) == `"`+noRightValue+`"` }

// withoutPrivate takes away the fields that begin with _, which are for the emulator only, at all depths.
func withoutPrivate(raw json.RawMessage) json.RawMessage {
	if !bytes.Contains(raw, []byte(`"_`)) {
		return raw
	}
	return encodeJSON(publicPart(plain(raw)))
}

func publicPart(value any) any {
	switch v := value.(type) {
	case map[string]any:
		maps.DeleteFunc(v, func(name string, _ any) bool { return strings.HasPrefix(name, "_") })
		for name := range v {
			v[name] = publicPart(v[name])
		}
	case []any:
		for i := range v {
			v[i] = publicPart(v[i])
		}
	}
	return value
}
