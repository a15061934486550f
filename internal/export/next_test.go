package export_test

import (
	"testing"
	"time"

	"bokslut/internal/export"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// all are the states of the safety requirements, section 5.
var all = []export.State{
	export.Queued, export.Sending, export.Sent, export.Refused, export.Unknown, export.Absent, export.Doubtful, export.Cancelled,
}

// item was sent once, half a minute ago, with number 10 as the highest before.
func item(state export.State) export.Item {
	return export.Item{
		ID: "d1", Entry: "B1", Marker: "M", State: state, Attempt: 1, SendingAt: noon.Add(-30 * time.Second), Baseline: 10,
		Target: export.Target{Tenant: "7", Year: 3, Series: "I"},
	}
}

func looked(found ...export.Voucher) export.Seen {
	return export.Seen{Looked: &export.Looked{Found: found, Baseline: 20}}
}

func postedAs(class export.Class) export.Seen {
	return export.Seen{Posted: &export.Posted{Class: class, Number: 11}}
}

func read(r export.Reread) export.Seen { return export.Seen{Read: &r} }

func voucher(number int64, marked, equal bool) export.Voucher {
	return export.Voucher{Series: "I", Number: number, Marked: marked, Equal: equal, Hash: "h"}
}

// step is what must come of something seen in a state.
type step struct {
	state  export.State
	action export.Action
}

// TestNext holds every state against everything that can be seen. Where a
// state is not named, what was seen changes nothing and nothing is done.
func TestNext(t *testing.T) {
	yes, no := true, false
	foundSent := map[export.State]step{export.Queued: {export.Sent, export.Rest}, export.Unknown: {export.Sent, export.Rest}}
	foundDoubt := map[export.State]step{export.Queued: {export.Doubtful, export.Stop}, export.Unknown: {export.Doubtful, export.Stop}}
	notThere := map[export.State]step{export.Queued: {export.Sending, export.Send}, export.Unknown: {export.Unknown, export.Stop}}
	unknown := map[export.State]step{export.Sending: {export.Unknown, export.Look}}
	queued := map[export.State]step{export.Sending: {export.Queued, export.Stop}}
	for _, tt := range []struct {
		name string
		seen export.Seen
		want map[export.State]step
	}{
		{"claimed", export.Seen{Claimed: true}, map[export.State]step{
			export.Queued: {export.Queued, export.Look}, export.Unknown: {export.Unknown, export.Look}, export.Sending: {export.Unknown, export.Look},
		}},
		{"nothing", export.Seen{}, nil},
		{"look_failed", export.Seen{Looked: &export.Looked{Failed: true}}, map[export.State]step{
			export.Queued: {export.Queued, export.Stop}, export.Unknown: {export.Unknown, export.Stop},
		}},
		{"look_found_nothing", looked(), notThere},
		{"look_found_ours", looked(voucher(11, true, true)), foundSent},
		{"look_found_ours_below_the_baseline", looked(voucher(9, true, true)), foundSent},
		{"look_found_ours_among_others_alike", looked(voucher(11, false, true), voucher(12, true, true)), foundSent},
		{"look_found_ours_changed", looked(voucher(11, true, false)), foundDoubt},
		{"look_found_ours_twice", looked(voucher(11, true, true), voucher(12, true, true)), foundDoubt},
		{"look_found_one_alike", looked(voucher(11, false, true)), foundDoubt},
		{"look_found_two_alike", looked(voucher(11, false, true), voucher(12, false, true)), foundDoubt},
		{"look_found_one_alike_from_before", looked(voucher(10, false, true)), notThere},
		{"post_was_not_sent", postedAs(export.NotSent), queued},
		{"post_was_refused", postedAs(export.WasRefused), map[export.State]step{export.Sending: {export.Refused, export.Stop}}},
		{"post_needs_a_new_token", postedAs(export.TokenRefused), map[export.State]step{export.Sending: {export.Sending, export.Renew}}},
		{"post_was_too_fast", postedAs(export.TooFast), queued},
		{"post_was_answered", postedAs(export.WasSent), map[export.State]step{export.Sending: {export.Sending, export.ReadBack}}},
		{"post_is_unknown", postedAs(export.UnknownOutcome), unknown},
		{"post_of_a_class_nobody_knows", postedAs("odd"), unknown},
		{"post_without_class", postedAs(""), unknown},
		{"renewed", export.Seen{Renewed: &yes}, map[export.State]step{export.Sending: {export.Sending, export.Send}}},
		{"not_renewed", export.Seen{Renewed: &no}, queued},
		{"read_back_equal", read(export.Reread{Voucher: voucher(11, true, true)}), map[export.State]step{export.Sending: {export.Sent, export.Rest}}},
		{"read_back_changed", read(export.Reread{Voucher: voucher(11, true, false)}), map[export.State]step{export.Sending: {export.Doubtful, export.Stop}}},
		{"read_back_missing", read(export.Reread{Missing: true}), unknown},
		{"read_back_failed", read(export.Reread{Failed: true}), unknown},
	} {
		for _, state := range all {
			t.Run(tt.name+"/"+string(state), func(t *testing.T) {
				before := item(state)
				after, action := export.Next(before, tt.seen, noon)
				want, acts := tt.want[state]
				if !acts {
					if diff := cmp.Diff(before, after); diff != "" || action != export.Rest {
						t.Errorf("action %s, item changed (-before +after):\n%s", action, diff)
					}
					return
				}
				if after.State != want.state || action != want.action {
					t.Errorf("Next = %s, %s, want %s, %s", after.State, action, want.state, want.action)
				}
				frozen := before
				frozen.State, frozen.Attempt, frozen.SendingAt, frozen.Baseline, frozen.Looks, frozen.LookedAt = after.State, after.Attempt, after.SendingAt, after.Baseline, after.Looks, after.LookedAt
				frozen.NotBefore, frozen.Reason, frozen.Found, frozen.Receipt = after.NotBefore, after.Reason, after.Found, after.Receipt
				if diff := cmp.Diff(frozen, after); diff != "" {
					t.Errorf("what was frozen has changed:\n%s", diff)
				}
			})
		}
	}
}

// TestFirstLookIsByMarkerAlone: before anything was sent a voucher that books
// the same is somebody else's.
func TestFirstLookIsByMarkerAlone(t *testing.T) {
	it := item(export.Queued)
	it.Attempt, it.Baseline = 0, 0
	sending, action := export.Next(it, looked(voucher(11, false, true)), noon)
	if sending.State != export.Sending || action != export.Send || sending.Attempt != 1 || sending.Baseline != 20 || !sending.SendingAt.Equal(noon) {
		t.Errorf("Next = %+v, %s, want attempt 1 above number 20", sending, action)
	}
	restored, action := export.Next(it, looked(voucher(11, true, true)), noon)
	want := export.Receipt{Series: "I", Number: 11, Year: 3, At: noon, Hash: "h"}
	if diff := cmp.Diff(want, restored.Receipt); diff != "" || restored.State != export.Sent || action != export.Rest {
		t.Errorf("after a restored backup: %s, %s (-want +got):\n%s", restored.State, action, diff)
	}
}

// TestAbsentNeedsTwoLooksAfterTheQuietTime walks the clock over the quiet time.
func TestAbsentNeedsTwoLooksAfterTheQuietTime(t *testing.T) {
	at := func(it export.Item, d time.Duration) export.Item {
		after, action := export.Next(it, looked(), it.SendingAt.Add(d))
		if action != export.Stop {
			t.Errorf("%v after sending the action is %s, want stop", d, action)
		}
		return after
	}
	it := item(export.Unknown)
	quiet := it.SendingAt.Add(export.QuietTime)
	for _, d := range []time.Duration{time.Second, export.QuietTime / 2, export.QuietTime - time.Second, -time.Hour} {
		if got := at(it, d); got.State != export.Unknown || got.Looks != 0 || !got.NotBefore.Equal(quiet) {
			t.Errorf("a look %v after sending counts: %+v", d, got)
		}
	}
	first := at(it, export.QuietTime)
	if first.State != export.Unknown || first.Looks != 1 {
		t.Fatalf("the first look after the quiet time gives %s, %d looks", first.State, first.Looks)
	}
	if soon := at(first, export.QuietTime+export.BetweenLook-time.Second); soon.State != export.Unknown || soon.Looks != 1 {
		t.Errorf("a second look within a minute counts: %s, %d looks", soon.State, soon.Looks)
	}
	if back := at(first, export.QuietTime-time.Hour); back.State != export.Unknown || back.Looks != 1 {
		t.Errorf("a look after the clock was set back counts: %s, %d looks", back.State, back.Looks)
	}
	second := at(first, export.QuietTime+export.BetweenLook)
	if second.State != export.Absent {
		t.Errorf("the second look gives %s, want absent", second.State)
	}
	failed, _ := export.Next(first, export.Seen{Looked: &export.Looked{Failed: true}}, quiet.Add(time.Hour))
	if failed.State != export.Unknown || failed.Looks != 1 {
		t.Errorf("a failed look gives %s, %d looks, want unknown, 1", failed.State, failed.Looks)
	}
}

func TestWaitsBeforeItTriesAgain(t *testing.T) {
	it := item(export.Sending)
	paced, _ := export.Next(it, export.Seen{Posted: &export.Posted{Class: export.TooFast, After: 42 * time.Second}}, noon)
	if got := paced.NotBefore.Sub(noon); got != 42*time.Second {
		t.Errorf("after a 429 it waits %v, want what Fortnox asked for", got)
	}
	it.Attempt = 1000
	unsent, _ := export.Next(it, postedAs(export.NotSent), noon)
	if got := unsent.NotBefore.Sub(noon); got <= 0 || got > time.Hour {
		t.Errorf("after 1000 attempts it waits %v", got)
	}
	asked, _ := export.Next(it, postedAs(export.TokenRefused), noon)
	again, _ := export.Next(asked, export.Seen{Renewed: new(true)}, noon)
	twice, action := export.Next(again, postedAs(export.TokenRefused), noon)
	if twice.State != export.Queued || action != export.Stop || !twice.NotBefore.After(noon) {
		t.Errorf("a second 401 gives %s, %s until %v, want queued, stop", twice.State, action, twice.NotBefore)
	}
}
