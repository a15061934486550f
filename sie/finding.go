package sie

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities, least first.
const (
	// Info is worth knowing and needs no action.
	Info Severity = iota
	// Warning is odd and should be looked at; no figure was lost.
	Warning
	// Error means that a figure is missing or wrong.
	Error
)

// String is "info", "warning" or "error".
func (s Severity) String() string {
	return [...]string{"info", "warning", "error"}[min(s, Error)]
}

// A Finding is something odd in a file. Text is English for logs and
// developers; a page for users makes its own sentence from Code and Args.
type Finding struct {
	Code     Code
	Severity Severity
	Line     int    // 1-based; 0 when it concerns the whole file
	Label    string // "#TRANS"; empty when no one record is meant
	Text     string
	Args     []string // the values in Text, in the order that Code documents
}

// String is the finding on one line: "line 7: error amount-unreadable: …".
func (f Finding) String() string {
	var b strings.Builder
	if f.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", f.Line)
	}
	fmt.Fprintf(&b, "%s %s: ", f.Severity, f.Code)
	if f.Label != "" {
		b.WriteString(f.Label + ": ")
	}
	return b.String() + f.Text
}

// maxArg is the longest value from the file that a finding repeats.
const maxArg = 200

// findings keeps the first findings of each severity, up to a limit, and counts
// all of them.
type findings struct {
	limit  int
	kept   [Error + 1][]Finding
	counts [Error + 1]int
}

func (fs *findings) add(code Code, line int, label string, args ...string) {
	rule := rules[code]
	fs.counts[rule.severity]++
	if len(fs.kept[rule.severity]) >= fs.limit {
		return
	}
	values := make([]any, len(args))
	for i, a := range args {
		if len(a) > maxArg {
			a = strings.ToValidUTF8(a[:maxArg], "") + "…"
		}
		args[i] = strings.Clone(a) // it may be a part of a long text
		values[i] = args[i]
	}
	fs.kept[rule.severity] = append(fs.kept[rule.severity], Finding{
		Code: code, Severity: rule.severity, Line: line, Label: strings.Clone(label),
		Text: fmt.Sprintf(rule.text, values...), Args: args,
	})
}

func (fs *findings) reset() { *fs = findings{limit: fs.limit} }

func (fs *findings) total() int { return fs.counts[Info] + fs.counts[Warning] + fs.counts[Error] }

// list is the findings in line order, the most severe kept first when there
// are more than the limit.
func (fs *findings) list() []Finding {
	var out []Finding
	for s := int(Error); s >= 0; s-- {
		room := fs.limit - len(out)
		out = append(out, fs.kept[s][:min(room, len(fs.kept[s]))]...)
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return out
}
