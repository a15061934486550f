// Package office holds the firm: its users, roles and clients.
package office

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A User works at an office. Office is part of who the user is: every method
// that takes a User works within that office only.
type User struct {
	Office string `json:"office"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	Email  string `json:"email"`
	Role   Role   `json:"role"`
}

// Role is what a user may do.
type Role string

// An Admin may everything; a Consultant works with clients; a Reader looks.
const (
	Admin      Role = "admin"
	Consultant Role = "consultant"
	Reader     Role = "reader"
)

// Program is the user of what the program does by itself in an office.
func Program(office string) User {
	return User{Office: office, ID: "program", Name: "Skatt & Bokslut", Role: Consultant}
}

// MayWrite tells whether the user may change anything.
func (u User) MayWrite() bool { return u.Role == Admin || u.Role == Consultant }

// Initials are the first letters of the first and last name.
func (u User) Initials() string {
	names := strings.Fields(u.Name)
	if len(names) == 0 {
		return "?"
	}
	first, _ := utf8.DecodeRuneInString(names[0])
	initials := string(unicode.ToUpper(first))
	if len(names) > 1 {
		last, _ := utf8.DecodeRuneInString(names[len(names)-1])
		initials += string(unicode.ToUpper(last))
	}
	return initials
}

// Errors that callers branch on.
var (
	ErrNotFound    = errors.New("not found")
	ErrForbidden   = errors.New("the role does not allow it")
	ErrSignIn      = errors.New("e-mail or password is wrong")
	ErrProof       = errors.New("the password is wrong")
	ErrTooMany     = errors.New("too many attempts")
	ErrLink        = errors.New("the link is used or too old")
	ErrEmailTaken  = errors.New("the e-mail address is in use")
	ErrSetUp       = errors.New("the first user exists already")
	ErrClientTaken = errors.New("a client with this organisation number exists")
)

// A FieldError says which field of a form is wrong.
type FieldError struct {
	Field string
	Err   error
}

func (e *FieldError) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *FieldError) Unwrap() error { return e.Err }
