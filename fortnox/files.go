package fortnox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"mime/multipart"
	"net/url"
	"strconv"
	"strings"
)

// MaxFile is the largest file that is sent, in bytes.
const MaxFile = 10 << 20

// A File is an uploaded file. ID is what a voucher is connected by.
type File struct {
	ID            FlexString `json:"Id"`
	ArchiveFileID FlexString `json:"ArchiveFileId"`
	Name          FlexString
	Path          FlexString
	Size          FlexInt // bytes
}

// A VoucherFile is the connection of a file with a voucher.
type VoucherFile struct {
	FileID             FlexString `json:"FileId"`
	VoucherSeries      FlexString
	VoucherNumber      FlexInt
	VoucherYear        FlexInt // id of the financial year
	VoucherDescription FlexString
}

// An Uploaded is what came of sending a file. File is the stored one when
// Outcome is Sent. Err is nil only then. Answer is the answer as far as it was
// read, with Status 0 when there was none.
type Uploaded struct {
	Outcome Outcome
	File    File
	Err     error
	Answer  Raw
}

// A Connected is what came of connecting a file with a voucher, as [Uploaded].
type Connected struct {
	Outcome     Outcome
	VoucherFile VoucherFile
	Err         error
	Answer      Raw
}

// DecodeFile reads a stored answer of POST /3/inbox.
func DecodeFile(raw []byte) (File, error) { return decodeOne[File](raw, "File") }

// DecodeVoucherFiles reads a stored answer of GET /3/voucherfileconnections.
func DecodeVoucherFiles(raw []byte) (Page[VoucherFile], error) {
	return decodePage[VoucherFile](raw, "VoucherFileConnections")
}

// DecodeVoucherFile reads a stored answer of GET /3/voucherfileconnections/{id}.
func DecodeVoucherFile(raw []byte) (VoucherFile, error) {
	return decodeOne[VoucherFile](raw, "VoucherFileConnection")
}

// Key is the file's id.
func (f VoucherFile) Key() string { return f.FileID.Text }

// VoucherFiles reads all connections of files with vouchers. Scope connectfile.
func (c *Client) VoucherFiles(ctx context.Context) iter.Seq2[VoucherFile, error] {
	return list(ctx, c, "/3/voucherfileconnections", nil, DecodeVoucherFiles)
}

// VoucherFile reads which voucher a file is connected with, or [ErrNotFound].
func (c *Client) VoucherFile(ctx context.Context, fileID string) (VoucherFile, error) {
	return item(ctx, c, "/3/voucherfileconnections", fileID, nil, DecodeVoucherFile)
}

// UploadVoucherFile puts a file into Fortnox's inbox for vouchers. It sends at
// most one request; after Unknown the file may lie in the inbox, connected with
// nothing. check is that of [Client.PostVoucher]. Scope inbox.
func (c *Client) UploadVoucherFile(ctx context.Context, name string, content []byte, check func() error) Uploaded {
	body, contentType, err := fileForm(name, content)
	if err != nil {
		return Uploaded{Outcome: NotSent, Err: err}
	}
	query := url.Values{"folderid": {"inbox_v"}}
	p := post(ctx, c, writing{"/3/inbox", query, contentType, body, check}, func(raw []byte) (File, error) {
		f, err := DecodeFile(raw)
		if err == nil && f.ID.Text == "" {
			err = &DecodeError{"File", errors.New("the answer has no id")}
		}
		return f, err
	})
	return Uploaded{p.outcome, p.value, p.err, p.answer}
}

// fileForm wraps a file as a browser's form does. The name is sent as it is, in
// UTF-8.
func fileForm(name string, content []byte) (body []byte, contentType string, err error) {
	switch {
	case name == "" || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '/' || r == '\\' }):
		return nil, "", fmt.Errorf("fortnox: file name %q: want a name without path", name)
	case len(content) == 0 || len(content) > MaxFile:
		return nil, "", fmt.Errorf("fortnox: file of %d bytes: from 1 to %d can be sent", len(content), MaxFile)
	}
	var buf bytes.Buffer
	form := multipart.NewWriter(&buf)
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err = errors.Join(err, form.Close()); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), form.FormDataContentType(), nil
}

// ConnectVoucherFile ties an uploaded file to a voucher in the financial year
// that begins on yearBegin, "2025-01-01": without it Fortnox would take the year
// that is preselected in its web pages. It sends at most one request; after
// Unknown look with [Client.VoucherFile]. Scope connectfile.
func (c *Client) ConnectVoucherFile(ctx context.Context, yearBegin, fileID, series string, number int64, check func() error) Connected {
	if !Day(yearBegin).Valid || fileID == "" || series == "" || number <= 0 {
		return Connected{Outcome: NotSent, Err: errors.New("fortnox: connect file: a year, a file and a voucher are needed")}
	}
	body, err := json.Marshal(map[string]any{"VoucherFileConnection": map[string]string{
		"FileId": fileID, "VoucherSeries": series, "VoucherNumber": strconv.FormatInt(number, 10),
	}})
	if err != nil {
		return Connected{Outcome: NotSent, Err: err}
	}
	query := url.Values{"financialyeardate": {yearBegin}}
	p := post(ctx, c, writing{"/3/voucherfileconnections", query, "application/json", body, check}, func(raw []byte) (VoucherFile, error) {
		f, err := DecodeVoucherFile(raw)
		if err == nil && f.FileID.Text != fileID {
			err = &DecodeError{"VoucherFileConnection", errors.New("the answer names another file")}
		}
		return f, err
	})
	return Connected{p.outcome, p.value, p.err, p.answer}
}
