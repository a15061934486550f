package fortnox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Errors that callers branch on. An [*Error] or [*RateLimitError] matches them
// with errors.Is.
var (
	ErrUnauthorized   = errors.New("fortnox: the access token was not accepted")
	ErrForbidden      = errors.New("fortnox: not allowed")
	ErrMissingScope   = errors.New("fortnox: the connection lacks the scope")
	ErrMissingLicence = errors.New("fortnox: the company lacks the licence")
	ErrNotFound       = errors.New("fortnox: not found")
	ErrPeriodLocked   = errors.New("fortnox: the period is locked")
)

// An Error is an answer with another status than 2xx.
//
// Code is Fortnox's number for the error, 0 when there was none; Name is the
// word that newer services send instead. Message is Fortnox's Swedish text, fit
// to show but not to branch on. Foreign is true when the body was not in any of
// Fortnox's JSON shapes, so that somebody between us may have answered.
type Error struct {
	Status  int
	Code    int64
	Name    string
	Message string
	Foreign bool
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "fortnox: status %d", e.Status)
	if e.Code != 0 {
		fmt.Fprintf(&b, ", code %d", e.Code)
	}
	if e.Name != "" {
		fmt.Fprintf(&b, ", %s", e.Name)
	}
	if e.Message != "" {
		fmt.Fprintf(&b, ": %s", e.Message)
	}
	return b.String()
}

// Is matches the sentinels of this package by status and code.
func (e *Error) Is(target error) bool {
	switch target {
	case ErrUnauthorized:
		return e.Status == http.StatusUnauthorized
	case ErrForbidden:
		return e.Status == http.StatusForbidden
	case ErrNotFound:
		return e.Status == http.StatusNotFound
	case ErrMissingScope:
		return e.Code == codeNoScope || e.Name == "missing.rights"
	case ErrMissingLicence:
		return e.Code == codeNoLicence || e.Code == codeNoAPILicence
	case ErrPeriodLocked:
		return e.Code == codePeriodLocked || e.Code == codeInvoicePeriodLocked
	}
	return false
}

const (
	codeNoScope             = 2000663
	codeNoLicence           = 2001101
	codeNoAPILicence        = 2001103
	codePeriodLocked        = 2000401
	codeInvoicePeriodLocked = 2002141
)

// A RateLimitError says that Fortnox answered 429. RetryAfter is zero when it
// did not say how long to wait.
type RateLimitError struct {
	RetryAfter time.Duration
}

func (e *RateLimitError) Error() string {
	return fmt.Sprintf("fortnox: too many requests, retry after %s", e.RetryAfter)
}

// A TransportError says that no answer came. Sent is false only when it is
// known that no complete request left the machine.
type TransportError struct {
	Sent bool
	Err  error
}

func (e *TransportError) Error() string {
	if e.Sent {
		return fmt.Sprintf("fortnox: no answer to a request that was sent: %v", e.Err)
	}
	return fmt.Sprintf("fortnox: request not sent: %v", e.Err)
}

// Unwrap gives the cause.
func (e *TransportError) Unwrap() error { return e.Err }

// errorBody holds shapes A and B (ErrorInformation, any case), C (message) and
// D (error, error_description).
type errorBody struct {
	ErrorInformation *struct {
		Message FlexString
		Code    FlexString
	}
	Message     FlexString `json:"message"`
	Error       FlexString `json:"error"`
	Description FlexString `json:"error_description"`
}

// answerError makes the error of an answer outside 2xx.
func answerError(status int, header http.Header, body []byte, now time.Time) error {
	if status == http.StatusTooManyRequests {
		return &RateLimitError{RetryAfter: retryAfter(header, now)}
	}
	return bodyError(status, body)
}

func bodyError(status int, body []byte) *Error {
	e := &Error{Status: status}
	var b errorBody
	body = bytes.TrimSpace(body)
	if len(body) == 0 || body[0] != '{' || json.Unmarshal(body, &b) != nil {
		return foreignError(e, body)
	}
	switch {
	case b.ErrorInformation != nil:
		e.Message = b.ErrorInformation.Message.Text
		e.Code, _ = strconv.ParseInt(b.ErrorInformation.Code.Text, 10, 64)
	case b.Error.Text != "":
		e.Name, e.Message = b.Error.Text, b.Description.Text
	case b.Message.Text != "":
		e.Message = b.Message.Text
	default:
		e.Foreign = true
	}
	e.Message = shorten(e.Message)
	e.Name = shorten(e.Name)
	return e
}

// codeInText finds the number in the plain texts of the old login, "… (2000311)".
var codeInText = regexp.MustCompile(`\((\d{7})\)`)

func foreignError(e *Error, body []byte) *Error {
	e.Foreign = true
	body = body[:min(len(body), 64<<10)]
	if m := codeInText.FindSubmatch(body); m != nil {
		e.Code, _ = strconv.ParseInt(string(m[1]), 10, 64)
	}
	if !bytes.ContainsRune(body, '<') && utf8.Valid(body) {
		e.Message = shorten(strings.Join(strings.Fields(string(body)), " "))
	}
	return e
}

// maxMessage is the number of bytes kept of a text that somebody else wrote.
const maxMessage = 500

func shorten(s string) string {
	s = strings.ToValidUTF8(s, "")
	if len(s) <= maxMessage {
		return s
	}
	cut := maxMessage
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// retryAfter reads the header in both its forms. Nonsense and the past are zero.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(s, 0), 24*60*60)) * time.Second
	}
	if at, err := http.ParseTime(v); err == nil {
		return min(max(at.Sub(now), 0), 24*time.Hour)
	}
	return 0
}
