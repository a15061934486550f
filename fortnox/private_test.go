package fortnox_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// told is everything that a client says to others than its caller.
type told struct {
	mu    sync.Mutex
	text  bytes.Buffer
	calls []fortnox.Call
}

func (w *told) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(b)
}

func (w *told) call(c fortnox.Call) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, c)
	fmt.Fprintf(&w.text, "%+v\n", c)
}

// quick is a clock on which a second takes 5 ms.
type quick struct{ begun time.Time }

func (q quick) Now() time.Time { return q.begun.Add(200 * time.Since(q.begun)) }

func (q quick) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d/200, f).Stop
}

// A person, a company's secrets and a text are put where everything that can go
// wrong does go wrong. None of them may be in a log, a metric or an error.
func TestNothingPrivateIsTold(t *testing.T) {
	w := &told{}
	log := slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
	l := openLocal(t, time.Hour)
	clock := quick{time.Now()}
	rec, err := l.store.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l.store, l.oauth.Clock = fortnox.NewMemoryTokens(rec, clock), clock
	address := strings.TrimSuffix(l.oauth.TokenURL, "/oauth-v1/token")
	tokens := fortnox.NewRotatingTokens(l.oauth, l.store, log)
	client, err := fortnox.New(fortnox.Config{Tokens: tokens, BaseURL: address, Pace: noPace{}, Clock: clock, Log: log, Observe: w.call})
	if err != nil {
		t.Fatal(err)
	}
	const person = `{"CustomerNumber":"kanarie-17","Name":"Kanarie Personsson","OrganisationNumber":"19121212-1212"}`
	if err := l.srv.PutDocument(l.tenant, "customers", []byte(person)); err != nil {
		t.Fatal(err)
	}
	secrets := []string{"hemlig-prov", "kanarie-17", "Kanarie Personsson", "19121212-1212", "Kanarietext"}
	keep := func() {
		rec, err := l.store.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		secrets = append(secrets, rec.AccessToken, rec.RefreshToken)
	}
	say := func(err error) { fmt.Fprintf(w, "%v %+v\n", err, err) }
	keep()
	for _, f := range []fortnoxtest.Fault{
		{Kind: fortnoxtest.CutDuring, Path: "/3/customers"}, {Kind: fortnoxtest.HTML, Path: "/3/customers", Nth: 2},
		{Kind: fortnoxtest.ServerError, Path: "/3/customers"}, {Kind: fortnoxtest.Unauthorized, Path: "/3/customers"},
		{Kind: fortnoxtest.CutAfter, Path: "/3/vouchers", Method: "POST"},
	} {
		l.inject(t, f)
		_, err := fortnox.Collect(client.Customers(t.Context()))
		say(err)
		keep()
	}
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.CutBefore, Path: "/3/customers/*", Times: -1})
	_, err = client.Customer(t.Context(), "kanarie-17")
	if say(err); err == nil {
		t.Error("a customer was read over a line that is cut")
	}
	v := voucherFor("2025-12-31")
	v.Comments = "Kanarietext"
	say(client.CreateVoucher(t.Context(), l.year(t), v).Err)
	_, err = client.Invoice(t.Context(), "kanarie-17")
	if say(errors.New("no invoice")); err == nil {
		t.Error("an invoice that is not there was read")
	}
	for _, f := range []fortnoxtest.Fault{
		{Kind: fortnoxtest.ServerError, Path: "/oauth-v1/token"}, {Kind: fortnoxtest.CutBefore, Path: "/oauth-v1/token"},
		{Kind: fortnoxtest.CutDuring, Path: "/oauth-v1/token"}, {Kind: fortnoxtest.CutAfter, Path: "/oauth-v1/token"},
	} {
		l.inject(t, f)
		say(tokens.Renew(t.Context()))
		keep()
	}
	out := w.text.String()
	for _, secret := range secrets {
		if secret != "" && strings.Contains(out, secret) {
			t.Errorf("%q was told", secret)
		}
	}
	for _, sign := range []string{"read again", "refresh gave no tokens", "Resource:customers"} {
		if !strings.Contains(out, sign) {
			t.Errorf("nothing was told of %q: the test proves nothing", sign)
		}
	}
	for _, c := range w.calls {
		if strings.ContainsAny(c.Resource, "/?-0123456789") || c.Method == "" || c.Status != 0 && c.Bytes == 0 && !c.Unread {
			t.Errorf("a call was observed as %+v", c)
		}
	}
}
