package sie

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLexer(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		objectsAt  int
		want       string // fields between bars; lists in brackets, items with commas
		notes      note
	}{
		{"blanks_and_tabs", " \t1510 \t Kundfordringar  ", -1, "1510|Kundfordringar", 0},
		{"quoted_number", `"1510" "Kund"`, -1, "1510|Kund", 0},
		{"empty_fields_keep_their_place", `A "" 20250101 "" x`, -1, "A||20250101||x", 0},
		{"escaped_quote", `"Kassa \"special\""`, -1, `Kassa "special"`, 0},
		{"escaped_quote_unquoted_field", `\"muu\"`, -1, `"muu"`, 0},
		{"backslash_is_itself", `"C:\ProgramData\SPCS"`, -1, `C:\ProgramData\SPCS`, 0},
		{"doubled_backslashes_stay", `C:\\Documents`, -1, `C:\\Documents`, 0},
		{"text_ends_in_backslash", `"C:\SIE\"`, -1, `C:\SIE\`, noteBackslash},
		{"backslash_last_then_field", `"a" "C:\SIE\" 1`, -1, `a|C:\SIE\|1`, noteBackslash},
		{"quote_in_the_middle", `hej"citat`, -1, `hej"citat`, 0},
		{"quote_not_closed", `1510 "Kund fordringar`, -1, "1510|Kund fordringar", noteUnclosed},
		{"inner_quote", `"F"rskott till" x`, -1, `F"rskott till|x`, noteInner},
		{"no_blank_after_quote", `"abc"def`, -1, "abc|def", noteAdjacent},
		{"no_objects", "1930 {} -100", 1, "1930|[]|-100", 0},
		{"blank_in_empty_list", "1930 { } -100", 1, "1930|[]|-100", 0},
		{"list_touches_neighbours", "1910{}-100", 1, "1910|[]|-100", 0},
		{"list_after_quoted_account", `"1910"{}-100`, 1, "1910|[]|-100", 0},
		{"one_object", `7010 {1 "100"} 5`, 1, "7010|[1,100]|5", 0},
		{"inner_blanks", `7010 { "1" "1010"} 5`, 1, "7010|[1,1010]|5", 0},
		{"four_items", `7010 {"1" "456" "7" "47"} 5`, 1, "7010|[1,456,7,47]|5", 0},
		{"tabs_in_list", "7010\t{\t\"1\"\t\"2\"\t}\t5", 1, "7010|[1,2]|5", 0},
		{"brace_in_object", `7010 {1 "a}b"} 5`, 1, "7010|[1,a}b]|5", 0},
		{"brace_in_text", `A 1 20250101 "Avd {med} klammer"`, -1, "A|1|20250101|Avd {med} klammer", 0},
		{"odd_list", "7010 {1} 5", 1, "7010|[1,]|5", noteOddList},
		{"list_not_closed", `7010 {1 "2" 5`, 1, "7010|[1,2,5,]", noteListUnclosed | noteOddList},
		{"list_missing", "7010 5.00", 1, "7010|[]|5.00", noteListMissing},
		{"empty_field_for_list", `7010 "" 5.00`, 1, "7010|[]|5.00", 0},
		{"list_of_unknown_label", `a {1 2} b`, anyList, "a|[1,2]|b", 0},
		{"nothing", "  ", 1, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := lexer{max: 200}
			l.lex([]byte(tt.line), tt.objectsAt)
			if diff := cmp.Diff(tt.want, showFields(&l)); diff != "" {
				t.Errorf("lex(%q) fields (-want +got):\n%s", tt.line, diff)
			}
			if l.notes != tt.notes {
				t.Errorf("lex(%q) notes = %b, want %b", tt.line, l.notes, tt.notes)
			}
		})
	}
}

func showFields(l *lexer) string {
	var out []string
	for _, f := range l.fields {
		if !f.list {
			out = append(out, string(f.text))
			continue
		}
		var items []string
		for _, item := range l.items[f.from:f.to] {
			items = append(items, string(item))
		}
		out = append(out, "["+strings.Join(items, ",")+"]")
	}
	return strings.Join(out, "|")
}

func TestLines(t *testing.T) {
	for _, tt := range []struct{ name, data, want, ends string }{
		{"lf", "#A\n#B\n", "#A|#B", "lf"},
		{"crlf", "#A\r\n#B\r\n", "#A|#B", "crlf"},
		{"no_last_end", "#A\r\n#B", "#A|#B", "crlf"},
		{"old_mac", "#A\r#B\r{\r\t#C\r}\r", "#A|#B|{|\t#C|}", "cr"},
		{"mixed", "#A\r\n#B\n#C\r#D", "#A|#B|#C|#D", "mixed"},
		{"cr_in_a_text", "#A \"x\ry\"\n#B\n", "#A \"x\ry\"|#B", "lf"},
		{"one_line", "#A", "#A", ""},
		{"blank_lines", "\n\n#A\n", "||#A", "lf"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := lines{data: []byte(tt.data)}
			var got []string
			for line, ok := l.next(); ok; line, ok = l.next() {
				got = append(got, string(line))
			}
			if s := strings.Join(got, "|"); s != tt.want || l.ends() != tt.ends {
				t.Errorf("lines of %q = %q, %q, want %q, %q", tt.data, s, l.ends(), tt.want, tt.ends)
			}
		})
	}
}
