package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

const noRightValue = "API_NORIGHT"

// plain turns a value into maps, slices, strings and json.Number.
func plain(value any) any {
	dec := json.NewDecoder(bytes.NewReader(encodeJSON(value)))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		panic("fortnoxtest: " + err.Error())
	}
	return v
}

// oddTypes gives about every second value another JSON type with the same meaning, as clients have met. Paging and addresses
// are left alone.
func oddTypes(value any, seed uint64) any {
	r := rand.New(rand.NewPCG(seed, 1))
	return eachField(plain(value), func(name string, v any) any {
		if r.IntN(2) == 0 {
			return v
		}
		switch v := v.(type) {
		case json.Number:
			return string(v)
		case bool:
			return strconv.FormatBool(v)
		case string:
			if v == "" {
				return nil
			}
			if _, err := parseOre(v); err == nil && (isInteger(v) || strings.Contains(v, ".")) {
				return json.Number(v)
			}
		}
		return v
	})
}

// noRight blanks the named fields, or about every fourth field when none is named.
func noRight(value any, names []string, seed uint64) any {
	r := rand.New(rand.NewPCG(seed, 2))
	return eachField(plain(value), func(name string, v any) any {
		if slices.Contains(names, name) || (names == nil && r.IntN(4) == 0) {
			return noRightValue
		}
		return v
	})
}

// dropFields takes the named fields away everywhere.
func dropFields(value any, names []string) any {
	switch v := value.(type) {
	case map[string]any:
		for name := range v {
			if slices.Contains(names, name) {
				delete(v, name)
			} else {
				dropFields(v[name], names)
			}
		}
	case []any:
		for _, e := range v {
			dropFields(e, names)
		}
	}
	return value
}

// eachField calls f for every field that holds no object or array, in order of names, and puts what it returns in its place.
func eachField(value any, f func(name string, v any) any) any {
	switch v := value.(type) {
	case map[string]any:
		for _, name := range sortedKeys(v, strings.Compare) {
			switch field := v[name].(type) {
			case map[string]any, []any:
				if name != "MetaInformation" {
					v[name] = eachField(field, f)
				}
			default:
				if !strings.HasPrefix(name, "@") {
					v[name] = f(name, field)
				}
			}
		}
	case []any:
		for i := range v {
			v[i] = eachField(v[i], f)
		}
	}
	return value
}
