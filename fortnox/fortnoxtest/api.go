package fortnoxtest

import (
	"net/http"
	"slices"
	"strings"
)

// route is one path of the API. A part {} stands for any text.
type route struct {
	method   string
	path     string // below /3/
	scopes   []string
	licences []string
	answer   func(*call) reply
	anything bool // serves bytes, so a specific Accept is refused
}

var (
	scopeBookkeeping = []string{"bookkeeping"}
	scopeSettings    = []string{"settings"}
)

var ledgerRoutes = []route{
	{"GET", "companyinformation", []string{"companyinformation"}, nil, getCompanyInformation, false},
	{"GET", "settings/company", scopeSettings, nil, getCompanySettings, false},
	{"GET", "settings/lockedperiod", scopeSettings, nil, getLockedPeriod, false},
	{"GET", "financialyears", scopeBookkeeping, anyBookkeeping, listYears, false},
	{"GET", "financialyears/{}", scopeBookkeeping, anyBookkeeping, getYear, false},
	{"GET", "accounts", scopeBookkeeping, anyBookkeeping, listAccounts, false},
	{"GET", "accounts/{}", scopeBookkeeping, anyBookkeeping, getAccount, false},
	{"GET", "voucherseries", scopeBookkeeping, anyBookkeeping, listSeries, false},
	{"GET", "voucherseries/{}", scopeBookkeeping, anyBookkeeping, getSeries, false},
	{"GET", "vouchers", scopeBookkeeping, anyBookkeeping, listVouchers, false},
	{"POST", "vouchers", scopeBookkeeping, anyBookkeeping, createVoucher, false},
	{"GET", "vouchers/sublist", scopeBookkeeping, anyBookkeeping, listVouchers, false},
	{"GET", "vouchers/sublist/{}", scopeBookkeeping, anyBookkeeping, listVouchers, false},
	{"GET", "vouchers/{}/{}", scopeBookkeeping, anyBookkeeping, getVoucher, false},
	{"GET", "sie/{}", scopeBookkeeping, anyBookkeeping, getSIE, true},
}

// routes are all paths of the API.
var routes = allRoutes()

func allRoutes() []route {
	all := slices.Concat(ledgerRoutes, fileRoutes)
	for _, res := range resources {
		scope := []string{res.scope}
		all = append(all,
			route{"GET", res.path, scope, res.licences, func(c *call) reply { return listDocuments(c, res) }, false},
			route{"GET", res.path + "/{}", scope, res.licences, func(c *call) reply { return getDocument(c, res) }, false})
	}
	return all
}

// match returns the variable parts of parts when the route fits.
func (rt *route) match(parts []string) ([]string, bool) {
	want := strings.Split(rt.path, "/")
	if len(want) != len(parts) {
		return nil, false
	}
	var variable []string
	for i, w := range want {
		if w == "{}" {
			variable = append(variable, parts[i])
		} else if w != parts[i] {
			return nil, false
		}
	}
	return variable, true
}

// api answers a request under /3/: first who asks, then whether that is too often, then what is asked for and whether it
// is allowed.
func (s *Server) api(c *call) reply {
	if !s.identify(c) {
		if c.r.Header.Get("Access-Token") != "" {
			return legacyLogin()
		}
		return unauthorized()
	}
	if wait, ok := s.limiter.take(limitKey{c.token.Client, c.token.Tenant}, c.now); !ok {
		return s.limiter.tooMany(wait)
	}
	rt := findRoute(c)
	if rt == nil {
		return problemNoRoute.reply()
	}
	if !accepts(c.r.Header.Values("Accept"), rt.anything) {
		return problemAccept.reply()
	}
	if refused := c.refuse(rt); refused != nil {
		return *refused
	}
	c.query = readQuery(c.r.URL.RawQuery)
	return rt.answer(c)
}

// findRoute gives nil also for a method that a path does not have: what Fortnox answers then is not published.
func findRoute(c *call) *route {
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(c.r.URL.Path, "/3/"), "/"), "/")
	method := c.r.Method
	if method == http.MethodHead {
		method = http.MethodGet // net/http leaves the body out
	}
	for i := range routes {
		if variable, ok := routes[i].match(parts); ok && routes[i].method == method {
			c.path = variable
			return &routes[i]
		}
	}
	return nil
}

// identify finds the company and app of the bearer token.
func (s *Server) identify(c *call) bool {
	scheme, bearer, _ := strings.Cut(c.r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	c.token = s.oauth.access(strings.TrimSpace(bearer), c.now)
	if c.token == nil {
		return false
	}
	c.entry.Tenant, c.entry.ClientID = c.token.Tenant, c.token.Client
	c.co = s.company(c.token.Tenant)
	return c.co != nil
}

// refuse checks the scope and the company's licences.
func (c *call) refuse(rt *route) *reply {
	var p reply
	switch {
	case !c.token.allows(rt.scopes):
		p = problemScope.reply()
	case !c.co.licensed([]string{"Integration"}):
		p = problemAPILicence.reply()
	case !c.co.licensed(rt.licences):
		p = problemLicence.reply()
	default:
		return nil
	}
	return &p
}

// accepts says whether the Accept headers suit an answer of JSON, or of bytes with no type of their own.
func accepts(headers []string, anything bool) bool {
	if len(headers) == 0 {
		return true
	}
	for _, part := range strings.Split(strings.Join(headers, ","), ",") {
		kind, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch strings.ToLower(strings.TrimSpace(kind)) {
		case "*/*", "":
			return true
		case "application/json", "application/*":
			if !anything {
				return true
			}
		}
	}
	return false
}

// isJSON says whether the request's body is declared as JSON.
func isJSON(h http.Header) bool {
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return strings.EqualFold(strings.TrimSpace(kind), "application/json")
}
