package office

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
)

// Reasons why a password is refused.
var (
	ErrPasswordShort  = errors.New("the password is shorter than 12 characters")
	ErrPasswordLong   = errors.New("the password is longer than 128 characters")
	ErrPasswordCommon = errors.New("the password is easy to guess")
)

// hashing follows safety section 7.5: 19 MiB, two passes, one lane.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// CheckPassword tells why a password may not be used. Any characters are
// allowed. Source: ASVS 5.0 items 6.2.1–6.2.12.
func CheckPassword(password string, u User) error {
	switch n := utf8.RuneCountInString(password); {
	case n < 12:
		return ErrPasswordShort
	case n > 128:
		return ErrPasswordLong
	}
	lower := strings.ToLower(password)
	first, _ := utf8.DecodeRuneInString(lower)
	if strings.Trim(lower, string(first)) == "" {
		return ErrPasswordCommon
	}
	local, _, _ := strings.Cut(strings.ToLower(u.Email), "@")
	guesses := append([]string{"bokslut", "fortnox", "password", "lösenord", "123456789", "qwertyuiop", local}, strings.Fields(strings.ToLower(u.Name))...)
	for _, guess := range guesses {
		if len(guess) >= 4 && strings.Contains(lower, guess) {
			return ErrPasswordCommon
		}
	}
	return nil
}

// HashPassword gives the text to store.
func HashPassword(password string) (string, error) {
	return argon2id.CreateHash(password, hashing)
}

// unknownUser is compared with when nobody has the address, so that an unknown
// user costs the same work as a known one.
var unknownUser = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash(rand.Text(), hashing)
	if err != nil {
		panic(fmt.Sprintf("office: hash for unknown users: %v", err))
	}
	return hash
})

func passwordMatches(password, hash string) bool {
	known := hash != ""
	if !known {
		hash = unknownUser()
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return err == nil && ok && known
}
