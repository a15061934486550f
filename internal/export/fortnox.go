package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
)

// FortnoxAPI is what deliveries need of the client.
type FortnoxAPI interface {
	Vouchers(ctx context.Context, year int64, q fortnox.VoucherQuery) iter.Seq2[fortnox.Voucher, error]
	Voucher(ctx context.Context, series string, number, year int64) (fortnox.Voucher, error)
	PostVoucher(ctx context.Context, year int64, body []byte, check func() error) fortnox.Created
}

// AllowedSigns are the characters beside letters, digits and blanks that Fortnox
// takes in a text; Freeze replaces others by such that say the same.
const AllowedSigns = fortnox.AllowedSigns

// ErrAccountNumber says that Fortnox cannot take the account's number.
var ErrAccountNumber = errors.New("account numbers in Fortnox are 1000 to 9999")

// Freeze makes the delivery of an entry: the exact bytes to send, with a new
// key and marker. id names the delivery.
func Freeze(id string, e closing.Entry, target Target) (Item, error) {
	target.Date = e.Date
	it := Item{ID: id, Entry: e.No, Target: target, Key: id, Marker: NewMarker(), State: Queued}
	v := fortnox.NewVoucher{
		Series: target.Series, Date: e.Date.String(),
		Description: WithMarker(fortnox.CleanText(WithoutMarker(e.Text), closing.MaxText), it.Marker),
		Comments:    fmt.Sprintf("Bokslutsverifikation %s från Skatt & Bokslut. #%s", e.No, it.Marker),
	}
	for _, row := range e.Rows {
		account, err := strconv.Atoi(row.Account)
		if err != nil || account < 1000 || account > 9999 {
			return it, fmt.Errorf("%w: %s", ErrAccountNumber, row.Account)
		}
		v.Rows = append(v.Rows, fortnox.NewVoucherRow{
			Account: account, Ore: int64(row.Amount), Text: fortnox.CleanText(row.Text, closing.MaxRowText),
			CostCenter: row.CostCentre, Project: row.Project,
		})
	}
	body, err := v.Body()
	if err != nil {
		return it, err
	}
	sum := sha256.Sum256(body)
	it.Body, it.Hash = body, hex.EncodeToString(sum[:])
	return it, nil
}

// Fortnox is the receiver of a delivery. Known tells which markers the database
// remembers; a voucher with another one was sent before a backup was restored.
type Fortnox struct {
	API   FortnoxAPI
	Known func(marker string) bool
}

// lost tells whether a voucher bears a marker of this program that is not
// remembered.
func (f Fortnox) lost(v fortnox.Voucher) bool {
	for _, text := range []string{v.Description.Text, v.Comments.Text} {
		if marker := FindMarker(text); marker != "" && f.Known != nil && !f.Known(marker) {
			return true
		}
	}
	return false
}

// Look searches the year's series for the delivery: by its marker, and, once
// something was sent, by date and rows among the numbers above the baseline. A
// reading that fails says nothing.
func (f Fortnox) Look(ctx context.Context, it Item) Looked {
	var looked Looked
	ours, err := frozen(it)
	if err != nil {
		return Looked{Failed: true}
	}
	for v, err := range f.API.Vouchers(ctx, it.Target.Year, fortnox.VoucherQuery{Series: it.Target.Series}) {
		if err != nil {
			return Looked{Failed: true}
		}
		looked.Baseline = max(looked.Baseline, v.VoucherNumber.Int)
		if !candidate(it, v) && !f.lost(v) {
			continue
		}
		full, err := f.API.Voucher(ctx, it.Target.Series, v.VoucherNumber.Int, it.Target.Year)
		if err != nil || withheld(full, ours) {
			return Looked{Failed: true}
		}
		found := judge(it, ours, full)
		found.Lost = !found.Marked && f.lost(full)
		if found.Marked || found.Equal || found.Number == it.Receipt.Number {
			looked.Found = append(looked.Found, found)
		}
	}
	looked.Failed = looked.Baseline < it.Baseline && !f.gone(ctx, it)
	return looked
}

// gone proves that the voucher that was the last one before the attempt is not
// there any more. Fortnox lets the last of a series be deleted; a list that ends
// too early looks the same.
func (f Fortnox) gone(ctx context.Context, it Item) bool {
	_, err := f.API.Voucher(ctx, it.Target.Series, it.Baseline, it.Target.Year)
	var answer *fortnox.Error
	return errors.Is(err, fortnox.ErrNotFound) && errors.As(err, &answer) && !answer.Foreign
}

// candidate tells whether a voucher of the list may be ours. Lists may lack
// text, comment and date; then the voucher itself must be read.
func candidate(it Item, v fortnox.Voucher) bool {
	if bears(it.Marker, v.Description.Text, v.Comments.Text) || v.VoucherNumber.Int == it.Receipt.Number {
		return true
	}
	if v.TransactionDate.Valid && v.TransactionDate.Day != it.Target.Date.String() && v.Description.Valid {
		return false
	}
	return !v.Description.Valid || it.Attempt > 0 && v.VoucherNumber.Int > it.Baseline
}

// withheld tells whether Fortnox kept something from us that judging needs.
// What cannot be read is not known, which is not the same as not there.
// objects tells whether ours stands on cost centres or projects.
func withheld(v fortnox.Voucher, ours content) bool {
	objects := slices.ContainsFunc(ours.rows, func(p placed) bool { return p.specific() > 0 })
	if v.Description.NoRight || v.Comments.NoRight || v.TransactionDate.NoRight || v.VoucherRows.NoRight {
		return true
	}
	return slices.ContainsFunc(v.VoucherRows.Items, func(r fortnox.VoucherRow) bool {
		return r.Account.NoRight || r.Debit.NoRight || r.Credit.NoRight || r.Removed.NoRight ||
			objects && (r.CostCenter.NoRight || r.Project.NoRight)
	})
}

type content struct {
	date  civil.Date
	lines []line
	rows  []placed // the lines, with what they stand on
}

func frozen(it Item) (content, error) {
	v, err := fortnox.DecodeVoucher(it.Body)
	if err != nil {
		return content{}, fmt.Errorf("frozen voucher of %s: %w", it.Entry, err)
	}
	return contentOf(v), nil
}

func contentOf(v fortnox.Voucher) content {
	c := content{}
	if date, err := civil.Parse(v.TransactionDate.Day); err == nil {
		c.date = date
	}
	for _, row := range v.VoucherRows.Items {
		p := placedOf(row)
		c.lines, c.rows = append(c.lines, p.line), append(c.rows, p)
	}
	return c
}

func judge(it Item, ours content, v fortnox.Voucher) Voucher {
	theirs := contentOf(v)
	number := v.VoucherNumber.Int
	booked, placed := same(ours.date, ours.lines, theirs.date, theirs.lines), placedAlike(ours.rows, theirs.rows)
	return Voucher{
		Series: it.Target.Series, Number: number, Text: v.Description.Text,
		Equal:  booked && placed,
		Moved:  booked && !placed,
		Void:   len(sorted(theirs.lines)) == 0,
		Marked: bears(it.Marker, v.Description.Text, v.Comments.Text),
		Hash:   fingerprint(it.Target.Series, number, theirs.date, theirs.lines),
	}
}

// Post sends the frozen bytes, at most once. check is called just before the
// first byte; its error stops it.
func (f Fortnox) Post(ctx context.Context, it Item, check func() error) Posted {
	created := f.API.PostVoucher(ctx, it.Target.Year, it.Body, check)
	p := Posted{Class: classes[created.Outcome], Reason: reasonOf(created.Err)}
	if p.Class == WasSent {
		p.Number = created.Voucher.VoucherNumber.Int
	}
	var pace *fortnox.RateLimitError
	if errors.As(created.Err, &pace) {
		p.After = pace.RetryAfter
	}
	if needsLogin(created.Err) {
		p.Class, p.Reason = TokenRefused, Reason{Code: "login"}
	}
	return p
}

// needsLogin tells that no token could be had: nothing was sent, and nothing
// can be until a person logs in.
func needsLogin(err error) bool {
	return errors.Is(err, fortnox.ErrLoginRequired) || errors.Is(err, fortnox.ErrDisconnected)
}

var classes = map[fortnox.Outcome]Class{
	fortnox.Unknown: UnknownOutcome, fortnox.NotSent: NotSent, fortnox.Refused: WasRefused,
	fortnox.TokenRejected: TokenRefused, fortnox.Paced: TooFast, fortnox.Sent: WasSent,
}

func reasonOf(err error) Reason {
	var answer *fortnox.Error
	var network *fortnox.TransportError
	switch {
	case err == nil:
		return Reason{}
	case errors.As(err, &answer):
		return Reason{Code: "fortnox", Detail: answer.Message}
	case errors.As(err, &network) && network.Sent:
		return Reason{Code: "no-answer", Detail: err.Error()}
	case errors.As(err, &network):
		return Reason{Code: "unreached", Detail: err.Error()}
	}
	return Reason{Code: "other", Detail: err.Error()}
}

// Reread reads the voucher that Fortnox says it made.
func (f Fortnox) Reread(ctx context.Context, it Item) Reread {
	ours, err := frozen(it)
	if err != nil {
		return Reread{Failed: true}
	}
	v, err := f.API.Voucher(ctx, it.Receipt.Series, it.Receipt.Number, it.Target.Year)
	switch {
	case errors.Is(err, fortnox.ErrNotFound):
		return Reread{Missing: true}
	case err != nil || withheld(v, ours):
		return Reread{Failed: true}
	}
	return Reread{Voucher: judge(it, ours, v)}
}

// PostDeadline is how long a lease must still last when a POST begins: the
// call's own deadline and time to save what came of it.
const PostDeadline = SendTimeout + 15*time.Second
