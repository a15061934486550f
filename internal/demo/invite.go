package demo

import (
	"bokslut/internal/demo/company"
	"bokslut/internal/web"
)

// Invitation is the company that the visitor is invited to begin with.
func Invitation() *web.Invitation {
	c := company.All()[0]
	return &web.Invitation{Name: c.Name(), OrgNr: c.OrganisationNumber(), Year: c.Truth().Closing}
}
