package server

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"keephope/config"
)

// private is the mode of what the program keeps on disk: nobody else reads it. SQLite gives its other files the mode of
// the first.
const private = 0o600

// keepPrivate makes the SQLite file where there is none, and takes it from the eyes of others where it lies open. What a
// group may do is the operator's choice.
func keepPrivate(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, private)
	if err != nil {
		return fmt.Errorf("%w: %w", errFolder, err)
	}
	defer file.Close()
	about, err := file.Stat()
	if err != nil {
		return fmt.Errorf("%w: %w", errFolder, err)
	}
	if mode := about.Mode().Perm(); mode&0o007 != 0 {
		err = file.Chmod(mode &^ 0o007)
	}
	if errors.Is(err, fs.ErrPermission) { // somebody else's file that we may write: its owner's choice
		return nil
	}
	return err
}

// mustBeThere returns an error where a command would only look at a database that nobody has made yet.
func mustBeThere(cfg config.Config) error {
	if cfg.UsesPostgres() {
		return nil
	}
	if _, err := os.Stat(cfg.SQLitePath()); !errors.Is(err, fs.ErrNotExist) {
		return nil // whatever it is, opening it tells
	}
	return fmt.Errorf("there is no database %s: keephope serve makes it at its first start. If yours is elsewhere, set KEEPHOPE_DATA or KEEPHOPE_DATABASE_URL", cfg.SQLitePath())
}
