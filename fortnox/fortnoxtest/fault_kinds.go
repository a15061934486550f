package fortnoxtest

// FaultKind is a way to fail.
type FaultKind string

// Faults that answer instead of doing the work. With AfterWork the work is done first: a gateway that fails after the
// receiver has acted.
const (
	// TooManyRequests answers 429; Delay is sent as Retry-After when above zero.
	TooManyRequests FaultKind = "too-many-requests"
	// ServerError answers with Status, 500 when zero.
	ServerError FaultKind = "server-error"
	// Unauthorized answers 401 as to an expired token.
	Unauthorized FaultKind = "unauthorized"
	// HTML answers with a web page instead of JSON, and with Status, 200 when zero.
	HTML FaultKind = "html"
	// Redirect answers with Status, 307 when zero, and Location.
	Redirect FaultKind = "redirect"
)

// Faults of the connection.
const (
	// Slow waits Delay, then does the work and answers as usual.
	Slow FaultKind = "slow"
	// Stall does the work, sends Bytes of the answer's body, or half of it when zero, and waits Delay before the rest.
	Stall FaultKind = "stall"
	// CutBefore closes the connection before the work is done.
	CutBefore FaultKind = "cut-before"
	// CutDuring does the work and closes the connection after Bytes of the answer's body, or half of it when zero.
	CutDuring FaultKind = "cut-during"
	// CutAfter does the work and closes the connection without a byte of the answer: a voucher stored or a refresh token
	// spent, and nobody told.
	CutAfter FaultKind = "cut-after"
	// Repeat does the work twice, as a proxy does that sends a request again, and gives the second answer.
	Repeat FaultKind = "repeat"
)

// Faults of what is answered. The work is done.
const (
	// OddTypes gives numbers as strings, booleans as strings, and null for empty texts, here and there.
	OddTypes FaultKind = "odd-types"
	// NoRight gives API_NORIGHT as the value of Fields, or of some fields when there are none named.
	NoRight FaultKind = "no-right"
	// DropFields leaves Fields out, as lists of 2015 lacked a voucher's date, description and comments.
	DropFields FaultKind = "drop-fields"
	// MovePages moves a list by Shift items before a page after the first is read: above zero, items of earlier pages were
	// removed, so that others are passed over; below zero, items were added, so that others come twice.
	MovePages FaultKind = "move-pages"
	// EmptyPage gives a list without items, although its paging information counts them.
	EmptyPage FaultKind = "empty-page"
	// CountMore adds Shift, 1 when zero, to the number of items that a list claims to have.
	CountMore FaultKind = "count-more"
	// UTF8 gives SIE bytes in UTF-8 although the file says PC8.
	UTF8 FaultKind = "sie-utf8"
	// ShortSIE ends a SIE file after half of its vouchers, at the end of one and without a broken connection.
	ShortSIE FaultKind = "sie-short"
)

// Faults of what is done.
const (
	// HideVoucher stores a new voucher, and answers so, but shows it nowhere until Delay has passed on the server's clock.
	HideVoucher FaultKind = "hide-voucher"
	// AlterVoucher stores a new voucher with one krona more in debit and in credit than was sent.
	AlterVoucher FaultKind = "alter-voucher"
	// FewerScopes grants only the scopes in Fields at the consent page.
	FewerScopes FaultKind = "fewer-scopes"
)

var faultKinds = []FaultKind{TooManyRequests, ServerError, Unauthorized, HTML, Redirect, Slow, Stall, CutBefore, CutDuring, CutAfter,
	Repeat, OddTypes, NoRight, DropFields, MovePages, EmptyPage, CountMore, UTF8, ShortSIE, HideVoucher, AlterVoucher, FewerScopes}
