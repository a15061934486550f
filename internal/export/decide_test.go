package export_test

import (
	"errors"
	"testing"
	"time"

	"bokslut/internal/export"

	"github.com/google/go-cmp/cmp"
)

// TestDecide holds every state against every decision. What is not named is
// refused and changes nothing.
func TestDecide(t *testing.T) {
	type key struct {
		state  export.State
		reason string
		d      export.Decision
	}
	want := map[key]export.State{
		{export.Absent, "absent", export.SendAgain}:   export.Queued,
		{export.Absent, "absent", export.Cancel}:      export.Cancelled,
		{export.Refused, "fortnox", export.Cancel}:    export.Cancelled,
		{export.Queued, "", export.Cancel}:            export.Cancelled,
		{export.Doubtful, "alike", export.ItIsThis}:   export.Sent,
		{export.Doubtful, "changed", export.ItIsThis}: export.Sent,
		{export.Doubtful, "double", export.ItIsThis}:  export.Sent,
		{export.Doubtful, "alike", export.NotOurs}:    export.Unknown,
	}
	reasons := map[export.State][]string{
		export.Absent: {"absent"}, export.Refused: {"fortnox"}, export.Doubtful: {"alike", "changed", "double"},
	}
	for _, state := range all {
		if reasons[state] == nil {
			reasons[state] = []string{""}
		}
		for _, reason := range reasons[state] {
			for _, d := range []export.Decision{export.SendAgain, export.ItIsThis, export.NotOurs, export.Cancel, "odd"} {
				t.Run(string(state)+"/"+reason+"/"+string(d), func(t *testing.T) {
					before := item(state)
					before.Reason.Code = reason
					before.Found = []export.Voucher{voucher(11, false, true), voucher(12, false, true)}
					after, err := export.Decide(before, d, 12, noon)
					next, allowed := want[key{state, reason, d}]
					if !allowed {
						if diff := cmp.Diff(before, after); !errors.Is(err, export.ErrDecision) || diff != "" {
							t.Errorf("Decide = %v, want ErrDecision and no change:\n%s", err, diff)
						}
						return
					}
					if err != nil || after.State != next {
						t.Errorf("Decide = %s, %v, want %s", after.State, err, next)
					}
					if next == export.Sent && after.Receipt.Number != 12 {
						t.Errorf("receipt %+v, want number 12", after.Receipt)
					}
				})
			}
		}
	}
}

func TestItIsThisNamesWhatWasFound(t *testing.T) {
	it := item(export.Doubtful)
	it.Reason.Code, it.Found = "alike", []export.Voucher{voucher(11, false, true)}
	if after, err := export.Decide(it, export.ItIsThis, 99, noon); !errors.Is(err, export.ErrDecision) {
		t.Errorf("a voucher that was not found is taken: %s, %v", after.State, err)
	}
}

// TestNotOursIsNotAskedAgain: a voucher that a person has judged to be somebody
// else's does not stand in the way of sending. Our own may still be out of sight
// then: it is absent after the quiet time only.
func TestNotOursIsNotAskedAgain(t *testing.T) {
	others := looked(voucher(11, false, true), voucher(12, false, true))
	it, _ := export.Next(item(export.Unknown), others, noon)
	it, err := export.Decide(it, export.NotOurs, 0, noon)
	if err != nil {
		t.Fatal(err)
	}
	if early, _ := export.Next(it, others, noon); early.State != export.Unknown {
		t.Errorf("before the quiet time it is %s, want unknown", early.State)
	}
	for _, after := range []time.Duration{export.QuietTime, export.QuietTime + export.BetweenLook} {
		it, _ = export.Next(it, others, noon.Add(after))
	}
	if it, err = export.Decide(it, export.SendAgain, 0, noon); err != nil {
		t.Fatal(err)
	}
	it, _ = export.Next(it, export.Seen{Claimed: true}, noon)
	again, action := export.Next(it, looked(voucher(11, false, true), voucher(12, false, true)), noon)
	if again.State != export.Sending || action != export.Send {
		t.Errorf("Next = %s, %s, want sending, send", again.State, action)
	}
	late, _ := export.Next(it, looked(voucher(11, false, true), voucher(9, true, true)), noon)
	if late.State != export.Sent || late.Receipt.Number != 9 {
		t.Errorf("our own that shows up late: %s as %d, want sent as 9", late.State, late.Receipt.Number)
	}
}

// TestLookAgain: what a person doubts can be looked at anew, since it may have
// been mended in Fortnox. Nothing that may have been sent is sent by it.
func TestLookAgain(t *testing.T) {
	for _, state := range all {
		again, ok := export.LookAgain(item(state))
		if ok != (state == export.Doubtful) || ok && again.State != export.Unknown || !ok && again.State != state {
			t.Errorf("LookAgain of %s = %s, %v", state, again.State, ok)
		}
	}
	never := item(export.Doubtful)
	never.Attempt = 0
	if again, ok := export.LookAgain(never); !ok || again.State != export.Queued {
		t.Errorf("LookAgain of what was never sent = %s, %v, want queued", again.State, ok)
	}
}

// TestKnownByItsNumber: a voucher was stored altered, and then lost its marker too.
// Fortnox has told its number, so that it is asked about and not taken for absent.
func TestKnownByItsNumber(t *testing.T) {
	altered := voucher(11, true, false)
	it, _ := export.Next(item(export.Sending), read(export.Reread{Voucher: altered}), noon)
	it, ok := export.LookAgain(it)
	altered.Marked = false
	late := noon.Add(time.Hour)
	asked, _ := export.Next(it, looked(altered), late)
	if !ok || asked.State != export.Doubtful || asked.Reason.Code != "alike" {
		t.Fatalf("it is %s (%s), want doubtful (alike)", asked.State, asked.Reason.Code)
	}
	if taken, err := export.Decide(asked, export.ItIsThis, 11, late); err != nil || taken.State != export.Sent {
		t.Errorf("it is this: %s, %v", taken.State, err)
	}
	not, err := export.Decide(asked, export.NotOurs, 0, late)
	if again, _ := export.Next(not, looked(altered), late); err != nil || again.State != export.Unknown {
		t.Errorf("not ours, and looked for again: %s, %v, want unknown", again.State, err)
	}
}

// TestJudgedByItsNumber: that a voucher is not ours says nothing about one with a
// lower number that shows up later.
func TestJudgedByItsNumber(t *testing.T) {
	it, _ := export.Next(item(export.Unknown), looked(voucher(12, false, true)), noon)
	it, err := export.Decide(it, export.NotOurs, 0, noon)
	if err != nil {
		t.Fatal(err)
	}
	late, _ := export.Next(it, looked(voucher(11, false, true), voucher(12, false, true)), noon.Add(time.Minute))
	if late.State != export.Doubtful || len(late.Found) != 1 || late.Found[0].Number != 11 {
		t.Errorf("it is %s with %+v, want doubtful with 11", late.State, late.Found)
	}
}

// TestStruckDouble: of two vouchers with our marker one is struck out. It books
// nothing, so the other one is ours.
func TestStruckDouble(t *testing.T) {
	struck := voucher(12, true, false)
	struck.Void = true
	it, _ := export.Next(item(export.Unknown), looked(voucher(11, true, true), struck), noon)
	if it.State != export.Sent || it.Receipt.Number != 11 {
		t.Errorf("it is %s as %d, want sent as 11", it.State, it.Receipt.Number)
	}
	it, _ = export.Next(item(export.Unknown), looked(struck), noon)
	if it.State != export.Doubtful || it.Reason.Code != "changed" {
		t.Errorf("one that is struck out is %s (%s), want doubtful (changed)", it.State, it.Reason.Code)
	}
}

func TestStates(t *testing.T) {
	for state, want := range map[export.State][3]bool{ // active, for a worker, for a person
		export.Queued: {true, true, false}, export.Sending: {true, true, false}, export.Unknown: {true, true, false},
		export.Sent: {true, false, false}, export.Absent: {true, false, true}, export.Doubtful: {true, false, true},
		export.Refused: {false, false, true}, export.Cancelled: {false, false, false},
	} {
		if got := [3]bool{state.Active(), state.ForWorker(), state.ForPerson()}; got != want {
			t.Errorf("%s: active, for worker, for person = %v, want %v", state, got, want)
		}
	}
}
