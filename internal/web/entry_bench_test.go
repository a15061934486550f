package web_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/office"
)

// BenchmarkEntries asks for the list, an expanded row, the editor and the receipt
// of engagements with 50 and 200 entries: four times as many may cost four times
// as much, not sixteen.
func BenchmarkEntries(b *testing.B) {
	for _, n := range []int{50, 200} {
		s := newSite(b, nil)
		id := s.manual("Granngården AB", "556000-4615")
		ok(s, s.post("/u/"+id+"/verifikationer", entryOf()))
		e, err := s.Engagements.Get(b.Context(), s.User, id)
		if err != nil {
			b.Fatal(err)
		}
		numbers := []string{"B1"}
		for i := 1; i < n; i++ {
			no, err := s.Engagements.CreateEntry(b.Context(), s.User, id, closing.Entry{
				Date: e.Year.To, Text: fmt.Sprintf("Upplupen kostnad %d", i), Rows: []closing.Row{{Account: "1930", Amount: 100}, {Account: "3001", Amount: -100}},
			})
			if err != nil {
				b.Fatal(err)
			}
			numbers = append(numbers, no)
		}
		_, err = s.Engagements.Deliver(b.Context(), s.User, id, "I", numbers, func(one closing.Entry) (export.Item, error) {
			return export.Item{ID: office.NewID(), Key: one.No, Marker: export.NewMarker(), Target: export.Target{Tenant: id, Series: "I"}, Body: []byte("{}"), Hash: "h", State: export.Queued, NotBefore: time.Now().Add(time.Hour)}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
		for _, path := range []string{"/verifikationer", "/verifikationer?oppen=B7", "/verifikationer/ny", "/export/kvitto"} {
			b.Run(fmt.Sprintf("%d%s", n, path), func(b *testing.B) {
				var bytes int
				for b.Loop() {
					p := s.get("/u/" + id + path)
					if p.Status != http.StatusOK {
						b.Fatalf("status %d", p.Status)
					}
					bytes = len(p.Body)
				}
				b.ReportMetric(float64(bytes), "bytes/page")
			})
		}
	}
}
