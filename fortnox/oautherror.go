package fortnox

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ErrClientRefused says that Fortnox does not accept the client id and secret:
// a mistake in our configuration that no user can mend by logging in again.
var ErrClientRefused = errors.New("fortnox: client id or secret is not accepted")

// clientPause is how long no token call is made after the client was refused.
const clientPause = 10 * time.Minute

// An OAuthError is an answer of the OAuth host outside 2xx. Code is OAuth's
// word, "invalid_grant", and empty when the body was not JSON.
type OAuthError struct {
	Status      int
	Code        string
	Description string
	RetryAfter  time.Duration // as in the answer, mostly zero
}

func (e *OAuthError) Error() string {
	return fmt.Sprintf("fortnox: login answered %d %s: %s", e.Status, or(e.Code, "without code"), e.Description)
}

// Is matches [ErrClientRefused].
func (e *OAuthError) Is(target error) bool {
	return target == ErrClientRefused && (e.Code == "invalid_client" || e.Code == "unauthorized_client")
}

// oauthError reads the body as JSON whatever its content type: Fortnox sends it
// as text/html and text/plain.
func oauthError(status int, body []byte) *OAuthError {
	var b errorBody
	if json.Unmarshal(body, &b) != nil {
		return &OAuthError{Status: status}
	}
	return &OAuthError{Status: status, Code: shorten(b.Error.Text), Description: shorten(b.Description.Text)}
}

// refused tells whether the present secret was refused a short while ago. It
// keeps many connections from asking again and again with a wrong secret.
func (o *OAuth) refused() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.secret == o.ClientSecret && clockOr(o.Clock).Now().Before(o.pause) {
		return &TransportError{Sent: false, Err: ErrClientRefused}
	}
	return nil
}

func (o *OAuth) refuse() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.secret, o.pause = o.ClientSecret, clockOr(o.Clock).Now().Add(clientPause)
}
