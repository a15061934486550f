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

func readQuery(values url.Values) query {
	q := query{}
	for name, v := range values {
		name = strings.ToLower(name)
		if _, twice := q[name]; !twice && len(v) > 0 {
			q[name] = v[0]
		}
	}
	return q
}
