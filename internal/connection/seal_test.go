package connection_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/connection"
)

func sealer(t *testing.T, keys connection.KeyStore, fill byte) *connection.Sealer {
	t.Helper()
	s, err := connection.NewSealer(bytes.Repeat([]byte{fill}, connection.KeyLength), keys)
	must(t, err)
	return s
}

func TestSeal(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	ctx, office, stranger := t.Context(), h.by.Office, h.office("eva@sydan.example").Office
	s := sealer(t, h.db, 1)
	sealed, err := s.Seal(ctx, office, "connection/k/tokens", []byte("hemligt"))
	must(t, err)
	if bytes.Contains(sealed, []byte("hemligt")) {
		t.Fatal("the secret can be read")
	}
	again, err := s.Seal(ctx, office, "connection/k/tokens", []byte("hemligt"))
	must(t, err)
	if bytes.Equal(sealed, again) {
		t.Error("the same secret is sealed the same way twice")
	}
	_, err = s.Seal(ctx, stranger, "connection/k/tokens", []byte("annat"))
	must(t, err)
	for _, tt := range []struct {
		name          string
		with          *connection.Sealer
		office, place string
		sealed        []byte
		ok            bool
	}{
		{"right", s, office, "connection/k/tokens", sealed, true},
		{"after_a_restart", sealer(t, h.db, 1), office, "connection/k/tokens", sealed, true},
		{"moved_to_another_row", s, office, "connection/l/tokens", sealed, false},
		{"moved_to_another_column", s, office, "login/k", sealed, false},
		{"moved_to_another_office", s, stranger, "connection/k/tokens", sealed, false},
		{"other_installation_key", sealer(t, h.db, 2), office, "connection/k/tokens", sealed, false},
		{"nothing", s, office, "connection/k/tokens", nil, false},
		{"no_key_id", s, office, "connection/k/tokens", []byte("abc"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.with.Open(ctx, tt.office, tt.place, tt.sealed)
			if tt.ok && (err != nil || string(got) != "hemligt") {
				t.Errorf("Open = %q, %v", got, err)
			}
			if !tt.ok && !errors.Is(err, connection.ErrSealed) {
				t.Errorf("Open = %q, %v, want ErrSealed", got, err)
			}
		})
	}
	for i := range sealed { // every cut and every flipped byte
		if got, err := s.Open(ctx, office, "connection/k/tokens", sealed[:i]); !errors.Is(err, connection.ErrSealed) {
			t.Fatalf("cut to %d bytes: %q, %v", i, got, err)
		}
		flipped := bytes.Clone(sealed)
		flipped[i] ^= 1
		if got, err := s.Open(ctx, office, "connection/k/tokens", flipped); !errors.Is(err, connection.ErrSealed) {
			t.Fatalf("byte %d flipped: %q, %v", i, got, err)
		}
	}
}

func TestKeyLength(t *testing.T) {
	for _, n := range []int{0, 16, 31, 33} {
		if _, err := connection.NewSealer(make([]byte, n), nil); err == nil || !strings.Contains(err.Error(), fmt.Sprint(n)) {
			t.Errorf("a key of %d bytes: %v, want an error that says so", n, err)
		}
	}
}

// TestSwappedRows: the tokens of one client do not open another's books.
func TestSwappedRows(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.connect()
	must(t, h.local.Load(folders[1]()))
	second := h.newClient(h.by, other())
	b := h.begin()
	b.Client, b.OrgNr = second.ID, second.OrgNr
	must(t, h.complete(h.answer(b, other(), "approve")))
	h.exec(`UPDATE connection SET secret = (SELECT secret FROM connection WHERE client_id = $1) WHERE client_id = $2`, second.ID, h.client.ID)
	h.local.ResetJournal()
	fresh := h.service(make([]byte, connection.KeyLength))
	api, _, err := fresh.Client(t.Context(), h.by.Office, h.client.ID)
	must(t, err)
	if info, err := api.CompanyInformation(t.Context()); !errors.Is(err, connection.ErrSealed) {
		t.Errorf("with another client's tokens it reads %q, %v, want ErrSealed", info.CompanyName.Text, err)
	}
	if n := len(h.local.Journal()); n > 0 {
		t.Errorf("%d requests were made", n)
	}
}

// TestWrongInstallationKey: nothing opens, nothing panics, and the error says
// what is wrong.
func TestWrongInstallationKey(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	before := h.connect()
	wrong := h.service(bytes.Repeat([]byte{9}, connection.KeyLength))
	if c, err := wrong.Usable(t.Context(), h.by.Office, h.client.ID); err != nil || c.Company != firm().Name() {
		t.Errorf("what is no secret cannot be read: %v, %v", c, err)
	}
	calls := h.tokenCalls()
	for name, call := range map[string]func() error{
		"Renew": func() error { return wrong.Renew(t.Context(), h.by.Office, h.client.ID) },
		"Begin": func() error { _, err := wrong.Begin(context.Background(), h.begin()); return err },
	} {
		if err := call(); !errors.Is(err, connection.ErrSealed) || !strings.Contains(err.Error(), "installation key") {
			t.Errorf("%s = %v, want ErrSealed", name, err)
		}
	}
	if h.tokenCalls() != calls {
		t.Error("a token call was made")
	}
	if after := h.get(); after.Version != before.Version {
		t.Errorf("the row was changed: %+v", after)
	}
	must(t, h.conns.Renew(t.Context(), h.by.Office, h.client.ID)) // with the right key all is well
}

// TestSecretsStayHidden: no token, code or state is in the database in clear,
// or in the log.
func TestSecretsStayHidden(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	q := h.answer(h.begin(), firm(), "approve")
	must(t, h.complete(q))
	must(t, h.conns.Renew(t.Context(), h.by.Office, h.client.ID))
	h.inject(fortnoxtest.Fault{Kind: fortnoxtest.CutAfter, Path: "/oauth-v1/token", Times: -1})
	if err := h.conns.Renew(t.Context(), h.by.Office, h.client.ID); err == nil {
		t.Error("Renew without an answer worked")
	}
	canary, err := h.local.Grant("app", firm().Tenant(), false)
	must(t, err)
	if len(canary.Access) < 20 || len(q.Get("code")) < 10 {
		t.Fatalf("token %q and code %q are too short to look for", canary.Access, q.Get("code"))
	}
	secret := h.get().Secret
	for _, clear := range []string{`"access"`, `"refresh"`, canary.Access[:6]} {
		if bytes.Contains(secret, []byte(clear)) {
			t.Errorf("%q stands in the sealed secret", clear)
		}
	}
	for _, hidden := range []string{q.Get("code"), q.Get("state"), "Bearer"} {
		if strings.Contains(h.log.String(), hidden) {
			t.Errorf("%q was logged:\n%s", hidden, h.log)
		}
	}
}
