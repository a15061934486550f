package web

import (
	"context"
	"fmt"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// entryNote says what is known of an entry's transfer beyond its status, with
// a colour.
func entryNote(ctx context.Context, e engagement.EntryView, all []engagement.EntryView, p Page) (text, colour string) {
	it := e.Delivery
	switch {
	case e.Draft != nil && e.Whole():
		return t(ctx, "Har ett utkast som inte är sparat"), "warn"
	case e.Draft != nil:
		return t(ctx, "Utkast"), "sec"
	}
	switch it.State {
	case export.Sent:
		return recognisedNote(ctx, e)
	case export.Unknown:
		return unknownNote(ctx, it, p.Now), "warn"
	case export.Refused:
		return reasonText(ctx, it), "bad"
	case export.Absent, export.Doubtful:
		return reasonText(ctx, it), "warn"
	case export.Queued:
		if before := waitsFor(e, all); before != "" {
			return t(ctx, "väntar på %s", before), "sec"
		}
		if it.NotBefore.After(p.Now) {
			return t(ctx, "Försöker igen %s", timeOfDay(it.NotBefore)), "warn"
		}
		return t(ctx, "väntar i exporten"), "sec"
	}
	return "", ""
}

func unknownNote(ctx context.Context, it export.Item, now time.Time) string {
	if it.NotBefore.After(now) {
		return t(ctx, "Söker i Fortnox, nästa gång %s", timeOfDay(it.NotBefore))
	}
	return t(ctx, "Söker i Fortnox")
}

// recognisedNote says how a transferred entry stands in the current import.
func recognisedNote(ctx context.Context, e engagement.EntryView) (text, colour string) {
	switch e.Recognised.State {
	case export.Equal:
		return t(ctx, "Finns i importen"), "sec"
	case export.Changed:
		return t(ctx, "Ändrad i Fortnox efter exporten"), "warn"
	case export.Missing:
		return t(ctx, "Saknas i importen"), "bad"
	}
	return t(ctx, "Kommer med i nästa import"), "sec"
}

// waitsFor is the entry that a queued one waits for: the first one of the same
// export before it whose outcome is not known to be good.
func waitsFor(e engagement.EntryView, all []engagement.EntryView) string {
	for _, other := range all {
		it := other.Delivery
		if other.No == e.No || !it.AskedAt.Equal(e.Delivery.AskedAt) {
			continue
		}
		if it.State == export.Unknown || it.State == export.Absent || it.State == export.Doubtful || it.State == export.Sending {
			return other.No
		}
	}
	return ""
}

// receiptText names the voucher in Fortnox: "I 7".
func receiptText(it export.Item) string {
	if it.State != export.Sent || it.Receipt.Number == 0 {
		return ""
	}
	return fmt.Sprintf("%s\u00a0%d", it.Receipt.Series, it.Receipt.Number)
}
