// Package migrations holds the schema as SQL, one set for both databases, and brings a database up to it.
//
// A file is a text/template with a few placeholders for what the two databases call differently (Dialect);
// everything else is plain SQL that both understand. Files only go forward; old and new code must be able to
// run side by side during an upgrade. River's tables come from River and are brought up under the same lock.
package migrations

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"strings"
	"testing/fstest"
	"text/template"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed *.sql
var files embed.FS

// ErrNewer says that the database was written by a newer program than this one.
var ErrNewer = errors.New("the database has a newer schema than this program: start the newer program, or restore a backup")

// Dialect names one of the two databases, and what it calls a type.
type Dialect struct {
	Name string // "sqlite" or "postgres"

	Key, Text, Int, Ref, Bool, Bytes, JSON, Time string // column types

	Serial string // a whole primary key column type that counts by itself
}

// SQLite is the default database.
func SQLite() Dialect {
	return Dialect{
		Name: "sqlite",
		Key:  "text", Text: "text", Int: "integer", Ref: "integer", Bool: "boolean", Bytes: "blob", JSON: "text", Time: "timestamp",
		Serial: "integer PRIMARY KEY AUTOINCREMENT",
	}
}

// Postgres is the database of production. Keys compare byte by byte, as SQLite's do.
func Postgres() Dialect {
	return Dialect{
		Name: "postgres",
		Key:  `text COLLATE "C"`, Text: "text", Int: "integer", Ref: "bigint", Bool: "boolean", Bytes: "bytea", JSON: "text", Time: "timestamptz",
		Serial: "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
	}
}

// Up brings db to the newest schema: ours, then River's, under one lock, so that any number of replicas may start
// at once. Returns ErrNewer if the database is ahead of this program.
func Up(ctx context.Context, db *sql.DB, d Dialect) error {
	release, err := lock(ctx, db, d)
	if err != nil {
		return fmt.Errorf("lock for migration: %w", err)
	}
	defer release()
	provider, err := open(db, d)
	if err != nil {
		return err
	}
	if err := refuseNewer(ctx, provider); err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return upRiver(ctx, db, d)
}

// Line is one migration and whether the database has it.
type Line struct {
	Version int64
	Name    string
	Applied bool
}

// Status lists every migration in order.
func Status(ctx context.Context, db *sql.DB, d Dialect) ([]Line, error) {
	provider, err := open(db, d)
	if err != nil {
		return nil, err
	}
	states, err := provider.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("read migration status: %w", err)
	}
	lines := make([]Line, 0, len(states))
	for _, s := range states {
		lines = append(lines, Line{Version: s.Source.Version, Name: s.Source.Path, Applied: s.State == goose.StateApplied})
	}
	return lines, nil
}

// Current returns nil if the schema is exactly this program's: ErrNewer if it is ahead, another error if it is behind.
func Current(ctx context.Context, db *sql.DB, d Dialect) error {
	provider, err := open(db, d)
	if err != nil {
		return err
	}
	if err := refuseNewer(ctx, provider); err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if pending {
		return errors.New("the database has an older schema than this program: run keephope migrate up")
	}
	return nil
}

func refuseNewer(ctx context.Context, provider *goose.Provider) error {
	have, want, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if have > want {
		return ErrNewer
	}
	return nil
}

func open(db *sql.DB, d Dialect) (*goose.Provider, error) {
	rendered, err := Render(d)
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectPostgres
	if d.Name == "sqlite" {
		dialect = goose.DialectSQLite3
	}
	provider, err := goose.NewProvider(dialect, db, rendered, goose.WithDisableGlobalRegistry(true), goose.WithLogger(log.New(discard{}, "", 0)))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}

// Render returns the SQL files as database d reads them. A file name_sqlite.sql or name_postgres.sql is taken for
// that database only, under the common name.
func Render(d Dialect) (fs.FS, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	out := fstest.MapFS{}
	for _, name := range names {
		common, only := strings.CutSuffix(name, "_"+d.Name+".sql")
		if !only && (strings.HasSuffix(name, "_sqlite.sql") || strings.HasSuffix(name, "_postgres.sql")) {
			continue
		}
		if only {
			common += ".sql"
		} else {
			common = name
		}
		t, err := template.ParseFS(files, name)
		if err != nil {
			return nil, fmt.Errorf("parse migration: %w", err)
		}
		var sqlText bytes.Buffer
		sqlText.WriteString("-- +goose Up\n")
		if err := t.Execute(&sqlText, d); err != nil {
			return nil, fmt.Errorf("render migration: %w", err)
		}
		out[common] = &fstest.MapFile{Data: sqlText.Bytes()}
	}
	return out, nil
}

func upRiver(ctx context.Context, db *sql.DB, d Dialect) error {
	var driver riverdriver.Driver[*sql.Tx] = riverdatabasesql.New(db)
	if d.Name == "sqlite" {
		driver = riversqlite.New(db)
	}
	migrator, err := rivermigrate.New(driver, nil)
	if err != nil {
		return fmt.Errorf("read job migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate jobs: %w", err)
	}
	return nil
}

// discard swallows what goose would print: the program says itself what it did.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
