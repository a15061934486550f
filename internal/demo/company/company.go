// Package company makes up the demonstration companies: fictitious Swedish
// aktiebolag with some years of books each, in the folder format that
// fortnoxtest loads. The same company is byte-identical every time.
package company

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"

	"bokslut/internal/civil"
)

// ClientID and ClientSecret are placeholders shared by all companies. The demo
// registers its own application over them.
const (
	ClientID     = "bokslut-demo"
	ClientSecret = "endast-for-demo"
)

// A Company is one fictitious tenant.
type Company struct{ p *profile }

// All is the companies in demo order: one of ordinary size whose year waits to
// be closed, a small one where everything agrees, one with a broken financial
// year, and a small one with the cash method.
func All() []Company {
	return []Company{{instruments()}, {design()}, {garden()}, {electrician()}}
}

// Name is the company's registered name.
func (c Company) Name() string { return c.p.name }

// OrganisationNumber is NNNNNN-NNNN with a valid check digit.
func (c Company) OrganisationNumber() string { return c.p.organisation }

// Tenant is Fortnox' DatabaseNumber of the company.
func (c Company) Tenant() int { return c.p.tenant }

// Today is the date in the company's world, two to three months after the
// closing date of the year to close.
func (c Company) Today() civil.Date { return c.p.clock }

// CashMethod tells whether the company books invoices when they are paid.
func (c Company) CashMethod() bool { return c.p.cash }

// Truth is what the generator knows about the year to close.
func (c Company) Truth() Truth { return simulate(c.p).truth }

// FS is the company as a folder of JSON files, made now and held in memory.
func (c Company) FS() fs.FS {
	s := simulate(c.p)
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range s.files() {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store})
		if err == nil {
			_, err = entry.Write(f.bytes())
		}
		if err != nil {
			panic(fmt.Sprintf("company: %s: %v", f.name, err))
		}
	}
	if err := w.Close(); err != nil {
		panic(fmt.Sprintf("company: %v", err))
	}
	r, err := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		panic(fmt.Sprintf("company: %v", err))
	}
	return r
}
