package models

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	sqlitedriver "modernc.org/sqlite"
)

// slowStatement is how long a statement may take before the log names it (never its parameters).
const slowStatement = 500 * time.Millisecond

// busyTimeout is how long, in milliseconds, a writer of SQLite waits for the one before it.
const busyTimeout = 10_000

// sqlitePragmas reach every connection through the address. _txlock=immediate: without it, of 400 concurrent
// read-then-write transactions 187 failed. secure_delete overwrites what a quieter change deletes.
const sqlitePragmas = "?_txlock=immediate&_time_format=sqlite&_timezone=UTC&_busy_timeout=10000&_journal_mode=WAL" +
	"&_synchronous=FULL&_foreign_keys=1&_defensive=1&_pragma=secure_delete(1)"

// IsPostgres reports whether a database address names a PostgreSQL server; any other is a SQLite file.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// ErrNoDatabase says that the SQLite file is none, or is damaged.
var ErrNoDatabase = errors.New("the file is not a SQLite database, or is damaged")

// readable names the error of a file that is no database. Numbers: sqlite.org/rescode.html.
func readable(err error) error {
	var e *sqlitedriver.Error
	if errors.As(err, &e) && (e.Code()&0xff == 11 || e.Code()&0xff == 26) { // CORRUPT, NOTADB
		return fmt.Errorf("%w: %w", ErrNoDatabase, err)
	}
	return err
}

// listStatements is how many statements of lists SQLite keeps parsed: about one for each form that a query can have.
const listStatements = 200

func connect(o Options) (*gorm.DB, string, error) {
	settings := &gorm.Config{
		TranslateError:         true,
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true, // Open asks itself, and tells what is wrong without gorm's own log line
		NowFunc:                func() time.Time { return o.Now().UTC() },
		Logger:                 statementLog(o),
		PrepareStmtMaxSize:     listStatements,
	}
	if IsPostgres(o.URL) {
		db, err := gorm.Open(postgres.Open(o.URL), settings)
		if err != nil {
			return nil, "", fmt.Errorf("%w: %w", errDatabaseAway, err)
		}
		return db, "postgres", limitPool(db, 20)
	}
	pool, err := sql.Open("sqlite", "file:"+(&url.URL{Path: o.URL}).EscapedPath()+sqlitePragmas)
	if err != nil {
		return nil, "", err
	}
	db, err := gorm.Open(pureSQLite{sqlite.New(sqlite.Config{Conn: pool})}, settings)
	if err != nil {
		return nil, "", readable(err)
	}
	return db, "sqlite", limitPool(db, 8)
}

func limitPool(db *gorm.DB, connections int) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return nil
}

// countStatements counts what gorm runs from now on.
func countStatements(db *gorm.DB) (*atomic.Uint64, error) {
	n := &atomic.Uint64{}
	count := func(*gorm.DB) { n.Add(1) }
	on := db.Callback()
	return n, errors.Join(
		on.Create().Before("*").Register("count", count), on.Query().Before("*").Register("count", count),
		on.Update().Before("*").Register("count", count), on.Delete().Before("*").Register("count", count),
		on.Row().Before("*").Register("count", count), on.Raw().Before("*").Register("count", count),
	)
}

// pureSQLite is gorm's SQLite dialect over the pure Go driver, whose errors the dialect cannot read.
type pureSQLite struct{ gorm.Dialector }

// Translate names the errors that the code above asks about. Numbers: sqlite.org/rescode.html.
func (pureSQLite) Translate(err error) error {
	var e *sqlitedriver.Error
	if !errors.As(err, &e) {
		return err
	}
	switch code := e.Code(); {
	case code == 1555 || code == 2067: // PRIMARYKEY, UNIQUE
		return fmt.Errorf("%w: %w", gorm.ErrDuplicatedKey, err)
	case code == 787: // FOREIGNKEY
		return fmt.Errorf("%w: %w", gorm.ErrForeignKeyViolated, err)
	}
	return err
}
