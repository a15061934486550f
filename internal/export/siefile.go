package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/sie"
)

// FileTenant is the tenant of an entry that a person hands over as a file: no
// program is reached.
const FileTenant = "sie"

// A SIEHead is what the file says of itself. The same head and the same entries
// give the same bytes, so Generated is a day that does not move by itself.
type SIEHead struct {
	Program, Version string
	Generated        civil.Date
}

// EntriesFile writes entries as a SIE file of type 4I, for a bookkeeping program
// that has no other way in. Vouchers have no number: the receiver gives it. Lossy
// counts the texts with characters that the file's character set lacks.
// Source: SIE filformat 4C, section 4.
func EntriesFile(h SIEHead, engagement string, books ledger.Totals, series string, entries []closing.Entry) (file []byte, lossy int, err error) {
	year := books.Years[0]
	b := sie.Builder{Header: header(h, books.Company)}
	used, objects := map[string]bool{}, map[ledger.Object]bool{}
	for _, e := range entries {
		b.Vouchers = append(b.Vouchers, voucher(engagement, e, series, ""))
		for _, row := range e.Rows {
			used[row.Account] = true
			for _, o := range rowObjects(row) {
				objects[ledger.Object(o)] = true
			}
		}
	}
	for _, a := range year.Accounts {
		if used[a.Number] {
			b.Accounts = append(b.Accounts, sie.Account{Number: a.Number, Name: a.Name})
		}
	}
	for _, o := range year.Objects {
		if objects[ledger.Object{Dimension: o.Dimension, Code: o.Code}] {
			b.Objects = append(b.Objects, sie.Object{Dimension: o.Dimension, Code: o.Code, Name: o.Name})
		}
	}
	return write(b, sie.Kind4I)
}

// HandOver is the delivery of an entry that a person has read into the client's
// program as a file: it is sent, under a mark that the next import can find, and
// has no number until then. id names the delivery.
func HandOver(id string, h SIEHead, engagement string, books ledger.Totals, series string, e closing.Entry, at time.Time) (Item, error) {
	body, _, err := EntriesFile(h, engagement, books, series, []closing.Entry{e})
	if err != nil {
		return Item{}, err
	}
	sum := sha256.Sum256(body)
	return Item{
		ID: id, Key: id, Engagement: engagement, Entry: e.No, Target: Target{Tenant: FileTenant, Series: series, Date: e.Date},
		Marker: FileMarker(engagement, e), Body: body, Hash: hex.EncodeToString(sum[:]), State: Sent, Receipt: Receipt{Series: series, At: at},
	}, nil
}

func header(h SIEHead, company ledger.Company) sie.Header {
	return sie.Header{Program: h.Program, Version: h.Version, Generated: sieDate(h.Generated), Name: company.Name, OrgNr: company.OrgNr}
}

func write(b sie.Builder, kind sie.Kind) (file []byte, lossy int, err error) {
	f, err := b.File()
	if err != nil {
		return nil, 0, fmt.Errorf("SIE file: %w", err)
	}
	var out bytes.Buffer
	found, err := sie.Write(&out, f, sie.WriteOptions{Kind: kind, Checksum: true})
	if err != nil {
		return nil, 0, fmt.Errorf("SIE file: %w", err)
	}
	for _, f := range found {
		if f.Code == sie.CodeTransliterated {
			lossy++
		}
	}
	return out.Bytes(), lossy, nil
}

func voucher(engagement string, e closing.Entry, series, number string) sie.NewVoucher {
	v := sie.NewVoucher{
		Series: series, Number: number, Date: sieDate(e.Date), Text: WithMarker(WithoutMarker(e.Text), FileMarker(engagement, e)),
	}
	for _, row := range e.Rows {
		v.Rows = append(v.Rows, sie.NewRow{Account: row.Account, Objects: rowObjects(row), Amount: sie.Amount(row.Amount), Text: row.Text})
	}
	return v
}

func rowObjects(row closing.Row) []sie.ObjectID {
	var all []sie.ObjectID
	for _, o := range []sie.ObjectID{{Dimension: ledger.CostCentre, Code: row.CostCentre}, {Dimension: ledger.Project, Code: row.Project}} {
		if o.Code != "" {
			all = append(all, o)
		}
	}
	return all
}

func sieDate(d civil.Date) sie.Date {
	day, err := sie.NewDate(d.Year, d.Month, d.Day)
	if err != nil {
		return 0 // no date
	}
	return day
}

// FileMarker is the mark by which an entry of a file is found again in the next
// import. It follows from the entry, so that the same entry has the same mark.
func FileMarker(engagement string, e closing.Entry) string {
	content, err := json.Marshal(struct {
		Engagement, No, Date, Text string
		Rows                       []closing.Row
	}{engagement, e.No, e.Date.String(), e.Text, e.Rows})
	if err != nil {
		panic(err) // texts and integers: always writable
	}
	sum := sha256.Sum256(content)
	letters := slices.Clone(sum[:MarkerLength-1])
	for i, b := range letters {
		letters[i] = markerLetters[b%32]
	}
	return string(letters) + string(checkLetter(string(letters)))
}
