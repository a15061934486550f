package sie

import (
	"bytes"
	"io"
	"runtime"
	"sync"
)

// An adder summarizes a stream. The main tally reads what stands before the
// first voucher; then several goroutines add up pieces, each beginning with a
// record outside of all blocks. A piece that holds more than plain vouchers is
// put aside and read by the main tally at the end, in order.
type adder struct {
	source *Scanner
	main   *tally
	mu     sync.Mutex
	lines  []int // of each piece, by number
	aside  map[int][]byte
	jobs   chan piece
	free   chan []byte
}

type piece struct {
	no       int
	data     []byte
	encoding Encoding
}

// run reads the whole stream.
func (a *adder) run() error {
	s := a.source
	p := a.main.p
	for no := 0; ; no++ {
		data, err := s.blocks.next(nil)
		if err == io.EOF && no == 0 {
			return ErrEmpty
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if data, err = a.prepare(data, no); err != nil {
			return err
		}
		if err := a.read(data, no, p.line); err != nil {
			return err
		}
		if p.f.counts[lVer] > 0 && !p.f.checksum.Present && !s.blocks.eof {
			return a.parallel(no + 1)
		}
	}
}

// prepare takes from a piece what is no part of the text.
func (a *adder) prepare(data []byte, no int) ([]byte, error) {
	s := a.source
	var err error
	if no == 0 {
		if data, err = firstPiece(data); err != nil {
			return nil, err
		}
	}
	if s.blocks.eof {
		data = cutEnd(data)
	}
	if !s.sure {
		s.compare(data)
	}
	return data, nil
}

// read hands a piece that begins after line base to the main tally, which keeps
// everything but its vouchers.
func (a *adder) read(data []byte, no, base int) error {
	p := a.main.p
	p.lines.data, p.lines.pos, p.lines.initialized = data, 0, false
	p.line = base
	raws := len(p.f.raw)
	if err := p.run(); err != nil {
		return err
	}
	p.endRtrans()
	a.main.add(no, base)
	a.main.addUnknown(raws)
	p.f.rows, p.f.vouchers = p.f.rows[:0], p.f.vouchers[:0]
	for len(a.lines) <= no {
		a.lines = append(a.lines, 0)
	}
	a.lines[no] = p.line - base
	return nil
}

// firstLine is the number of lines before a piece.
func (a *adder) firstLine(no int) int {
	n := 0
	for _, lines := range a.lines[:no] {
		n += lines
	}
	return n
}

// parallel adds up the pieces from number no on.
func (a *adder) parallel(no int) error {
	workers := min(runtime.GOMAXPROCS(0), maxReaders)
	a.aside = map[int][]byte{}
	a.jobs, a.free = make(chan piece, workers), make(chan []byte, 2*workers)
	tallies := make([]*tally, workers)
	var done sync.WaitGroup
	for i := range tallies {
		q := newParser(nil, a.main.p.encoding, a.main.p.limits)
		q.figures = true
		tallies[i] = newTally(q)
		done.Go(func() {
			for job := range a.jobs {
				a.piece(tallies[i], job)
			}
		})
	}
	err := a.feed(no)
	close(a.jobs)
	done.Wait()
	if err != nil {
		return err
	}
	for _, t := range tallies {
		a.main.join(t)
	}
	return a.finish()
}

// feed hands out the pieces.
func (a *adder) feed(no int) error {
	for ; ; no++ {
		var buf []byte
		select {
		case buf = <-a.free:
		default:
		}
		data, err := a.source.blocks.next(buf)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if data, err = a.prepare(data, no); err != nil {
			return err
		}
		a.jobs <- piece{no, data, a.main.p.encoding}
	}
}

// piece adds up one piece, or puts it aside.
func (a *adder) piece(t *tally, job piece) {
	p := t.p
	counts, lines, records, total := p.f.counts, p.lines, p.records, p.total
	if p.encoding != job.encoding {
		p.encoding, p.cache = job.encoding, nil
	}
	p.nextPiece(job.data)
	clear(p.unknowns)
	p.found.reset()
	p.state = state{section: vouchers, records: records, total: total}
	err := p.run()
	p.endRtrans()
	plain := err == nil && p.f.counts == withVouchers(counts, &p.f.counts) && p.found.total() == len(p.unknowns) &&
		p.f.checksum == (Checksum{}) && !p.block && p.skip == 0
	n := p.line
	if plain {
		t.add(job.no, 0)
		t.addUnknown(0)
	} else {
		p.f.counts, p.records, p.total, p.err, p.f.checksum, p.sum = counts, records, total, nil, Checksum{}, summer{}
		p.lines.crlf, p.lines.lfs, p.lines.cr = lines.crlf, lines.lfs, lines.cr
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for len(a.lines) <= job.no {
		a.lines = append(a.lines, 0)
	}
	a.lines[job.no] = n
	if !plain {
		a.aside[job.no] = bytes.Clone(job.data)
	}
	select {
	case a.free <- job.data:
	default:
	}
}

// withVouchers is before with the counts of vouchers and rows from now.
func withVouchers(before [labelCount]int, now *[labelCount]int) [labelCount]int {
	for l := lVer; l <= lBtrans; l++ {
		before[l] = now[l]
	}
	return before
}

// finish reads what was put aside and tests the limits of the whole.
func (a *adder) finish() error {
	p := a.main.p
	base := 0
	for no := range a.lines {
		n := a.lines[no]
		if data, ok := a.aside[no]; ok {
			p.state = state{section: vouchers, records: p.records, total: p.total}
			if err := a.read(data, no, base); err != nil {
				return err
			}
			n = a.lines[no]
		}
		base += n
	}
	switch {
	case p.records > p.limits.Records:
		p.limit("records", int64(p.limits.Records))
	case p.total > maxMagnitude:
		p.limit("sum of amounts", maxMagnitude/100)
	}
	return p.err
}
