package memory

import (
	"bytes"
	"context"
	"time"
)

// Sessions are the browser sessions of a store.
type Sessions struct{ store *Store }

// Sessions gives the session store.
func (s *Store) Sessions() Sessions { return Sessions{s} }

// FindCtx gives the data of a session that has not expired.
func (s Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.store.write(ctx, func() error {
		known, ok := s.store.sessions[token]
		if found = ok && known.expires.After(s.store.now()); found {
			data = bytes.Clone(known.data)
		}
		return nil
	})
	return data, found, err
}

// CommitCtx saves a session.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	return s.store.write(ctx, func() error {
		s.store.sessions[token] = session{bytes.Clone(data), expires}
		return nil
	})
}

// DeleteCtx ends a session.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.store.write(ctx, func() error {
		delete(s.store.sessions, token)
		return nil
	})
}
