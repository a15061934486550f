package fortnox

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Client reads and writes one company's books. It may be used by many
// goroutines. Its methods return [*Error], [*RateLimitError], [*TransportError],
// [*DecodeError], [*TooLargeError] or an error of the token source.
type Client struct {
	tokens TokenSource
	pace   Pacer
	base   string
	read   http.RoundTripper
	once   http.RoundTripper
	clock  Clock
	log    *slog.Logger
	record func(Raw)
	watch  func(Call)
	agent  string
}

// Config says how a [Client] is made. Only Tokens is needed.
type Config struct {
	Tokens TokenSource
	// BaseURL is the address before "/3/"; empty means Fortnox's own.
	BaseURL string
	// Pace is shared by all clients of one client id and tenant; nil means a new
	// [Window] for this client alone.
	Pace Pacer
	// HTTP carries the requests; nil means transports that dial only BaseURL's
	// host, and for writing one that cannot repeat a request. A transport of your
	// own must not repeat requests either.
	HTTP http.RoundTripper
	// Record is given every answer that was read whole, of whatever status, before
	// it is decoded. It may be called from several goroutines.
	Record func(Raw)
	// Observe is given every request that was sent, for metrics. It may be called
	// from several goroutines.
	Observe func(Call)
	Clock   Clock        // nil means the machine's
	Log     *slog.Logger // nil means slog's default; it gets no secrets and no personal data
	Agent   string       // User-Agent; empty means "bokslut"
}

// A Raw is an answer as it came, to be stored and decoded again later.
type Raw struct {
	Method string
	Path   string // "/3/invoices"
	Query  string // encoded, sorted by name
	Status int
	Body   []byte
	At     time.Time // when the answer had been read
}

// New makes a client.
func New(c Config) (*Client, error) {
	if c.Tokens == nil {
		return nil, errors.New("fortnox: config: Tokens is missing")
	}
	base := strings.TrimRight(or(c.BaseURL, DefaultAPIURL), "/")
	host, err := hostPort(base)
	if err != nil {
		return nil, err
	}
	cl := &Client{
		tokens: c.Tokens, pace: c.Pace, base: base, read: c.HTTP, once: c.HTTP,
		clock: clockOr(c.Clock), log: c.Log, record: c.Record, watch: c.Observe, agent: or(c.Agent, "bokslut"),
	}
	if cl.pace == nil {
		cl.pace = NewWindow(c.Clock)
	}
	if cl.log == nil {
		cl.log = slog.Default()
	}
	if c.HTTP == nil {
		cl.read, cl.once = readTransport(host), onceTransport(host)
	}
	return cl, nil
}

// Recording is the same client, with the same pace and connections, that gives
// its answers to record instead.
func (c *Client) Recording(record func(Raw)) *Client {
	other := *c
	other.record = record
	return &other
}

func (c *Client) recordAnswer(r Raw) {
	if c.record != nil {
		c.record(r)
	}
}

// request makes the address of a call. path is escaped already.
func (c *Client) address(path string, query url.Values) string {
	if len(query) == 0 {
		return c.base + path
	}
	return c.base + path + "?" + query.Encode()
}

// resource is the part of a path that is safe to log: "invoices" without number.
func resource(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "/3/"), "/")
	return name
}
