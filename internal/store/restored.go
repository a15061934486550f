package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Restored is when the database was last found, or said, to come from a backup
// or a copy; zero when it never was. A server that another has taken over from
// is found out here. Source: safety requirement R29.
func (s *Store) Restored(ctx context.Context) (time.Time, error) {
	if s.beside == "" {
		if err := s.followServer(ctx); err != nil {
			return time.Time{}, err
		}
	}
	var at int64
	err := s.read(ctx, "", func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT at FROM restored WHERE one = 1`).Scan(&at)
	})
	if err != nil || at == 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(at).UTC(), nil
}

// DeclareRestored says that the database comes from a backup or a copy.
func (s *Store) DeclareRestored(ctx context.Context) error {
	return s.write(ctx, "", func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE restored SET at = $1 WHERE one = 1`, millis(now))
		return err
	})
}

// NewEpoch begins another life of a database that is a file, before something
// is sent that an older backup would not know of: that backup names an epoch
// that the file beside the database names no more. A server counts its lives
// itself.
func (s *Store) NewEpoch(ctx context.Context) error {
	if s.beside == "" {
		return nil
	}
	s.turning.Lock()
	defer s.turning.Unlock()
	old, err := s.epoch(ctx)
	if err != nil {
		return err
	}
	// No secret: it need only differ. A simulation fixes crypto/rand, and draws
	// from it what every database draws alike.
	next := fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64())
	if err := writeEpochs(s.beside, old, next); err != nil { // whichever of them a crash leaves is right
		return err
	}
	err = s.write(ctx, "", func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE restored SET epoch = $1 WHERE one = 1`, next)
		return err
	})
	if err != nil {
		return err
	}
	return writeEpochs(s.beside, next)
}

func (s *Store) epoch(ctx context.Context) (string, error) {
	var epoch string
	err := s.read(ctx, "", func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT epoch FROM restored WHERE one = 1`).Scan(&epoch)
	})
	return epoch, err
}

// followServer compares the life that the server says it is in with the one
// that the database remembers. A recovery from a backup and a standby that takes
// over begin another one; so does a dump that is read into a new database. Where
// the server does not tell, nothing is found out.
func (s *Store) followServer(ctx context.Context) error {
	life, err := s.dialect.life(ctx, s.db)
	if err != nil || life == "" {
		return err
	}
	known, err := s.epoch(ctx)
	if err != nil || known == life {
		return err
	}
	return s.write(ctx, "", func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE restored SET at = CASE WHEN epoch = '' THEN at ELSE $1 END, epoch = $2 WHERE one = 1 AND epoch = $3`,
			millis(now), life, known)
		return err
	})
}

// notice finds out at the start whether the database is the one that was there
// before: the file beside it names its epoch, or the server tells.
func (s *Store) notice(ctx context.Context) error {
	if s.beside == "" {
		return s.followServer(ctx)
	}
	epoch, err := s.epoch(ctx)
	if err != nil {
		return err
	}
	known, err := os.ReadFile(s.beside)
	switch {
	case errors.Is(err, fs.ErrNotExist) && epoch == "": // it is new, or from before this was looked at
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case slices.Contains(strings.Fields(string(known)), epoch):
		return nil
	}
	if err := s.DeclareRestored(ctx); err != nil {
		return err
	}
	return s.NewEpoch(ctx)
}

// writeEpochs replaces the file, wholly or not at all.
func writeEpochs(path string, epochs ...string) error {
	temporary := path + ".new"
	f, err := os.OpenFile(temporary, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(strings.Join(epochs, "\n") + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
