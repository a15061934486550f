package fortnoxtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
)

func readJSON(folder fs.FS, name string, into any) error {
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// eachByYear reads a file of the form {"name":{"<year id>":[…]}} one object at a time, so that a large file is never held
// whole.
func (c *company) eachByYear(folder fs.FS, file, name string, f func(*year, *json.Decoder) error) error {
	r, err := folder.Open(file)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := c.decodeByYear(json.NewDecoder(r), name, f); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func (c *company) decodeByYear(dec *json.Decoder, name string, f func(*year, *json.Decoder) error) error {
	if err := expect(dec, json.Delim('{'), name, json.Delim('{')); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		id, err := strconv.Atoi(key.(string))
		if err != nil || c.year(id) == nil {
			return fmt.Errorf("year %q: not in financialyears.json", key)
		}
		if err := expect(dec, json.Delim('[')); err != nil {
			return err
		}
		for dec.More() {
			if err := f(c.year(id), dec); err != nil {
				return err
			}
		}
		if err := expect(dec, json.Delim(']')); err != nil {
			return err
		}
	}
	return expect(dec, json.Delim('}'), json.Delim('}'))
}

func expect(dec *json.Decoder, want ...json.Token) error {
	for _, w := range want {
		got, err := dec.Token()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		if got != w {
			return fmt.Errorf("got %v, want %v", got, w)
		}
	}
	return nil
}
