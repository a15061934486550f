package connection

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// KeyLength is the length of the installation key and of every office key.
const KeyLength = 32

// ErrSealed says that a secret cannot be opened with the keys at hand: the
// installation key is another one, or the row was altered.
var ErrSealed = errors.New("the secret cannot be opened with this installation key")

// KeyStore keeps each office's data key, wrapped by the installation key.
type KeyStore interface {
	// OfficeKey gives the office's newest key; ErrNotFound when it has none.
	OfficeKey(ctx context.Context, office string) (id string, wrapped []byte, err error)
	// AddOfficeKey keeps the first key; another one added meanwhile wins.
	AddOfficeKey(ctx context.Context, office, id string, wrapped []byte) error
}

// A Sealer encrypts secrets at rest: AES-256-GCM under a key per office, which
// the installation key wraps. What a secret belongs to is bound into it, so
// that a ciphertext moved to another row does not open.
// Source: safety requirement R105.
type Sealer struct {
	installation cipher.AEAD
	keys         KeyStore
}

// NewSealer takes the installation key, KeyLength bytes.
func NewSealer(installationKey []byte, keys KeyStore) (*Sealer, error) {
	aead, err := gcm(installationKey)
	if err != nil {
		return nil, err
	}
	return &Sealer{installation: aead, keys: keys}, nil
}

func gcm(key []byte) (cipher.AEAD, error) {
	if len(key) != KeyLength {
		return nil, fmt.Errorf("key of %d bytes: want %d", len(key), KeyLength)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// Seal encrypts a secret that belongs to place, as "connection/client/tokens".
func (s *Sealer) Seal(ctx context.Context, office, place string, secret []byte) ([]byte, error) {
	id, aead, err := s.officeKey(ctx, office)
	if err != nil {
		return nil, err
	}
	sealed := aead.Seal(nil, nil, secret, bound(office, place, id))
	return append([]byte(id+":"), sealed...), nil
}

// Open decrypts what Seal made for the same office and place, or ErrSealed.
func (s *Sealer) Open(ctx context.Context, office, place string, sealed []byte) ([]byte, error) {
	id, aead, err := s.officeKey(ctx, office)
	if err != nil {
		return nil, err
	}
	rest, ok := strings.CutPrefix(string(sealed), id+":")
	if !ok {
		return nil, ErrSealed
	}
	secret, err := aead.Open(nil, nil, []byte(rest), bound(office, place, id))
	if err != nil {
		return nil, ErrSealed
	}
	return secret, nil
}

func bound(office, place, keyID string) []byte {
	return []byte(office + "\x00" + place + "\x00" + keyID)
}

func (s *Sealer) officeKey(ctx context.Context, office string) (string, cipher.AEAD, error) {
	id, wrapped, err := s.keys.OfficeKey(ctx, office)
	if errors.Is(err, ErrNotFound) {
		if err := s.addKey(ctx, office); err != nil {
			return "", nil, err
		}
		id, wrapped, err = s.keys.OfficeKey(ctx, office)
	}
	if err != nil {
		return "", nil, err
	}
	key, err := s.installation.Open(nil, nil, wrapped, bound(office, "office-key", id))
	if err != nil {
		return "", nil, ErrSealed
	}
	aead, err := gcm(key)
	return id, aead, err
}

func (s *Sealer) addKey(ctx context.Context, office string) error {
	random := make([]byte, KeyLength+8)
	_, _ = rand.Read(random) // never fails: it ends the process instead
	id := hex.EncodeToString(random[KeyLength:])
	wrapped := s.installation.Seal(nil, nil, random[:KeyLength], bound(office, "office-key", id))
	return s.keys.AddOfficeKey(ctx, office, id, wrapped)
}
