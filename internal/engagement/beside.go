package engagement

import "bokslut/internal/workpaper"

// explained are the accounts whose balance a bilaga explains: none where its kind
// stands beside the accounts.
func explained(w workpaper.Digest) []string {
	if w.Kind.Memo() {
		return nil
	}
	return w.Accounts
}

// besideStatus is the status of a bilaga beside the accounts. It has no
// difference, and follows no balance: its sign-off holds until its rows change.
func besideStatus(w workpaper.Digest) Status {
	switch {
	case !w.Kind.Memo():
		return NoBalance
	case w.SignOff != nil && w.Review != nil:
		return Reviewed
	case w.SignOff != nil:
		return Done
	case w.Lines > 0:
		return Underway
	}
	return NotBegun
}
