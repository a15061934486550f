package fortnoxtest

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestStateSurvivesRestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.jsonl")
	c := open(t, provbolaget, Options{StateFile: file})
	tokens, err := c.srv.Grant("klient-prov", c.tenant, true)
	if err != nil {
		t.Fatal(err)
	}
	if status, _, body := c.post("?financialyear=3", goodVoucher); status != 201 {
		t.Fatalf("got %d %s", status, body)
	}
	for _, err := range []error{
		c.srv.StrikeRows(c.tenant, 3, "A", 1, "Åsa Prov"),
		c.srv.CarryOpeningBalances(c.tenant, 1),
		c.srv.LockPeriod(c.tenant, "2025-12-31"),
		c.srv.SetToday(c.tenant, "2026-04-01"),
		c.srv.PutDocument(c.tenant, "invoices", []byte(`{"DocumentNumber":"11","Total":1,"_Note":"x"}`)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	paths := []string{"/3/sie/4?financialyear=3", "/3/sie/4?financialyear=1", "/3/settings/lockedperiod", "/3/invoices/11"}
	var before []string
	for _, p := range paths {
		before = append(before, string(c.get(p, 200)))
	}
	spent := c.token1(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}})
	if err := c.srv.Close(); err != nil {
		t.Fatal(err)
	}

	again := open(t, provbolaget, Options{StateFile: file})
	again.token = spent.fields["access_token"].(string)
	for i, p := range paths {
		if got := string(again.get(p, 200)); got != before[i] {
			t.Errorf("%s after restart: got %s, want %s", p, got, before[i])
		}
	}
	if got := again.token1(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}}); got.status != 400 {
		t.Errorf("spent refresh token after restart: got status %d, want 400", got.status)
	}
	again.get("/3/vouchers/A/4?financialyear=3", 200)
	if err := again.srv.LockPeriod(again.tenant, ""); err != nil {
		t.Fatal(err)
	}
	if _, _, body := again.post("?financialyear=3", goodVoucher); !strings.Contains(string(body), `"VoucherNumber":5`) {
		t.Errorf("got %s, want number 5", body)
	}
}

func TestTornStateFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.jsonl")
	c := open(t, provbolaget, Options{StateFile: file})
	c.post("?financialyear=3", goodVoucher)
	c.post("?financialyear=3", goodVoucher)
	if err := c.srv.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{1, 20, len(data) - 1 - strings.LastIndex(strings.TrimSuffix(string(data), "\n"), "\n")} {
		if err := os.WriteFile(file, data[:len(data)-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		again := open(t, provbolaget, Options{StateFile: file})
		if got := again.numbers("A"); len(got) != 4 {
			t.Errorf("%d bytes torn off: got vouchers %v, want 4", cut, got)
		}
		if status, _, body := again.post("?financialyear=3", goodVoucher); status != 201 {
			t.Errorf("%d bytes torn off: got %d %s, want 201", cut, status, body)
		}
		if err := again.srv.Close(); err != nil {
			t.Fatal(err)
		}
		if got := open(t, provbolaget, Options{StateFile: file}).numbers("A"); len(got) != 5 {
			t.Errorf("%d bytes torn off, one voucher later: got %v, want 5", cut, got)
		}
	}
	if err := os.WriteFile(file, append([]byte("{]\n"), data...), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := New(Options{StateFile: file}).Load(os.DirFS(provbolaget)); err == nil {
		t.Errorf("a damaged line in the middle: want an error")
	}
}

func TestStateFileThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.jsonl")
	c := open(t, provbolaget, Options{StateFile: file})
	if err := c.srv.state.file.Close(); err != nil {
		t.Fatal(err)
	}
	if status, _, body := c.post("?financialyear=3", goodVoucher); status != 500 {
		t.Errorf("got %d %s, want 500", status, body)
	}
	if got := c.numbers("A"); len(got) != 3 {
		t.Errorf("got vouchers %v, want none stored that a restart would lose", got)
	}
	c.srv.state.file = nil
	if err := New(Options{StateFile: filepath.Join(file, "below")}).Load(os.DirFS(provbolaget)); err == nil {
		t.Errorf("a state file in no folder: want an error")
	}
}
