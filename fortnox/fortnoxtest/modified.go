package fortnoxtest

import (
	"fmt"
	"sync"
	"time"
)

// stampLayout is how lastmodified writes an instant: Swedish local time, to the minute.
const stampLayout = "2006-01-02 15:04"

// swedish is the time zone that Fortnox writes times in. Without a time zone database it is an hour before UTC's.
var swedish = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return time.FixedZone("CET", 3600)
	}
	return zone
})

func stamp(t time.Time) string { return t.In(swedish()).Format(stampLayout) }

// modifiedSince tells whether what was changed at a day, or at a minute of it, belongs to a list of what has changed since.
// Of a day without time every minute may be meant.
func modifiedSince(modified, since string) bool {
	if len(modified) <= len("2006-01-02") {
		return modified >= since[:len("2006-01-02")]
	}
	return modified >= since[:min(len(since), len(stampLayout))]
}

// touch notes when a voucher was made or altered after loading.
func (c *company) touch(v *Voucher, at string) {
	if c.modified == nil {
		c.modified = map[*Voucher]string{}
	}
	c.modified[v] = max(at, c.modified[v])
}

// modifiedAt is the day on which a voucher of the folder was registered, or the minute in which it was made or altered.
func (c *company) modifiedAt(v *Voucher) string { return max(v.RegistrationDate, c.modified[v]) }

// DeleteDocument takes one object of a resource, such as "invoicepayments", away.
func (s *Server) DeleteDocument(tenant int, resource, key string) error {
	return s.edit(tenant, func(c *company) error {
		if res := resourceAt(resource); res == nil || c.documents[res.path].get(key) == nil {
			return fmt.Errorf("%s %q: not found", resource, key)
		}
		return s.change(c, event{Kind: "remove", Tenant: tenant, Resource: resource, Token: key})
	})
}

func (c *company) removeDocument(e event) error {
	res := resourceAt(e.Resource)
	if res == nil || c.documents[res.path].get(e.Token) == nil {
		return fmt.Errorf("%s %q: not found", e.Resource, e.Token)
	}
	c.documents[res.path].remove(e.Token)
	return nil
}
