package sie

import (
	"slices"
	"strconv"
)

// eachVoucher tests every voucher by itself and adds up the accounts.
func (c *checker) eachVoucher() {
	sums := map[ref]Amount{} // an account may have several refs
	for v := range c.f.Vouchers() {
		rec := v.record()
		from, to := v.span()
		var sum Amount
		booked := 0
		for _, r := range c.f.rows[from:to] {
			if r.kind() != Booked {
				continue
			}
			booked++
			sum += r.amount
			sums[r.account] += r.amount
		}
		id := []string{v.Series(), v.Number(), rec.date.String()}
		if sum != 0 {
			c.add(CodeVoucherUnbalanced, v.Line(), lVer, append(id, sum.String())...)
		}
		if booked == 0 {
			c.add(CodeVoucherEmpty, v.Line(), lVer, id...)
		}
		if rec.date == 0 {
			continue // Read has reported it
		}
		c.last = max(c.last, rec.date)
		if c.hasYear && (rec.date < c.year.Start || rec.date > c.year.End) {
			c.add(CodeVoucherOutside, v.Line(), lVer, append(id, c.year.Start.String(), c.year.End.String())...)
		}
	}
	for r, sum := range sums {
		c.byName[c.f.text(r)] += sum
	}
}

// A series is what numbers needs to know about one.
type series struct {
	numbers  []int
	previous int
	ordered  bool
	line     int
}

// maxNumber is the largest number that can be one in a row.
const maxNumber = 1_000_000_000

// numbers tests that each number is used once in its series, that the numbers
// rise, and that none is missing. Empty numbers and 0 are none.
func (c *checker) numbers() {
	type key struct {
		series  ref
		number  uint32
		numeric bool
	}
	first := map[key]uint32{}
	all := map[ref]*series{}
	var order []ref
	for v := range c.f.Vouchers() {
		rec := v.record()
		number := v.Number()
		if number == "" || number == "0" {
			continue
		}
		id := key{c.canon(rec.series), rec.number, rec.numeric}
		if !rec.numeric {
			id.number = uint32(c.canon(ref(rec.number)))
		}
		if line, used := first[id]; used {
			c.add(CodeVoucherRepeated, v.Line(), lVer, v.Series(), number, strconv.Itoa(int(line)))
			continue
		}
		first[id] = rec.line
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 || n > maxNumber {
			continue
		}
		s := all[id.series]
		if s == nil {
			s = &series{ordered: true}
			all[id.series] = s
			order = append(order, id.series)
		}
		if n < s.previous && s.ordered {
			s.ordered = false
			c.add(CodeVoucherOrder, v.Line(), lVer, v.Series(), number, strconv.Itoa(s.previous))
		}
		s.numbers, s.previous, s.line = append(s.numbers, n), n, v.Line()
	}
	for _, r := range order {
		c.gaps(c.f.text(r), all[r])
	}
}

func (c *checker) gaps(name string, s *series) {
	slices.Sort(s.numbers)
	numbers := slices.Compact(s.numbers)
	missing := numbers[len(numbers)-1] - numbers[0] + 1 - len(numbers)
	if missing == 0 {
		return
	}
	for i := 1; i < len(numbers); i++ {
		if numbers[i] != numbers[i-1]+1 {
			c.add(CodeVoucherGap, s.line, lVer, name, strconv.Itoa(missing), strconv.Itoa(numbers[i-1]+1))
			return
		}
	}
}
