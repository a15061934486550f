package fortnox

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestBodyError(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   Error
	}{
		{"A_lower_case", 400, `{"ErrorInformation":{"error":1,"message":"Ett ogiltigt filter har använts.","code":2000587}}`,
			Error{Status: 400, Code: 2000587, Message: "Ett ogiltigt filter har använts."}},
		{"B_upper_case", 404, `{"ErrorInformation":{"Error":1,"Message":"Kan inte hitta fakturan.","Code":2000434}}`,
			Error{Status: 404, Code: 2000434, Message: "Kan inte hitta fakturan."}},
		{"code_as_text", 400, `{"ErrorInformation":{"error":"1","message":"Fel","code":"2000401"}}`,
			Error{Status: 400, Code: 2000401, Message: "Fel"}},
		{"C_gateway", 401, `{"message":"unauthorized"}`, Error{Status: 401, Message: "unauthorized"}},
		{"D_oauth", 403, `{"error":"missing.rights","error_description":"No"}`, Error{Status: 403, Name: "missing.rights", Message: "No"}},
		{"E_text", 403, "Kan inte logga in,\n access-token saknas (2000311).",
			Error{Status: 403, Code: 2000311, Message: "Kan inte logga in, access-token saknas (2000311).", Foreign: true}},
		{"E_html", 502, `<html><body>Bad gateway</body></html>`, Error{Status: 502, Foreign: true}},
		{"other_json", 400, `{"ok":false}`, Error{Status: 400, Foreign: true}},
		{"list", 400, `[]`, Error{Status: 400, Message: "[]", Foreign: true}},
		{"empty", 500, ``, Error{Status: 500, Foreign: true}},
		{"cut", 400, `{"ErrorInformation":{"err`, Error{Status: 400, Message: `{"ErrorInformation":{"err`, Foreign: true}},
		{"information_is_text", 400, `{"ErrorInformation":"x"}`, Error{Status: 400, Message: `{"ErrorInformation":"x"}`, Foreign: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := *bodyError(tt.status, []byte(tt.body)); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
	long := bodyError(400, []byte(`{"message":"`+strings.Repeat("å", 10_000)+`"}`))
	if len(long.Message) > maxMessage+3 {
		t.Errorf("message has %d bytes, want at most %d", len(long.Message), maxMessage+3)
	}
}

func TestErrorIs(t *testing.T) {
	for _, tt := range []struct {
		err    Error
		target error
	}{
		{Error{Status: 401}, ErrUnauthorized},
		{Error{Status: 403}, ErrForbidden},
		{Error{Status: 404}, ErrNotFound},
		{Error{Status: 403, Code: 2000663}, ErrMissingScope},
		{Error{Status: 403, Name: "missing.rights"}, ErrMissingScope},
		{Error{Status: 403, Code: 2001101}, ErrMissingLicence},
		{Error{Status: 403, Code: 2001103}, ErrMissingLicence},
		{Error{Status: 400, Code: 2000401}, ErrPeriodLocked},
	} {
		if !errors.Is(&tt.err, tt.target) {
			t.Errorf("%v is not %v", &tt.err, tt.target)
		}
		if errors.Is(&Error{Status: 400, Code: 1}, tt.target) {
			t.Errorf("any error is %v", tt.target)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for in, want := range map[string]time.Duration{
		"":                              0,
		"3":                             3 * time.Second,
		"-3":                            0,
		"99999999":                      24 * time.Hour,
		"soon":                          0,
		"Fri, 02 Jan 2026 03:04:15 GMT": 10 * time.Second,
		"Fri, 02 Jan 2026 03:04:00 GMT": 0,
	} {
		err := answerError(429, http.Header{"Retry-After": {in}}, nil, now)
		var rl *RateLimitError
		if !errors.As(err, &rl) || rl.RetryAfter != want {
			t.Errorf("Retry-After %q gives %v, want %v", in, err, want)
		}
	}
}
