package export_test

import (
	"testing"
	"time"

	"bokslut/internal/export"
)

// TestForgottenDeliveryIsFound: a backup from before an export was restored, so
// the entry is exported anew under a new marker. The first look finds the
// voucher that is there and asks, instead of sending a second one.
func TestForgottenDeliveryIsFound(t *testing.T) {
	l := newLocal(t)
	forgotten, err := export.Freeze("d1", l.entry(), l.target())
	if err != nil {
		t.Fatal(err)
	}
	if p := l.to.Post(t.Context(), forgotten, nil); p.Class != export.WasSent {
		t.Fatalf("the first export: %+v", p)
	}
	anew, err := export.Freeze("d2", l.entry(), l.target())
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		known func(string) bool
		want  export.State
		does  export.Action
	}{
		"forgotten":  {func(marker string) bool { return marker == anew.Marker }, export.Doubtful, export.Stop},
		"remembered": {func(marker string) bool { return marker == anew.Marker || marker == forgotten.Marker }, export.Sending, export.Send},
	} {
		to := l.to
		to.Known = tt.known
		looked := to.Look(t.Context(), anew)
		got, action := export.Next(anew, export.Seen{Looked: &looked}, time.Now())
		if got.State != tt.want || action != tt.does {
			t.Errorf("%s: state %s, action %s, want %s, %s (found %+v)", name, got.State, action, tt.want, tt.does, looked.Found)
		}
	}
}
