package fortnox

// LockedPeriod says up to which day, inclusive, the company has locked its
// books. EndDate is not valid when nothing is locked.
type LockedPeriod struct {
	EndDate Date
}

// DecodeLockedPeriod reads a stored answer of GET /3/settings/lockedperiod.
func DecodeLockedPeriod(raw []byte) (LockedPeriod, error) {
	return decodeOne[LockedPeriod](raw, "LockedPeriod")
}
