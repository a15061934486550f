package web

import (
	"context"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
)

// suspendedText names the signatures that no longer hold.
func suspendedText(ctx context.Context, w engagement.WorkpaperView) string {
	text := t(ctx, "Klarmarkerad av %s %s. Klarmarkeringen gäller inte längre.", w.SignOff.Name, clock(w.SignOff.At))
	if w.Review != nil {
		text = t(ctx, "Klarmarkerad av %s %s, granskad av %s %s. Inget av dem gäller längre.", w.SignOff.Name, clock(w.SignOff.At), w.Review.Name, clock(w.Review.At))
	}
	return text
}

// driftName says what a cause is: "A 412, ny".
func driftName(ctx context.Context, c engagement.Cause) string {
	switch c.Kind {
	case engagement.VoucherCause:
		id := ledger.Voucher{Series: c.Series, Number: c.Number}.ID()
		switch c.Change {
		case ledger.NewVoucher:
			return t(ctx, "%s, ny", id)
		case ledger.DeletedVoucher:
			return t(ctx, "%s, borttagen", id)
		}
		return t(ctx, "%s, ändrad", id)
	case engagement.EntryCause:
		return t(ctx, "Bokslutsverifikation %s", c.Entry)
	case engagement.OpeningCause:
		return t(ctx, "Ingående balans")
	}
	return t(ctx, "Rad i bilagan")
}

// driftLink leads to a voucher or an entry that is still there.
func driftLink(e engagement.Engagement, c engagement.Cause) string {
	switch {
	case c.Kind == engagement.VoucherCause && c.Change != ledger.DeletedVoucher && c.Number != "":
		return voucherURL(e, 0, c.Series, c.Number)
	case c.Kind == engagement.EntryCause:
		return sheetURL(e, "/verifikationer/"+c.Entry)
	}
	return ""
}

// driftList names the causes of a drift in a sentence: "A 412, ny −7,00; B1 +50,00".
func driftList(ctx context.Context, d engagement.Drift, most int) string {
	text, n := "", 0
	for _, a := range d.Accounts {
		for _, c := range a.Causes {
			if n == most {
				return t(ctx, "%s med flera", text)
			}
			if n++; text != "" {
				text += "; "
			}
			text += driftName(ctx, c) + " " + c.Amount.Signed()
		}
	}
	return text
}
