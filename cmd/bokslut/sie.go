package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"bokslut/sie"
)

type sieCommand struct {
	Info    sieInfoCommand    `cmd:"" help:"Print what files hold: who, when, records and sums."`
	Check   sieCheckCommand   `cmd:"" help:"Print what is odd or wrong in files, one finding a line. Exit status: 0 clean, 1 errors found, 2 unreadable."`
	Convert sieConvertCommand `cmd:"" help:"Write a file anew, in another encoding or as another type."`
}

// A statusError ends the program with a status of its own.
type statusError struct {
	status int
	err    error
}

// The statuses of bokslut sie.
const (
	statusErrors     = 1 // findings of severity error
	statusUnreadable = 2
)

func (e *statusError) Error() string { return e.err.Error() }

func (e *statusError) Unwrap() error { return e.err }

// exitStatus is the status with which err ends the program.
func exitStatus(err error) int {
	var s *statusError
	if errors.As(err, &s) {
		return s.status
	}
	return 1
}

// readSIE reads a file of SIE 1–4, or one of SIE 5 when its bytes are XML.
func readSIE(path string) (*sie.File, []sie.Finding, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	f, err := sie.Read(data)
	if errors.Is(err, sie.ErrSIE5) {
		f, err = sie.Read5(data)
	}
	if err != nil {
		return nil, nil, err
	}
	return f, f.Findings(), nil
}

type sieCheckCommand struct {
	Files []string `arg:"" name:"file" help:"SIE files."`
}

// Run checks every file, also after one that cannot be read.
func (c sieCheckCommand) Run(w *world) error {
	out := bufio.NewWriter(w.stdout)
	wrong, unreadable := 0, 0
	for _, path := range c.Files {
		f, list, err := readSIE(path)
		if err != nil {
			unreadable++
			fmt.Fprintf(w.stderr, "%s: %v\n", path, plain(err))
			continue
		}
		all := append(list, sie.Check(f)...)
		wrong += printFindings(out, path, all)
		if left := f.Total(sie.Info) + f.Total(sie.Warning) + f.Total(sie.Error) - len(list); left > 0 {
			fmt.Fprintf(out, "%s:0: info %s: %d more findings on the form are left out\n", path, sie.CodeMore, left)
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return verdict(wrong, unreadable)
}

func verdict(wrong, unreadable int) error {
	switch {
	case unreadable > 0:
		return &statusError{statusUnreadable, fmt.Errorf("files that cannot be read: %d", unreadable)}
	case wrong > 0:
		return &statusError{statusErrors, fmt.Errorf("findings of severity error: %d", wrong)}
	}
	return nil
}

// printable is a text of a file with blanks for tabs and ? for other control
// characters, so that it stays on its line and does nothing to a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			return '?'
		}
		return r
	}, s)
}

// printFindings prints file:line: severity code: text and counts the errors.
// Line 0 is the whole file.
func printFindings(w io.Writer, path string, list []sie.Finding) (wrong int) {
	for _, d := range list {
		label := d.Label
		if label != "" {
			label += ": "
		}
		fmt.Fprintf(w, "%s:%d: %s %s: %s\n", path, d.Line, d.Severity, d.Code, printable(label+d.Text))
		if d.Severity == sie.Error {
			wrong++
		}
	}
	return wrong
}

// plain is the error of a file without its path, which stands before it.
func plain(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

type sieConvertCommand struct {
	To   string `help:"Encoding: cp437, or utf8 for a program that asks for it." enum:"cp437,utf8" default:"cp437"`
	Type string `help:"Type: 4E with balances, 4I for an import. Default: that of the file." enum:",4E,4I" default:""`
	In   string `arg:"" help:"SIE file to read, SIE 5 also."`
	Out  string `arg:"" help:"File to write."`
}

// Run converts a file. What it changes it says on stderr.
func (c sieConvertCommand) Run(w *world) error {
	f, list, err := readSIE(c.In)
	if err != nil {
		return &statusError{statusUnreadable, fmt.Errorf("%s: %w", c.In, plain(err))}
	}
	printFindings(w.stderr, c.In, severe(list))
	o := sie.WriteOptions{Kind: sie.Kind(c.Type), Checksum: f.Checksum().Present}
	if c.To == "utf8" {
		o.Encoding = sie.UTF8
	}
	written, err := writeFile(c.Out, func(out io.Writer) ([]sie.Finding, error) { return sie.Write(out, f, o) })
	if err != nil {
		return fmt.Errorf("%s: %w", c.Out, err)
	}
	printFindings(w.stderr, c.Out, written)
	return nil
}

func severe(list []sie.Finding) []sie.Finding {
	var out []sie.Finding
	for _, d := range list {
		if d.Severity == sie.Error {
			out = append(out, d)
		}
	}
	return out
}

// writeFile makes path hold what write writes, or leaves it as it was.
func writeFile(path string, write func(io.Writer) ([]sie.Finding, error)) (list []sie.Finding, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name()) // fails once it has its name
	list, err = write(f)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return nil, err
	}
	return list, os.Rename(f.Name(), path)
}
