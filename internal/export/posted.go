package export

import (
	"slices"
	"time"
)

// backOff is how long the worker waits before it tries again what never left.
const backOff = 10 * time.Second

func posted(it Item, p Posted, now time.Time) (Item, Action) {
	switch p.Class {
	case WasSent:
		it.Receipt = Receipt{Series: it.Target.Series, Number: p.Number, Year: it.Target.Year}
		return it, ReadBack
	case WasRefused:
		it.State = Refused
		it.Reason = p.Reason
		return it, Stop
	case TokenRefused:
		if it.Reason.Code == "token" {
			it.State = Queued
			it.NotBefore = now.Add(QuietTime)
			return it, Stop
		}
		it.Reason = Reason{Code: "token", Detail: p.Reason.Detail}
		return it, Renew
	case NotSent:
		return again(it, p, now, backOff<<min(it.Attempt, 6))
	case TooFast:
		return again(it, p, now, max(p.After, 5*time.Second))
	}
	it.State = Unknown
	it.Reason = p.Reason
	return it, Look
}

// again puts back what the receiver has certainly not booked. It is looked for
// before it is sent, as always.
func again(it Item, p Posted, now time.Time, wait time.Duration) (Item, Action) {
	it.State = Queued
	it.Reason = p.Reason
	it.NotBefore = now.Add(wait)
	return it, Stop
}

// renewed: the POST that a 401 refused may go once more with the new token.
func renewed(it Item, ok bool, now time.Time) (Item, Action) {
	if !ok {
		it.State = Queued
		it.NotBefore = now.Add(QuietTime)
		return it, Stop
	}
	it.Attempt++
	it.SendingAt = now
	return it, Send
}

// Reread is the voucher that the receiver holds under the number it gave.
type Reread struct {
	Failed  bool
	Missing bool
	Voucher Voucher
}

// readBack: only an equal voucher is a success. One that cannot be read is
// unknown, and is looked for later.
func readBack(it Item, r Reread, now time.Time) (Item, Action) {
	switch {
	case r.Failed || r.Missing:
		it.State = Unknown
		it.Reason = Reason{Code: "not-read-back"}
		return it, Look
	case !r.Voucher.Equal:
		return doubtful(it, "changed", []Voucher{r.Voucher}), Stop
	}
	return receipt(it, r.Voucher, now), Rest
}

// Decision is what a person may say about a delivery that waits for one.
type Decision string

// SendAgain sends it anew, ItIsThis names the voucher that is ours, NotOurs
// says that none of those that look alike is, Cancel gives the delivery up.
const (
	SendAgain Decision = "send-again"
	ItIsThis  Decision = "it-is-this"
	NotOurs   Decision = "not-ours"
	Cancel    Decision = "cancel"
)

// Decide applies a person's decision. number names the voucher of ItIsThis. A
// refused delivery is not sent again: its entry may have been mended since, and
// is exported anew.
func Decide(it Item, d Decision, number int64, now time.Time) (Item, error) {
	switch {
	case d == SendAgain && it.State == Absent:
		it.State, it.Looks, it.NotBefore, it.Reason = Queued, 0, time.Time{}, Reason{}
		return it, nil
	case d == Cancel && (it.State == Absent || it.State == Queued || it.State == Refused):
		it.State = Cancelled
		return it, nil
	case d == Cancel && it.State == Sent && it.Target.Tenant == FileTenant: // a person's word, taken back
		it.State, it.Receipt = Cancelled, Receipt{}
		return it, nil
	case d == NotOurs && it.State == Doubtful && it.Reason.Code == "alike":
		for _, v := range it.Found { // what a person has judged is not asked about again
			it.Judged = append(slices.Clone(it.Judged), v.Number)
		}
		it.Reason, it.Found, it.Looks = Reason{Code: "absent"}, nil, 0
		if it.State = Absent; it.Attempt > 0 { // ours may still be out of sight
			it.State, it.Reason, it.NotBefore = Unknown, Reason{Code: "not-ours"}, time.Time{}
		}
		return it, nil
	case d == ItIsThis && it.State == Doubtful:
		for _, v := range it.Found {
			if v.Number == number {
				return receipt(it, v, now), nil
			}
		}
	}
	return it, ErrDecision
}

// LookAgain takes back the question that was asked about a delivery, so that a
// worker looks anew: the voucher may have been mended or deleted in the receiver
// since. It never leads to sending what may have been sent. ok is false when
// nothing is asked that looking can settle.
func LookAgain(it Item) (again Item, ok bool) {
	if it.State != Doubtful {
		return it, false
	}
	if it.State = Unknown; it.Attempt == 0 {
		it.State = Queued
	}
	if len(it.Found) == 1 && it.Found[0].Marked { // known by its number too, should the marker go
		it.Receipt = Receipt{Series: it.Found[0].Series, Number: it.Found[0].Number, Year: it.Target.Year}
	}
	it.Reason, it.Found, it.Looks, it.NotBefore = Reason{Code: "look-again"}, nil, 0, time.Time{}
	return it, true
}
