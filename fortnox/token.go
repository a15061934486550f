package fortnox

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"
)

// A Token is an answer of the token address. RefreshToken works once and is
// empty for client credentials. Printing or logging a Token shows no secret.
type Token struct {
	AccessToken  string
	RefreshToken string
	ExpiresIn    time.Duration // from the moment of the answer
	Scopes       []string      // granted, in Fortnox's order
	TenantID     int64         // from the access token, unverified; 0 when it cannot be read
}

// Format prints a Token without its secrets, whatever the verb.
func (t Token) Format(f fmt.State, _ rune) {
	io.WriteString(f, fmt.Sprintf("fortnox.Token(tenant %d)", t.TenantID))
}

// LogValue logs a Token without its secrets.
func (t Token) LogValue() slog.Value { return slog.Int64Value(t.TenantID) }

type tokenBody struct {
	AccessToken  string     `json:"access_token"`
	RefreshToken string     `json:"refresh_token"`
	ExpiresIn    FlexInt    `json:"expires_in"`
	Scope        FlexString `json:"scope"`
}

// decodeToken reads a token answer whatever its content type.
func decodeToken(body []byte) (Token, error) {
	var b tokenBody
	if err := json.Unmarshal(body, &b); err != nil {
		return Token{}, &DecodeError{"access_token", errNoKey}
	}
	if b.AccessToken == "" {
		return Token{}, &DecodeError{"access_token", errNoKey}
	}
	life := time.Duration(min(max(b.ExpiresIn.Int, 0), 7*24*3600)) * time.Second
	if !b.ExpiresIn.Valid {
		life = time.Hour
	}
	return Token{
		AccessToken:  b.AccessToken,
		RefreshToken: b.RefreshToken,
		ExpiresIn:    life,
		Scopes:       strings.Fields(b.Scope.Text),
		TenantID:     TenantID(b.AccessToken),
	}, nil
}

// TenantID reads the claim tenantId of an access token. The signature is not
// checked (Fortnox publishes no key), so compare it with DatabaseNumber of
// [CompanyInformation] before relying on it. It is 0 when there is none.
func TenantID(accessToken string) int64 {
	parts := strings.Split(accessToken, ".")
	if len(parts) != 3 {
		return 0
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return 0
	}
	var claims struct {
		TenantID FlexInt `json:"tenantId"`
	}
	if json.Unmarshal(raw, &claims) != nil {
		return 0
	}
	return claims.TenantID.Int
}
