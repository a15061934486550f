package fortnoxtest

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

func (o *oauth) answer(c *call) reply {
	switch path := strings.TrimSuffix(c.r.URL.Path, "/"); path {
	case "/oauth-v1/auth":
		return o.authorize(c)
	case "/oauth-v1/consent.css":
		return reply{status: 200, raw: consentCSS, contentType: "text/css; charset=utf-8"}
	case "/oauth-v1/token", "/oauth-v1/revoke":
		if c.r.Method != http.MethodPost {
			return reply{status: 405, raw: []byte("Method Not Allowed"), contentType: "text/plain",
				header: map[string]string{"Allow": "POST"}}
		}
		return o.back(c, path)
	}
	return reply{status: 404, raw: []byte("Not Found"), contentType: "text/html; charset=UTF-8"}
}

// back answers the requests that an app makes without a browser. They carry the client secret.
func (o *oauth) back(c *call, path string) reply {
	form, err := url.ParseQuery(string(c.body))
	if err != nil {
		return oauthError("invalid_request", "The request body is not a form")
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	app, ok := o.authenticate(c.r, form)
	if !ok {
		return reply{status: 401, contentType: "text/plain;charset=UTF-8",
			value: oauthBody{"invalid_client", "The client credentials are invalid"}}
	}
	c.entry.ClientID = app.ClientID
	if path == "/oauth-v1/revoke" {
		return o.revoke(app, form)
	}
	switch form.Get("grant_type") {
	case "authorization_code":
		return o.exchange(c, app, form)
	case "refresh_token":
		return o.renew(c, app, form)
	case "client_credentials":
		return o.clientCredentials(c, app, form)
	}
	return oauthError("unsupported_grant_type", "The grant type is not supported")
}

// authenticate reads Basic authentication, with id and secret as they are or form-encoded (RFC 6749, 2.3.1), or the form.
func (o *oauth) authenticate(r *http.Request, form url.Values) (App, bool) {
	id, secret, ok := r.BasicAuth()
	if !ok && o.srv.options.SecretInBody {
		id, secret, ok = form.Get("client_id"), form.Get("client_secret"), form.Has("client_secret")
	}
	if !ok {
		return App{}, false
	}
	for _, decode := range []func(string) string{func(s string) string { return s }, unescape} {
		app, known := o.apps[decode(id)]
		if known && subtle.ConstantTimeCompare([]byte(app.ClientSecret), []byte(decode(secret))) == 1 {
			return app, true
		}
	}
	return App{}, false
}

func unescape(s string) string {
	plain, err := url.QueryUnescape(s)
	if err != nil {
		return s
	}
	return plain
}

func (o *oauth) exchange(c *call, app App, form url.Values) reply {
	code := o.codes[form.Get("code")]
	if code == nil || code.Client != app.ClientID {
		return oauthError("invalid_grant", "Authorization code doesn't exist or is invalid for the client")
	}
	delete(o.codes, form.Get("code"))
	sent := form.Get("redirect_uri")
	switch {
	case !c.now.Before(code.expires):
		return oauthError("invalid_grant", "The authorization code has expired")
	case sent != code.redirectURI && !(code.redirectURI == "" && len(app.RedirectURIs) > 0 && sent == app.RedirectURIs[0]):
		return oauthError("invalid_grant", "The redirect URI is missing or do not match")
	case !o.srv.options.IgnorePKCE && !code.proves(form.Get("code_verifier")):
		return oauthError("invalid_grant", "The code verifier does not match")
	}
	return o.tokenReply(c, code.grant, true)
}

// proves checks the PKCE verifier (RFC 7636) when the login had a challenge.
func (a *authCode) proves(verifier string) bool {
	switch a.method {
	case "":
		return a.challenge == "" || verifier == a.challenge
	case "plain":
		return verifier == a.challenge
	}
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:]) == a.challenge
}

// renew spends a refresh token for a new pair. There is no time in which the old one still works.
func (o *oauth) renew(c *call, app App, form url.Values) reply {
	old := o.renewals[form.Get("refresh_token")]
	if old == nil || old.Client != app.ClientID || !c.now.Before(old.Expires) {
		if spent := o.spent[form.Get("refresh_token")]; spent != nil && o.srv.options.ReuseRevokes {
			if err := o.change(event{Kind: "revoke", Client: spent.Client, Tenant: spent.Tenant}); err != nil {
				return reply{status: 500, value: oauthBody{"server_error", "The login could not be ended"}}
			}
		}
		return oauthError("invalid_grant", "Invalid refresh token")
	}
	return o.tokenReply(c, old.grant, true, event{Kind: "spent", Token: old.Token})
}

func (o *oauth) clientCredentials(c *call, app App, form url.Values) reply {
	tenant, err := strconv.Atoi(c.r.Header.Get("TenantId"))
	if err != nil {
		return oauthError("invalid_request", "The TenantId header is missing or invalid")
	}
	given := o.consents[consentKey{app.ClientID, tenant, true}]
	if given == nil {
		return oauthError("invalid_grant", "No service account consent for the tenant")
	}
	scopes := given.Scopes
	if asked := strings.Fields(form.Get("scope")); len(asked) > 0 {
		if slices.ContainsFunc(asked, func(s string) bool { return !slices.Contains(scopes, s) }) {
			return oauthError("invalid_scope", "The scope is not part of the consent")
		}
		scopes = asked
	}
	return o.tokenReply(c, grant{Client: app.ClientID, Tenant: tenant, Scopes: scopes, Service: true}, false)
}

func (o *oauth) revoke(app App, form url.Values) reply {
	if t := o.renewals[form.Get("token")]; t != nil && t.Client == app.ClientID {
		if err := o.change(event{Kind: "spent", Token: t.Token}); err != nil {
			return reply{status: 500, value: oauthBody{"server_error", "The token could not be revoked"}}
		}
	}
	return reply{status: 200, value: map[string]bool{"revoked": true}}
}

// tokenReply issues tokens for g; spent is what they cost.
func (o *oauth) tokenReply(c *call, g grant, renewable bool, spent ...event) reply {
	access, renewal, err := o.issue(g, c.now, renewable, spent...)
	if err != nil {
		return reply{status: 500, value: oauthBody{"server_error", "The token could not be saved"}}
	}
	c.entry.Tenant = g.Tenant
	body := struct {
		AccessToken  string `json:"access_token"`
		RefreshToken string `json:"refresh_token,omitempty"`
		Scope        string `json:"scope"`
		ExpiresIn    int    `json:"expires_in"`
		TokenType    string `json:"token_type"`
	}{AccessToken: access.Token, Scope: strings.Join(g.Scopes, " "), ExpiresIn: int(o.srv.options.AccessLife.Seconds()),
		TokenType: "bearer"}
	if renewal != nil {
		body.RefreshToken = renewal.Token
	}
	return reply{status: 200, value: body, header: map[string]string{"Cache-Control": "no-store", "Pragma": "no-cache"}}
}

type oauthBody struct {
	Error       string `json:"error"`
	Description string `json:"error_description"`
}

// oauthError has the content type of the recorded answer, text/html, although the body is JSON.
func oauthError(name, description string) reply {
	return reply{status: 400, value: oauthBody{name, description}, contentType: "text/html; charset=UTF-8",
		header: map[string]string{"Cache-Control": "no-store"}}
}
