package fortnox

import (
	"context"
)

// LockedPeriod says up to which day, inclusive, the company has locked its
// books. EndDate is not valid when nothing is locked.
type LockedPeriod struct {
	EndDate Date
}

// DecodeLockedPeriod reads a stored answer of GET /3/settings/lockedperiod.
func DecodeLockedPeriod(raw []byte) (LockedPeriod, error) {
	return decodeOne[LockedPeriod](raw, "LockedPeriod")
}

// LockedPeriod reads how far the books are locked. Scope settings.
func (c *Client) LockedPeriod(ctx context.Context) (LockedPeriod, error) {
	return one(ctx, c, "/3/settings/lockedperiod", nil, DecodeLockedPeriod)
}
