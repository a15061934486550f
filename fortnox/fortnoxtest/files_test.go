package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// upload posts a file and returns the status and what the answer says of it.
func (c *client) upload(path, name, content string) (int, storedFile) {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("Filedata", name)
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err != nil || form.Close() != nil {
		c.t.Fatal("multipart form", err)
	}
	req, err := http.NewRequest("POST", c.url+path, &body)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", form.FormDataContentType())
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	var got struct{ File storedFile }
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		c.t.Fatal(err)
	}
	return res.StatusCode, got.File
}

func TestFileOnVoucher(t *testing.T) {
	c := open(t, provbolaget, Options{})
	tokens, err := c.srv.Grant("klient-prov", c.tenant, false, "inbox", "archive", "connectfile", "bookkeeping")
	if err != nil {
		t.Fatal(err)
	}
	c.token = tokens.Access
	if status, _ := c.upload("/3/inbox?folderid=nowhere", "a.pdf", "x"); status != 400 {
		t.Errorf("unknown folder: got status %d, want 400", status)
	}
	status, file := c.upload("/3/inbox?folderId=inbox_v", "Bilaga å.pdf", "%PDF innehåll")
	if status != 201 || file.Name != "Bilaga å.pdf" || file.Size != len("%PDF innehåll") {
		t.Fatalf("got %d %+v, want 201 and the file", status, file)
	}
	for _, path := range []string{"/3/inbox/" + file.ID, "/3/archive/" + file.ArchiveFileID} {
		if got := string(c.get(path, 200)); got != "%PDF innehåll" {
			t.Errorf("GET %s: got %q", path, got)
		}
	}
	connect := func(query, body string, want int) string {
		t.Helper()
		res, data, err := c.do("POST", "/3/voucherfileconnections"+query, strings.NewReader(body))
		if err != nil || res.StatusCode != want {
			t.Errorf("POST %s%s: got %v %s, %v, want %d", query, body, res.Status, data, err, want)
		}
		return string(data)
	}
	body := `{"VoucherFileConnection":{"FileId":"` + file.ID + `","VoucherSeries":"A","VoucherNumber":"2"}}`
	connect("", body, 404) // the default year has no voucher A 2
	connect("?financialyeardate=2025-01-01", strings.Replace(body, file.ID, "nothing", 1), 404)
	connect("?financialyeardate=2025-01-01", `{}`, 400)
	made := connect("?financialyeardate=2025-01-01", body, 201)
	if !strings.Contains(made, `"VoucherYear":3`) || !strings.Contains(made, `"VoucherNumber":"2"`) {
		t.Errorf("got %s, want the voucher of year 3", made)
	}
	if got := string(c.get("/3/voucherfileconnections/"+file.ID, 200)); got != made {
		t.Errorf("read back: got %s, want %s", got, made)
	}
	ids, _ := c.keys("/3/voucherfileconnections", "VoucherFileConnections", "FileId")
	if diff := cmp.Diff([]string{file.ID}, ids); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	if res, _, err := c.do("DELETE", "/3/voucherfileconnections/"+file.ID, nil); err != nil || res.StatusCode != 204 {
		t.Errorf("DELETE: got %v, %v, want 204", res.Status, err)
	}
	c.get("/3/voucherfileconnections/"+file.ID, 404)
}
