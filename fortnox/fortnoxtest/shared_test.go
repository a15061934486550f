package fortnoxtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// sharedFolder is the reference material, which lies beside the repository or where BOKSLUT_SHARED says.
func sharedFolder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("BOKSLUT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "companies")); err != nil {
		t.Skip("the shared reference material is not here; set BOKSLUT_SHARED")
	}
	return dir
}

// eachSharedCompany runs f for every company folder of the shared material.
func eachSharedCompany(t *testing.T, f func(t *testing.T, folder string)) {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(sharedFolder(t), "companies", "*", "app.json"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no companies in the shared material: %v", err)
	}
	for _, file := range folders {
		folder := filepath.Dir(file)
		t.Run(filepath.Base(folder), func(t *testing.T) { f(t, folder) })
	}
}

// client is a minimal API client for one company.
type client struct {
	t      testing.TB
	srv    *Server
	url    string
	token  string
	tenant int
	app    App
}

// clock is a time that only tests move.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// open serves one company folder and logs in to it with all its scopes. Without a rate in o there is no limit.
func open(t testing.TB, folder string, o Options) *client {
	t.Helper()
	if o.Rate == (Rate{}) {
		o.Rate.Requests = -1
	}
	srv := New(o)
	if err := srv.Load(os.DirFS(folder)); err != nil {
		t.Fatalf("Load(%s): %v", folder, err)
	}
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	web := httptest.NewServer(srv)
	t.Cleanup(web.Close)
	c := &client{t: t, srv: srv, url: web.URL}
	c.tenant = srv.Companies()[0].Tenant
	for _, a := range srv.oauth.apps {
		c.app = a
	}
	all := append([]string{"costcenter", "project"}, c.app.Scopes...)
	tokens, err := srv.Grant(c.app.ClientID, c.tenant, false, all...)
	if err != nil {
		t.Fatalf("Grant: %v", err)
	}
	c.token = tokens.Access
	return c
}

// do sends a request with the client's token.
func (c *client) do(method, path string, body io.Reader) (*http.Response, []byte, error) {
	c.t.Helper()
	req, err := http.NewRequest(method, c.url+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	return res, data, err
}

// get wants an answer with a status and returns its body.
func (c *client) get(path string, status int) []byte {
	c.t.Helper()
	res, body, err := c.do("GET", path, nil)
	if err != nil {
		c.t.Fatalf("GET %s: %v", path, err)
	}
	if res.StatusCode != status {
		c.t.Fatalf("GET %s: got status %d, want %d: %s", path, res.StatusCode, status, body)
	}
	return body
}

// getJSON reads a successful answer into v.
func (c *client) getJSON(path string, v any) {
	c.t.Helper()
	if err := json.Unmarshal(c.get(path, 200), v); err != nil {
		c.t.Fatalf("GET %s: %v", path, err)
	}
}
