package sie_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

const head = "#FLAGGA 0\n#PROGRAM \"Prov\" 1.0\n#FORMAT PC8\n#SIETYP 4\n#RAR 0 20250101 20251231\n"

// file is head, accounts 1910 and 3010, and the records.
func file(records ...string) string {
	return head + "#KONTO 1910 \"Kassa\"\n#KONTO 3010 \"Sälj\"\n" + strings.Join(records, "\n") + "\n"
}

func read(t testing.TB, data string, opt ...sie.Option) *sie.File {
	t.Helper()
	f, err := sie.Read([]byte(data), opt...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// found lists findings as "line severity code".
func found(list []sie.Finding) []string {
	var out []string
	for _, f := range list {
		if f.Code != sie.CodeEncoding {
			out = append(out, fmt.Sprintf("%d %s %s", f.Line, f.Severity, f.Code))
		}
	}
	return out
}

// show is a voucher with all its rows on one line.
func show(v sie.Voucher) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/%s %s %q %q %q:", v.Series(), v.Number(), v.Date(), v.Text(), v.Registered().String(), v.Sign())
	for r := range v.AllRows() {
		fmt.Fprintf(&b, " %s %s", r.Kind(), r.Account())
		for d, o := range r.Objects() {
			fmt.Fprintf(&b, " {%s %s}", d, o)
		}
		fmt.Fprintf(&b, " %s", r.Amount())
		if r.Added() {
			b.WriteString(" added")
		}
		for _, s := range []string{r.OwnDate().String(), r.Text(), r.Quantity(), r.Sign()} {
			fmt.Fprintf(&b, " %q", s)
		}
		b.WriteByte(';')
	}
	return b.String()
}

func TestVouchers(t *testing.T) {
	for _, tt := range []struct {
		name    string
		records []string
		want    []string
		find    []string
	}{
		{
			"all_fields",
			[]string{`#VER A 7 20250103 "Löner" 20250104 "AN"`, "{", `#TRANS 1910 {1 "100" 6 "P"} 13.2 20250105 "rad" 2.5 "BO"`, "#TRANS 3010 {} -13.20", "}"},
			[]string{`A/7 2025-01-03 "Löner" "2025-01-04" "AN": #TRANS 1910 {1 100} {6 P} 13.20 "2025-01-05" "rad" "2.5" "BO"; #TRANS 3010 -13.20 "" "" "" "";`},
			nil,
		},
		{
			"added_and_removed_rows",
			[]string{"#VER A 1 20250103", "{", `#RTRANS 1910 {} 5 20250201 "" "" "2 Namn"`, "#TRANS 1910 {} 5.00", "#BTRANS 1910 {} 9", "#TRANS 3010 {} -5", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #RTRANS 1910 5.00 "2025-02-01" "" "" "2 Namn"; #TRANS 1910 5.00 added "" "" "" ""; #BTRANS 1910 9.00 "" "" "" ""; #TRANS 3010 -5.00 "" "" "" "";`},
			nil,
		},
		{
			"rtrans_without_its_trans",
			[]string{"#VER A 1 20250103", "{", "#RTRANS 1910 {} 5", "#TRANS 1910 {} 6", "#RTRANS 3010 {} 7", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #RTRANS 1910 5.00 "" "" "" ""; #TRANS 1910 6.00 "" "" "" ""; #RTRANS 3010 7.00 "" "" "" "";`},
			[]string{"10 warning rtrans-unpaired", "12 warning rtrans-unpaired"},
		},
		{
			"unreadable_amount_is_left_out",
			[]string{"#VER A 1 20250103", "{", "#TRANS 1910 {} 5O.00", "#TRANS 3010 {} -5.123", "#TRANS 1910 {} 1", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 1.00 "" "" "" "";`},
			[]string{"10 error amount-unreadable", "11 error amount-decimals"},
		},
		{
			"unreadable_dates",
			[]string{"#VER A 1 20250230", "{", "#TRANS 1910 {} 5 20251301", "#TRANS 1910 {} 6", "}"},
			[]string{`A/1  "" "" "": #TRANS 1910 6.00 "" "" "" "";`},
			[]string{"8 error date-unreadable", "10 error date-unreadable"},
		},
		{
			"no_date_at_all",
			[]string{`#VER A 1 "" "x"`, "{", "}"},
			[]string{`A/1  "x" "" "":`},
			[]string{"8 error date-missing"},
		},
		{
			"odd_spellings",
			[]string{"#VER A 1 2025-01-03", "{", `#TRANS 1910 {} "1 000,50"`, "#TRANS 3010 {} −1000.50", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 1000.50 "" "" "" ""; #TRANS 3010 -1000.50 "" "" "" "";`},
			[]string{"8 warning date-spelling", "10 warning amount-spelling", "11 warning amount-spelling"},
		},
		{
			"account_that_is_no_number",
			[]string{"#VER A 1 20250103", "{", "#TRANS FEL {} 5", "#TRANS FEL {} -5", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS FEL 5.00 "" "" "" ""; #TRANS FEL -5.00 "" "" "" "";`},
			[]string{"10 warning account-not-numeric"},
		},
		{
			"block_without_braces",
			[]string{"#VER A 1 20250103", "#TRANS 1910 {} 5", "#VER A 2 20250104", "{", "#TRANS 3010 {} 6", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 5.00 "" "" "" "";`, `A/2 2025-01-04 "" "" "": #TRANS 3010 6.00 "" "" "" "";`},
			[]string{"9 warning block-missing"},
		},
		{
			"block_not_closed",
			[]string{"#VER A 1 20250103", "{", "#TRANS 1910 {} 5", "#VER A 2 20250104", "{", "#TRANS 3010 {} 6", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 5.00 "" "" "" "";`, `A/2 2025-01-04 "" "" "": #TRANS 3010 6.00 "" "" "" "";`},
			[]string{"11 warning block-unclosed"},
		},
		{
			"file_ends_in_a_block",
			[]string{"#VER A 1 20250103", "{", "#TRANS 1910 {} 5"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 5.00 "" "" "" "";`},
			[]string{"10 error truncated"},
		},
		{
			"brace_on_the_record's_line",
			[]string{"#VER A 1 20250103 x {", "#TRANS 1910 {} 5", "}\t"},
			[]string{`A/1 2025-01-03 "x" "" "": #TRANS 1910 5.00 "" "" "" "";`},
			nil,
		},
		{
			"block_on_one_line",
			[]string{`#VER A 1 20250103 "x {" { #TRANS 1910 {} 5`, `#TRANS 3010 {} -5 20250103 "y" }`, "#VER A 2 20250104 {}", "#VER A 3 20250105 { }", "#VER A 4 20250106 {#TRANS 1910 {1 a} 6 }"},
			[]string{
				`A/1 2025-01-03 "x {" "" "": #TRANS 1910 5.00 "" "" "" ""; #TRANS 3010 -5.00 "2025-01-03" "y" "" "";`,
				`A/2 2025-01-04 "" "" "":`, `A/3 2025-01-05 "" "" "":`, `A/4 2025-01-06 "" "" "": #TRANS 1910 {1 a} 6.00 "" "" "" "";`,
			},
			nil,
		},
		{
			"braces_in_quotes_are_text",
			[]string{`#VER A 1 20250103 "{"`, "{", `#TRANS 1910 {} 5 "" "}"`, `#TRANS 3010 {} x }`, "#VER A 2 20250104 {x}", "{", "}"},
			[]string{`A/1 2025-01-03 "{" "" "": #TRANS 1910 5.00 "" "}" "" "";`, `A/2 2025-01-04 "{x}" "" "":`},
			[]string{"11 error amount-unreadable"},
		},
		{
			"row_outside",
			[]string{"#VER A 1 20250103", "{\t", "\t#TRANS 1910 {} 5", " } ", "#TRANS 3010 {} -5"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 5.00 "" "" "" "";`},
			[]string{"12 error row-outside"},
		},
		{
			"unknown_block_is_skipped",
			[]string{"#VER A 1 20250103", "{", "#TRANS 1910 {} 5", "#EGEN x", "{", "#TRANS 3010 {} 99", "}", "#TRANS 3010 {} -5", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 5.00 "" "" "" ""; #TRANS 3010 -5.00 "" "" "" "";`},
			[]string{"11 info label-unknown"},
		},
		{
			"unknown_record_before_the_block",
			[]string{"#VER A 1 20250103", "#EGEN x", "{", "#TRANS 1910 {} 5", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 5.00 "" "" "" "";`},
			[]string{"9 info label-unknown"},
		},
		{
			"unknown_block_not_closed",
			[]string{"#EGEN", "{", "#VER A 1 20250103", "{", "#TRANS 1910 {} 5", "}"},
			[]string{`A/1 2025-01-03 "" "" "": #TRANS 1910 5.00 "" "" "" "";`},
			[]string{"8 info label-unknown", "10 warning block-unclosed"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, file(tt.records...))
			var got []string
			for v := range f.Vouchers() {
				got = append(got, show(v))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("vouchers (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.find, found(f.Findings())); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEndOfFile drops the end-of-file character of DOS wherever the last line
// ends.
func TestEndOfFile(t *testing.T) {
	for _, end := range []string{"\x1a", "\n\x1a", "\r\n\x1a\r\n", "\x1a\x1a\n", "", "\n"} {
		f := read(t, "#FLAGGA 0\n#IB 0 1910 5.00"+end)
		if a, ok := f.Balance(sie.IB, 0, "1910"); a != 500 || !ok || len(f.Findings()) > 0 {
			t.Errorf("end %q: balance %s, %t, findings %v", end, a, ok, f.Findings())
		}
	}
}

func TestUnreadable(t *testing.T) {
	long := file("#PROSA \"" + strings.Repeat("x", 1<<20) + "\"")
	wide := file("#VER A 1 20250101" + strings.Repeat(" x", 200))
	objects := file("#VER A 1 20250101", "{", "#TRANS 1910 {"+strings.Repeat("1 1 ", 100)+"} 5", "}")
	big := file("#VER A 1 20250101", "{"+strings.Repeat("\n#TRANS 1910 {} 10000000000000.00", 5000), "}")
	for _, tt := range []struct {
		name, data string
		opt        []sie.Option
		want       string
	}{
		{"empty", "", nil, sie.ErrEmpty.Error()},
		{"blank", " \r\n\t\x1a", nil, sie.ErrEmpty.Error()},
		{"byte_order_mark_only", "\uFEFF", nil, sie.ErrEmpty.Error()},
		{"html", "<!DOCTYPE html>\n<p>#FLAGGA</p>", nil, sie.ErrNotSIE.Error()},
		{"xml", `<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5"/>`, nil, sie.ErrSIE5.Error()},
		{"text", "hej\n#hej\n", nil, sie.ErrNotSIE.Error()},
		{"label_in_a_text_only", "se #FLAGGA\n", nil, sie.ErrNotSIE.Error()},
		{"file_size", file(), []sie.Option{sie.Limits{Size: 50}}, "file size exceeds the limit of 50"},
		{"line_length", long, nil, "line 8: line length exceeds the limit of 1048576"},
		{"fields", wide, nil, "line 8: fields exceeds the limit of 200"},
		{"object_items", objects, nil, "line 10: fields exceeds the limit of 200"},
		{"records", file(), []sie.Option{sie.Limits{Records: 5}}, "line 6: records exceeds the limit of 5"},
		{"nesting", file("#X", strings.Repeat("{\n", 17)), nil, "line 25: nesting exceeds the limit of 16"},
		{"identification_records", head + strings.Repeat("#PROSA x\n", 10_000), nil, "line 10001: identification records exceeds the limit of 10000"},
		{"sum_of_amounts", big, nil, "line 4621: sum of amounts exceeds the limit of 46116860184273879"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := sie.Read([]byte(tt.data), tt.opt...)
			if f != nil || err == nil || err.Error() != tt.want {
				t.Errorf("Read = %v, want %q", err, tt.want)
			}
			var limit *sie.LimitError
			if strings.Contains(tt.want, "limit") && !errors.As(err, &limit) {
				t.Errorf("Read = %T, want a *LimitError", err)
			}
		})
	}
}

func TestFindingsAreCappedAndCounted(t *testing.T) {
	var records []string
	for range 50 {
		records = append(records, "junk")
	}
	records = append(records, "#IB 0 1910 x")
	f := read(t, file(records...), sie.Limits{Findings: 10})
	if n := len(f.Findings()); n != 10 {
		t.Errorf("%d findings kept, want 10", n)
	}
	if f.Total(sie.Warning) != 50 || f.Total(sie.Error) != 1 {
		t.Errorf("totals = %d warnings, %d errors, want 50, 1", f.Total(sie.Warning), f.Total(sie.Error))
	}
	if last := f.Findings()[9]; last.Code != sie.CodeAmountUnreadable {
		t.Errorf("last finding = %v, want the error kept", last)
	}
}

func TestKind(t *testing.T) {
	const ver = "#VER A 1 20250101\n{\n}\n"
	for _, tt := range []struct {
		name, data string
		want       sie.Kind
		find       int
	}{
		{"no_type", "#FLAGGA 0\n#IB 0 1910 5\n", "1", 0},
		{"two", "#FLAGGA 0\n#SIETYP 2\n", "2", 0},
		{"three", "#FLAGGA 0\n#SIETYP 3\n", "3", 0},
		{"export", "#FLAGGA 0\n#SIETYP 4\n#UB 0 1910 0\n" + ver, "4E", 0},
		{"import", "#FLAGGA 0\n#SIETYP 4\n" + ver, "4I", 0},
		{"vouchers_without_type", "#FLAGGA 0\n" + ver, "4I", 1},
		{"type_nine", "#FLAGGA 0\n#SIETYP 9\n#IB 0 1910 5\n", "4E", 1},
	} {
		f := read(t, tt.data)
		n := 0
		for _, d := range f.Findings() {
			if d.Code == sie.CodeTypeUnknown {
				n++
			}
		}
		if f.Kind() != tt.want || fmt.Sprint(f.Type()) != string(tt.want[:1]) || n != tt.find {
			t.Errorf("%s: kind %s, type %d, %d findings, want %s, %d", tt.name, f.Kind(), f.Type(), n, tt.want, tt.find)
		}
	}
}

func TestOrganisation(t *testing.T) {
	for in, want := range map[string]string{
		"556334-3689": "556334-3689", "5563343689": "556334-3689", "165563343689": "556334-3689",
		"19800101-1234": "800101-1234", "": "", "abc": "", "55633436": "",
	} {
		got, ok := sie.Header{OrgNr: in}.Organisation()
		if got != want || ok != (want != "") {
			t.Errorf("Organisation of %q = %q, %t, want %q", in, got, ok, want)
		}
	}
}
