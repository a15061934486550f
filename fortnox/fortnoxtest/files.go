package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"slices"
	"strconv"
	"strings"
)

// storedFile is an uploaded file. Content is not part of answers.
type storedFile struct {
	URL           string `json:"@url"`
	ID            string `json:"Id"`
	ArchiveFileID string `json:"ArchiveFileId"`
	Name          string
	Path          string
	Size          int
	Comments      string
}

// fileConnection ties a file to a voucher.
type fileConnection struct {
	URL                string `json:"@url"`
	FileID             string `json:"FileId"`
	VoucherDescription string
	VoucherNumber      string
	VoucherSeries      string
	VoucherYear        int
}

// inboxFolders are the fixed folders of the inbox.
var inboxFolders = []string{"inbox_v", "inbox_s", "inbox_d", "inbox_a", "inbox_b", "inbox_kf", "inbox_o", "inbox_of"}

var fileRoutes = []route{
	{"POST", "inbox", []string{"inbox"}, nil, uploadFile, false},
	{"GET", "inbox/{}", []string{"inbox"}, nil, downloadFile, true},
	{"POST", "archive", []string{"archive"}, nil, uploadFile, false},
	{"GET", "archive/{}", []string{"archive"}, nil, downloadFile, true},
	{"GET", "voucherfileconnections", []string{"connectfile"}, anyConnect, listConnections, false},
	{"POST", "voucherfileconnections", []string{"connectfile"}, anyConnect, connectFile, false},
	{"GET", "voucherfileconnections/{}", []string{"connectfile"}, anyConnect, getConnection, false},
	{"DELETE", "voucherfileconnections/{}", []string{"connectfile"}, anyConnect, disconnectFile, false},
}

var anyConnect = []string{"Bokföring", "Anläggning", "Arkivplats"}

// uploadFile stores the first file of a multipart form, whatever its part is called.
func uploadFile(c *call) reply {
	folder := c.query["folderid"]
	if strings.HasPrefix(c.r.URL.Path, "/3/inbox") && folder != "" && !slices.Contains(inboxFolders, folder) {
		return problemParameter.reply("folderid")
	}
	name, content, err := readUpload(c.r.Header.Get("Content-Type"), c.body)
	if err != nil {
		return problemContentType.reply()
	}
	id := newSecret()
	f := &storedFile{URL: apiRoot + strings.TrimPrefix(strings.TrimSuffix(c.r.URL.Path, "/"), "/3") + "/" + id, ID: id,
		ArchiveFileID: newSecret(), Name: name, Path: folder, Size: len(content)}
	c.co.mu.Lock()
	defer c.co.mu.Unlock()
	if err := c.srv.change(c.co, event{Kind: "file", Tenant: c.co.tenant, File: f, Content: content}); err != nil {
		return problemSystem.reply()
	}
	p := wrapped("File", f)
	p.status, p.header = 201, map[string]string{"Location": "inbox"}
	return p
}

func readUpload(contentType string, body []byte) (name string, content []byte, err error) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/form-data" {
		return "", nil, errors.New("content type is not multipart/form-data")
	}
	form := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for {
		part, err := form.NextPart()
		if err != nil {
			return "", nil, err
		}
		if part.FileName() != "" {
			content, err = io.ReadAll(part)
			return part.FileName(), content, err
		}
	}
}

func downloadFile(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	content, ok := c.co.contents[c.path[0]]
	if !ok {
		return problemNoFile.reply()
	}
	return reply{status: 200, raw: content, contentType: "application/octet-stream"}
}

// connectFile ties a file to a voucher of the wanted year, or of the default year as in the real service.
func connectFile(c *call) reply {
	if !isJSON(c.r.Header) {
		return problemContentType.reply()
	}
	var in struct {
		VoucherFileConnection *struct {
			FileID        string `json:"FileId"`
			VoucherSeries string
			VoucherNumber text
		}
	}
	if err := json.Unmarshal(c.body, &in); err != nil || in.VoucherFileConnection == nil {
		return problemSyntax.reply()
	}
	c.co.mu.Lock()
	defer c.co.mu.Unlock()
	y, refused := c.wantedYear()
	if refused != nil {
		return *refused
	}
	number, err := strconv.Atoi(string(in.VoucherFileConnection.VoucherNumber))
	v := y.voucher(in.VoucherFileConnection.VoucherSeries, number)
	id := in.VoucherFileConnection.FileID
	switch {
	case err != nil:
		return problemNumeric.reply("VoucherNumber")
	case v == nil:
		return problemNoVoucher.reply()
	case c.co.contents[id] == nil:
		return problemNoFile.reply()
	}
	made := &fileConnection{URL: apiRoot + "/voucherfileconnections/" + id, FileID: id, VoucherDescription: v.Description,
		VoucherNumber: strconv.Itoa(number), VoucherSeries: v.VoucherSeries, VoucherYear: y.id}
	if err := c.srv.change(c.co, event{Kind: "connect", Tenant: c.co.tenant, Connection: made}); err != nil {
		return problemSystem.reply()
	}
	p := wrapped("VoucherFileConnection", made)
	p.status, p.header = 201, map[string]string{"Location": "voucherfileconnections"}
	return p
}

func listConnections(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	var all []*fileConnection
	for _, id := range sortedKeys(c.co.connections, strings.Compare) {
		all = append(all, c.co.connections[id])
	}
	return pageReply(c, "VoucherFileConnections", all, func(f *fileConnection) any { return f })
}

func getConnection(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	made := c.co.connections[c.path[0]]
	if made == nil {
		return problemNoFile.reply()
	}
	return wrapped("VoucherFileConnection", made)
}

func disconnectFile(c *call) reply {
	c.co.mu.Lock()
	defer c.co.mu.Unlock()
	if c.co.connections[c.path[0]] == nil {
		return problemNoFile.reply()
	}
	if err := c.srv.change(c.co, event{Kind: "disconnect", Tenant: c.co.tenant, Token: c.path[0]}); err != nil {
		return problemSystem.reply()
	}
	return reply{status: 204}
}
