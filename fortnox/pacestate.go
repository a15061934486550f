package fortnox

import (
	"encoding/json"
	"time"
)

// A paceState is the window of one client id and tenant as all instances see
// it. Times are in milliseconds by the store's clock.
//
// The sum of N never exceeds windowRequests: a permit counts from the moment
// when it is given until windowLength after it was used, or after the last
// moment when it may be used while that is not told.
type paceState struct {
	Blocks []paceBlock `json:"blocks,omitempty"`
	Hold   int64       `json:"hold,omitempty"` // nothing goes before this
	Clicks []paceClick `json:"clicks,omitempty"`
}

// A paceBlock is N permits. While ID is set they are out with an instance, given
// at At and good until Until; then they were used at Until.
type paceBlock struct {
	ID    string `json:"id,omitempty"`
	At    int64  `json:"at,omitempty"`
	Until int64  `json:"until"`
	N     int    `json:"n"`
}

// A paceClick says that N clicks wait at the instance By, so that the
// background work of others leaves them room.
type paceClick struct {
	By    string `json:"by"`
	N     int    `json:"n"`
	Until int64  `json:"until"`
}

// A paceAsk is what an instance wants: Clicks permits for clicks and Work for
// background work, to be used within life; and what became of earlier blocks.
type paceAsk struct {
	By           string
	ID           string // of the block that may be given
	Clicks, Work int
	Hold         time.Duration
	Done         []paceDone
}

// A paceDone tells when the permits of a block were used, counted from before
// the block was asked for. The others are given back.
type paceDone struct {
	ID   string
	Used []time.Duration
}

// A paceGrant is N permits, or how long to wait before asking again.
type paceGrant struct {
	N    int
	Wait time.Duration
}

const (
	blockLife  = time.Second            // how long permits may stay unused
	shyWait    = 100 * time.Millisecond // between asking for room that clicks of others have
	gatherWait = 50 * time.Millisecond  // so that background work gets some permits at once
	clickWait  = 500 * time.Millisecond // how long past its turn a click keeps its room
	maxClicks  = 32                     // instances of which waiting clicks are remembered
)

// readPaceState reads a saved state. One that cannot be read counts as a full
// window, so that nothing is sent too early because of it.
func readPaceState(saved []byte, now int64) paceState {
	var s paceState
	if len(saved) > 0 && json.Unmarshal(saved, &s) != nil {
		return paceState{Blocks: []paceBlock{{Until: now, N: windowRequests}}}
	}
	return s
}

// take answers an ask. It touches nothing but s.
func (s *paceState) take(a paceAsk, now int64) paceGrant {
	s.tidy(now)
	for _, d := range a.Done {
		s.settle(d, now)
	}
	if a.Hold > 0 {
		s.Hold = max(s.Hold, now+a.Hold.Milliseconds())
	}
	free, others := windowRequests, 0
	for _, b := range s.Blocks {
		free -= b.N
	}
	for _, c := range s.Clicks {
		if c.By != a.By {
			others += c.N
		}
	}
	if now < s.Hold {
		free = 0
	}
	clicks := min(a.Clicks, max(free, 0))
	work := min(a.Work, max(free-a.Clicks-others, 0))
	wait := s.wait(now)
	s.remember(a.By, a.Clicks-clicks, now+(wait+clickWait).Milliseconds())
	if n := clicks + work; n > 0 {
		s.Blocks = append(s.Blocks, paceBlock{ID: a.ID, At: now, Until: now + blockLife.Milliseconds(), N: n})
		return paceGrant{N: n}
	}
	switch {
	case free > 0:
		wait = shyWait
	case a.Clicks == 0 && now >= s.Hold:
		wait += gatherWait
	}
	return paceGrant{Wait: wait}
}

// tidy forgets what is past. A clock that was set back leaves nothing further
// ahead than it can be.
func (s *paceState) tidy(now int64) {
	blocks := s.Blocks[:0]
	for _, b := range s.Blocks {
		b.Until = min(b.Until, now+blockLife.Milliseconds())
		if b.N > 0 && b.Until+windowLength.Milliseconds() > now {
			blocks = append(blocks, b)
		}
	}
	s.Blocks = blocks
	clicks := s.Clicks[:0]
	for _, c := range s.Clicks {
		c.Until = min(c.Until, now+(windowLength+clickWait).Milliseconds())
		if c.N > 0 && c.Until > now && len(clicks) < maxClicks {
			clicks = append(clicks, c)
		}
	}
	s.Clicks = clicks
	s.Hold = min(s.Hold, now+maxHold.Milliseconds())
}

// maxHold bounds a hold, whatever Retry-After said.
const maxHold = time.Hour

// settle replaces a block by the times when its permits were used.
func (s *paceState) settle(d paceDone, now int64) {
	for i, b := range s.Blocks {
		if b.ID == "" || b.ID != d.ID {
			continue
		}
		s.Blocks = append(s.Blocks[:i], s.Blocks[i+1:]...)
		for _, used := range d.Used[:min(len(d.Used), b.N)] {
			s.Blocks = append(s.Blocks, paceBlock{Until: min(b.At+used.Milliseconds()+1, now), N: 1})
		}
		return
	}
}

// wait is how long until one more permit is free.
func (s *paceState) wait(now int64) time.Duration {
	first := now + blockLife.Milliseconds()
	for _, b := range s.Blocks {
		first = min(first, b.Until)
	}
	at := max(first+windowLength.Milliseconds(), s.Hold)
	if len(s.Blocks) == 0 {
		at = s.Hold
	}
	return time.Duration(max(at-now, 1)) * time.Millisecond
}

// remember keeps how many clicks wait at an instance.
func (s *paceState) remember(by string, n int, until int64) {
	for i := range s.Clicks {
		if s.Clicks[i].By == by {
			s.Clicks[i].N, s.Clicks[i].Until = n, until
			return
		}
	}
	if n > 0 {
		s.Clicks = append(s.Clicks, paceClick{By: by, N: n, Until: until})
	}
}
