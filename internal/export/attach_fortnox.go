package export

import (
	"context"
	"errors"

	"bokslut/fortnox"
)

// FilesAPI is what attachments need of the client.
type FilesAPI interface {
	UploadVoucherFile(ctx context.Context, name string, content []byte, check func() error) fortnox.Uploaded
	ConnectVoucherFile(ctx context.Context, yearBegin, fileID, series string, number int64, check func() error) fortnox.Connected
	VoucherFile(ctx context.Context, fileID string) (fortnox.VoucherFile, error)
}

// FileScopes are the rights without which no document can be attached in Fortnox.
var FileScopes = []string{"inbox", "connectfile"}

// Files is the receiver of the attachments of a delivery. YearBegin is the first
// day of the voucher's financial year.
type Files struct {
	API       FilesAPI
	Vouchers  Fortnox
	Item      Item
	YearBegin string
}

// Stands reads the voucher under the delivery's number: it is the entry's when it
// bears the marker, books the same, or is what the receipt was given for.
func (f Files) Stands(ctx context.Context) AttachStands {
	r := f.Vouchers.Reread(ctx, f.Item)
	ours := r.Voucher.Marked || r.Voucher.Equal || r.Voucher.Hash == f.Item.Receipt.Hash
	return AttachStands{Failed: r.Failed, Gone: r.Missing || !ours}
}

// Upload sends the file. It sends at most one request; check is asked just
// before it.
func (f Files) Upload(ctx context.Context, name string, content []byte, check func() error) AttachPosted {
	up := f.API.UploadVoucherFile(ctx, name, content, check)
	return AttachPosted{Class: classOf(up.Outcome, up.Err), File: up.File.ID.Text, Reason: reasonOf(up.Err)}
}

// Connect ties the uploaded file to the voucher, with at most one request.
func (f Files) Connect(ctx context.Context, file string, check func() error) AttachPosted {
	made := f.API.ConnectVoucherFile(ctx, f.YearBegin, file, f.Item.Receipt.Series, f.Item.Receipt.Number, check)
	return AttachPosted{Class: classOf(made.Outcome, made.Err), Reason: reasonOf(made.Err)}
}

// classOf: without a token nothing was sent, and nothing can be until a person
// logs in.
func classOf(o fortnox.Outcome, err error) Class {
	if needsLogin(err) {
		return NotSent
	}
	return classes[o]
}

// Look reads which voucher the file is connected with. A reading that fails says
// nothing.
func (f Files) Look(ctx context.Context, file string) AttachLooked {
	v, err := f.API.VoucherFile(ctx, file)
	switch {
	case errors.Is(err, fortnox.ErrNotFound):
		return AttachLooked{}
	case err != nil:
		return AttachLooked{Failed: true}
	}
	ours := v.VoucherSeries.Text == f.Item.Receipt.Series && v.VoucherNumber.Int == f.Item.Receipt.Number &&
		(v.VoucherYear.Int == 0 || v.VoucherYear.Int == f.Item.Receipt.Year)
	return AttachLooked{Found: ours, Elsewhere: !ours}
}
