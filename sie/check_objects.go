package sie

// A part is what the objects of one dimension have together of an account, in a
// balance or a month.
type part struct {
	kind    BalanceKind
	year    int16
	period  Period
	account ref
	dim     ref
}

// A partSum is what a part sums to, and the line where it begins.
type partSum struct {
	amount Amount
	line   int
}

// maxParts bounds the parts, and the months, that are added up: a file can name
// many times more of them than it has records.
const maxParts = 1 << 20

// objectSums tests #OIB, #OUB and #PSALDO: by dimension, the objects of an account
// are not more than the account. A file need not have all objects, so less is
// fine. Of the months of a year the first is reported.
func (c *checker) objectSums() {
	sums := map[part]partSum{}
	months := map[part]Amount{} // of whole accounts
	var order []part
	for i := range c.f.balances {
		r := &c.f.balances[i]
		key := part{kind: r.kind, year: r.year, period: r.period, account: r.account}
		if r.objects == 0 {
			if _, seen := months[key]; r.kind == PSALDO && (seen || len(months) < maxParts) {
				months[key] += r.amount
			}
			continue
		}
		if r.kind != OIB && r.kind != OUB && r.kind != PSALDO {
			continue
		}
		packed := c.f.text(r.objects)
		for d := 0; 4*d < len(packed); d += 2 {
			if key.dim = refAt(packed, d); repeated(packed, d) {
				continue
			}
			sum, seen := sums[key]
			if !seen && len(sums) >= maxParts {
				continue
			}
			if !seen {
				order = append(order, key)
				sum.line = int(r.line)
			}
			sum.amount += r.amount
			sums[key] = sum
		}
	}
	reported := map[part]bool{}
	for _, key := range order {
		whole, ok := c.whole(key, months)
		sum, once := sums[key], key
		once.period = 0
		if ok && !reported[once] && sum.amount.magnitude() > whole.magnitude() {
			reported[once] = true
			c.add(CodeObjectsExceed, sum.line, lIB+label(key.kind), c.f.text(key.account), c.f.text(key.dim), sum.amount.String(), whole.String())
		}
	}
}

// repeated is true when the dimension at d of an object list stands before it too.
func repeated(packed string, d int) bool {
	for i := 0; i < d; i += 2 {
		if refAt(packed, i) == refAt(packed, d) {
			return true
		}
	}
	return false
}

// whole is what the account of a part has in all; ok is false when the file does
// not say.
func (c *checker) whole(p part, months map[part]Amount) (a Amount, ok bool) {
	account, year := c.f.text(p.account), int(p.year)
	switch p.kind {
	case PSALDO:
		p.dim = 0
		a, ok = months[p]
	case OIB:
		a, ok = c.f.Balance(IB, year, account)
	default:
		if a, ok = c.f.Balance(UB, year, account); !ok {
			a, ok = c.f.Balance(RES, year, account)
		}
	}
	return a, ok
}
