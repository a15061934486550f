package main

import (
	"fmt"
	"path/filepath"

	"bokslut/internal/store"
)

type restoredCommand struct {
	Data     string `help:"Folder for the database." default:"bokslut-data" env:"BOKSLUT_DATA" type:"path"`
	Database string `help:"postgres:// address, or a SQLite file. Default: bokslut.db in the data folder." env:"BOKSLUT_DATABASE"`
}

// Run says that the database comes from a backup or a copy.
func (c restoredCommand) Run(w *world) error {
	address := c.Database
	if address == "" {
		address = filepath.Join(c.Data, "bokslut.db")
	}
	db, err := store.Open(w.ctx, address, version)
	if err != nil {
		return fmt.Errorf("database %s: %w", withoutPassword(address), err)
	}
	defer db.Close()
	if err := db.DeclareRestored(w.ctx); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w.stdout, "noted: nothing is sent to Fortnox from an engagement before it has been imported anew")
	return err
}
