package main

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"bokslut/internal/connection"
)

type keyCommand struct {
	File string `arg:"" help:"The file to make. It must not exist." type:"path"`
}

// Run makes a key that only its owner can read.
func (c keyCommand) Run(w *world) error {
	if err := makeKey(c.File); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w.stdout, "made %s: keep a copy outside this machine; without it every connection to Fortnox must be made again\n", c.File)
	return err
}

func makeKey(path string) error {
	key := make([]byte, connection.KeyLength)
	_, _ = rand.Read(key) // never fails: it ends the process instead
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o400)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, base64.StdEncoding.EncodeToString(key))
	if syncErr := f.Sync(); err == nil {
		err = syncErr
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// readKey reads the installation key. A file that others than its owner may
// read is refused.
func readKey(path string) ([]byte, error) {
	text, err := readSecret(path)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != connection.KeyLength {
		return nil, fmt.Errorf("%s holds no installation key: make one with bokslut key FILE", path)
	}
	return key, nil
}

// readSecret reads a one-line secret from a file that only its owner may read,
// or that the service manager handed over.
func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	handedOver := os.Getenv("CREDENTIALS_DIRECTORY") != "" && filepath.Dir(path) == os.Getenv("CREDENTIALS_DIRECTORY")
	if mode := info.Mode().Perm(); mode&0o077 != 0 && !handedOver {
		return "", fmt.Errorf("%s can be read by others (mode %04o): chmod 0400 it", path, mode)
	}
	b, err := os.ReadFile(path)
	return strings.TrimSpace(string(b)), err
}
