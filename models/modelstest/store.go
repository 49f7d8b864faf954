package modelstest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"keephope/migrations"
	"keephope/models"
	"keephope/models/seal"
)

// Clock is a test's time: it stands still until it is moved.
type Clock struct{ at atomic.Int64 }

// NewClock starts at Sunday 22 November 2026, 12:00 UTC.
func NewClock() *Clock {
	c := &Clock{}
	c.Set(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	return c
}

// Now is the clock's instant.
func (c *Clock) Now() time.Time { return time.UnixMicro(c.at.Load()).UTC() }

// Set moves the clock to an instant.
func (c *Clock) Set(at time.Time) { c.at.Store(at.UnixMicro()) }

// Add moves the clock on.
func (c *Clock) Add(d time.Duration) { c.at.Add(d.Microseconds()) }

// World is a migrated, empty store with a clock of its own.
type World struct {
	Store *models.Store
	Clock *Clock
	URL   string // of the database
	Keys  string // text of the key ring

	people atomic.Int64
}

// On runs a story on both databases, one after the other as subtests "sqlite" and "postgres". Each starts from a copy
// of a database that was migrated once per process.
func On(t *testing.T, story func(t *testing.T, w *World)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { story(t, worldOn(t, MigratedSQLite(t))) })
	t.Run("postgres", func(t *testing.T) { story(t, worldOn(t, MigratedPostgres(t))) })
}

// migrated holds the bytes of a migrated SQLite database.
var migrated = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "keephope-test-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path := filepath.Join(folder, "migrated.db")
	if err := migrate(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// MigratedSQLite returns the path of a fresh SQLite database with the newest schema.
func MigratedSQLite(t testing.TB) string {
	t.Helper()
	bytes, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// migrate brings the database at address to the newest schema.
func migrate(address string) error {
	text, err := seal.GenerateRing(rand.Reader)
	if err != nil {
		return err
	}
	ring, err := seal.ParseRing(text)
	if err != nil {
		return err
	}
	ctx := context.Background()
	store, err := models.Open(ctx, models.Options{URL: address, Keys: ring, Now: time.Now, Rand: rand.Reader})
	if err != nil {
		return err
	}
	pool, dialect := store.SQL()
	d := migrations.SQLite()
	if dialect == "postgres" {
		d = migrations.Postgres()
	}
	return errors.Join(migrations.Up(ctx, pool, d), store.Close())
}

// NewWorld opens and migrates the database at address: a PostgreSQL address or a SQLite path.
func NewWorld(t testing.TB, address string) *World {
	t.Helper()
	if err := migrate(address); err != nil {
		t.Fatal(err)
	}
	return worldOn(t, address)
}

func worldOn(t testing.TB, address string) *World {
	t.Helper()
	text, err := seal.GenerateRing(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w := &World{Clock: NewClock(), URL: address, Keys: text}
	w.Store = w.Open(t)
	return w
}

// Open opens another store on the same database and clock: a second replica.
func (w *World) Open(t testing.TB) *models.Store {
	t.Helper()
	ring, err := seal.ParseRing(w.Keys)
	if err != nil {
		t.Fatal(err)
	}
	store, err := models.Open(t.Context(), models.Options{
		URL: w.URL, Keys: ring, Now: w.Clock.Now, Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

// Arrive signs in a new person and returns their cookie's token.
func (w *World) Arrive(t testing.TB, name string) (token string) {
	t.Helper()
	token, err := w.Store.Arrived(t.Context(), models.Arrival{
		Identity: models.Identity{
			Provider: "test", Issuer: "https://provider.example",
			Subject: fmt.Sprintf("%s-%d", name, w.people.Add(1)), Name: name,
		},
		Lang: "en",
	})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// As returns who holds a token, with the rights of now.
func (w *World) As(t testing.TB, token string) models.Actor {
	t.Helper()
	actor, err := w.Store.Actor(t.Context(), token)
	if err != nil || !actor.SignedIn() {
		t.Fatalf("nobody holds this token: %v", err)
	}
	return actor
}

// AsPerson is somebody new who is signed in and nothing else.
func (w *World) AsPerson(t testing.TB, name string) models.Actor {
	t.Helper()
	return w.As(t, w.Arrive(t, name))
}

// AsRole is somebody new with a role of the instance.
func (w *World) AsRole(t testing.TB, name string, role models.Role) models.Actor {
	t.Helper()
	actor := w.AsPerson(t, name)
	if err := w.Store.Grant(context.Background(), models.Program(), models.Sent{}, actor.PersonID, role); err != nil {
		t.Fatal(err)
	}
	actor.Roles = append(actor.Roles, role)
	return actor
}

// Form is the hidden field of a form just rendered.
func (w *World) Form() string { return w.Store.NewID() }
