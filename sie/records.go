package sie

import (
	"strconv"
	"strings"
)

// accountRecord reads #KONTO, #KTYP, #ENHET and #SRU.
func (p *parser) accountRecord(l label) {
	number, ok := p.account(0)
	if !ok {
		return
	}
	if l == lKtyp && !isAccountType(p.field(1)) {
		p.find(CodeAccountType, p.decode(p.field(1)))
		p.keep(false)
		return
	}
	p.f.counts[l]++
	a := p.accountFor(number)
	switch l {
	case lKonto:
		name := p.text(p.field(1))
		if a.declared && a.name != name && !p.stream {
			p.find(CodeAccountRepeated, p.textOf(number), p.textOf(a.name), p.textOf(name))
		}
		a.name, a.declared, a.line, a.extra = name, true, uint32(p.line), p.extra(2)
	case lKtyp:
		a.ktyp, a.ktypExtra = p.field(1)[0]&^0x20, p.extra(2)
	case lEnhet:
		a.unit, a.unitExtra = p.text(p.field(1)), p.extra(2)
	case lSru:
		if len(p.field(1)) == 0 {
			return // the account has no code; reported as a missing field
		}
		p.f.srus = append(p.f.srus, sruRecord{p.text(p.field(1)), p.extra(2), uint32(p.line), a.sru})
		a.sru = int32(len(p.f.srus))
	}
}

func isAccountType(b []byte) bool {
	return len(b) == 1 && strings.IndexByte("TSKItski", b[0]) >= 0
}

// accountFor finds the account or makes it, not yet declared.
func (p *parser) accountFor(number ref) *accountRecord {
	i, ok := p.accounts[number]
	if !ok {
		i = int32(len(p.f.accounts))
		p.accounts[number] = i
		p.f.accounts = append(p.f.accounts, accountRecord{number: number, line: uint32(p.line)})
	}
	return &p.f.accounts[i]
}

// dimensionRecord reads #DIM, #UNDERDIM and #OBJEKT.
func (p *parser) dimensionRecord(l label) {
	p.f.counts[l]++
	one, two, three, line := p.text(p.field(0)), p.text(p.field(1)), p.text(p.field(2)), uint32(p.line)
	switch l {
	case lDim:
		p.f.dims = append(p.f.dims, dimRecord{number: one, name: two, extra: p.extra(2), line: line})
	case lUnderdim:
		p.f.dims = append(p.f.dims, dimRecord{one, two, three, p.extra(3), line})
	case lObjekt:
		p.f.objects = append(p.f.objects, objectRecord{one, two, three, p.extra(3), line})
	}
}

// balance reads #IB, #UB, #RES, #OIB, #OUB, #PSALDO and #PBUDGET.
func (p *parser) balance(l label) {
	r := balanceRecord{kind: BalanceKind(l - lIB), line: uint32(p.line)}
	year, err := strconv.ParseInt(string(p.field(0)), 10, 16)
	if err != nil {
		p.find(CodeYearUnreadable, p.decode(p.field(0)))
		p.keep(false)
		return
	}
	r.year = int16(year)
	at := 1
	if r.kind >= PSALDO {
		at = 2
		if r.period, err = parsePeriod(p.field(1)); err != nil {
			p.find(CodePeriodUnreadable, p.decode(p.field(1)))
			p.keep(false)
			return
		}
	}
	var ok bool
	if r.account, ok = p.account(at); !ok {
		return
	}
	at++
	if r.kind >= OIB {
		r.objects = p.objects(at)
		at++
	}
	if r.amount, ok = p.amount(at); !ok {
		return
	}
	r.tail = p.texts.putRefs([]ref{p.text(p.field(at + 1)), p.extra(at + 2)})
	p.f.balances = append(p.f.balances, r)
	p.f.counts[l]++
}

// voucher reads #VER.
func (p *parser) voucher() {
	r := voucherRecord{series: p.text(p.field(0)), line: uint32(p.line), rows: uint32(len(p.f.rows))}
	if r.number, r.numeric = plainNumber(p.field(1)); !r.numeric {
		r.number = uint32(p.text(p.field(1)))
	}
	r.text = p.text(p.field(3))
	var written ref
	date, ok := p.date(2)
	switch {
	case !ok:
		written = p.text(p.field(2))
	case date == 0:
		p.find(CodeDateMissing)
	}
	r.date = date
	registered := p.softDate(4)
	var day ref
	if registered != 0 {
		day, _ = p.texts.put(registered.append(nil))
	}
	r.tail = p.texts.putRefs([]ref{day, p.text(p.field(5)), p.extra(6), written})
	p.f.vouchers = append(p.f.vouchers, r)
	p.f.counts[lVer]++
	p.block, p.expect, p.implicit = false, true, false
}

// row reads #TRANS, #RTRANS and #BTRANS.
func (p *parser) row(l label) {
	switch {
	case p.expect:
		p.find(CodeBlockMissing)
		p.block, p.expect, p.implicit = true, false, true
	case !p.block:
		p.find(CodeRowOutside, p.decode(p.whole))
		p.keep(false)
		return
	}
	r, ok := p.readRow(l)
	if !ok {
		p.endRtrans()
		return
	}
	p.pair(l, &r)
	p.f.rows = append(p.f.rows, r)
	p.f.counts[l]++
	if l == lRtrans {
		p.rtrans = len(p.f.rows)
	}
}

// readRow reads the fields of a row, or keeps the record as text.
func (p *parser) readRow(l label) (r rowRecord, ok bool) {
	r = rowRecord{place: uint32(p.line)<<placeLine | uint32(l-lTrans)}
	if r.account, ok = p.account(0); !ok {
		return r, false
	}
	r.objects = p.objects(1)
	if r.date, ok = p.date(3); !ok {
		p.keep(false)
		return r, false
	}
	if r.amount, ok = p.amount(2); !ok {
		return r, false
	}
	r.text = p.text(p.field(4))
	if len(p.lex.fields) > 5 {
		r.tail = p.texts.putRefs([]ref{p.text(p.field(5)), p.text(p.field(6)), p.extra(7)})
	}
	return r, true
}

// pair marks a #TRANS that follows its #RTRANS. The two need not be alike in
// date and signature [section 7 of the format notes].
func (p *parser) pair(l label, r *rowRecord) {
	if p.rtrans == 0 {
		return
	}
	before := p.f.rows[p.rtrans-1]
	if l == lTrans && before.account == r.account && before.objects == r.objects && before.amount == r.amount {
		r.place |= placeAdded
		p.rtrans = 0
		return
	}
	p.endRtrans()
}

// endRtrans reports an #RTRANS that its #TRANS does not follow.
func (p *parser) endRtrans() {
	if p.rtrans == 0 {
		return
	}
	r := p.f.rows[p.rtrans-1]
	p.found.add(CodeRtransUnpaired, int(r.place>>placeLine), lRtrans.String(), p.textOf(r.account), r.amount.String())
	p.rtrans = 0
}
