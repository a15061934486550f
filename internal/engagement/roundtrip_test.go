package engagement_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/store/storetest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestNeverCountedTwice imports books, adds closing entries, exports some of
// them, and imports the books with the vouchers that the export made. No final
// balance moves by an öre, whatever was sent, refused, left out, lost on the way
// or given another text since.
func TestNeverCountedTwice(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		h.t = t
		n++
		guide := h.guide()
		guide.Year = civil.Period{From: civil.Of(1950, 1, 1).AddMonths(n)}
		guide.Year.To = guide.Year.From.AddMonths(12).AddDays(-1)
		e, err := h.Create(context.Background(), h.by, guide)
		must(t, err)
		var vouchers []ledger.Voucher
		for i := range rapid.IntRange(0, 4).Draw(t, "vouchers") {
			entry := drawEntry(t, guide.Year)
			vouchers = append(vouchers, voucherOf(entry, "A", i+1, "Före"))
		}
		h.adopt(e, bookOf(guide.Year, vouchers...))

		var numbers []string
		for range rapid.IntRange(1, 5).Draw(t, "entries") {
			no, err := h.CreateEntry(context.Background(), h.by, e.ID, drawEntry(t, guide.Year))
			must(t, err)
			switch rapid.SampledFrom([]string{"export", "export", "leave", "delete", "exclude"}).Draw(t, "fate") {
			case "export":
				numbers = append(numbers, no)
			case "delete":
				must(t, h.DeleteEntry(context.Background(), h.by, e.ID, no, 1))
			case "exclude":
				must(t, h.ExcludeEntry(context.Background(), h.by, e.ID, no, 1, true))
			}
		}
		finals := h.finals(e)
		if len(numbers) > 0 {
			_, err := h.queue(e, numbers...)
			must(t, err)
		}
		sent := h.drawOutcomes(t, e, &vouchers)
		if diff := cmp.Diff(finals, h.finals(e)); diff != "" {
			t.Fatalf("the export moved a balance (-before +after):\n%s", diff)
		}
		h.adopt(e, bookOf(guide.Year, vouchers...))
		if diff := cmp.Diff(finals, h.finals(e)); diff != "" {
			t.Fatalf("the import moved a balance (-before +after):\n%s", diff)
		}
		views, err := h.Entries(context.Background(), h.by, h.again(e))
		must(t, err)
		for _, v := range views {
			if want := slices.Contains(sent, v.No); want != (v.Recognised.State == export.Equal) {
				t.Fatalf("%s is there: %v, and is recognised as %+v", v.No, want, v.Recognised)
			}
		}
	})
}

// drawEntry is a balanced entry of two to four rows.
func drawEntry(t *rapid.T, year civil.Period) closing.Entry {
	entry := closing.Entry{Date: year.From.AddDays(rapid.IntRange(0, 300).Draw(t, "day")), Text: "Bokslut"}
	var sum money.Amount
	for range rapid.IntRange(1, 3).Draw(t, "rows") {
		amount := money.Amount(rapid.Int64Range(1, 1_000_000_00).Draw(t, "amount"))
		if rapid.Bool().Draw(t, "credit") {
			amount = -amount
		}
		sum += amount
		entry.Rows = append(entry.Rows, closing.Row{Account: rapid.SampledFrom(chart).Draw(t, "account"), Amount: amount})
	}
	if sum == 0 {
		sum = entry.Rows[0].Amount
		entry.Rows = entry.Rows[:1]
	}
	entry.Rows = append(entry.Rows, closing.Row{Account: rapid.SampledFrom(chart).Draw(t, "account"), Amount: -sum})
	return entry
}

func voucherOf(e closing.Entry, series string, number int, text string) ledger.Voucher {
	v := ledger.Voucher{Series: series, Number: strconv.Itoa(number), Date: e.Date, Text: text}
	for _, row := range e.Rows {
		v.Rows = append(v.Rows, ledger.Row{Account: row.Account, Amount: row.Amount})
	}
	return v
}

// drawOutcomes lets each delivery end in some way, books those that arrive, and
// gives the entries that are there.
func (h *house) drawOutcomes(t *rapid.T, e engagement.Engagement, vouchers *[]ledger.Voucher) []string {
	var sent []string
	items, err := h.Deliveries(context.Background(), h.by, e.ID)
	must(t, err)
	for i, it := range items {
		outcome := rapid.SampledFrom([]string{"sent", "sent-rewritten", "sent-between-others", "unknown-there", "unknown", "refused", "queued"}).Draw(t, "outcome")
		view, err := h.Entry(context.Background(), h.by, h.again(e), it.Entry)
		must(t, err)
		number := 100 + i
		arrive := func(text string) {
			sent = append(sent, it.Entry)
			*vouchers = append(*vouchers, voucherOf(view.Entry, "I", number, text))
			v := &(*vouchers)[len(*vouchers)-1]
			slices.Reverse(v.Rows)
		}
		state := export.Sent
		switch outcome {
		case "sent", "sent-between-others":
			arrive(export.WithMarker(view.Text, it.Marker))
		case "sent-rewritten":
			arrive(fmt.Sprint("Egen text ", i))
		case "unknown-there":
			arrive(export.WithMarker(view.Text, it.Marker))
			state = export.Unknown
		case "unknown":
			state = export.Unknown
		case "refused":
			state = export.Refused
		case "queued":
			continue
		}
		h.moveOn(e, it.ID, func(it *export.Item) {
			it.State, it.Attempt = state, 1
			if state == export.Sent {
				it.Receipt = export.Receipt{Series: "I", Number: int64(number)}
			}
		})
	}
	return sent
}
