package sie

import "strconv"

// years tests the dates of #RAR.
func (c *checker) years() {
	for _, y := range c.f.header.Years {
		no := strconv.Itoa(y.No)
		if y.Start == 0 || y.End < y.Start {
			c.add(CodeYearDates, y.Line, lRar, no, y.Start.String(), y.End.String())
			continue
		}
		months := (y.End.Year()-y.Start.Year())*12 + int(y.End.Month()) - int(y.Start.Month()) + 1
		if months > 18 {
			c.add(CodeYearLong, y.Line, lRar, no, y.Start.String(), y.End.String())
		}
		next, ok := c.byNumber[y.No+1]
		if ok && next.Start != 0 && y.End.Next() != next.Start {
			c.add(CodeYearGap, y.Line, lRar, no, y.End.String(), next.Start.String())
		}
	}
}

// declared tests that every account, object and dimension in use has a record.
func (c *checker) declared() {
	seen := map[ref]bool{}
	code := CodeAccountUndeclared
	if c.f.kind == Kind4I {
		code = CodeAccountUnlisted
	}
	account := func(r ref, line int, l label) {
		if seen[r] {
			return
		}
		one := c.canon(r)
		again := seen[one]
		seen[r], seen[one] = true, true
		if again {
			return
		}
		if i, ok := c.f.accountIndex(c.f.text(r)); !ok || !c.f.accounts[i].declared {
			c.add(code, line, l, c.f.text(r))
		}
	}
	known := c.declaredObjects()
	lists := map[ref]bool{}
	objects := func(list ref, line int, l label) {
		if list == 0 || lists[list] {
			return
		}
		lists[list] = true
		packed := c.f.text(list)
		for i := 0; 4*i < len(packed); i += 2 {
			c.object(known, c.canon(refAt(packed, i)), c.canon(refAt(packed, i+1)), line, l)
		}
	}
	for i := range c.f.balances {
		r := &c.f.balances[i]
		account(r.account, int(r.line), r.label())
		objects(r.objects, int(r.line), r.label())
	}
	for i := range c.f.rows {
		r := &c.f.rows[i]
		if r.kind() == Booked {
			account(r.account, int(r.place>>placeLine), lTrans)
			objects(r.objects, int(r.place>>placeLine), lTrans)
		}
	}
}

// declaredObjects holds {dimension, 0} for a declared dimension and {dimension,
// object} for a declared object.
func (c *checker) declaredObjects() map[[2]ref]bool {
	known := map[[2]ref]bool{}
	for _, d := range c.f.dims {
		known[[2]ref{c.canon(d.number)}] = true
	}
	for _, o := range c.f.objects {
		known[[2]ref{c.canon(o.dim), c.canon(o.code)}] = true
	}
	return known
}

func (c *checker) object(known map[[2]ref]bool, dim, code ref, line int, l label) {
	name := c.f.text(dim)
	n, err := strconv.Atoi(name)
	if reserved := err == nil && n >= 1 && n < 20; !reserved && !known[[2]ref{dim}] {
		known[[2]ref{dim}] = true
		c.add(CodeDimensionUndeclared, line, l, name)
	}
	if !known[[2]ref{dim, code}] {
		known[[2]ref{dim, code}] = true
		c.add(CodeObjectUndeclared, line, l, name, c.f.text(code))
	}
}

// form tests that the records are those of the type [§6].
func (c *checker) form() {
	column := map[Kind]int{Kind1: 0, Kind2: 1, Kind3: 2, Kind4I: 3, Kind4E: 4}[c.f.kind]
	has := func(l label) bool { return c.f.counts[l] > 0 }
	for l := lFlagga; l < labelCount; l++ {
		switch formats[l].presence[column] {
		case 'm':
			// a balance that is zero may be left out [§5.17]
			if isBalance := l == lIB || l == lUB || l == lRes; !has(l) && !(isBalance && (has(lIB) || has(lUB) || has(lRes))) {
				c.add(CodeRecordMissing, 0, l, string(c.f.kind))
			}
		case '-':
			if has(l) {
				c.add(CodeRecordForbidden, 0, l, string(c.f.kind))
			}
		}
	}
}
