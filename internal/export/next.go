package export

import (
	"slices"
	"time"
)

// Action is what the worker does after it has saved the item.
type Action string

// The actions. Send is a POST and happens once per saved attempt.
const (
	Rest     Action = "rest"      // nothing now; the item's NotBefore says when
	Look     Action = "look"      // search the receiver for the voucher
	Send     Action = "send"      // post Body
	ReadBack Action = "read-back" // read the voucher that was just made
	Renew    Action = "renew"     // get a new access token, then post once more
	Stop     Action = "stop"      // the batch stops here; a person is needed
)

// Class says what became of a POST. Source: safety requirements, section 5.
type Class string

// The classes. Everything that is not listed there is UnknownOutcome.
const (
	NotSent        Class = "not-sent" // no complete request left the machine
	WasRefused     Class = "refused"
	TokenRefused   Class = "token"
	TooFast        Class = "pace"
	WasSent        Class = "sent"
	UnknownOutcome Class = "unknown"
)

// Seen is what has just happened to an item. One of the fields is set.
type Seen struct {
	Claimed bool    // a worker took the item up
	Looked  *Looked // a look ended
	Posted  *Posted // a POST ended
	Renewed *bool   // a token refresh ended, well or not
	Read    *Reread // the voucher was read back
}

// Looked is the result of a look. A failed look says nothing at all.
type Looked struct {
	Failed   bool
	Found    []Voucher
	Baseline int64 // highest number in the series
}

// Posted is the result of a POST.
type Posted struct {
	Class  Class
	Number int64 // when WasSent
	Reason Reason
	After  time.Duration // pace: wait this long
}

// Next says what to do with it now that seen has happened. It touches nothing:
// the worker saves the item before it acts, and acts once.
func Next(it Item, seen Seen, now time.Time) (Item, Action) {
	switch {
	case seen.Claimed:
		return claimed(it, now)
	case seen.Looked != nil:
		return looked(it, *seen.Looked, now)
	case seen.Posted != nil && it.State == Sending:
		return posted(it, *seen.Posted, now)
	case seen.Renewed != nil && it.State == Sending:
		return renewed(it, *seen.Renewed, now)
	case seen.Read != nil && it.State == Sending:
		return readBack(it, *seen.Read, now)
	}
	return it, Rest
}

// claimed: an item found in Sending was left there by a worker that died or
// lost its lease. Whether its request left is unknown.
func claimed(it Item, now time.Time) (Item, Action) {
	switch it.State {
	case Queued, Unknown:
		return it, Look
	case Sending:
		it.State = Unknown
		it.Reason = Reason{Code: "interrupted"}
		return it, Look
	}
	return it, Rest
}

func looked(it Item, l Looked, now time.Time) (Item, Action) {
	if it.State != Queued && it.State != Unknown {
		return it, Rest
	}
	if l.Failed {
		it.NotBefore = now.Add(BetweenLook)
		if it.State == Queued {
			it.Reason = Reason{Code: "look-failed"}
			return it, Stop
		}
		return it, Stop
	}
	if settled, ok := settle(it, l.Found, now); ok {
		return settled, stopUnlessSent(settled)
	}
	if it.State == Queued {
		it.State = Sending
		it.Attempt++
		it.SendingAt = now
		it.Baseline = l.Baseline
		it.Looks = 0
		it.Reason = Reason{}
		it.Receipt = Receipt{}
		return it, Send
	}
	return notFound(it, now), Stop
}

// settle decides from what was found; ok is false when nothing was. A voucher
// without our marker counts only when nothing else can tell: when something was
// sent before, or when it was sent by this program and is not remembered, as
// after a restored backup. Source: safety requirement R28.
func settle(it Item, found []Voucher, now time.Time) (Item, bool) {
	var marked, alike []Voucher
	for _, v := range found {
		if v.Marked {
			marked = append(marked, v)
		} else if v.Number > it.Baseline && !slices.Contains(it.Judged, v.Number) && mayBeOurs(it, v) {
			alike = append(alike, v)
		}
	}
	if booked := slices.DeleteFunc(slices.Clone(marked), func(v Voucher) bool { return v.Void }); len(booked) > 0 {
		marked = booked // one that a person struck out, after a double, counts no more
	}
	switch {
	case len(marked) == 1 && marked[0].Equal:
		return receipt(it, marked[0], now), true
	case len(marked) == 1:
		return doubtful(it, "changed", marked), true
	case len(marked) > 1:
		return doubtful(it, "double", marked), true
	case len(alike) > 0:
		return doubtful(it, "alike", alike), true
	}
	return it, false
}

// mayBeOurs tells whether a person has to be asked about a voucher without our
// marker: it books the same, or has the number that Fortnox gave ours.
func mayBeOurs(it Item, v Voucher) bool {
	return v.Equal && (it.Attempt > 0 || v.Lost) || v.Number == it.Receipt.Number && !v.Void
}

// notFound: before the quiet time nothing is known; after it two good looks at
// least a minute apart say that the voucher is absent, and a person decides.
func notFound(it Item, now time.Time) Item {
	quiet := it.SendingAt.Add(QuietTime)
	if now.Before(quiet) {
		it.NotBefore = quiet
		return it
	}
	if it.Looks == 0 || now.Sub(it.LookedAt) >= BetweenLook {
		it.Looks++
		it.LookedAt = now
	}
	if it.Looks >= 2 {
		it.State = Absent
		it.Reason = Reason{Code: "absent"}
		return it
	}
	it.NotBefore = now.Add(BetweenLook)
	return it
}

func receipt(it Item, v Voucher, now time.Time) Item {
	it.State = Sent
	it.Reason = Reason{}
	it.Found = nil
	it.Receipt = Receipt{Series: v.Series, Number: v.Number, Year: it.Target.Year, At: now, Hash: v.Hash}
	return it
}

func doubtful(it Item, code string, found []Voucher) Item {
	it.State = Doubtful
	it.Reason = Reason{Code: code}
	it.Found = found
	return it
}

func stopUnlessSent(it Item) Action {
	if it.State == Sent {
		return Rest
	}
	return Stop
}
