package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"

	"pgregory.net/rapid"
)

func entryOf(text string) closing.Entry {
	return closing.Entry{No: "B7", Date: civil.MustParse("2025-12-31"), Text: text, Rows: []closing.Row{
		{Account: "7832", Amount: 18980_00, CostCentre: "BUTIK", Project: "P1"}, {Account: "1229", Amount: -18980_00, Text: "\tInventarier \"A\""},
	}}
}

func freeze(t rapid.TB, e closing.Entry) (export.Item, fortnox.Voucher) {
	t.Helper()
	it, err := export.Freeze("d1", e, export.Target{Tenant: "7", Year: 3, Series: "I"})
	if err != nil {
		t.Fatalf("Freeze: %v", err)
	}
	v, err := fortnox.DecodeVoucher(it.Body)
	if err != nil {
		t.Fatalf("the body cannot be read: %v", err)
	}
	return it, v
}

func TestFreeze(t *testing.T) {
	it, v := freeze(t, entryOf("Avskrivning “inventarier” <20 %>\t"))
	if want := "Avskrivning ’inventarier’ (20 %) #" + it.Marker; v.Description.Text != want {
		t.Errorf("text %q, want %q", v.Description.Text, want)
	}
	if !strings.HasSuffix(v.Comments.Text, "#"+it.Marker) || !strings.Contains(v.Comments.Text, "B7") {
		t.Errorf("comment %q, want the entry's number and the marker", v.Comments.Text)
	}
	if v.VoucherSeries.Text != "I" || v.TransactionDate.Day != "2025-12-31" || len(v.VoucherRows.Items) != 2 || v.VoucherRows.Items[1].Ore() != -18980_00 {
		t.Errorf("voucher %+v", v)
	}
	if row := v.VoucherRows.Items[0]; row.CostCenter.Text != "BUTIK" || row.Project.Text != "P1" {
		t.Errorf("row %+v, want cost centre BUTIK and project P1", row)
	}
	if got := v.VoucherRows.Items[1].TransactionInformation.Text; got != "Inventarier ’A’" {
		t.Errorf("row text %q", got)
	}
	sum := sha256.Sum256(it.Body)
	if it.Hash != hex.EncodeToString(sum[:]) || it.State != export.Queued || it.Attempt != 0 || it.Entry != "B7" || it.Target.Date != entryOf("").Date {
		t.Errorf("item %+v", it)
	}
	other, _ := freeze(t, entryOf("Avskrivning “inventarier” <20 %>\t"))
	if other.Marker == it.Marker {
		t.Fatal("two deliveries have one marker")
	}
	if !bytes.Equal(bytes.ReplaceAll(other.Body, []byte(other.Marker), []byte(it.Marker)), it.Body) {
		t.Errorf("the same entry gives other bytes:\n%s\n%s", it.Body, other.Body)
	}
}

func TestFreezeRefuses(t *testing.T) {
	for name, change := range map[string]func(*closing.Entry){
		"account_of_three_digits": func(e *closing.Entry) { e.Rows[0].Account = "783" },
		"account_of_five_digits":  func(e *closing.Entry) { e.Rows[0].Account = "78320" },
		"account_with_letters":    func(e *closing.Entry) { e.Rows[0].Account = "78A2" },
	} {
		t.Run(name, func(t *testing.T) {
			e := entryOf("Text")
			change(&e)
			if _, err := export.Freeze("d1", e, export.Target{Series: "I"}); !errors.Is(err, export.ErrAccountNumber) {
				t.Errorf("Freeze = %v, want ErrAccountNumber", err)
			}
		})
	}
	e := entryOf("Text")
	e.Rows[0].Amount++
	var invalid *fortnox.InvalidVoucherError
	if _, err := export.Freeze("d1", e, export.Target{Series: "I"}); !errors.As(err, &invalid) {
		t.Errorf("Freeze of an unbalanced entry = %v, want InvalidVoucherError", err)
	}
}

// TestMarkerComesThrough: whatever a person wrote, the voucher's text is one
// that Fortnox takes, and the marker is found in it again.
func TestMarkerComesThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if rapid.Bool().Draw(t, "copied") {
			text = export.WithMarker(text, export.NewMarker()) + rapid.SampledFrom([]string{"", " kopia", "#"}).Draw(t, "end")
		}
		it, v := freeze(t, entryOf(text))
		got := v.Description.Text
		if n := utf8.RuneCountInString(got); n > fortnox.MaxDescription {
			t.Errorf("%d characters, more than %d: %q", n, fortnox.MaxDescription, got)
		}
		if clean := fortnox.CleanText(got, 1000); clean != strings.TrimSpace(got) {
			t.Errorf("the text %q has characters that Fortnox refuses: %q is left", got, clean)
		}
		if export.FindMarker(got) != it.Marker || export.FindMarker(v.Comments.Text) != it.Marker {
			t.Errorf("marker %s is not found in %q, %q", it.Marker, got, v.Comments.Text)
		}
		if bare := export.WithoutMarker(got); export.FindMarker(bare) != "" {
			t.Errorf("WithoutMarker leaves %q", bare)
		}
	})
}

func TestFindMarker(t *testing.T) {
	m, old := export.NewMarker(), export.NewMarker()
	if len(m) != export.MarkerLength {
		t.Fatalf("marker %q", m)
	}
	wrong := m[:11] + string(m[11]^1)
	for text, want := range map[string]string{
		"":                          "",
		"#":                         "",
		m:                           "",
		"#" + m:                     m,
		"Text #" + m:                m,
		"Text #" + m + " tillägg":   m,
		"Text #" + m[:11]:           "", // cut
		"Text #" + wrong:            "", // a letter misread
		"##" + m:                    m,
		"#123 #" + m:                m,
		"Åäö # " + m:                "",
		"Text #" + old + " #" + m:   m, // copied from another voucher of ours
		"Text #" + m + " #" + wrong: m,
	} {
		if got := export.FindMarker(text); got != want {
			t.Errorf("FindMarker(%q) = %q, want %q", text, got, want)
		}
	}
	if got := export.WithoutMarker("Årets resultat #" + m); got != "Årets resultat" {
		t.Errorf("WithoutMarker = %q", got)
	}
}
