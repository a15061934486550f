package fortnoxtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
)

// A placeError says where in a company folder something is wrong.
type placeError struct {
	file string
	line int // from 1
	err  error
}

func (e *placeError) Error() string { return fmt.Sprintf("%s:%d: %v", e.file, e.line, e.err) }

func (e *placeError) Unwrap() error { return e.err }

// openJSON opens a file of a folder after its byte order mark, if it has one.
func openJSON(folder fs.FS, name string) (*bufio.Reader, io.Closer, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, nil, err
	}
	r := bufio.NewReaderSize(f, 64<<10)
	if head, err := r.Peek(3); err == nil && string(head) == "\ufeff" {
		if _, err := r.Discard(3); err != nil {
			return nil, nil, errors.Join(err, f.Close())
		}
	}
	return r, f, nil
}

// located makes the error of what stands in a file from an offset on.
func located(folder fs.FS, name string, offset int64, err error) error {
	r, closer, openErr := openJSON(folder, name)
	if openErr != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer closer.Close()
	line := 1
	for n := int64(0); ; n++ {
		c, readErr := r.ReadByte()
		if readErr != nil || n >= offset && bytes.IndexByte([]byte(" \t\r\n,:"), c) < 0 {
			return &placeError{name, line, err}
		}
		if c == '\n' {
			line++
		}
	}
}

// readJSON reads a small file whole.
func readJSON(folder fs.FS, name string, into any) error {
	r, closer, err := openJSON(folder, name)
	if err != nil {
		return err
	}
	defer closer.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	err = json.Unmarshal(data, into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return located(folder, name, syntax.Offset-1, err)
	case errors.As(err, &kind):
		return located(folder, name, kind.Offset-1, err)
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// eachByYear reads the files of the form {"name":{"<year id>":[…]}} one object at a time, so that a large file is never held
// whole. f decodes one object.
func (c *company) eachByYear(folder fs.FS, file, name string, f func(*year, *json.Decoder) error) error {
	found := false
	err := eachKey(folder, file, func(dec *json.Decoder, start *int64, key string) error {
		if key != name {
			return skip(dec)
		}
		found = true
		return eachName(dec, func(id string) error {
			n, err := strconv.Atoi(id)
			if err != nil || c.year(n) == nil {
				return fmt.Errorf("year %q: not in financialyears.json", id)
			}
			return eachElement(dec, start, func() error { return f(c.year(n), dec) })
		})
	})
	if err == nil && !found {
		err = fmt.Errorf("%s: want an object with the name %q", file, name)
	}
	return err
}

// eachObject reads the files of the form {"name":[…]} one object at a time.
func eachObject(folder fs.FS, file, name string, f func(json.RawMessage) error) error {
	return eachKey(folder, file, func(dec *json.Decoder, start *int64, key string) error {
		if key != name {
			return skip(dec)
		}
		return eachElement(dec, start, func() error {
			var raw json.RawMessage
			if err := dec.Decode(&raw); err != nil {
				return err
			}
			return f(raw)
		})
	})
}

// eachKey calls f for each name of the object that a file is; f reads the value, and keeps in start where the part of it
// begins that an error would be about.
func eachKey(folder fs.FS, file string, f func(dec *json.Decoder, start *int64, key string) error) error {
	r, closer, err := openJSON(folder, file)
	if err != nil {
		return err
	}
	defer closer.Close()
	dec := json.NewDecoder(r)
	start := int64(0)
	err = eachName(dec, func(key string) error {
		start = dec.InputOffset()
		return f(dec, &start, key)
	})
	if err == nil {
		start = dec.InputOffset()
		if _, more := dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something stands after the end")
		}
	}
	if err != nil {
		return located(folder, file, start, err)
	}
	return nil
}

// eachName calls f for each name of an object; f reads the value.
func eachName(dec *json.Decoder, f func(key string) error) error {
	if err := expect(dec, json.Delim('{')); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		if err := f(key.(string)); err != nil {
			return err
		}
	}
	return expect(dec, json.Delim('}'))
}

// eachElement calls f for each element of an array, or of null, with start where it begins.
func eachElement(dec *json.Decoder, start *int64, f func() error) error {
	*start = dec.InputOffset()
	switch first, err := token(dec); {
	case err != nil:
		return err
	case first == nil:
		return nil
	case first != json.Delim('['):
		return fmt.Errorf("got %v, want [", first)
	}
	for *start = dec.InputOffset(); dec.More(); *start = dec.InputOffset() {
		if err := f(); err != nil {
			return err
		}
	}
	return expect(dec, json.Delim(']'))
}

func skip(dec *json.Decoder) error {
	var any json.RawMessage
	return dec.Decode(&any)
}

func expect(dec *json.Decoder, want json.Token) error {
	got, err := token(dec)
	if err == nil && got != want {
		err = fmt.Errorf("got %v, want %v", got, want)
	}
	return err
}

func token(dec *json.Decoder) (json.Token, error) {
	got, err := dec.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return got, err
}
