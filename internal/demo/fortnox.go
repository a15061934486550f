// Package demo prepares the demonstration: a local Fortnox with invented
// companies, an office, and engagements at different stages. The engagements
// are made by the services that people's clicks reach.
package demo

import (
	"fmt"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
)

// LocalFortnox makes a Fortnox with the demonstration companies in it and the
// program registered as an app. What happens in it is kept in stateFile. clock
// is that of its pace limit and tokens; nil is the machine's.
func LocalFortnox(redirect, stateFile string, clock func() time.Time) (*fortnoxtest.Server, error) {
	server := fortnoxtest.New(fortnoxtest.Options{
		StateFile: stateFile, Clock: clock,
		Apps: []fortnoxtest.App{{
			ClientID: company.ClientID, ClientSecret: company.ClientSecret, Name: "Skatt & Bokslut", RedirectURIs: []string{redirect},
			Scopes: connection.Scopes, ServiceAccount: true,
		}},
	})
	for _, c := range company.All() {
		if err := server.Load(c.FS()); err != nil {
			return nil, fmt.Errorf("demonstration company %s: %w", c.Name(), err)
		}
	}
	return server, nil
}
