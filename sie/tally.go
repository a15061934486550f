package sie

// maxUnbalanced is how many unbalanced vouchers a Summary lists.
const maxUnbalanced = 1000

// A tally adds up the vouchers of pieces of a file.
type tally struct {
	p               *parser
	debit, credit   Amount
	empty           int
	unbalancedCount int
	unbalanced      []tagged
	days            map[Date]int
	rows            map[string]Amount
	unknown         map[string]int

	places [256]struct { // of accounts in sums, for the piece at hand
		account ref
		at      int
	}
	index    map[ref]int
	accounts []ref
	sums     []Amount
}

// tagged is an unbalanced voucher with the number of its piece; Line counts from
// the beginning of that.
type tagged struct {
	block int
	Unbalanced
}

func newTally(p *parser) *tally {
	return &tally{p: p, days: map[Date]int{}, rows: map[string]Amount{}, unknown: map[string]int{}, index: map[ref]int{}}
}

// place is the index in sums of an account.
func (t *tally) place(account ref) int {
	c := &t.places[cacheIndex(uint64(account))]
	if c.account == account && c.at < len(t.sums) {
		return c.at
	}
	at, ok := t.index[account]
	if !ok {
		at = len(t.sums)
		t.index[account] = at
		t.accounts, t.sums = append(t.accounts, account), append(t.sums, 0)
	}
	c.account, c.at = account, at
	return at
}

// add counts the vouchers that the parser holds, of piece number block, which
// began at line base.
func (t *tally) add(block, base int) {
	f := t.p.f
	clear(t.index)
	clear(t.places[:])
	t.accounts, t.sums = t.accounts[:0], t.sums[:0]
	f.pages = t.p.texts.pages.list
	lastDay, n := Date(0), 0
	for i := range f.vouchers {
		v := Voucher{f, i}
		from, to := v.span()
		sum, booked := t.addRows(f.rows[from:to])
		if booked == 0 {
			t.empty++
		}
		if sum != 0 {
			if t.unbalancedCount++; len(t.unbalanced) < maxUnbalanced {
				t.unbalanced = append(t.unbalanced, tagged{block, Unbalanced{v.Series(), v.Number(), sum, v.Line() - base}})
			}
		}
		if day := v.Date(); day != lastDay {
			t.days[lastDay] += n
			lastDay, n = day, 0
		}
		n++
	}
	t.days[lastDay] += n
	for i, account := range t.accounts {
		t.rows[f.text(account)] += t.sums[i]
	}
}

func (t *tally) addRows(rows []rowRecord) (sum Amount, booked int) {
	for i := range rows {
		r := &rows[i]
		if r.kind() != Booked {
			continue
		}
		booked++
		sum += r.amount
		t.sums[t.place(r.account)] += r.amount
		if r.amount > 0 {
			t.debit += r.amount
		} else {
			t.credit += r.amount
		}
	}
	return sum, booked
}

// addUnknown counts the unknown labels among the records kept as text from i on.
func (t *tally) addUnknown(i int) {
	t.p.f.pages = t.p.texts.pages.list
	for _, r := range t.p.f.raw[i:] {
		if name := (Raw{Text: t.p.f.text(r.text)}).Label(); r.unknown && name != "" && (t.unknown[name] > 0 || len(t.unknown) < maxUnbalanced) {
			t.unknown[name]++
		}
	}
}

// join adds what another tally counted.
func (t *tally) join(o *tally) {
	t.debit, t.credit, t.empty = t.debit+o.debit, t.credit+o.credit, t.empty+o.empty
	t.unbalancedCount += o.unbalancedCount
	t.unbalanced = append(t.unbalanced, o.unbalanced...)
	for day, n := range o.days {
		t.days[day] += n
	}
	for account, sum := range o.rows {
		t.rows[account] += sum
	}
	for name, n := range o.unknown {
		t.unknown[name] += n
	}
	for l, n := range o.p.f.counts {
		t.p.f.counts[l] += n
	}
	t.p.lines.crlf, t.p.lines.lfs, t.p.lines.cr = t.p.lines.crlf+o.p.lines.crlf, t.p.lines.lfs+o.p.lines.lfs, t.p.lines.cr+o.p.lines.cr
	t.p.records, t.p.total = t.p.records+o.p.records, t.p.total+o.p.total
}
