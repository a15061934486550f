package sie

import (
	"bytes"
	"runtime"
)

// The vouchers of a large file are read by several goroutines, each from one
// #VER on. What a goroutine reads is taken over only when all of its lines are
// plain or at least without a finding, and when the one before it ended with its
// block closed. From the first line that is not so, the file is read on in
// order. So the result is the same on any number of processors.

const (
	minShare   = 2 << 20 // bytes for which a goroutine is worth while
	maxReaders = 8
)

// A share is the part of a file that one goroutine reads.
type share struct {
	p        *parser
	from, to int
	rows     int // end of its window in the whole of the rows
	vouchers int
	done     chan struct{}
}

// runAll reads the file, on several processors when it is large.
func (p *parser) runAll() error {
	whole := len(p.lines.data)
	start := bytes.Index(p.lines.data, []byte("\n#VER "))
	if start < 0 || p.limits.Fields < fastFields {
		rows, held := estimate(p.lines.data)
		p.f.rows, p.f.vouchers = make([]rowRecord, 0, rows), make([]voucherRecord, 0, held)
		return p.run()
	}
	p.lines.data = p.lines.data[:start+1]
	if err := p.run(); err != nil {
		return err
	}
	all := p.lines.data[:whole]
	shares := p.divide(all, start+1)
	for _, s := range shares {
		<-s.done
		if s.p != nil {
			p.takeOver(s)
		}
		p.lines.data = all[:s.to]
		if p.run() != nil {
			break
		}
	}
	for _, s := range shares {
		<-s.done
	}
	return p.err
}

// divide cuts what follows from into shares and starts a goroutine for each but
// the first.
func (p *parser) divide(all []byte, from int) []*share {
	n := min(runtime.GOMAXPROCS(0), maxReaders, (len(all)-from)/minShare)
	if p.sum.on || p.f.checksum.Present {
		n = 1
	}
	shares := []*share{{from: from, to: len(all), done: make(chan struct{})}}
	for i := 1; i < n; i++ {
		last := shares[len(shares)-1]
		at := max(from+(len(all)-from)/n*i, last.from)
		next := bytes.Index(all[at:], []byte("\n#VER "))
		if next < 0 {
			break
		}
		last.to = at + next + 1
		shares = append(shares, &share{from: last.to, to: len(all), done: make(chan struct{})})
	}
	close(shares[0].done)
	if len(shares) > 1 {
		p.texts.share(len(all))
	}
	p.start(all, shares)
	return shares
}

// start gives each share its window of the columns and its goroutine.
func (p *parser) start(all []byte, shares []*share) {
	rows, count := 0, 0
	for _, s := range shares {
		r, v := estimate(all[s.from:s.to])
		rows, count = rows+r, count+v
		s.rows, s.vouchers = rows, count
	}
	p.allRows, p.allVouchers = make([]rowRecord, rows), make([]voucherRecord, count)
	p.f.rows = append(p.allRows[:0:shares[0].rows], p.f.rows...)
	p.f.vouchers = append(p.allVouchers[:0:shares[0].vouchers], p.f.vouchers...)
	for i, s := range shares[1:] {
		q := newParser(nil, p.encoding, p.limits)
		q.texts = p.texts.fork()
		q.lines, q.section = lines{data: all[:s.to], pos: s.from}, vouchers
		before := shares[i]
		q.f.rows = p.allRows[before.rows:before.rows:s.rows]
		q.f.vouchers = p.allVouchers[before.vouchers:before.vouchers:s.vouchers]
		s.p = q
		go func() {
			q.runPlain()
			close(s.done)
		}()
	}
}

// estimate says how many rows and vouchers data holds: exactly when it is short,
// else by its beginning with some to spare, and never more than there is room
// for in data.
func estimate(data []byte) (rows, vouchers int) {
	head := data[:min(len(data), 256<<10)]
	rows, vouchers = bytes.Count(head, []byte("TRANS")), bytes.Count(head, []byte("#VER"))
	if len(head) < len(data) {
		scale := float64(len(data)) / float64(len(head)) * 1.02
		rows, vouchers = int(float64(rows)*scale)+100, int(float64(vouchers)*scale)+100
	}
	return min(rows, len(data)/len("#TRANS 1 {} 1")+1), min(vouchers, len(data)/len("#VER A 1 ")+1)
}

// runPlain reads lines until the first that gives a finding, is no part of a
// voucher or breaks a limit, and leaves everything as it was before that line.
func (p *parser) runPlain() {
	for {
		p.fastLines()
		before := p.state
		lines, rows, held := p.lines, len(p.f.rows), len(p.f.vouchers)
		counts := p.f.counts
		line, ok := p.lines.next()
		if !ok {
			return
		}
		p.line++
		if len(line) <= p.limits.Line {
			p.readLine(line)
		}
		odd := p.found.counts != [Error + 1]int{} || len(p.f.raw) > 0 || p.section != vouchers || p.label == lKsumma || p.texts.full
		if odd || p.err != nil || len(line) > p.limits.Line {
			p.state, p.lines, p.f.counts = before, lines, counts
			p.f.rows, p.f.vouchers = p.f.rows[:rows], p.f.vouchers[:held]
			return
		}
	}
}

// takeOver joins what a share holds to what p has read, when p can: its own
// block is closed and no limit is broken. Else p reads the share itself.
func (p *parser) takeOver(s *share) {
	q := s.p
	open := p.block && !p.implicit || p.skip > 0 || p.rtrans > 0
	if open || p.records+q.records > p.limits.Records || p.total+q.total > maxMagnitude || len(q.f.vouchers) == 0 {
		return
	}
	rows, lines := uint32(len(p.f.rows)), uint32(p.line)
	for i := range q.f.rows {
		q.f.rows[i].place += lines << placeLine
	}
	for i := range q.f.vouchers {
		q.f.vouchers[i].rows += rows
		q.f.vouchers[i].line += lines
	}
	p.f.rows = joined(p.allRows, p.f.rows, q.f.rows, s.rows)
	p.f.vouchers = joined(p.allVouchers, p.f.vouchers, q.f.vouchers, s.vouchers)
	for l := range q.f.counts {
		p.f.counts[l] += q.f.counts[l]
	}
	q.line, q.records, q.total = q.line+p.line, q.records+p.records, q.total+p.total
	if q.rtrans > 0 {
		q.rtrans += int(rows)
	}
	p.state = q.state
	q.lines.crlf, q.lines.lfs, q.lines.cr = q.lines.crlf+p.lines.crlf, q.lines.lfs+p.lines.lfs, q.lines.cr+p.lines.cr
	p.lines = q.lines
}

// joined appends part to head. When both lie in whole and end says that the
// place after head is free, nothing new is taken.
func joined[T any](whole, head, part []T, end int) []T {
	n := len(head) + len(part)
	if len(whole) > 0 && cap(head) > 0 && &head[:1][0] == &whole[0] && n <= end {
		copy(whole[len(head):n], part)
		return whole[:n:end]
	}
	return append(head, part...)
}

// fit gives back room that a column does not need.
func fit[T any](column []T) []T {
	if cap(column)-len(column) > cap(column)/20 {
		return append(make([]T, 0, len(column)), column...)
	}
	return column
}
