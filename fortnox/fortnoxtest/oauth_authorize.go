package fortnoxtest

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

//go:embed consent.html
var consentHTML string

//go:embed consent.css
var consentCSS []byte

var consentPage = template.Must(template.New("consent").Parse(consentHTML))

// consentView is what the page shows. Problem is set when the login cannot go on.
type consentView struct {
	Problem   string
	Original  string // what Fortnox itself says, in English
	Query     template.URL
	App       string
	Service   bool
	Scopes    []string
	Companies []consentCompany
}

type consentCompany struct {
	Tenant             int
	Name, Organisation string
	Only               bool
}

// authorize shows the consent page and takes its answer. As in the real service, app and scopes are checked before the page
// and the redirect address after it.
func (o *oauth) authorize(c *call) reply {
	q := c.r.URL.Query()
	app, ok := o.app(q.Get("client_id"))
	if !ok || len(app.RedirectURIs) == 0 {
		return consentProblem("Programmet är inte registrerat.", "Auth code or ClientID supplied is invalid")
	}
	c.entry.ClientID = app.ClientID
	scopes := strings.Fields(q.Get("scope"))
	switch {
	case q.Get("response_type") != "code":
		return redirectError(app, q, "unsupported_response_type", "The response type must be code")
	case len(scopes) == 0 || slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(app.Scopes, s) }):
		return redirectError(app, q, "invalid_scope", "An unsupported scope was requested")
	case q.Get("account_type") != "" && (q.Get("account_type") != "service" || !app.ServiceAccount):
		return consentProblem("Programmet får inte använda servicekonto.", "Client does not allow service account")
	case !slices.Contains([]string{"", "plain", "S256"}, q.Get("code_challenge_method")):
		return redirectError(app, q, "invalid_request", "The code challenge method is not supported")
	}
	switch c.r.Method {
	case http.MethodGet:
		return consentReply(200, consentView{Query: template.URL(c.r.URL.RawQuery), App: cmp.Or(app.Name, app.ClientID), Scopes: scopes,
			Service: q.Get("account_type") == "service", Companies: o.srv.choices()})
	case http.MethodPost:
		return o.decide(c, app, q, scopes)
	}
	return reply{status: 405, raw: []byte("Method Not Allowed"), contentType: "text/plain"}
}

// decide handles the answer of the person at the consent page.
func (o *oauth) decide(c *call, app App, q url.Values, scopes []string) reply {
	form, err := url.ParseQuery(string(c.body))
	if err != nil {
		return consentProblem("Formuläret kunde inte läsas. Gå tillbaka och försök igen.", "")
	}
	if sent := q.Get("redirect_uri"); sent != "" && !slices.Contains(app.RedirectURIs, sent) {
		return consentProblem("Programmets svarsadress är inte registrerad.", "Redirect URI mismatch")
	}
	if form.Get("answer") != "approve" {
		return redirectError(app, q, "access_denied", "The user denied the request")
	}
	tenant, err := strconv.Atoi(form.Get("tenant"))
	if err != nil || o.srv.company(tenant) == nil {
		return consentProblem("Inget företag är valt. Gå tillbaka och välj ett.", "")
	}
	c.entry.Tenant = tenant
	code := &authCode{
		grant: grant{Client: app.ClientID, Tenant: tenant, Scopes: c.hits.granted(scopes), Service: q.Get("account_type") == "service",
			Offline: q.Get("access_type") == "offline"},
		redirectURI: q.Get("redirect_uri"), challenge: q.Get("code_challenge"), method: q.Get("code_challenge_method"),
		expires: c.now.Add(o.srv.options.CodeLife),
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sweep(c.now)
	if err := o.change(event{Kind: "consent", Consent: &code.grant}); err != nil {
		return redirectError(app, q, "server_error", "The consent could not be saved")
	}
	secret := newSecret()
	o.codes[secret] = code
	return redirectTo(app, q, url.Values{"code": {secret}})
}

// redirectError sends the browser back with an error. An address that is not registered is never used.
func redirectError(app App, q url.Values, name, description string) reply {
	return redirectTo(app, q, url.Values{"error": {name}, "error_description": {description}})
}

func redirectTo(app App, q url.Values, answer url.Values) reply {
	address := app.RedirectURIs[0]
	if sent := q.Get("redirect_uri"); slices.Contains(app.RedirectURIs, sent) {
		address = sent
	}
	if q.Has("state") {
		answer.Set("state", q.Get("state"))
	}
	to, err := url.Parse(address)
	if err != nil {
		return consentProblem("Programmets svarsadress är inte registrerad.", "Redirect URI mismatch")
	}
	all := to.Query()
	for k, v := range answer {
		all[k] = v
	}
	to.RawQuery = all.Encode()
	return reply{status: http.StatusFound, header: map[string]string{"Location": to.String(), "Cache-Control": "no-store"}}
}

// choices are the companies of the consent page, by name.
func (s *Server) choices() []consentCompany {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []consentCompany
	for _, c := range s.companies {
		all = append(all, consentCompany{Tenant: c.tenant, Name: c.name, Organisation: c.organisation})
	}
	swedish := collate.New(language.Swedish)
	slices.SortFunc(all, func(a, b consentCompany) int {
		return cmp.Or(swedish.CompareString(a.Name, b.Name), cmp.Compare(a.Tenant, b.Tenant))
	})
	if len(all) == 1 {
		all[0].Only = true
	}
	return all
}

func consentProblem(text, original string) reply {
	return consentReply(400, consentView{Problem: text, Original: original})
}

func consentReply(status int, v consentView) reply {
	var page bytes.Buffer
	if err := consentPage.Execute(&page, v); err != nil {
		panic("fortnoxtest: " + err.Error())
	}
	return reply{status: status, raw: page.Bytes(), contentType: "text/html; charset=utf-8", header: map[string]string{
		"Cache-Control":           "no-store",
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
	}}
}
