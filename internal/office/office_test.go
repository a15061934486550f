package office_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"bokslut/internal/office"
	"bokslut/internal/store"
	"bokslut/internal/store/storetest"
	"bokslut/internal/testenv"

	"pgregory.net/rapid"
)

func TestParseOrgNr(t *testing.T) {
	for text, want := range map[string]string{
		"556036-0793": "556036-0793", "5560360793": "556036-0793", " 556036 0793 ": "556036-0793", "16556036-0793": "556036-0793",
		"19640823-3234": "640823-3234", "640823+3234": "640823-3234", "556036\u00a00793": "556036-0793",
	} {
		if got, err := office.ParseOrgNr(text); got != want || err != nil {
			t.Errorf("ParseOrgNr(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"": office.ErrOrgNr, "556036": office.ErrOrgNr, "55603607933": office.ErrOrgNr, "55603607AB": office.ErrOrgNr, "５５６０３６０７９３": office.ErrOrgNr,
		"556036-0794": office.ErrCheckDigit, "556063-0793": office.ErrCheckDigit, "0000000001": office.ErrCheckDigit,
	} {
		if got, err := office.ParseOrgNr(text); !errors.Is(err, want) {
			t.Errorf("ParseOrgNr(%q) = %q, %v, want %v", text, got, err, want)
		}
	}
}

// TestOneWrongDigitIsSeen: the check digit finds every single wrong digit.
func TestOneWrongDigitIsSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.StringMatching(`[0-9]{10}`).Draw(t, "digits"))
		for last := byte('0'); last <= '9'; last++ {
			if text[9] = last; valid(string(text)) {
				break
			}
		}
		if !valid(string(text)) {
			t.Fatalf("no last digit makes %s valid", text)
		}
		at := rapid.IntRange(0, 9).Draw(t, "place")
		wrong := []byte(string(text))
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "off")))%10
		if valid(string(wrong)) {
			t.Fatalf("%s is taken for %s", wrong, text)
		}
	})
}

func valid(text string) bool {
	_, err := office.ParseOrgNr(text)
	return err == nil
}

func TestCheckPassword(t *testing.T) {
	u := office.User{Name: "Maria Ek", Email: "marianne@byran.se"}
	for _, tt := range []struct {
		name, password string
		want           error
	}{
		{"eleven", "abcdefghijk", office.ErrPasswordShort},
		{"twelve", "abcdefghijkl", nil},
		{"twelve_letters_of_two_bytes", "åäöåäöåäöåäö", nil},
		{"eleven_letters_of_two_bytes", "åäöåäöåäöåä", office.ErrPasswordShort},
		{"128", strings.Repeat("ab", 64), nil},
		{"129", strings.Repeat("ab", 64) + "a", office.ErrPasswordLong},
		{"one_letter", strings.Repeat("a", 20), office.ErrPasswordCommon},
		{"one_letter_of_two_bytes", strings.Repeat("å", 20), office.ErrPasswordCommon},
		{"one_letter_in_both_cases", strings.Repeat("Åå", 10), office.ErrPasswordCommon},
		{"the_product", "mitt Bokslut 2025", office.ErrPasswordCommon},
		{"the_name", "maria sitter här", office.ErrPasswordCommon},
		{"a_short_name_is_no_clue", "eken är grön idag", nil},
		{"the_address", "heter marianne 55", office.ErrPasswordCommon},
		{"counting", "x1234567890x", office.ErrPasswordCommon},
		{"any_characters", "☃ 雪だるま \x00 \t snö!", nil},
		{"no_letters_that_are_text", string([]byte{0xff, 0xfe, 0xfd, 0xff, 0xfe, 0xfd, 0xff, 0xfe, 0xfd, 0xff, 0xfe, 0xfc}), office.ErrPasswordCommon},
	} {
		if got := office.CheckPassword(tt.password, u); !errors.Is(got, tt.want) {
			t.Errorf("%s: CheckPassword(%q) = %v, want %v", tt.name, tt.password, got, tt.want)
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Anna Ek": "AE", "åsa öst": "ÅÖ", "Anna Maria von Ek": "AE", "Anna": "A", "": "?", "  ": "?",
	} {
		if got := (office.User{Name: name}).Initials(); got != want {
			t.Errorf("initials of %q are %q, want %q", name, got, want)
		}
	}
}

func TestFrameworks(t *testing.T) {
	for form, most := range map[office.Form]int{office.AB: 2, office.EK: 2, office.EF: 3, office.HB: 3, "": 0, "bolag": 0} {
		if got := form.Frameworks(); len(got) != most {
			t.Errorf("%q may choose %v, want %d", form, got, most)
		}
	}
}

const password = "en lång mening om hösten"

// firm is an office service on a database, with a clock that a test moves.
type firm struct {
	*office.Service
	now time.Time
}

func onBoth(t *testing.T, test func(t *testing.T, f *firm)) {
	open := func(t *testing.T, address string) *firm {
		t.Helper()
		db, err := store.Open(context.Background(), address, "test")
		must(t, err)
		t.Cleanup(func() { must(t, db.Close()) })
		f := &firm{now: time.Now()}
		f.Service = office.NewService(db, func() time.Time { return f.now })
		return f
	}
	t.Run("sqlite", func(t *testing.T) { test(t, open(t, storetest.File(t))) })
	t.Run("postgres", func(t *testing.T) { test(t, open(t, testenv.Postgres(t))) })
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestFirstUser(t *testing.T) {
	onBoth(t, func(t *testing.T, f *firm) {
		ctx := t.Context()
		old, err := f.FirstLink(ctx)
		must(t, err)
		secret, err := f.FirstLink(ctx)
		must(t, err)
		for _, tt := range []struct{ name, secret, office, user, email, password, field string }{
			{"no_office", secret, " ", "Anna", "a@b.se", password, "office"},
			{"no_name", secret, "Byrån", "", "a@b.se", password, "name"},
			{"no_email", secret, "Byrån", "Anna", "", password, "email"},
			{"odd_email", secret, "Byrån", "Anna", "a b@c.se", password, "email"},
			{"email_with_a_line_end", secret, "Byrån", "Anna", "a@c.se\nBcc: x", password, "email"},
			{"short_password", secret, "Byrån", "Anna", "a@b.se", "kort", "password"},
		} {
			var field *office.FieldError
			if _, err := f.CreateFirst(ctx, tt.secret, tt.office, tt.user, tt.email, tt.password); !errors.As(err, &field) || field.Field != tt.field {
				t.Errorf("%s: %v, want %s blamed", tt.name, err, tt.field)
			}
		}
		for name, wrong := range map[string]string{"replaced": old, "made_up": "x", "empty": ""} {
			if _, err := f.CreateFirst(ctx, wrong, "Byrån", "Anna Ek", "anna@byran.se", password); !errors.Is(err, office.ErrLink) {
				t.Errorf("with a %s link: %v, want ErrLink", name, err)
			}
		}
		f.now = f.now.Add(73 * time.Hour)
		if _, err := f.CreateFirst(ctx, secret, "Byrån", "Anna Ek", "anna@byran.se", password); !errors.Is(err, office.ErrLink) {
			t.Errorf("after 73 hours: %v, want ErrLink", err)
		}
		f.now = f.now.Add(-2 * time.Hour)
		must(t, f.CheckLink(ctx, secret))
		u, err := f.CreateFirst(ctx, secret, "Byrån", " Anna Ek ", "anna@byran.se", password)
		must(t, err)
		if u.Name != "Anna Ek" || u.Role != office.Admin || u.Office == "" {
			t.Errorf("user %+v", u)
		}
		if err := f.CheckLink(ctx, secret); !errors.Is(err, office.ErrLink) {
			t.Errorf("a used link: %v, want ErrLink", err)
		}
		if _, err := f.FirstLink(ctx); !errors.Is(err, office.ErrSetUp) {
			t.Errorf("another first link: %v, want ErrSetUp", err)
		}
		if got, err := f.SignIn(ctx, " ANNA@byran.se", password, "192.0.2.1"); got != u || err != nil {
			t.Errorf("SignIn = %+v, %v", got, err)
		}
	})
}

// TestSignInSlowsDown: after five failures the next try waits longer and
// longer, also with the right password, and never for ever.
func TestSignInSlowsDown(t *testing.T) {
	onBoth(t, func(t *testing.T, f *firm) {
		ctx := t.Context()
		secret, err := f.FirstLink(ctx)
		must(t, err)
		_, err = f.CreateFirst(ctx, secret, "Byrån", "Anna Ek", "anna@byran.se", password)
		must(t, err)
		for i := range 5 {
			if _, err := f.SignIn(ctx, "anna@byran.se", "fel", "192.0.2.1"); !errors.Is(err, office.ErrSignIn) {
				t.Fatalf("failure %d: %v, want ErrSignIn", i+1, err)
			}
		}
		for _, from := range []string{"192.0.2.1", "192.0.2.2"} { // the address of the user is slow from anywhere
			if _, err := f.SignIn(ctx, "anna@byran.se", password, from); !errors.Is(err, office.ErrTooMany) {
				t.Errorf("the right password at once from %s: %v, want ErrTooMany", from, err)
			}
		}
		if _, err := f.SignIn(ctx, "nobody@byran.se", password, "192.0.2.1"); !errors.Is(err, office.ErrTooMany) {
			t.Errorf("another user from the same network address: %v, want ErrTooMany", err)
		}
		if _, err := f.SignIn(ctx, "nobody@byran.se", password, "192.0.2.3"); !errors.Is(err, office.ErrSignIn) {
			t.Errorf("nobody from elsewhere: %v, want ErrSignIn", err)
		}
		f.now = f.now.Add(time.Second)
		if _, err := f.SignIn(ctx, "anna@byran.se", "fel", "192.0.2.1"); !errors.Is(err, office.ErrSignIn) {
			t.Errorf("after a second: %v, want ErrSignIn", err)
		}
		f.now = f.now.Add(time.Second)
		if _, err := f.SignIn(ctx, "anna@byran.se", password, "192.0.2.1"); !errors.Is(err, office.ErrTooMany) {
			t.Errorf("after another second: %v, want ErrTooMany", err)
		}
		f.now = f.now.Add(15 * time.Minute)
		if _, err := f.SignIn(ctx, "anna@byran.se", password, "192.0.2.1"); err != nil {
			t.Errorf("after fifteen minutes: %v", err)
		}
		if _, err := f.SignIn(ctx, "anna@byran.se", "fel", "192.0.2.1"); !errors.Is(err, office.ErrSignIn) {
			t.Errorf("a failure after a success: %v, want ErrSignIn: the count begins anew", err)
		}
	})
}

// TestProve: only the password of the person who asks proves it, and failures
// slow down as those of signing in do.
func TestProve(t *testing.T) {
	onBoth(t, func(t *testing.T, f *firm) {
		ctx := t.Context()
		secret, err := f.FirstLink(ctx)
		must(t, err)
		u, err := f.CreateFirst(ctx, secret, "Byrån", "Anna Ek", "anna@byran.se", password)
		must(t, err)
		must(t, f.Prove(ctx, u, password, "192.0.2.1"))
		other := u
		other.ID = "someone-else"
		if err := f.Prove(ctx, other, password, "192.0.2.1"); !errors.Is(err, office.ErrProof) {
			t.Errorf("another user with the same address: %v, want ErrProof", err)
		}
		for i := range 5 {
			if err := f.Prove(ctx, u, "fel", "192.0.2.1"); !errors.Is(err, office.ErrProof) {
				t.Fatalf("failure %d: %v, want ErrProof", i+1, err)
			}
		}
		if err := f.Prove(ctx, u, password, "192.0.2.2"); !errors.Is(err, office.ErrTooMany) {
			t.Errorf("the right password at once: %v, want ErrTooMany", err)
		}
		if _, err := f.SignIn(ctx, "anna@byran.se", password, "192.0.2.3"); !errors.Is(err, office.ErrTooMany) {
			t.Errorf("signing in after it: %v, want ErrTooMany: the failures count together", err)
		}
	})
}
