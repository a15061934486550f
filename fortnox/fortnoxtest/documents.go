package fortnoxtest

import (
	"encoding/json"
	"strconv"
	"strings"
)

func getDocument(c *call, res *resource) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	d := c.co.documents[res.path].get(c.path[0])
	if d == nil {
		return res.missing.reply()
	}
	return wrapped(res.single, d.raw)
}

func listDocuments(c *call, res *resource) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	keep, refused := res.wanted(c)
	if refused != nil {
		return *refused
	}
	var found []*document
	for _, d := range c.co.documents[res.path].sorted {
		if keep(d) {
			found = append(found, d)
		}
	}
	found, refused = sorted(c, found, res.sort, (*document).text)
	if refused != nil {
		return *refused
	}
	return pageReply(c, res.list, found, func(d *document) any { return res.listed(d) })
}

// wanted turns the request's filter, searches and dates into one test. Unknown parameters are passed over, an unknown filter
// is refused.
func (res *resource) wanted(c *call) (func(*document) bool, *reply) {
	var tests []func(*document) bool
	if name, given := c.query["filter"]; given && name != "" {
		if name == "unpaid" && res == supplierInvoices && c.srv.options.UnpaidIsOverdue {
			name = "unpaidoverdue"
		}
		f, known := res.filters[name]
		if !known {
			p := problemFilter.reply()
			return nil, &p
		}
		today := c.co.today
		tests = append(tests, func(d *document) bool { return f(d, today) })
	}
	inYear, refused := res.ofYear(c)
	if refused != nil {
		return nil, refused
	}
	tests = append(tests, inYear)
	for param, value := range c.query {
		if name, ok := res.search[param]; ok && value != "" {
			tests = append(tests, contains(name, value))
		}
		bound, ok := res.dates[param]
		if !ok || value == "" {
			continue
		}
		if !validDate(value) {
			p := problemParameter.reply(param)
			return nil, &p
		}
		tests = append(tests, bound.test(value))
	}
	tests = append(tests, c.query.changedSince(), c.query.accountRange())
	return func(d *document) bool {
		for _, t := range tests {
			if t != nil && !t(d) {
				return false
			}
		}
		return true
	}, nil
}

// ofYear is financialyear or financialyeardate, which any list takes beside its filter (documentation, "parameters").
func (res *resource) ofYear(c *call) (func(*document) bool, *reply) {
	bound, dated := res.dates["fromdate"]
	if !dated || c.query["financialyear"] == "" && c.query["financialyeardate"] == "" {
		return nil, nil
	}
	y, refused := c.wantedYear()
	if refused != nil {
		return nil, refused
	}
	if from := c.query["fromdate"]; validDate(from) && !y.contains(from) {
		return nil, refuse(problemFromDate)
	}
	return func(d *document) bool { return y.contains(d.text(bound.field)) }, nil
}

func (b dateBound) test(limit string) func(*document) bool {
	return func(d *document) bool {
		date := d.text(b.field)
		if date == "" {
			return false
		}
		if b.from {
			return date >= limit
		}
		return date <= limit
	}
}

// contains tests a field for a text without regard to case; a name that begins with = must be equal; Name.Field looks in the
// rows of an array.
func contains(name, value string) func(*document) bool {
	if exact, ok := strings.CutPrefix(name, "="); ok {
		return func(d *document) bool { return strings.EqualFold(d.text(exact), value) }
	}
	value = strings.ToLower(value)
	if rows, inside, ok := strings.Cut(name, "."); ok {
		return func(d *document) bool {
			return anyRow(d, rows, inside, func(s string) bool { return strings.Contains(strings.ToLower(s), value) })
		}
	}
	return func(d *document) bool { return strings.Contains(strings.ToLower(d.text(name)), value) }
}

func anyRow(d *document, rows, name string, test func(string) bool) bool {
	var all []map[string]json.RawMessage
	if json.Unmarshal(d.item.get(rows), &all) != nil {
		return false
	}
	for _, row := range all {
		if test(rawText(row[name])) {
			return true
		}
	}
	return false
}

// changedSince is lastmodified, a date or a date with a time.
func (q query) changedSince() func(*document) bool {
	since := q["lastmodified"]
	if len(since) < len("2006-01-02") {
		return nil
	}
	return func(d *document) bool { return d.modified == "" || modifiedSince(d.modified, since) }
}

// accountRange is accountnumberfrom and accountnumberto, which look at the rows of customer invoices.
func (q query) accountRange() func(*document) bool {
	from, errFrom := strconv.Atoi(q["accountnumberfrom"])
	to, errTo := strconv.Atoi(q["accountnumberto"])
	if errFrom != nil && errTo != nil {
		return nil
	}
	if errTo != nil {
		to = 9999
	}
	return func(d *document) bool {
		return anyRow(d, "InvoiceRows", "AccountNumber", func(s string) bool {
			n, err := strconv.Atoi(s)
			return err == nil && from <= n && n <= to
		})
	}
}
