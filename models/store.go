// Package models holds the nouns of a coalition, their rules, their queries and the ledger.
//
// It is the only layer that knows the database. Everything read names its reader (an Actor) and passes one
// visibility rule; every change is one method of Store that authorises, validates, writes rows, an Event and its
// jobs in one transaction. What an actor may do stands beside the noun: grep 'func (a Actor) May' prints the policy.
// Files are called by their noun; which of those of a joint action holds what stands in docs/architecture.md.
package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"keephope/models/job"
	"keephope/models/picture"
	"keephope/models/seal"
)

// Options is what a Store needs from outside. Every field but Log is required.
type Options struct {
	URL  string           // postgres://…, or the path of a SQLite file
	Keys seal.Ring        // sealed fields and look-up hashes
	Now  func() time.Time // the one clock
	Rand io.Reader        // the one source of randomness; crypto/rand outside tests
	Log  *slog.Logger     // slow or failed statements, without their parameters
}

// Store reads and changes everything. Safe for concurrent use.
type Store struct {
	db      *gorm.DB
	parsed  *gorm.DB // SQLite: keeps the statements of lists parsed; PostgreSQL's driver does so itself
	dialect string
	keys    seal.Ring
	now     func() time.Time
	rand    io.Reader
	jobs    *job.Client
	facets  *facetsCache
	names   *foldedNames

	lists listBounds // tests lower them

	pictures *picture.Workshop

	onQuieter func()
	onListed  func()
	featured  featuredSnapshot

	statements *atomic.Uint64
}

// Open connects to the database without touching its schema (package migrations does that).
func Open(ctx context.Context, o Options) (*Store, error) {
	db, dialect, err := connect(o)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("%w: %w", errDatabaseAway, err)
	}
	jobs, err := job.NewClient(pool, dialect)
	if err != nil {
		_ = pool.Close()
		return nil, err
	}
	statements, err := countStatements(db)
	if err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("count statements: %w", err)
	}
	var parsed *gorm.DB
	if dialect == "sqlite" {
		parsed = db.Session(&gorm.Session{PrepareStmt: true})
	}
	return &Store{
		db: db, parsed: parsed, dialect: dialect, keys: o.Keys, now: o.Now, rand: o.Rand, jobs: jobs, facets: &facetsCache{}, names: newFoldedNames(),
		lists:    listBounds{gathered: gatheredMatches, counted: MaxMatches},
		pictures: picture.NewWorkshop(picture.DefaultLimits()), onQuieter: func() {}, onListed: func() {}, statements: statements,
	}, nil
}

// SQL returns the connection pool and the dialect's name ("sqlite" or "postgres"), for migrations and workers.
func (s *Store) SQL() (*sql.DB, string) {
	pool, _ := s.db.DB() // cannot fail: Open asked already
	return pool, s.dialect
}

// Statements returns how many SQL statements this Store has run, beside those of jobs and the ends of transactions.
func (s *Store) Statements() uint64 { return s.statements.Load() }

// OnQuieter sets what runs in this process after every committed change that makes something less visible.
// On PostgreSQL such a change also notifies the channel QuieterChannel, for the other replicas.
func (s *Store) OnQuieter(f func()) { s.onQuieter = f }

// OnListed sets what runs in this process after every other committed change of what everybody reads. Other replicas learn of
// such a change when what they remember has outlived its second.
func (s *Store) OnListed(f func()) { s.onListed = f }

// QuieterChannel is the PostgreSQL notification channel of quieter changes.
const QuieterChannel = "keephope_quieter"

// Keys is the ring that the Store was opened with. It tells ids of keys, never a key.
func (s *Store) Keys() seal.Ring { return s.keys }

// Close closes the connections.
func (s *Store) Close() error {
	pool, _ := s.SQL()
	if err := pool.Close(); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// Ping returns an Unavailable error if the database does not answer.
func (s *Store) Ping(ctx context.Context) error {
	pool, _ := s.SQL()
	if err := pool.PingContext(ctx); err != nil {
		return fmt.Errorf("%w: %w", errDatabaseAway, err)
	}
	return nil
}

// Now is the present instant by the store's clock, in UTC.
func (s *Store) Now() time.Time { return s.clock() }

// clock returns the present instant as both databases keep it: UTC, microseconds.
func (s *Store) clock() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// tx is one transaction of a change. Inside it only tx is used, never the Store's own db.
type tx struct {
	*Store
	db      *gorm.DB
	at      time.Time // one instant for the whole change
	quieter bool
	listed  bool // what everybody reads was written
}

// inTx runs f in one transaction, at one instant, and afterwards what a quieter change calls for.
func (s *Store) inTx(ctx context.Context, f func(*tx) error) error {
	t := &tx{Store: s, at: s.clock()}
	err := s.db.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		t.db = db
		if err := f(t); err != nil {
			return err
		}
		return t.notifyQuieter()
	})
	if err != nil {
		return err
	}
	if t.quieter {
		s.afterQuieter(ctx)
	} else if t.listed {
		s.facets.louder.Add(1)
		s.onListed()
	}
	return nil
}

// makeQuieter marks the change as one that takes something away from readers.
func (t *tx) makeQuieter() { t.quieter = true }

func (t *tx) notifyQuieter() error {
	if !t.quieter || t.dialect != "postgres" {
		return nil
	}
	if err := t.db.Exec("SELECT pg_notify(?, '')", QuieterChannel).Error; err != nil {
		return fmt.Errorf("notify replicas: %w", err)
	}
	return nil
}

// afterQuieter drops this replica's pages, and on SQLite empties the write-ahead log, in which the old rows
// still stand in plain. The change is made: what cannot be emptied now is emptied by the next sweep.
func (s *Store) afterQuieter(ctx context.Context) {
	s.Forget()
	s.onQuieter()
	_, _ = s.emptyLog(ctx)
}

// one reads the single row that q selects into a T. Returns NotFound if there is none.
func one[T any](q *gorm.DB) (T, error) {
	var rows []T
	if err := q.Limit(1).Find(&rows).Error; err != nil {
		var zero T
		return zero, err
	}
	if len(rows) == 0 {
		var zero T
		return zero, notFound()
	}
	return rows[0], nil
}

// changed returns conflict if a compare-and-set touched no row.
func changed(result *gorm.DB, otherwise error) error {
	if result.Error != nil {
		return result.Error
	}
	if result.RowsAffected == 0 {
		return otherwise
	}
	return nil
}

// isNotFound reports whether err is the answer for what is not there.
func isNotFound(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == NotFound
}
