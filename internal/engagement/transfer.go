package engagement

import (
	"bokslut/internal/closing"
	"bokslut/internal/export"
)

// Transfer is how far an entry has come on its way to the bookkeeping program
// (överföring).
type Transfer string

// The states of transfer that people see. Source: interface rules, section 4.
const (
	TransferNone     Transfer = "none"     // Ej överförd
	TransferSending  Transfer = "sending"  // Överförs
	TransferSent     Transfer = "sent"     // Överförd
	TransferRefused  Transfer = "refused"  // Avvisad av Fortnox
	TransferUnknown  Transfer = "unknown"  // Utfall okänt
	TransferDecide   Transfer = "decide"   // Väntar på ditt beslut
	TransferExcluded Transfer = "excluded" // Ej aktuell för överföring
)

// latestDeliveries keeps the latest delivery of each entry: the last one in the
// order of the store. When each was asked for goes by the clocks of machines,
// which may differ.
func latestDeliveries(items []export.Item) map[string]export.Item {
	latest := map[string]export.Item{}
	for _, it := range items {
		latest[it.Entry] = it
	}
	return latest
}

func transferOf(e closing.Entry, it export.Item) Transfer {
	switch it.State {
	case export.Queued:
		return TransferNone
	case export.Sending:
		return TransferSending
	case export.Sent:
		return TransferSent
	case export.Refused:
		return TransferRefused
	case export.Unknown:
		return TransferUnknown
	case export.Absent, export.Doubtful:
		return TransferDecide
	}
	if e.Excluded {
		return TransferExcluded
	}
	return TransferNone
}
