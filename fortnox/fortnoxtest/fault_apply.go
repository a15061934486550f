package fortnoxtest

import (
	"bytes"
	"slices"
	"time"

	"golang.org/x/text/encoding/charmap"
)

const htmlPage = `<!DOCTYPE html>
<html><head><title>Fortnox</title></head><body><h1>Tjänsten är tillfälligt otillgänglig</h1></body></html>
`

func (hs hits) find(kind FaultKind) *hit {
	for i := range hs {
		if hs[i].Kind == kind {
			return &hs[i]
		}
	}
	return nil
}

func (hs hits) names() []FaultKind {
	var all []FaultKind
	for _, h := range hs {
		all = append(all, h.Kind)
	}
	return all
}

// before waits when it should and returns the answer of a fault that keeps the work from being done, or nil.
func (hs hits) before(c *call) *reply {
	if h := hs.find(Slow); h != nil {
		h.wait(c)
	}
	if hs.find(CutBefore) != nil {
		return &reply{}
	}
	for _, h := range hs {
		if p := h.instead(); p != nil && !h.AfterWork {
			return p
		}
	}
	return nil
}

// wait lets Delay pass, or the client give up.
func (h *hit) wait(c *call) {
	timer := time.NewTimer(h.Delay)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-c.r.Context().Done():
	}
}

// part is how many bytes of a body are sent before something happens: never all.
func (h *hit) part(length int) int {
	if h.Bytes > 0 {
		return min(h.Bytes, max(length-1, 0))
	}
	return length / 2
}

// instead is the answer that a fault gives instead of the right one, or nil.
func (h *hit) instead() *reply {
	var p reply
	switch h.Kind {
	case TooManyRequests:
		p = tooMany(h.Delay)
	case ServerError:
		p = problemSystem.reply()
		if h.Status == problemUnavailable.status {
			p = problemUnavailable.reply()
		} else if h.Status != 0 {
			p.status = h.Status
		}
	case Unauthorized:
		p = unauthorized()
	case Redirect:
		p = reply{status: 307, header: map[string]string{"Location": h.Location}}
		if h.Status != 0 {
			p.status = h.Status
		}
	case HTML:
		p = reply{status: 200, raw: []byte(htmlPage), contentType: "text/html; charset=utf-8"}
		if h.Status != 0 {
			p.status = h.Status
		}
	default:
		return nil
	}
	return &p
}

// after returns the answer p as the faults leave it.
func (hs hits) after(p *reply) *reply {
	for _, h := range hs {
		if other := h.instead(); other != nil {
			return other
		}
	}
	for _, h := range hs {
		switch {
		case h.Kind == OddTypes && p.value != nil:
			p.value = oddTypes(p.value, h.chance)
		case h.Kind == NoRight && p.value != nil:
			p.value = noRight(p.value, h.Fields, h.chance)
		case h.Kind == DropFields && p.value != nil:
			p.value = dropFields(plain(p.value), h.Fields)
		case h.Kind == ShortSIE && p.streamed:
			p.raw = halfOfVouchers(p.raw)
		case h.Kind == UTF8 && p.streamed:
			if text, err := charmap.CodePage437.NewDecoder().Bytes(p.raw); err == nil {
				p.raw = text
			}
		}
	}
	return p
}

// halfOfVouchers ends SIE bytes after a whole voucher.
func halfOfVouchers(sie []byte) []byte {
	end := []byte("\r\n}\r\n")
	keep := 0
	for range bytes.Count(sie, end) / 2 {
		keep += bytes.Index(sie[keep:], end) + len(end)
	}
	if keep == 0 {
		return sie
	}
	return sie[:keep]
}

// cut is how many bytes of a body are sent before the connection is closed; below zero, all are.
func (hs hits) cut(length int) int {
	if hs.find(CutBefore) != nil || hs.find(CutAfter) != nil {
		return 0
	}
	if h := hs.find(CutDuring); h != nil {
		return h.part(length)
	}
	return -1
}

// shift is by how much the items of a list have moved before this page is read.
func (hs hits) shift(page int) int {
	if h := hs.find(MovePages); h != nil && page > 1 {
		return h.Shift
	}
	return 0
}

// alter changes a new voucher's amounts when it should.
func (hs hits) alter(v *Voucher) {
	if hs.find(AlterVoucher) == nil {
		return
	}
	debit := slices.IndexFunc(v.VoucherRows, func(r Row) bool { return r.Debit > 0 })
	credit := slices.IndexFunc(v.VoucherRows, func(r Row) bool { return r.Credit > 0 })
	if debit >= 0 && credit >= 0 {
		v.VoucherRows[debit].Debit += 1_00
		v.VoucherRows[credit].Credit += 1_00
	}
}

// granted are the scopes that a consent gives of those that were asked for.
func (hs hits) granted(scopes []string) []string {
	h := hs.find(FewerScopes)
	if h == nil {
		return scopes
	}
	return slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return !slices.Contains(h.Fields, s) })
}

// hide is until when a new voucher cannot be seen; zero: it can be seen at once.
func (hs hits) hide(now time.Time) time.Time {
	if h := hs.find(HideVoucher); h != nil {
		return now.Add(h.Delay)
	}
	return time.Time{}
}
