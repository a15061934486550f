package sie

import (
	"errors"
	"fmt"
	"strconv"
)

// A Builder makes a File from plain values: an import (4I) of vouchers when it
// has no Balances, else an export (4E).
//
// In Header, an empty Flag is "0", an empty Format "PC8" and an empty
// TypeWritten "4".
type Builder struct {
	Header     Header
	Accounts   []Account
	Dimensions []Dimension
	Objects    []Object
	Balances   []NewBalance
	Vouchers   []NewVoucher
}

// A NewBalance is a balance record to write.
type NewBalance struct {
	Kind     BalanceKind
	Year     int
	Period   Period // PSALDO and PBUDGET only
	Account  string
	Objects  []ObjectID // OIB and OUB; PSALDO and PBUDGET of an object
	Amount   Amount
	Quantity string
}

// An ObjectID names an object by dimension and code.
type ObjectID struct{ Dimension, Code string }

// A NewVoucher is a voucher to write. Series and Number may be empty in an
// import: the receiver then assigns them.
type NewVoucher struct {
	Series, Number string
	Date           Date
	Text           string
	Registered     Date
	Sign           string
	Rows           []NewRow
}

// A NewRow is a voucher row to write.
type NewRow struct {
	Kind     RowKind // Booked when not set
	Account  string
	Objects  []ObjectID
	Amount   Amount
	Date     Date // zero for the voucher's date
	Text     string
	Quantity string
	Sign     string
}

// An UnbalancedError says which voucher's booked rows do not sum to zero.
type UnbalancedError struct {
	Index          int // in Builder.Vouchers
	Series, Number string
	Sum            Amount
}

// Error names the voucher and the difference.
func (e *UnbalancedError) Error() string {
	return fmt.Sprintf("voucher %d (%s %s) does not balance: its rows sum to %s", e.Index, e.Series, e.Number, e.Sum)
}

// File checks the values and makes the File. Every voucher must balance and
// have a date, every account in use must be among Accounts, since a missing one
// stops the import in many programs, and amounts must be within MaxAmount.
func (b *Builder) File() (*File, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	p := newParser(nil, UTF8, Limits{Records: 50_000_000, Fields: 10_000}.withDefaults())
	p.f.encoding = CP437
	p.build(b)
	if p.err != nil {
		return nil, p.err
	}
	f, err := p.finish()
	if err != nil {
		return nil, err
	}
	for _, d := range f.findings {
		if d.Severity == Error {
			return nil, errors.New(d.String())
		}
	}
	return f, nil
}

func (b *Builder) check() error {
	declared := map[string]bool{}
	for _, a := range b.Accounts {
		if a.Number == "" {
			return fmt.Errorf("account %q has no number", a.Name)
		}
		declared[a.Number] = true
	}
	for _, r := range b.Balances {
		if !declared[r.Account] {
			return fmt.Errorf("account %q of a %s record is not among the accounts", r.Account, r.Kind)
		}
	}
	for i, v := range b.Vouchers {
		if v.Date == 0 {
			return fmt.Errorf("voucher %d (%s %s) has no date", i, v.Series, v.Number)
		}
		var sum Amount
		for _, r := range v.Rows {
			if !declared[r.Account] {
				return fmt.Errorf("account %q of voucher %d (%s %s) is not among the accounts", r.Account, i, v.Series, v.Number)
			}
			if r.Amount > MaxAmount || r.Amount < -MaxAmount {
				return fmt.Errorf("amount %s of voucher %d (%s %s): %w", r.Amount, i, v.Series, v.Number, errAmountRange)
			}
			if r.Kind == Booked {
				sum += r.Amount
			}
		}
		if sum != 0 {
			return &UnbalancedError{i, v.Series, v.Number, sum}
		}
	}
	return nil
}

// feed hands the parser a record as if it had been read. An empty last field is
// left out.
func (p *parser) feed(l label, values ...string) {
	p.feedList(l, nil, values...)
}

func (p *parser) feedList(l label, objects []ObjectID, values ...string) {
	p.line++
	p.label, p.name = l, []byte(l.String())
	p.whole = append(p.whole[:0:0], p.name...)
	p.lex.fields, p.lex.items = p.lex.fields[:0], p.lex.items[:0]
	need := formats[l].need
	if objectPlaces[l] >= 0 {
		need--
	}
	for len(values) > need && values[len(values)-1] == "" {
		values = values[:len(values)-1]
	}
	for i, s := range values {
		if i == objectPlaces[l] {
			p.whole = append(p.whole, " {"...)
			for _, o := range objects {
				p.whole = appendField(append(p.whole, ' '), []byte(o.Dimension), true)
				p.whole = appendField(append(p.whole, ' '), []byte(o.Code), true)
				p.lex.items = append(p.lex.items, []byte(o.Dimension), []byte(o.Code))
			}
			p.whole = append(p.whole, '}')
			p.lex.fields = append(p.lex.fields, field{list: true, to: len(p.lex.items)})
		}
		p.lex.fields = append(p.lex.fields, field{text: []byte(s), quoted: true})
		p.whole = appendField(append(p.whole, ' '), []byte(s), true)
	}
	p.dispatch(l)
}

func (p *parser) build(b *Builder) {
	p.buildHeader(b.Header)
	for _, a := range b.Accounts {
		p.feed(lKonto, a.Number, a.Name)
		if a.Type != 0 {
			p.feed(lKtyp, a.Number, string(rune(a.Type)))
		}
		if a.Unit != "" {
			p.feed(lEnhet, a.Number, a.Unit)
		}
		for _, code := range a.SRU {
			p.feed(lSru, a.Number, code)
		}
	}
	for _, d := range b.Dimensions {
		if d.Parent == "" {
			p.feed(lDim, d.Number, d.Name)
		} else {
			p.feed(lUnderdim, d.Number, d.Name, d.Parent)
		}
	}
	for _, o := range b.Objects {
		p.feed(lObjekt, o.Dimension, o.Code, o.Name)
	}
	for _, r := range b.Balances {
		values := []string{strconv.Itoa(r.Year)}
		if r.Kind >= PSALDO {
			values = append(values, fmt.Sprintf("%06d", r.Period))
		}
		p.feedList(lIB+label(r.Kind), r.Objects, append(values, r.Account, r.Amount.String(), r.Quantity)...)
	}
	for _, v := range b.Vouchers {
		p.feed(lVer, v.Series, v.Number, v.Date.Compact(), v.Text, v.Registered.Compact(), v.Sign)
		p.block, p.expect = true, false
		for _, r := range v.Rows {
			p.feedList(lTrans+label(r.Kind), r.Objects, r.Account, r.Amount.String(), r.Date.Compact(), r.Text, r.Quantity, r.Sign)
		}
		p.endRtrans()
		p.block = false
	}
}

func (p *parser) buildHeader(h Header) {
	or := func(s, standard string) string {
		if s == "" {
			return standard
		}
		return s
	}
	some := func(l label, values ...string) {
		for _, s := range values {
			if s != "" {
				p.feed(l, values...)
				return
			}
		}
	}
	p.feed(lFlagga, or(h.Flag, "0"))
	some(lProgram, h.Program, h.Version)
	p.feed(lFormat, or(h.Format, "PC8"))
	some(lGen, h.Generated.Compact(), h.GeneratedBy)
	p.feed(lSietyp, or(h.TypeWritten, "4"))
	for _, s := range h.Comments {
		some(lProsa, s)
	}
	some(lFtyp, h.Ftyp)
	some(lFnr, h.Fnr)
	some(lOrgnr, h.OrgNr, h.AcqNr, h.ActNr)
	some(lBkod, h.Bkod)
	some(lAdress, h.Address.Contact, h.Address.Street, h.Address.Post, h.Address.Phone)
	some(lFnamn, h.Name)
	for _, y := range h.Years {
		p.feed(lRar, strconv.Itoa(y.No), y.Start.Compact(), y.End.Compact())
	}
	some(lTaxar, h.Taxar)
	some(lOmfattn, h.Omfattn.Compact())
	some(lKptyp, h.KpTyp)
	some(lValuta, h.Currency)
}
