package fortnoxtest

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// call is one request on its way to an answer.
type call struct {
	srv   *Server
	r     *http.Request
	body  []byte
	now   time.Time
	entry Entry
	hits  hits

	// Set by the API once the bearer token is known.
	co    *company
	token *accessToken
	query query
	path  []string // variable parts of the path
}

// query is a request's parameters by lower-case name: the wire uses lower case, the OpenAPI file writes financialYear.
type query map[string]string

// readQuery reads the part of an address after the question mark. A semicolon is an ordinary character, as in selection; what
// is badly escaped is passed over.
func readQuery(raw string) query {
	u := url.URL{RawQuery: strings.ReplaceAll(raw, ";", "%3B")}
	q := query{}
	for name, v := range u.Query() {
		name = strings.ToLower(name)
		if _, twice := q[name]; !twice && len(v) > 0 {
			q[name] = v[0]
		}
	}
	return q
}
