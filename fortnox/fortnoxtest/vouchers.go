package fortnoxtest

import (
	"fmt"
	"strconv"
	"strings"
)

func getVoucher(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	y, refused := c.wantedYear()
	if refused != nil {
		return *refused
	}
	number, err := strconv.Atoi(c.path[1])
	if err != nil {
		return problemNoVoucher.reply()
	}
	v := y.voucher(c.path[0], number)
	if v == nil || !c.co.visible(v, c.now) {
		return problemNoVoucher.reply()
	}
	return wrapped("Voucher", v.sent())
}

// listVouchers answers for /vouchers and /vouchers/sublist, the latter also for one series.
func listVouchers(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	y, refused := c.wantedYear()
	if refused != nil {
		return *refused
	}
	keep, refused := c.wantedVouchers(y)
	if refused != nil {
		return *refused
	}
	var found []*Voucher
	y.each(func(v *Voucher) {
		if keep(v) {
			found = append(found, v)
		}
	})
	found, refused = sorted(c, found, voucherSort, (*Voucher).sortText)
	if refused != nil {
		return *refused
	}
	return pageReply(c, "Vouchers", found, func(v *Voucher) any { return v.item() })
}

var voucherSort = map[string]string{"vouchernumber": "number", "voucherseries": "series", "transactiondate": "date"}

func (v *Voucher) sortText(name string) string {
	switch name {
	case "number":
		return strconv.Itoa(v.VoucherNumber)
	case "series":
		return v.VoucherSeries
	}
	return v.TransactionDate
}

func (c *call) wantedVouchers(y *year) (func(*Voucher) bool, *reply) {
	from, to := c.query["fromdate"], c.query["todate"]
	for name, date := range map[string]string{"fromdate": from, "todate": to} {
		if date != "" && !validDate(date) {
			p := problemParameter.reply(name)
			return nil, &p
		}
	}
	if from != "" && !y.contains(from) {
		p := problemFromDate.reply()
		return nil, &p
	}
	series := c.query["voucherseries"]
	if len(c.path) == 1 {
		series = c.path[0]
	}
	center, since := c.query["costcenter"], c.query["lastmodified"]
	if len(since) < len("2006-01-02") {
		since = ""
	}
	return func(v *Voucher) bool {
		return (from == "" || v.TransactionDate >= from) && (to == "" || v.TransactionDate <= to) &&
			(series == "" || v.VoucherSeries == series) && (since == "" || modifiedSince(c.co.modifiedAt(v), since)) &&
			v.in(center) && c.co.visible(v, c.now)
	}, nil
}

// getSIE serves the bytes of a SIE file. fromdate, todate and selection are undocumented but used by client libraries.
func getSIE(c *call) reply {
	kind, err := strconv.Atoi(c.path[0])
	if err != nil || kind < 1 || kind > 4 {
		return problemNoRoute.reply()
	}
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	y, refused := c.wantedYear()
	if refused != nil {
		return *refused
	}
	q := sieRequest{kind: kind, year: y, from: c.query["fromdate"], to: c.query["todate"]}
	for name, date := range map[string]string{"fromdate": q.from, "todate": q.to} {
		if date != "" && !validDate(date) {
			return problemParameter.reply(name)
		}
	}
	chosen, err := readSelection(c.query["selection"])
	if err != nil {
		return problemSelection.reply()
	}
	q.chosen = chosen
	q.visible = func(v *Voucher) bool { return c.co.visible(v, c.now) }
	return reply{status: 200, raw: c.co.sie(q), contentType: "application/octet-stream", streamed: true}
}

// readSelection reads a choice of vouchers such as A,20,24;B,5,9: series, first and last number. It returns nil for "".
func readSelection(s string) (func(*Voucher) bool, error) {
	if s == "" {
		return nil, nil
	}
	type interval struct{ from, to int }
	wanted := map[string][]interval{}
	for part := range strings.SplitSeq(s, ";") {
		fields := strings.Split(part, ",")
		if len(fields) != 3 {
			return nil, fmt.Errorf("selection %q: want series,first,last", part)
		}
		from, errFrom := strconv.Atoi(fields[1])
		to, errTo := strconv.Atoi(fields[2])
		if errFrom != nil || errTo != nil || from > to {
			return nil, fmt.Errorf("selection %q: want two numbers in order", part)
		}
		wanted[fields[0]] = append(wanted[fields[0]], interval{from, to})
	}
	return func(v *Voucher) bool {
		for _, w := range wanted[v.VoucherSeries] {
			if w.from <= v.VoucherNumber && v.VoucherNumber <= w.to {
				return true
			}
		}
		return false
	}, nil
}
