package web

import (
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// An Invitation names a company that waits for an engagement: the demonstration
// shows it above Uppdrag until somebody has begun with it.
type Invitation struct {
	Name, OrgNr string
	Year        civil.Period
}

// invited gives the invitation while nobody has taken it up.
func (s *server) invited(listed []engagement.Listed) *Invitation {
	if s.invite == nil || slices.ContainsFunc(listed, func(l engagement.Listed) bool { return l.Client.OrgNr == s.invite.OrgNr }) {
		return nil
	}
	return s.invite
}

// draft is Startguiden's first page filled in.
func (i Invitation) draft() draft {
	return draft{Name: i.Name, OrgNr: i.OrgNr, Form: string(office.AB), From: i.Year.From.String(), To: i.Year.To.String()}
}
