package fortnoxtest

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
)

// newSecret is an opaque token in the form of a uuid.
func newSecret() string {
	var b [16]byte
	rand.Read(b[:])
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// newJWT has the look of Fortnox's access tokens. Nobody can verify the real signature, so this one is only noise.
func newJWT(g grant, now, expires time.Time) string {
	part := func(v any) string { return base64.RawURLEncoding.EncodeToString(encodeJSON(v)) }
	var noise [64]byte
	rand.Read(noise[:])
	return strings.Join([]string{
		part(map[string]string{"alg": "RS256", "typ": "JWT"}),
		part(map[string]any{"userId": 1, "tenantId": g.Tenant, "appId": g.Client, "scope": g.Scopes, "iat": now.Unix(),
			"exp": expires.Unix(), "jti": newSecret()}),
		base64.RawURLEncoding.EncodeToString(noise[:]),
	}, ".")
}
