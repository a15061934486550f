package fortnox

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Fortnox's own addresses.
const (
	DefaultAuthURL   = "https://apps.fortnox.se/oauth-v1/auth"
	DefaultTokenURL  = "https://apps.fortnox.se/oauth-v1/token"
	DefaultRevokeURL = "https://apps.fortnox.se/oauth-v1/revoke"
	DefaultAPIURL    = "https://api.fortnox.se"
)

// OAuth is an application registered with Fortnox. Empty addresses mean
// Fortnox's own. Every call sends at most one request, with the secret in the
// Basic header only. Do not copy it after first use.
type OAuth struct {
	ClientID     string
	ClientSecret string
	RedirectURL  string // exactly as registered
	AuthURL      string
	TokenURL     string
	RevokeURL    string
	// HTTP carries the requests; it must not repeat any. Nil means a transport
	// that cannot, and that dials only the hosts above.
	HTTP  http.RoundTripper
	Clock Clock // nil means the machine's

	mu     sync.Mutex
	pause  time.Time // until then the client credentials count as wrong
	secret string    // the secret that was refused
}

// AuthorizeOptions says how the consent is asked for.
type AuthorizeOptions struct {
	// Service asks for a service account, which only a system administrator of
	// the customer can approve. It belongs to the company instead of a person and
	// is needed for [OAuth.ClientCredentials].
	Service bool
	// Verifier is the secret of PKCE, from [NewVerifier]; empty leaves PKCE out.
	Verifier string
}

// AuthorizeURL is the page where the user approves. state must be random, bound
// to the user's session and good for one callback.
// Source: https://www.fortnox.se/developer/authorization.
func (o *OAuth) AuthorizeURL(state string, scopes []string, opts AuthorizeOptions) string {
	q := url.Values{
		"client_id":     {o.ClientID},
		"response_type": {"code"},
		"scope":         {strings.Join(scopes, " ")},
		"state":         {state},
		"access_type":   {"offline"},
	}
	if o.RedirectURL != "" {
		q.Set("redirect_uri", o.RedirectURL)
	}
	if opts.Service {
		q.Set("account_type", "service")
	}
	if opts.Verifier != "" {
		sum := sha256.Sum256([]byte(opts.Verifier))
		q.Set("code_challenge", base64.RawURLEncoding.EncodeToString(sum[:]))
		q.Set("code_challenge_method", "S256")
	}
	return or(o.AuthURL, DefaultAuthURL) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// NewVerifier makes a secret for PKCE (RFC 7636) of 256 random bits.
func NewVerifier() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// Exchange trades the code of a callback for a pair of tokens. A code works
// once, for 10 minutes. verifier is the one given to AuthorizeURL, or empty.
func (o *OAuth) Exchange(ctx context.Context, code, verifier string) (Token, error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}}
	if o.RedirectURL != "" {
		form.Set("redirect_uri", o.RedirectURL)
	}
	if verifier != "" {
		form.Set("code_verifier", verifier)
	}
	return o.token(ctx, form, 0)
}

// Refresh trades a refresh token for a new pair. The old one is used up as soon
// as the request has reached Fortnox, so use a [RotatingTokens] instead, which
// survives a lost answer.
func (o *OAuth) Refresh(ctx context.Context, refreshToken string) (Token, error) {
	return o.token(ctx, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}}, 0)
}

// ClientCredentials gives an access token, without refresh token, for a company
// whose administrator approved a service account. tenant is its DatabaseNumber.
func (o *OAuth) ClientCredentials(ctx context.Context, tenant int64) (Token, error) {
	return o.token(ctx, url.Values{"grant_type": {"client_credentials"}}, tenant)
}

// Revoke ends a consent by its refresh token.
func (o *OAuth) Revoke(ctx context.Context, refreshToken string) error {
	form := url.Values{"token_type_hint": {"refresh_token"}, "token": {refreshToken}}
	status, _, body, err := o.post(ctx, or(o.RevokeURL, DefaultRevokeURL), form, 0)
	if err != nil {
		return err
	}
	if status/100 != 2 {
		return oauthError(status, body)
	}
	return nil
}

func (o *OAuth) token(ctx context.Context, form url.Values, tenant int64) (Token, error) {
	if err := o.refused(); err != nil {
		return Token{}, err
	}
	status, header, body, err := o.post(ctx, or(o.TokenURL, DefaultTokenURL), form, tenant)
	if err != nil {
		return Token{}, err
	}
	if status/100 == 2 {
		return decodeToken(body)
	}
	e := oauthError(status, body)
	e.RetryAfter = retryAfter(header, clockOr(o.Clock).Now())
	if e.Code == "invalid_client" {
		o.refuse()
	}
	return Token{}, e
}

func (o *OAuth) post(ctx context.Context, address string, form url.Values, tenant int64) (int, http.Header, []byte, error) {
	host, err := hostPort(address)
	if err != nil {
		return 0, nil, nil, &TransportError{Sent: false, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, postTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, nil, nil, &TransportError{Sent: false, Err: err}
	}
	req.SetBasicAuth(o.ClientID, o.ClientSecret)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	if tenant != 0 {
		req.Header.Set("TenantId", strconv.FormatInt(tenant, 10))
	}
	rt := o.HTTP
	if rt == nil {
		rt = onceTransport(host)
	}
	resp, err := sendOnce(rt, req)
	if err != nil {
		return 0, nil, nil, err
	}
	body, err := readBody(resp, maxTokenAnswer)
	return resp.StatusCode, resp.Header, body, err
}

const maxTokenAnswer = 256 << 10

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
