package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"keephope/config"
	"keephope/models"
	"keephope/views/locale"
)

// Why the program could not start.
var (
	errAddress  = errors.New("cannot listen")
	errFolder   = errors.New("the data folder cannot be used")
	errDatabase = errors.New("the database cannot be reached")
)

// notAway says of an error that the database is away where an operator has to look: at the folder or at the server.
func notAway(cfg config.Config, err error) error {
	switch {
	case models.KindOf(err) != models.Unavailable:
		return err
	case cfg.UsesPostgres():
		return fmt.Errorf("%w: %w", errDatabase, err)
	}
	return fmt.Errorf("%w: %w", errFolder, err)
}

// Explain turns an error into one sentence for whoever started the program: the variable to change, and an example.
func Explain(err error) string {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return "another program listens on this address already. Stop it, or set KEEPHOPE_ADDR. Example: 127.0.0.1:8081 (" + cause(err) + ")"
	case errors.Is(err, errAddress):
		return "the program cannot listen on this address. Set KEEPHOPE_ADDR. Example: 127.0.0.1:8081 (" + cause(err) + ")"
	case errors.Is(err, models.ErrNoDatabase):
		return "the file keephope.db in the data folder is not a SQLite database, or is damaged. Restore a backup, or set KEEPHOPE_DATA to another folder. " +
			"Example: /var/lib/keephope (" + cause(err) + ")"
	case errors.Is(err, errFolder), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "the data folder cannot be written. Set KEEPHOPE_DATA to a folder of yours. Example: /var/lib/keephope (" + cause(err) + ")"
	case errors.Is(err, errDatabase):
		return "the database cannot be reached. Start it, or set KEEPHOPE_DATABASE_URL. " +
			"Example: postgres://keephope:PASSWORD@db.example.org:5432/keephope?sslmode=verify-full (" + cause(err) + ")"
	}
	var e *models.Error
	if errors.As(err, &e) && e.Key != "" { // the sentence that a reader of the pages gets
		return sentence(locale.For(locale.English).T(e.Key, e.Args...))
	}
	return err.Error()
}

// sentence is a text as it goes on behind the program's name.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
}

// cause is what the system said, in one line.
func cause(err error) string {
	var network *net.OpError
	var path *fs.PathError
	switch {
	case errors.As(err, &network):
		return network.Error()
	case errors.As(err, &path):
		return path.Error()
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}
