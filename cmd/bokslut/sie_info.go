package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"bokslut/sie"
)

type sieInfoCommand struct {
	JSON  bool     `name:"json" help:"One JSON object for each file, one a line."`
	Files []string `arg:"" name:"file" help:"SIE files."`
}

// Run prints every file, also after one that cannot be read.
func (c sieInfoCommand) Run(w *world) error {
	out := bufio.NewWriter(w.stdout)
	unreadable := 0
	for _, path := range c.Files {
		info, err := infoOf(path)
		if err != nil {
			unreadable++
			fmt.Fprintf(w.stderr, "%s: %v\n", path, plain(err))
		}
		switch {
		case info == nil:
		case c.JSON:
			if err := json.NewEncoder(out).Encode(info); err != nil {
				return err
			}
		case err == nil:
			printInfo(out, info)
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return verdict(0, unreadable)
}

// A sieInfo is what is told about a file. Sums are in kronor with two decimals,
// debit positive; null where the file has no such records.
type sieInfo struct {
	File     string              `json:"file"`
	Size     int64               `json:"size"`
	Encoding string              `json:"encoding"`
	EOL      string              `json:"eol"`
	Program  string              `json:"program"`
	Sietyp   string              `json:"sietyp"`
	Flagga   string              `json:"flagga"`
	Format   string              `json:"format"`
	Gen      string              `json:"gen"`
	Name     string              `json:"name"`
	Orgnr    string              `json:"orgnr"`
	Kptyp    string              `json:"kptyp"`
	Omfattn  string              `json:"omfattn"`
	Taxar    string              `json:"taxar"`
	Valuta   string              `json:"valuta"`
	Rar      map[string][]string `json:"rar"`

	Accounts     int `json:"accounts"`
	SRU          int `json:"sru"`
	Dims         int `json:"dims"`
	Objects      int `json:"objects"`
	Vouchers     int `json:"vouchers"`
	Transactions int `json:"transactions"`
	Rtrans       int `json:"rtrans"`
	Btrans       int `json:"btrans"`
	IB           int `json:"ib"`
	UB           int `json:"ub"`
	Res          int `json:"res"`
	OIB          int `json:"oib"`
	OUB          int `json:"oub"`
	Psaldo       int `json:"psaldo"`
	Pbudget      int `json:"pbudget"`

	Debit         string             `json:"debit"`
	Credit        string             `json:"credit"`
	UB0           map[string]*string `json:"ub0"`
	SumIB0        string             `json:"sum_ib0"`
	SumUB0        string             `json:"sum_ub0"`
	SumRes0       string             `json:"sum_res0"`
	Res0Excl      string             `json:"res0_excl_899x"`
	SumRes1       *string            `json:"sum_res_1"`
	Unbalanced    [][]string         `json:"unbalanced"`
	NUnbalanced   int                `json:"n_unbalanced"`
	Empty         int                `json:"empty_vouchers"`
	Outside       int                `json:"ver_outside_year0"`
	ClosingDiffer *int               `json:"ib_plus_trans_ne_ub,omitempty"`
	ResultDiffer  *int               `json:"trans_ne_res,omitempty"`
	Differences   *[][]string        `json:"diff_examples,omitempty"`
	OpeningDiffer *int               `json:"ub_1_ne_ib0,omitempty"`
	PeriodsDiffer *int               `json:"psaldo_accounts_ne,omitempty"`
	UBPlusRes     *string            `json:"ub_plus_res"`
	Undeclared    int                `json:"undeclared_accounts"`
	Notes         []string           `json:"notes"`
	NNotes        int                `json:"n_notes"`
	Ksumma        *sieSum            `json:"ksumma,omitempty"`
	Unknown       map[string]int     `json:"unknown_tags,omitempty"`
}

type sieSum struct {
	Declared string `json:"declared"`
	Computed string `json:"computed"`
	OK       bool   `json:"ok"`
}

// A sie5Info is what is told about a file of SIE 5.
type sie5Info struct {
	File string `json:"file"`
	Size int64  `json:"size"`
	Kind string `json:"kind"`
}

// infoOf reads a file as a stream. For one that is not SIE it returns what can be
// said and the error.
func infoOf(path string) (any, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	name := filepath.Base(path)
	s, err := sie.Summarize(f)
	if err == nil {
		return figuresOf(name, s), nil
	}
	var size int64
	if stat, statErr := f.Stat(); statErr == nil {
		size = stat.Size()
	}
	switch {
	case errors.Is(err, sie.ErrSIE5):
		return &sie5Info{name, size, "SIE5-xml"}, nil
	case errors.Is(err, sie.ErrNotSIE), errors.Is(err, sie.ErrEmpty):
		return notSIE(name, size, f), err
	}
	return nil, err
}

// notSIE tells of a file that is no SIE how it is written, and no figures.
func notSIE(name string, size int64, f io.ReadSeeker) *sieInfo {
	info := &sieInfo{
		File: name, Size: size, Encoding: string(sie.ASCII), Rar: map[string][]string{}, UB0: balancesOf(nil), Unbalanced: [][]string{},
		Debit: "0.00", Credit: "0.00", SumIB0: "0.00", SumUB0: "0.00", SumRes0: "0.00", Res0Excl: "0.00", Notes: []string{},
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return info
	}
	data, err := io.ReadAll(io.LimitReader(f, 1<<20))
	if err != nil {
		return info
	}
	info.Encoding = string(sie.DetectEncoding(data))
	lines := strings.Split(strings.TrimRight(string(data), "\r\n"), "\n")
	switch crlf := strings.Count(string(data), "\r\n"); {
	case !strings.Contains(string(data), "\n"):
	case crlf == strings.Count(string(data), "\n"):
		info.EOL = "crlf"
	case crlf == 0:
		info.EOL = "lf"
	default:
		info.EOL = "mixed"
	}
	for i, line := range lines {
		if strings.TrimSpace(line) != "" {
			info.note(fmt.Sprintf("line %d: no label", i+1))
		}
	}
	return info
}

// maxNotes is how many notes and examples are listed.
const maxNotes = 20

func (info *sieInfo) note(text string) {
	if info.NNotes++; len(info.Notes) < maxNotes {
		info.Notes = append(info.Notes, text)
	}
}

// printInfo prints a short table.
func printInfo(w io.Writer, info any) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	defer t.Flush()
	row := func(name string, values ...string) {
		fmt.Fprintf(t, "%s\t%s\n", name, printable(strings.Join(slices.DeleteFunc(values, func(s string) bool { return s == "" }), "  ")))
	}
	i, ok := info.(*sieInfo)
	if !ok {
		five := info.(*sie5Info)
		row("file", five.File, "SIE 5")
		return
	}
	row("file", i.File, strconv.FormatInt(i.Size, 10)+" bytes", i.Encoding, i.EOL)
	row("company", i.Name, i.Orgnr)
	row("written by", i.Program, i.Gen)
	row("type", i.Sietyp)
	if year := i.Rar["0"]; len(year) == 2 {
		row("year", year[0]+"–"+year[1])
	}
	row("records", fmt.Sprintf("%d accounts, %d opening, %d closing, %d results", i.Accounts, i.IB, i.UB, i.Res))
	row("vouchers", fmt.Sprintf("%d with %d rows, debit %s", i.Vouchers, i.Transactions, i.Debit))
	if i.NUnbalanced > 0 {
		row("do not balance", strconv.Itoa(i.NUnbalanced))
	}
	row("opening balances", i.SumIB0)
	row("closing balances", i.SumUB0)
	row("results", i.SumRes0)
	if i.NNotes > 0 {
		row("cannot be read", fmt.Sprintf("%d records: see bokslut sie check", i.NNotes))
	}
}
