package fortnox

import "time"

// A Call is one request as metrics may count it: without address, tokens,
// numbers of invoices, names or amounts.
type Call struct {
	Method   string
	Resource string        // "invoices", without what follows
	Status   int           // 0 when no answer came
	Try      int           // from 1; above 1 for a reading that was tried again
	Took     time.Duration // from sending until the answer was read
	Bytes    int64         // of the answer's body
	Unread   bool          // no answer came, or it could not be read whole
}

func (c *Client) observe(raw Raw, began time.Time, try int, bytes int64, unread bool) {
	if c.watch == nil {
		return
	}
	c.watch(Call{
		Method: raw.Method, Resource: resource(raw.Path), Status: raw.Status, Try: try,
		Took: elapsed(began, c.clock.Now()), Bytes: bytes, Unread: unread,
	})
}
