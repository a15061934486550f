package fortnoxtest

import (
	"bytes"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/golden"
)

// covered is what is known of one endpoint and method.
type covered struct {
	form     string // in the OpenAPI file; empty when it is not there
	checked  int    // answers that followed its schema
	plain    int    // answers without a schema: SIE, files, none
	recorded int    // recorded exchanges
	replayed int    // of those, asked of the local Fortnox and compared
}

func (rt *route) key() string { return rt.method + " /3/" + rt.path }

var anyName = regexp.MustCompile(`\{[^}]*\}`)

// forms finds the OpenAPI file's name for each of our routes.
func (c *contract) forms() map[string]*covered {
	all := map[string]*covered{}
	for i := range routes {
		all[routes[i].key()] = &covered{}
	}
	for form, operations := range c.root["paths"].(map[string]any) {
		for method := range operations.(map[string]any) {
			if at := all[strings.ToUpper(method)+" "+anyName.ReplaceAllString(form, "{}")]; at != nil {
				at.form = form
			}
		}
	}
	return all
}

// samples are paths that fit a route with something in this company.
func (c *client) samples(rt *route, file storedFile) []string {
	path := "/3/" + rt.path
	switch {
	case rt.path == "sie/{}":
		return []string{"/3/sie/1", "/3/sie/2", "/3/sie/3", "/3/sie/4"}
	case rt.path == "vouchers/sublist/{}":
		return []string{"/3/vouchers/sublist/A"}
	case rt.path == "archive/{}":
		return []string{"/3/archive/" + file.ArchiveFileID}
	case strings.HasSuffix(path, "{}") && strings.Contains("inbox voucherfileconnections", strings.TrimSuffix(rt.path, "/{}")):
		return []string{strings.Replace(path, "{}", file.ID, 1)}
	case !strings.Contains(path, "{}"):
		return []string{path + "?limit=500"}
	}
	var all []string
	for _, l := range lists {
		if anyName.ReplaceAllString(l.single, "{}") != path {
			continue
		}
		for _, item := range itemsOf(c.t.(*testing.T), c.get(l.path+"?limit=40", 200), l.list) {
			full := path
			for name := range strings.SplitSeq(l.key, " ") {
				full = strings.Replace(full, "{}", rawText(item[name]), 1)
			}
			all = append(all, full)
		}
	}
	return all
}

// send posts a body and wants an answer with a status.
func (c *client) send(method, path, contentType string, body []byte, status int) []byte {
	c.t.Helper()
	req, err := http.NewRequest(method, c.url+path, bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", contentType)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	var answer bytes.Buffer
	if _, err := answer.ReadFrom(res.Body); err != nil || res.StatusCode != status {
		c.t.Fatalf("%s %s: got %s %s, %v, want %d", method, path, res.Status, answer.Bytes(), err, status)
	}
	return answer.Bytes()
}

// checkRoute asks for what a route gives and checks the answers.
func (c *client) checkRoute(t *testing.T, api *contract, rt *route, at *covered, file storedFile) {
	t.Helper()
	if rt.method == "DELETE" {
		c.send("DELETE", "/3/voucherfileconnections/"+file.ID, "", nil, 204)
		at.plain++
		return
	}
	for _, path := range c.samples(rt, file) {
		body := c.get(path, 200)
		if rt.anything || at.form == "" {
			at.plain++
			continue
		}
		api.check(t, api.schema(t, "get", at.form, 200), path, body)
		at.checked++
	}
}

// checkWrites makes a voucher and a file on it.
func (c *client) checkWrites(t *testing.T, api *contract, all map[string]*covered) storedFile {
	t.Helper()
	c.checkCreated(t, api)
	all["POST /3/vouchers"].checked++
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "Hyresavi å.pdf")
	if err == nil {
		_, err = part.Write([]byte("%PDF"))
	}
	if err != nil || w.Close() != nil {
		t.Fatal("form", err)
	}
	for _, path := range []string{"/3/inbox", "/3/archive"} {
		at := all["POST "+path]
		api.check(t, api.schema(t, "post", at.form, 201), path, c.send("POST", path, w.FormDataContentType(), form.Bytes(), 201))
		at.checked++
	}
	_, file := c.upload("/3/inbox?folderid=inbox_v", "a.pdf", "%PDF")
	vouchers, err := c.srv.Vouchers(c.tenant, 1)
	if err != nil || len(vouchers) == 0 {
		t.Fatalf("vouchers: %v", err)
	}
	v := vouchers[0]
	at := all["POST /3/voucherfileconnections"]
	made := c.send("POST", "/3/voucherfileconnections?financialyear=1", "application/json", fmt.Appendf(nil,
		`{"VoucherFileConnection":{"FileId":%q,"VoucherSeries":%q,"VoucherNumber":"%d"}}`, file.ID, v.VoucherSeries, v.VoucherNumber), 201)
	api.check(t, api.schema(t, "post", at.form, 201), "connection", made)
	at.checked++
	return file
}

// countRecorded adds the recorded exchanges; others are those of endpoints that we do not have, by method and name.
func countRecorded(t *testing.T, all map[string]*covered) (others map[string]int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(sharedFolder(t), "fortnox", "recorded", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no recordings: %v", err)
	}
	others = map[string]int{}
	for _, file := range files {
		for _, e := range readExchanges(t, file) {
			if !strings.HasPrefix(e.Request.Path, "/3/") {
				continue
			}
			parts := strings.Split(strings.Trim(strings.TrimPrefix(e.Request.Path, "/3/"), "/"), "/")
			i := slices.IndexFunc(routes, func(rt route) bool {
				_, ok := rt.match(parts)
				return ok && rt.method == e.Request.Method
			})
			if i < 0 {
				others[e.Request.Method+" "+parts[0]]++
				continue
			}
			at := all[routes[i].key()]
			at.recorded++
			if _, ok := ours(e, "1"); ok || e.Response.Status == 401 {
				at.replayed++
			}
		}
	}
	return others
}

// TestContractCoverage asks for every endpoint that the local Fortnox has, checks the answers against the OpenAPI file, and
// tells with -v how each is covered.
func TestContractCoverage(t *testing.T) {
	folder := filepath.Join(sharedFolder(t), "companies", "medel-ab")
	api := readContract(t, missesRights(t, folder))
	c := open(t, folder, Options{})
	tokens, err := c.srv.Grant(c.app.ClientID, c.tenant, false,
		append([]string{"costcenter", "project", "inbox", "archive", "connectfile"}, c.app.Scopes...)...)
	if err != nil {
		t.Fatal(err)
	}
	c.token = tokens.Access
	all := api.forms()
	file := c.checkWrites(t, api, all)
	ordered := slices.Clone(routes)
	slices.SortStableFunc(ordered, func(a, b route) int { return strings.Compare(b.method, a.method) }) // POST, GET, DELETE
	for i := range ordered {
		if ordered[i].method != "POST" {
			c.checkRoute(t, api, &ordered[i], all[ordered[i].key()], file)
		}
	}
	others := countRecorded(t, all)
	var table strings.Builder
	table.WriteString("| Endpoint | In the OpenAPI file | Checked | Plain | Recorded | Replayed |\n|---|---|---|---|---|---|\n")
	recorded := 0
	for i := range routes {
		key := routes[i].key()
		at := all[key]
		form := "no"
		if at.form != "" {
			form = "yes"
		}
		fmt.Fprintf(&table, "| `%s` | %s | %d | %d | %d | %d |\n", key, form, at.checked, at.plain, at.recorded, at.replayed)
		recorded += at.recorded
		if at.checked+at.plain == 0 {
			t.Errorf("%s: no answer was checked", key)
		}
		if at.replayed < at.recorded {
			t.Errorf("%s: %d of %d recorded exchanges are replayed", key, at.replayed, at.recorded)
		}
	}
	fmt.Fprintf(&table, "\n%d endpoints and methods, %d recorded exchanges of them. Recorded of others: %s.\n", len(routes), recorded, listed(others))
	t.Log("\n" + table.String())
	golden.CheckSection(t, page, "coverage", table.String())
}

// listed gives what was counted, by name.
func listed(counts map[string]int) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, fmt.Sprintf("%s %d", name, counts[name]))
	}
	return strings.Join(all, ", ")
}

// page tells people what is covered and corrected.
var page = filepath.Join("..", "..", "docs", "fortnox.md")

func TestCorrectionsPage(t *testing.T) {
	var table strings.Builder
	table.WriteString("| Schema | Field | Can also be | Evidence |\n|---|---|---|---|\n")
	for _, c := range corrections {
		fmt.Fprintf(&table, "| %s | %s | %s | %s |\n", c.schema, c.field, strings.Join(c.types, ", "), c.evidence)
	}
	golden.CheckSection(t, page, "corrections", table.String())
}
