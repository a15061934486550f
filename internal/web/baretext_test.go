package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// names are words that are the same in every language.
var names = map[string]bool{
	"Skatt": true, "Bokslut": true, "Fortnox": true,
	"N": true, "I": true, "Enter": true, "Ctrl": true, "Esc": true, "Tab": true, "PgUp": true, "PgDn": true,
	"E": true, "K": true, "D": true, "P": true, "V": true, "S": true, "C": true, "B": true, "A": true, "R": true, "J": true, "L": true,
}

var (
	control   = regexp.MustCompile(`^\s*(if |for |switch |case |default:|\} else|@|//|\{\{|\}+\s*$)`)
	attribute = regexp.MustCompile(`\b(aria-label|title|placeholder|alt|value|label)="([^"]*)"`)
)

// TestTemplatesHaveNoBareText finds text in templates that does not go through
// t, so that it could not be translated.
func TestTemplatesHaveNoBareText(t *testing.T) {
	files, err := filepath.Glob("*.templ")
	if err != nil || len(files) < 5 {
		t.Fatalf("found templates %v, %v", files, err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range bareText(string(source)) {
			t.Errorf("%s: %q does not go through t", file, text)
		}
	}
}

func TestBareTextIsFound(t *testing.T) {
	source := "package web\n\ntempl a(x string) {\n\t<p title=\"En titel\" class=\"sec\">Hej { t(ctx, \"och\") }</p>\n\tif x != \"\" {\n\t\t<b>{ x }</b> sist\n\t}\n\t<kbd>N</kbd>\n}\n"
	if got, want := strings.Join(bareText(source), "|"), "En titel|Hej|sist"; got != want {
		t.Errorf("bareText = %q, want %q", got, want)
	}
}

// bareText lists the words of a template's source that stand as they are.
func bareText(source string) []string {
	var found []string
	for _, block := range templates(source) {
		text, tags := split(block)
		for _, tag := range tags {
			for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
				if m[1] != "value" && hasWord(m[2]) {
					found = append(found, m[2])
				}
			}
		}
		for _, word := range strings.Fields(text) {
			if hasWord(word) {
				found = append(found, word)
			}
		}
	}
	return found
}

// templates gives the body of each component without lines of control. A call
// of a component may go over several lines.
func templates(source string) []string {
	var bodies []string
	var body *strings.Builder
	open := 0 // parentheses of a call
	for line := range strings.Lines(source) {
		if open > 0 || strings.HasPrefix(strings.TrimSpace(line), "@") {
			open += strings.Count(line, "(") - strings.Count(line, ")")
			continue
		}
		switch {
		case strings.HasPrefix(line, "templ "):
			body = &strings.Builder{}
		case strings.HasPrefix(line, "}") && body != nil:
			bodies, body = append(bodies, body.String()), nil
		case body != nil && !control.MatchString(line):
			body.WriteString(line)
		}
	}
	return bodies
}

// split parts tags from the text between them, without expressions.
func split(body string) (text string, tags []string) {
	var between, tag strings.Builder
	depth, inTag, quoted := 0, false, false
	for _, r := range body {
		switch {
		case depth > 0 && r == '"':
			quoted = !quoted
		case r == '{' && !quoted:
			depth++
		case r == '}' && depth > 0 && !quoted:
			depth--
		case depth > 0:
		case r == '<':
			inTag = true
		case r == '>' && inTag:
			inTag = false
			tags = append(tags, tag.String())
			tag.Reset()
			between.WriteRune(' ')
		case inTag:
			tag.WriteRune(r)
		default:
			between.WriteRune(r)
		}
	}
	return between.String(), tags
}

func hasWord(text string) bool {
	text = strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	return text != "" && !names[text] && text != "amp" && text != "nbsp"
}
