package engagement

import (
	"testing"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
)

// changeOf is a change with parts and deliveries as loaded.
func changeOf(entries []closing.Entry, deliveries []export.Item, papers ...workpaper.Workpaper) *Change {
	c := &Change{Totals: testTotals(), Parts: map[PartID]Part{}, Deliveries: deliveries}
	for _, e := range entries {
		c.Parts[PartID{EntryPart, e.No}] = entryPart(e, 1)
	}
	for _, w := range papers {
		c.Parts[PartID{WorkpaperPart, w.No}] = workpaperPart(w, 1)
	}
	return c
}

func delivered(no string, state export.State) export.Item {
	return export.Item{ID: no + string(state), Entry: no, State: state}
}

func TestSummary(t *testing.T) {
	const final = money.Amount(700_00)
	deleted := entryOf("B9", "6530", "2990", 1_00)
	deleted.Deleted = true
	excluded := entryOf("B8", "6530", "2990", 10_00)
	excluded.Excluded = true
	result := entryOf("B7", "8999", "2990", 880_00)
	c := changeOf([]closing.Entry{entryOf("B1", "6530", "2990", 10_00), deleted, excluded, result}, []export.Item{delivered("B1", export.Sent), delivered("B7", export.Unknown)},
		signed(one("1930", final), final, final, ""),
		signed(one("1910", 60_00), 70_00, 60_00, "Växel"),
		signed(one("1510", 480_00), 400_00, 400_00, ""),
		one("2440", -90_00))
	got, err := c.summary()
	if err != nil {
		t.Fatal(err)
	}
	want := Summary{
		Workpapers: 4, Done: 2, Differences: 1, DiffSum: 20_00, Drifted: 1, Accounts: 6, AccountDone: 2,
		Unsupported: 2, Balance: 2240_00, Explained: 770_00,
		Entries: 3, Unsent: 1, ToDecide: 1, Status: Differs, Result: 880_00,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	c.Totals = nil
	if got, err := c.summary(); err != nil || got.Accounts != 0 || got.Entries != 3 {
		t.Errorf("before the first import: %+v, %v", got, err)
	}
}

// TestSummaryOfWhatIsSaved: what the change is about to save counts, not what
// it loaded.
func TestSummaryOfWhatIsSaved(t *testing.T) {
	c := changeOf([]closing.Entry{entryOf("B1", "6530", "2990", 10_00)}, []export.Item{delivered("B1", export.Absent)})
	changed := entryOf("B1", "6530", "2990", 30_00)
	c.Save = append(c.Save, entryPart(changed, 1), workpaperPart(one("1930", 1_00), 0))
	decided := c.Deliveries[0]
	decided.State = export.Cancelled
	c.Decided = append(c.Decided, decided)
	got, err := c.summary()
	if err != nil || got.Result != 870_00 || got.Workpapers != 1 || got.ToDecide != 0 || got.Unsent != 1 {
		t.Errorf("summary %+v, %v", got, err)
	}
	c.Deliver = append(c.Deliver, export.Item{ID: "new", Entry: "B1", State: export.Sent})
	if got, err := c.summary(); err != nil || got.Unsent != 0 {
		t.Errorf("with a new delivery: %+v, %v", got, err)
	}
}

func TestTransfer(t *testing.T) {
	for state, want := range map[export.State]Transfer{
		"": TransferNone, export.Queued: TransferNone, export.Sending: TransferSending, export.Sent: TransferSent, export.Refused: TransferRefused,
		export.Unknown: TransferUnknown, export.Absent: TransferDecide, export.Doubtful: TransferDecide, export.Cancelled: TransferNone,
	} {
		if got := transferOf(closing.Entry{}, export.Item{State: state}); got != want {
			t.Errorf("%q shows as %s, want %s", state, got, want)
		}
	}
	for state, want := range map[export.State]Transfer{"": TransferExcluded, export.Cancelled: TransferExcluded, export.Sent: TransferSent} {
		if got := transferOf(closing.Entry{Excluded: true}, export.Item{State: state}); got != want {
			t.Errorf("%q of an excluded entry shows as %s, want %s", state, got, want)
		}
	}
}

func TestNumbersSort(t *testing.T) {
	order := []string{"9.1", "15.1", "15.2", "15.10", "24.1"}
	for i, a := range order {
		for j, b := range order {
			if got := compareNo(a, b); got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("compareNo(%s, %s) = %d", a, b, got)
			}
		}
	}
}

// TestUnsettledForADay: the oldest delivery that is unknown or waits for a
// decision counts, from when its sending was begun; what is settled does not.
func TestUnsettledForADay(t *testing.T) {
	begun := time.Date(2026, 2, 17, 9, 0, 0, 0, time.UTC)
	unknown, refused, sent := delivered("B1", export.Unknown), delivered("B2", export.Refused), delivered("B3", export.Sent)
	unknown.SendingAt, refused.SendingAt, sent.SendingAt = begun, begun.Add(-time.Hour), begun.Add(-time.Hour)
	asked := delivered("B4", export.Doubtful)
	asked.AskedAt = begun.Add(time.Hour)
	entries := []closing.Entry{entryOf("B1", "6530", "2990", 1_00), entryOf("B2", "6530", "2990", 1_00), entryOf("B3", "6530", "2990", 1_00), entryOf("B4", "6530", "2990", 1_00)}
	got, err := changeOf(entries, []export.Item{unknown, refused, sent, asked}).summary()
	if err != nil || !got.Unsettled.Equal(begun) {
		t.Fatalf("unsettled since %v (error %v), want %v", got.Unsettled, err, begun)
	}
	if got.Overdue(begun.Add(24*time.Hour-time.Second)) || !got.Overdue(begun.Add(24*time.Hour)) || (Summary{}).Overdue(begun) {
		t.Error("it is told after a day, not before, and not when nothing waits")
	}
}
