package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// CarryOpeningBalances sets the opening balances of a year to the closing balances of the year before, as the command in
// Fortnox does. A result that is not booked is carried on 2099.
func (s *Server) CarryOpeningBalances(tenant, yearID int) error {
	return s.edit(tenant, func(c *company) error {
		if y := c.year(yearID); y == nil || c.before(y) == nil {
			return fmt.Errorf("year %d: no year before it", yearID)
		}
		return s.change(c, event{Kind: "opening", Tenant: tenant, Year: yearID})
	})
}

func (c *company) carryOpening(yearID int) error {
	y := c.year(yearID)
	if y == nil || c.before(y) == nil {
		return fmt.Errorf("year %d: no year before it", yearID)
	}
	var result Ore
	for _, old := range c.before(y).accounts {
		a := y.account(old.number)
		switch {
		case old.number >= 3000:
			result += old.movement
		case a != nil:
			a.opening = old.opening + old.movement
		}
	}
	if a := y.account(2099); a != nil {
		a.opening += result
	}
	return nil
}

// PutDocument adds or replaces one object of a resource, such as "invoices", in the form of its single object.
func (s *Server) PutDocument(tenant int, resource string, single []byte) error {
	return s.edit(tenant, func(c *company) error {
		res := resourceAt(resource)
		if res == nil {
			return fmt.Errorf("resource %q is unknown", resource)
		}
		if _, err := res.parse(single); err != nil {
			return err
		}
		return s.change(c, event{Kind: "put", Tenant: tenant, Resource: resource, Object: json.RawMessage(single), Date: c.today})
	})
}

func (c *company) put(e event) error {
	res := resourceAt(e.Resource)
	if res == nil {
		return fmt.Errorf("resource %q is unknown", e.Resource)
	}
	d, err := res.parse(e.Object)
	if err != nil {
		return err
	}
	d.modified = max(d.modified, e.Date, e.At)
	c.documents[res.path].put(d)
	return nil
}

// Vouchers returns all vouchers of a year, sorted by series and number, hidden ones too.
func (s *Server) Vouchers(tenant, yearID int) ([]Voucher, error) {
	c := s.company(tenant)
	if c == nil {
		return nil, errTenant(tenant)
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	y := c.year(yearID)
	if y == nil {
		return nil, fmt.Errorf("year %d: no such year", yearID)
	}
	all := make([]Voucher, 0, y.vouchers)
	y.each(func(v *Voucher) { all = append(all, v.clone()) })
	return all, nil
}

// A VoucherFile is an uploaded file that is connected with a voucher.
type VoucherFile struct {
	FileID  string
	Content []byte
	Series  string
	Number  int
	Year    int // the year's id
}

// VoucherFiles returns the files that are connected with vouchers, sorted by the file's id.
func (s *Server) VoucherFiles(tenant int) ([]VoucherFile, error) {
	c := s.company(tenant)
	if c == nil {
		return nil, errTenant(tenant)
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	var all []VoucherFile
	for _, id := range sortedKeys(c.connections, strings.Compare) {
		made := c.connections[id]
		number, err := strconv.Atoi(made.VoucherNumber)
		if err != nil {
			return nil, err
		}
		all = append(all, VoucherFile{FileID: id, Content: slices.Clone(c.contents[id]), Series: made.VoucherSeries, Number: number, Year: made.VoucherYear})
	}
	return all, nil
}
