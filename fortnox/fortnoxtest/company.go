package fortnoxtest

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"
)

// apiRoot begins every @url, as in the real service, also when the emulator listens elsewhere.
const apiRoot = "https://api.fortnox.se/3"

// company is one tenant. mu guards everything below it; what stands above never changes after loading.
type company struct {
	tenant       int
	name         string
	organisation string
	program      string // version in #PROGRAM
	licences     []string
	info         json.RawMessage
	settings     json.RawMessage

	mu          sync.RWMutex
	today       string // YYYY-MM-DD
	lockedTo    string // empty: nothing locked
	defaultYear int
	years       []*year // by id
	documents   map[string]*collection
	hidden      map[*Voucher]time.Time // not to be seen until then
	modified    map[*Voucher]string    // when it was made or altered after loading
	address     address
	contents    map[string][]byte // uploaded files, by each of their ids
	connections map[string]*fileConnection
}

// address is what SIE needs of the company's settings.
type address struct {
	ContactFirstName, ContactLastName string
	Address, ZipCode, City, Phone1    string
}

func (c *company) year(id int) *year {
	for _, y := range c.years {
		if y.id == id {
			return y
		}
	}
	return nil
}

func (c *company) yearOf(date string) *year {
	for _, y := range c.years {
		if y.contains(date) {
			return y
		}
	}
	return nil
}

// before returns the latest year that ended before y began, or nil.
func (c *company) before(y *year) *year {
	var last *year
	for _, o := range c.years {
		if o.to < y.from && (last == nil || last.to < o.to) {
			last = o
		}
	}
	return last
}

// visible says whether v can be seen at now. A voucher made under a fault may be hidden for a while.
func (c *company) visible(v *Voucher, now time.Time) bool {
	if len(c.hidden) == 0 {
		return true
	}
	until, hidden := c.hidden[v]
	return !hidden || !now.Before(until)
}

// unseen is the part of an account's movement that is in vouchers that cannot be seen yet.
func (c *company) unseen(y *year, number int, now time.Time) Ore {
	var sum Ore
	for v := range c.hidden {
		if v.Year != y.id || c.visible(v, now) {
			continue
		}
		for _, r := range v.VoucherRows {
			if r.Account == number && !r.Removed {
				sum += r.amount()
			}
		}
	}
	return sum
}

// nextSeen is the next number of a series as far as can be seen.
func (c *company) nextSeen(y *year, s *series, now time.Time) int {
	next := s.nextNumber()
	for v := range c.hidden {
		if v.Year == y.id && v.VoucherSeries == s.code && !c.visible(v, now) {
			next = min(next, v.VoucherNumber)
		}
	}
	return next
}

// hide keeps v out of sight until then, and forgets the vouchers whose time has come.
func (c *company) hide(v *Voucher, now, until time.Time) {
	if c.hidden == nil {
		c.hidden = map[*Voucher]time.Time{}
	}
	maps.DeleteFunc(c.hidden, func(_ *Voucher, until time.Time) bool { return !now.Before(until) })
	c.hidden[v] = until
}

func (c *company) costCentre(code string) bool {
	d := c.documents["costcenters"].get(code)
	return d != nil && d.text("Active") != "false"
}

func (c *company) project(number string) bool {
	return c.documents["projects"].get(number) != nil
}

func (c *company) licensed(any []string) bool {
	return len(any) == 0 || c.licences == nil || slices.ContainsFunc(any, func(l string) bool {
		return slices.Contains(c.licences, l)
	})
}
