package sie_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

const sie5 = `<?xml version="1.0" encoding="utf-8"?>
<Sie xmlns="http://www.sie.se/sie5">
  <FileInfo>
    <SoftwareProduct name="Prov &amp; Co" version="1"/>
    <FileCreation time="2026-01-15T10:00:00Z" by="AN"/>
    <Company organizationId="556334-3689" name="Åkerö AB" clientId="7"/>
    <FiscalYears>
      <FiscalYear start="2024-07" end="2025-06"/>
      <FiscalYear start="2025-07" end="2026-06" primary="true"/>
    </FiscalYears>
    <AccountingCurrency currency="SEK"/>
  </FileInfo>
  <Accounts>
    <Account id="1910" name="Kassa" type="asset" unit="st">
      <OpeningBalance month="2025-07" amount="10" quantity="2"/>
      <ClosingBalance month="2025-06" amount="10"/>
      <ClosingBalance month="2026-06" amount="110.5"/>
      <ClosingBalance month="2026-06" amount="5"><ObjectReference dimId="1" objectId="N"/></ClosingBalance>
      <ClosingBalance month="2025-12" amount="7"/>
    </Account>
    <Account id="2081" name="Kapital" type="equity"><OpeningBalance month="2025-07" amount="-10"/><ClosingBalance month="2026-06" amount="-10"/></Account>
    <Account id="3010" name="Sälj" type="income">
      <ClosingBalance month="2026-06" amount="-100.50"/>
      <Budget month="2025-08" amount="-9"/>
    </Account>
  </Accounts>
  <Dimensions><Dimension id="1" name="KST"><Object id="N" name="Norr"/></Dimension></Dimensions>
  <CustomerInvoices primaryAccountId="1510"><CustomerInvoice id="1" customerId="2"/></CustomerInvoices>
  <AccountAggregations><AccountAggregation id="SRU" name="SRU"><Tag name="7281"><AccountRef accountId="1910"/></Tag></AccountAggregation></AccountAggregations>
  <Journal id="A" name="Alla">
    <JournalEntry id="1" journalDate="2025-08-01" text="Dag 1">
      <EntryInfo date="2025-08-02" by="BO"/>
      <LedgerEntry accountId="1910" amount="100.5" quantity="3" text="rad" ledgerDate="2025-08-01"><ObjectReference dimId="1" objectId="N"/></LedgerEntry>
      <LedgerEntry accountId="3010" amount="-100.5"/>
      <LedgerEntry accountId="3010" amount="-99"><Overstrike date="2025-08-03" by="CE"/></LedgerEntry>
      <LockingInfo date="2025-08-02" by="BO"/>
    </JournalEntry>
  </Journal>
</Sie>`

func TestRead5(t *testing.T) {
	f, err := sie.Read5([]byte(sie5))
	if err != nil {
		t.Fatal(err)
	}
	want := `4E {Flag:0 Program:Prov & Co Version:1 Format:UTF-8 Generated:2026-01-15 GeneratedBy:AN TypeWritten:4 Comments:[] Ftyp: Fnr:7 OrgNr:556334-3689 AcqNr: ActNr: Bkod: Address:{Contact: Street: Post: Phone:} Name:Åkerö AB Taxar: Omfattn: KpTyp: Currency:SEK Years:[{No:0 Start:2025-07-01 End:2026-06-30 Line:0} {No:-1 Start:2024-07-01 End:2025-06-30 Line:0}]}
{Number:1910 Name:Kassa Type:84 Unit:st SRU:[7281] Line:0}
{Number:2081 Name:Kapital Type:83 Unit: SRU:[] Line:0}
{Number:3010 Name:Sälj Type:73 Unit: SRU:[] Line:0}
{Number:1 Name:KST Parent: Line:0}
{Dimension:1 Code:N Name:Norr Line:0}
#IB 0 0 1910 10.00 "2"
#UB -1 0 1910 10.00 ""
#UB 0 0 1910 110.50 ""
#OUB 0 0 1910 5.00 "" {1 N}
#IB 0 0 2081 -10.00 ""
#UB 0 0 2081 -10.00 ""
#RES 0 0 3010 -100.50 ""
#PBUDGET 0 202508 3010 -9.00 ""
A/1 2025-08-01 "Dag 1" "2025-08-02" "BO": #TRANS 1910 {1 N} 100.50 "2025-08-01" "rad" "3" ""; #TRANS 3010 -100.50 "" "" "" ""; #BTRANS 3010 -99.00 "" "" "" "CE";
`
	if diff := cmp.Diff(want, dump(f)); diff != "" {
		t.Errorf("content (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"0 info element-left-out", "0 info element-left-out", "19 warning balance-left-out"}, found(f.Findings())); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	var out bytes.Buffer
	list, err := sie.Write5(&out, f)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"0 info signature-missing"}, found(list)); diff != "" {
		t.Errorf("findings of Write5 (-want +got):\n%s", diff)
	}
	g, err := sie.Read5(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(dump(f), dump(g)); diff != "" {
		t.Errorf("Read5(Write5(f)) (-f +read):\n%s\n%s", diff, out.Bytes())
	}
}

func TestRead5Errors(t *testing.T) {
	deep := strings.Repeat("<a>", 100_000)
	var limit *sie.LimitError
	for _, tt := range []struct {
		name, data string
		is         error
		text       string
	}{
		{"empty", " \n", sie.ErrEmpty, ""},
		{"other_xml", "<html/>", sie.ErrNotSIE5, ""},
		{"other_namespace", `<Sie xmlns="http://example.org"/>`, sie.ErrNotSIE5, ""},
		{"doctype", `<!DOCTYPE Sie [<!ENTITY a "aaaa">]>` + sie5, sie.ErrDoctype, ""},
		{"external", `<!DOCTYPE Sie SYSTEM "file:///etc/passwd">` + sie5, sie.ErrDoctype, ""},
		{"entity", strings.Replace(sie5, "&amp;", "&lol;", 1), nil, "invalid character entity"},
		{"cut_off", sie5[:len(sie5)-20], nil, "unexpected EOF"},
		{"encoding", strings.Replace(sie5, "utf-8", "utf-7", 1), nil, "utf-7"},
		{"deep", `<Sie xmlns="http://www.sie.se/sie5">` + deep, nil, "EOF"},
		{"nothing", `<Sie xmlns="http://www.sie.se/sie5"/>`, sie.ErrNotSIE, ""},
	} {
		_, err := sie.Read5([]byte(tt.data))
		if err == nil || tt.is != nil && !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.text) {
			t.Errorf("%s: error = %v, want %v %s", tt.name, err, tt.is, tt.text)
		}
	}
	if _, err := sie.Read5([]byte(sie5), sie.Limits{Records: 10}); !errors.As(err, &limit) {
		t.Errorf("with ten elements allowed: %v, want a LimitError", err)
	}
	if f, err := sie.Read5([]byte(strings.NewReplacer("utf-8", "iso-8859-1", "Å", "\xc5", "ö", "\xf6", "ä", "\xe4").Replace(sie5))); err != nil || f.Header().Name != "Åkerö AB" {
		t.Errorf("in ISO 8859-1: %v", err)
	}
}

// TestRead5Odd reads elements whose values are unreadable.
func TestRead5Odd(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{`amount="110.5"`, `amount="x"`, "17 error amount-unreadable"},
		{`journalDate="2025-08-01"`, `journalDate="2025-02-30"`, "31 error date-unreadable"},
		{`accountId="3010" amount="-100.5"`, `accountId="" amount="-100.5"`, "34 error account-missing"},
		{`amount="-100.5"/>`, `amount="-100.555"/>`, "34 error amount-decimals"},
	} {
		f, err := sie.Read5([]byte(strings.Replace(sie5, tt.old, tt.new, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(found(f.Findings()), "\n"); !strings.Contains(got, tt.want) {
			t.Errorf("%s: findings %s, want %s", tt.new, got, tt.want)
		}
	}
}

func TestSIE5RealFiles(t *testing.T) {
	dir := sharedDir(t)
	for name, want := range map[string]struct {
		kind                                 sie.Kind
		vouchers, trans, btrans, ib, ub, res int
	}{
		"sie5-Sample.sie":       {sie.Kind4E, 91, 343, 10, 24, 33, 60},
		"sie5-SampleEntry.sie":  {sie.Kind4I, 0, 0, 0, 0, 0, 0},
		"sie5-SampleEntry2.sie": {sie.Kind4I, 1, 2, 0, 0, 0, 0},
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		f, err := sie.Read5(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := want
		got.kind, got.vouchers, got.trans, got.btrans = f.Kind(), f.Count("#VER"), f.Count("#TRANS"), f.Count("#BTRANS")
		got.ib, got.ub, got.res = f.Count("#IB"), f.Count("#UB"), f.Count("#RES")
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
		for _, d := range append(f.Findings(), sie.Check(f)...) {
			t.Log(name, d)
			if d.Severity == sie.Error && d.Code != sie.CodeAccountUndeclared {
				t.Errorf("%s: %v", name, d)
			}
		}
		var out bytes.Buffer
		if _, err := sie.Write5(&out, f); err != nil {
			t.Fatal(err)
		}
		g, err := sie.Read5(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if a, b := dumpBooks(f), dumpBooks(g); a != b {
			t.Errorf("%s: Read5(Write5(f)) (-f +read):\n%s", name, cmp.Diff(a, b))
		}
	}
}

// dumpBooks is dump without the header, in which Write5 fills what SIE 5 must have.
func dumpBooks(f *sie.File) string {
	_, books, _ := strings.Cut(dump(f), "\n")
	return books
}
