package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/golden"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/source"
)

// TestMessagesInFel keeps docs/fel.md equal to what people are told. Where a
// sentence quotes something, the page has an ellipsis.
func TestMessagesInFel(t *testing.T) {
	page := "../../docs/fel.md"
	golden.CheckSection(t, page, "errors", errorMessages(t))
	golden.CheckSection(t, page, "fields", fieldMessages(t))
	golden.CheckSection(t, page, "entries", entryMessages(t))
	golden.CheckSection(t, page, "jobs", jobMessages(t))
	golden.CheckSection(t, page, "obstacles", obstacleMessages(t))
	golden.CheckSection(t, page, "deliveries", deliveryMessages(t))
	golden.CheckSection(t, page, "documents", documentMessages(t))
	golden.CheckSection(t, page, "findings", findingMessages(t))
}

// ellipses stand for what a sentence quotes.
var ellipses = []string{"…", "…", "…", "…", "…"}

func messageTable(head ...string) *strings.Builder {
	var b strings.Builder
	messageRow(&b, head...)
	b.WriteString(strings.Repeat("|---", len(head)) + "|\n")
	return &b
}

func messageRow(b *strings.Builder, cells ...string) {
	for _, cell := range cells {
		fmt.Fprintf(b, "| %s ", strings.ReplaceAll(cell, "|", `\|`))
	}
	b.WriteString("|\n")
}

func asCode(code string) string { return "`" + code + "`" }

// errorMessages lists the errors with a sentence of their own, and finds those that
// a room declares and nobody has given one.
func errorMessages(t *testing.T) string {
	names := declared(t, "explain.go", `(?m)^\t\{([\w.]+), http\.Status`)
	if len(names) != len(known) {
		t.Fatalf("found the names of %d errors in explain.go, want %d", len(names), len(known))
	}
	b := messageTable("Error", "Status", "What people are told")
	for i, k := range known {
		messageOf(t, b, names[i], k.err)
	}
	for _, one := range []struct {
		name string
		err  error
	}{
		{"connection.CompanyError", &connection.CompanyError{WantOrgNr: "…", GotOrgNr: "…", GotName: "…"}},
		{"connection.TenantError", &connection.TenantError{}},
		{"connection.ScopesError", &connection.ScopesError{Missing: []string{"…"}}},
		{"source.NoSuchYearError", &source.NoSuchYearError{Want: aYear}},
		{"jobs.PreflightError", &jobs.PreflightError{}},
		{"engagement.TogetherError", &engagement.TogetherError{Missing: []string{"…"}}},
		{"engagement.BeforeError", &engagement.BeforeError{No: "…", Missing: []string{"…"}}},
		{"engagement.ReversedError", &engagement.ReversedError{No: "…"}},
		{"engagement.LimitError", &engagement.LimitError{Limit: 500_00}},
		{"engagement.ExplainedError", &engagement.ExplainedError{Diff: 725_00}},
		{"engagement.MaterialError", &engagement.MaterialError{Change: 120_00, Limit: 100_00}},
		{"jobs.FileScopesError", &jobs.FileScopesError{}},
		{"money.ParseError", &money.ParseError{Text: "…"}},
		{"http.MaxBytesError", &http.MaxBytesError{}},
		{"any other", errors.New("nobody expected it")},
	} {
		messageOf(t, b, one.name, one.err)
	}
	names = append(names, fieldErrorNames...)
	for _, room := range []string{"engagement/engagement", "office/user", "office/service", "office/password", "office/orgnr", "office/checkclient", "connection/connection", "connection/seal", "export/item", "export/fortnox", "jobs/job", "jobs/planning"} {
		for _, name := range declared(t, "../"+room+".go", `(?m)(Err\w+)\s+= errors\.New`) {
			name = strings.Split(room, "/")[0] + "." + name
			inside := []string{"connection.ErrNotFound", "connection.ErrConflict"}
			if same := strings.Replace(name, "office.", "engagement.", 1); !slices.Contains(names, name) && !slices.Contains(names, same) && !slices.Contains(inside, name) {
				t.Errorf("%s has no sentence", name)
			}
		}
	}
	return b.String()
}

var aYear = civil.Period{From: civil.Date{Year: 2025, Month: 1, Day: 1}, To: civil.Date{Year: 2025, Month: 12, Day: 31}}

func messageOf(t *testing.T, b *strings.Builder, name string, err error) {
	f := explain(t.Context(), err)
	text := strings.ReplaceAll(f.Text, aYear.String(), "…")
	messageRow(b, asCode(name), fmt.Sprint(f.Status), "**"+f.Title+".** "+text)
}

// fieldErrorNames are the errors that only ever concern a field.
var fieldErrorNames = []string{
	"office.ErrOrgNr", "office.ErrCheckDigit", "office.ErrChoice", "office.ErrEmail", "office.ErrPasswordShort", "office.ErrPasswordLong",
	"office.ErrPasswordCommon", "engagement.ErrCarried",
}

func fieldMessages(t *testing.T) string {
	b := messageTable("Error", "What stands under the field")
	_, missing := office.Client{}.Check()
	var empty *office.FieldError
	if !errors.As(missing, &empty) || !office.IsMissing(empty) {
		t.Fatalf("a client without name = %v, want an empty field first", missing)
	}
	for _, one := range []struct {
		name, field string
		err         error
	}{
		{"empty", "name", empty.Err},
		{"office.ErrOrgNr", "orgnr", office.ErrOrgNr},
		{"office.ErrCheckDigit", "orgnr", office.ErrCheckDigit},
		{"office.ErrChoice", "form", office.ErrChoice},
		{"office.ErrChoice, framework", "framework", office.ErrChoice},
		{"office.ErrEmail", "email", office.ErrEmail},
		{"office.ErrPasswordShort", "password", office.ErrPasswordShort},
		{"office.ErrPasswordLong", "password", office.ErrPasswordLong},
		{"office.ErrPasswordCommon", "password", office.ErrPasswordCommon},
		{"office.ErrNotFound", "responsible", office.ErrNotFound},
		{"money.ErrOverflow", "amount", money.ErrOverflow},
		{"engagement.ErrMeetingDate", "date", engagement.ErrMeetingDate},
		{"engagement.ErrNoMeeting", "date", engagement.ErrNoMeeting},
		{"engagement.ErrDividend", "dividend", engagement.ErrDividend},
		{"engagement.FreeEquityError", "dividend", &engagement.FreeEquityError{Free: 0}},
		{"engagement.ErrCarried", "papers", engagement.ErrCarried},
		{"engagement.ErrInvoiceTaken", "invoice", engagement.ErrInvoiceTaken},
		{"engagement.ErrLateVAT", "vat", engagement.ErrLateVAT},
		{"closing.ErrCostCentre", "costcentre", closing.ErrCostCentre},
		{"closing.ErrProject", "project", closing.ErrProject},
		{"not a day", "from", errDay},
		{"not a financial year", "year", errors.New("no year")},
	} {
		messageRow(b, asCode(one.name), fieldSentence(t.Context(), &office.FieldError{Field: one.field, Err: one.err}))
	}
	return b.String()
}

func entryMessages(t *testing.T) string {
	b := messageTable("Error", "What people are told")
	errs := map[string]error{
		"ErrNoText": closing.ErrNoText, "ErrTextLong": closing.ErrTextLong, "ErrNoDate": closing.ErrNoDate, "ErrDate": closing.ErrDate,
		"ErrFewRows": closing.ErrFewRows, "ErrManyRows": closing.ErrManyRows, "ErrAccount": closing.ErrAccount, "ErrCostCentre": closing.ErrCostCentre, "ErrProject": closing.ErrProject, "ErrZero": closing.ErrZero,
		"ErrUnbalanced": closing.ErrUnbalanced, "ErrTooLarge": closing.ErrTooLarge,
	}
	for _, name := range declared(t, "../closing/entry.go", `(?m)(Err\w+)\s+= errors\.New`) {
		err, ok := errs[name]
		if !ok {
			t.Errorf("closing.%s is not in this test", name)
		}
		text := problemSentence(t.Context(), closing.Problem{Row: -1, Err: err, Value: "…", Diff: 12_50})
		messageRow(b, asCode("closing."+name), strings.ReplaceAll(text, money.Amount(12_50).String(), "…"))
	}
	return b.String()
}

func jobMessages(t *testing.T) string {
	b := messageTable("Code", "What people are told")
	for _, code := range declared(t, "../jobs/job.go", `Problem\w+\s*= "([^"]+)"`) {
		if code == jobs.ProblemManual {
			continue
		}
		title, text := problemText(t.Context(), jobs.Problem{Code: code, Args: ellipses})
		messageRow(b, asCode(code), "**"+title+".** "+text)
	}
	for _, one := range []struct{ line, reason string }{
		{"…", "fields"}, {"…", "account"}, {"…", "amount"}, {"…", "twice"}, {"0", "none"}, {"0", "many"},
	} {
		title, text := problemText(t.Context(), jobs.Problem{Code: jobs.ProblemManual, Args: []string{one.line, "…", one.reason}})
		messageRow(b, asCode(jobs.ProblemManual)+", "+one.reason, "**"+title+".** "+text)
	}
	return b.String()
}

func obstacleMessages(t *testing.T) string {
	b := messageTable("Code", "What people are told")
	for _, code := range declared(t, "../jobs/plan.go", `Obstacle\w+\s*= "([^"]+)"`) {
		line := obstacleText(t.Context(), jobs.Obstacle{Code: code, Args: ellipses})
		if line.Title == "Exporten kan inte göras" {
			t.Errorf("obstacle %s has no sentence", code)
			continue
		}
		messageRow(b, asCode(code), "**"+line.Title+".** "+line.Text)
	}
	return b.String()
}

func deliveryMessages(t *testing.T) string {
	b := messageTable("State", "Reason", "What people are told")
	for _, one := range []struct {
		state  export.State
		reason string
	}{
		{export.Queued, "unreached"}, {export.Queued, "look-failed"}, {export.Queued, "login"}, {export.Queued, "fortnox"},
		{export.Unknown, "no-answer"}, {export.Unknown, "interrupted"}, {export.Unknown, "not-read-back"}, {export.Unknown, "not-ours"}, {export.Unknown, "look-again"}, {export.Unknown, "fortnox"},
		{export.Unknown, "other"}, {export.Refused, "fortnox"}, {export.Absent, "absent"}, {export.Doubtful, "changed"},
		{export.Doubtful, "double"}, {export.Doubtful, "alike"},
	} {
		it := export.Item{Entry: "…", State: one.state, Marker: "…", Target: export.Target{Series: "…"}, Reason: export.Reason{Code: one.reason, Detail: "…"}}
		text := strings.ReplaceAll(receiptStory(t.Context(), it), clock(it.LookedAt), "…")
		if text == "" {
			t.Errorf("delivery %s, %s: nothing is told", one.state, one.reason)
		}
		messageRow(b, asCode(string(one.state)), asCode(one.reason), text)
	}
	return b.String()
}

func findingMessages(t *testing.T) string {
	b := messageTable("Code", "What people are told")
	var codes []string
	for code := range findingTexts {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(x, y string) int {
		if a, b := strings.HasPrefix(x, "sie."), strings.HasPrefix(y, "sie."); a != b {
			if a {
				return 1
			}
			return -1
		}
		return strings.Compare(x, y)
	})
	for _, code := range codes {
		messageRow(b, asCode(code), findingSentence(t.Context(), engagement.Finding{Code: code, Args: ellipses}))
	}
	return b.String()
}

func documentMessages(t *testing.T) string {
	b := messageTable("Reason", "What people are told")
	for _, reason := range declared(t, "../document/inspect.go", `Reason = "([^"]+)"`) {
		f := refusalText(t.Context(), &document.Refusal{Name: "…", Reason: document.Reason(reason), Says: document.PDF, Looks: document.HTML})
		messageRow(b, asCode(reason), "**"+f.Title+".** "+f.Text)
	}
	return b.String()
}
