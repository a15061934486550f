package office

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"bokslut/internal/audit"
)

// Store keeps offices, users and clients. Both databases satisfy it.
type Store interface {
	// UserByEmail finds a user and the password hash in any office.
	UserByEmail(ctx context.Context, email string) (User, string, error)
	User(ctx context.Context, office, id string) (User, error)
	Users(ctx context.Context, office string) ([]User, error)
	// CreateOffice saves the first user of a new office and uses up the link.
	// It returns ErrLink when no unused link has this hash.
	CreateOffice(ctx context.Context, name string, first User, passwordHash, linkHash string, event audit.Event) error
	HasUsers(ctx context.Context) (bool, error)
	// HasLink tells whether an unused link has this hash at the time.
	HasLink(ctx context.Context, hash string, at time.Time) (bool, error)
	// SaveLink replaces the link for the first user.
	SaveLink(ctx context.Context, hash string, expires time.Time) error

	Clients(ctx context.Context, office string) ([]Client, error)
	Client(ctx context.Context, office, id string) (Client, error)
	// SaveClient creates or changes a client; a stale Version is ErrConflict.
	SaveClient(ctx context.Context, office string, c Client, event audit.Event) error

	// Attempts keeps count of failed sign-ins per key and gives when the next
	// may be made.
	FailedSignIn(ctx context.Context, key string) (failures int, last time.Time, err error)
	NoteSignIn(ctx context.Context, key string, failed bool, at time.Time) error
	SaveEvent(ctx context.Context, office string, event audit.Event) error

	Rules(ctx context.Context, office string) (Rules, error)
	// SaveRules replaces the rules that were read with this Version, else ErrConflict.
	SaveRules(ctx context.Context, office string, r Rules, event audit.Event) error
	// Choice gives what a user chose under a key, or nothing.
	Choice(ctx context.Context, office, user, key string) (string, error)
	SaveChoice(ctx context.Context, office, user, key, value string) error
}

// ErrConflict says that somebody else changed the row in between.
var ErrConflict = errors.New("changed by somebody else in between")

// Service is the door to the office.
type Service struct {
	store Store
	now   func() time.Time
}

// NewService makes the door; now is the clock.
func NewService(store Store, now func() time.Time) *Service {
	return &Service{store: store, now: now}
}

// NewID makes an identity that cannot be guessed: 80 random bits.
func NewID() string { return strings.ToLower(rand.Text()[:16]) }

// NewSecret makes a secret for a link: at least 128 random bits, with the hash
// that is stored instead of it.
func NewSecret() (secret, hash string) {
	secret = rand.Text()
	return secret, HashSecret(secret)
}

// HashSecret is how a secret is stored.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// FirstLink makes the one-time secret by which the first user is created, and
// ErrSetUp once there is a user. It replaces earlier links; it lives 72 hours.
func (s *Service) FirstLink(ctx context.Context) (string, error) {
	switch has, err := s.store.HasUsers(ctx); {
	case err != nil:
		return "", err
	case has:
		return "", ErrSetUp
	}
	secret, hash := NewSecret()
	return secret, s.store.SaveLink(ctx, hash, s.now().Add(72*time.Hour))
}

// CheckLink tells whether the first user can be created by the secret: ErrLink
// when it is used up, too old or made up.
func (s *Service) CheckLink(ctx context.Context, secret string) error {
	ok, err := s.store.HasLink(ctx, HashSecret(secret), s.now())
	if err == nil && !ok {
		return ErrLink
	}
	return err
}

// CreateFirst makes the office and its first user, an administrator.
func (s *Service) CreateFirst(ctx context.Context, secret, office, name, email, password string) (User, error) {
	u := User{Office: NewID(), ID: NewID(), Name: strings.TrimSpace(name), Email: strings.TrimSpace(email), Role: Admin}
	if err := checkUser(u, office); err != nil {
		return User{}, err
	}
	if err := CheckPassword(password, u); err != nil {
		return User{}, &FieldError{"password", err}
	}
	hash, err := HashPassword(password)
	if err != nil {
		return User{}, err
	}
	event := audit.Event{Office: u.Office, Stream: audit.OfficeStream, At: s.now(), User: u.ID, What: "office.created", Object: u.Office}
	return u, s.store.CreateOffice(ctx, strings.TrimSpace(office), u, hash, HashSecret(secret), event)
}

var errMissing = errors.New("missing")

// IsMissing tells whether a FieldError says that nothing was written.
func IsMissing(err error) bool { return errors.Is(err, errMissing) }

// ErrEmail says that a text is no e-mail address.
var ErrEmail = errors.New("not an e-mail address")

func checkUser(u User, office string) error {
	switch {
	case strings.TrimSpace(office) == "":
		return &FieldError{"office", errMissing}
	case u.Name == "":
		return &FieldError{"name", errMissing}
	case u.Email == "":
		return &FieldError{"email", errMissing}
	case !strings.Contains(u.Email, "@") || strings.ContainsAny(u.Email, " <>\"\r\n"):
		return &FieldError{"email", ErrEmail}
	}
	return nil
}

// SignIn finds the user with this e-mail address and password, or ErrSignIn.
// After five failures for an address or from a network address the next try
// waits 1 s, 2 s, 4 s … up to 15 minutes: ErrTooMany.
func (s *Service) SignIn(ctx context.Context, email, password, from string) (User, error) {
	u, err := s.known(ctx, strings.TrimSpace(email), password, from)
	if err != nil {
		return User{}, err
	}
	return u, s.store.SaveEvent(ctx, u.Office, audit.Event{
		Office: u.Office, Stream: audit.OfficeStream, At: s.now(), User: u.ID, What: "user.signed-in", Object: u.ID,
	})
}

// Prove tells whether it is by who asks: the password is by's own, or ErrProof.
// Failures count together with those of SignIn and slow down as they do. Source:
// safety requirement R71, with the password until there is a second factor.
func (s *Service) Prove(ctx context.Context, by User, password, from string) error {
	u, err := s.known(ctx, by.Email, password, from)
	switch {
	case errors.Is(err, ErrSignIn):
		return ErrProof
	case err != nil:
		return err
	case u.Office != by.Office || u.ID != by.ID:
		return ErrProof
	}
	return s.store.SaveEvent(ctx, u.Office, audit.Event{
		Office: u.Office, Stream: audit.OfficeStream, At: s.now(), User: u.ID, What: "user.proved", Object: u.ID,
	})
}

// known finds the user with this address and password, and notes the try.
func (s *Service) known(ctx context.Context, email, password, from string) (User, error) {
	keys := []string{"user " + strings.ToLower(email), "address " + from}
	for _, key := range keys {
		if err := s.mayTry(ctx, key); err != nil {
			return User{}, err
		}
	}
	u, hash, err := s.store.UserByEmail(ctx, email)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return User{}, err
	}
	ok := passwordMatches(password, hash)
	for _, key := range keys {
		if err := s.store.NoteSignIn(ctx, key, !ok, s.now()); err != nil {
			return User{}, err
		}
	}
	if !ok {
		return User{}, ErrSignIn
	}
	return u, nil
}

func (s *Service) mayTry(ctx context.Context, key string) error {
	failures, last, err := s.store.FailedSignIn(ctx, key)
	if err != nil || failures < 5 {
		return err
	}
	wait := min(time.Second<<min(failures-5, 20), 15*time.Minute)
	if s.now().Before(last.Add(wait)) {
		return fmt.Errorf("%w: wait %s", ErrTooMany, wait)
	}
	return nil
}

// User finds a colleague of by.
func (s *Service) User(ctx context.Context, by User, id string) (User, error) {
	return s.store.User(ctx, by.Office, id)
}

// Users lists the office's users by name.
func (s *Service) Users(ctx context.Context, by User) ([]User, error) {
	return s.store.Users(ctx, by.Office)
}

// Clients lists the office's clients by name.
func (s *Service) Clients(ctx context.Context, by User) ([]Client, error) {
	return s.store.Clients(ctx, by.Office)
}

// Client finds one of the office's clients.
func (s *Service) Client(ctx context.Context, by User, id string) (Client, error) {
	return s.store.Client(ctx, by.Office, id)
}
