package fortnoxtest

import "time"

// Options set up a [Server]. The zero value is a Fortnox on the computer's clock with the documented limits.
type Options struct {
	// Clock tells the time of tokens, the rate limit and the journal; nil means time.Now. What day it is inside a company is
	// another matter: that is the Clock of its app.json (see [Server.SetToday]).
	Clock func() time.Time

	// Apps are registered for all companies, before those of the companies' app.json. A client id given here wins.
	Apps []App

	// AccessLife is 1 hour when zero, RefreshLife 45 days, CodeLife 10 minutes.
	AccessLife, RefreshLife, CodeLife time.Duration

	// OnlineLife is the life of the refresh token of a login without access_type=offline, which is reported to be hours in
	// the real service. Zero means RefreshLife.
	OnlineLife time.Duration

	// IgnorePKCE leaves code_challenge unverified. Fortnox does not document whether it looks at it.
	IgnorePKCE bool

	// SecretInBody also takes client_id and client_secret as form fields. Fortnox documents only Basic authentication; whether
	// it takes the fields is not known.
	SecretInBody bool

	// ReuseRevokes makes the second use of a refresh token end the login that it belongs to, as some services do. Otherwise
	// the second use is only refused. What Fortnox does is not known.
	ReuseRevokes bool

	// YearFromDate lets a new voucher without financialyear go to the year of its date. Otherwise it goes to the default
	// year, as the OpenAPI file says; which is right is not known.
	YearFromDate bool

	// UnpaidIsOverdue makes filter=unpaid on supplier invoices leave out what is not due yet, as one user has met in the real
	// service, against the documentation.
	UnpaidIsOverdue bool

	// Rate is the rate limit.
	Rate Rate

	// StateFile keeps what changes after loading (vouchers, locks, consents, tokens) over a restart, one JSON line per
	// change. It holds tokens in plain text. Empty: nothing is kept.
	StateFile string

	// JournalLimit is how many requests the journal remembers; 100 000 when zero. The oldest are forgotten first.
	JournalLimit int

	// Seed makes chance in faults repeatable.
	Seed uint64
}

// Rate is a sliding window counted per client id and company.
type Rate struct {
	// Requests that fit in Window: 25 in 5 seconds when zero. A negative number means no limit.
	Requests int
	Window   time.Duration

	// PerSecond also refuses the request that would be number Requests within one second, as some users have met.
	PerSecond bool

	// RetryAfter sends the header Retry-After with whole seconds. Whether Fortnox does is not documented.
	RetryAfter bool
}

// App is an integration as registered in Fortnox's developer portal.
type App struct {
	ClientID, ClientSecret string

	// Name is shown on the consent page; the client id when empty.
	Name string

	// RedirectURIs must match exactly. The first is used when a login names none.
	RedirectURIs []string

	// Scopes that the app may ask for.
	Scopes []string

	// ServiceAccount allows account_type=service.
	ServiceAccount bool
}

func (o *Options) setDefaults() {
	orDuration(&o.AccessLife, time.Hour)
	orDuration(&o.RefreshLife, 45*24*time.Hour)
	orDuration(&o.CodeLife, 10*time.Minute)
	orDuration(&o.OnlineLife, o.RefreshLife)
	orDuration(&o.Rate.Window, 5*time.Second)
	if o.Rate.Requests == 0 {
		o.Rate.Requests = 25
	}
	if o.JournalLimit <= 0 {
		o.JournalLimit = 100_000
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
}

func orDuration(d *time.Duration, usual time.Duration) {
	if *d == 0 {
		*d = usual
	}
}
