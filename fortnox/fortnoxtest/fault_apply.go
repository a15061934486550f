package fortnoxtest

import (
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
		wait := time.NewTimer(h.Delay)
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-c.r.Context().Done():
		}
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
		case h.Kind == UTF8 && p.streamed:
			if text, err := charmap.CodePage437.NewDecoder().Bytes(p.raw); err == nil {
				p.raw = text
			}
		}
	}
	return p
}

// cut is how many bytes of a body are sent before the connection is closed; below zero, all are.
func (hs hits) cut(length int) int {
	if hs.find(CutBefore) != nil || hs.find(CutAfter) != nil {
		return 0
	}
	h := hs.find(CutDuring)
	switch {
	case h == nil:
		return -1
	case h.Bytes > 0:
		return min(h.Bytes, max(length-1, 0))
	}
	return length / 2
}

// shift is by how much the items of a list have moved before this page is read.
func (hs hits) shift(page int) int {
	if h := hs.find(MovePages); h != nil && page > 1 {
		return h.Shift
	}
	return 0
}

// hide is until when a new voucher cannot be seen; zero: it can be seen at once.
func (hs hits) hide(now time.Time) time.Time {
	if h := hs.find(HideVoucher); h != nil {
		return now.Add(h.Delay)
	}
	return time.Time{}
}
