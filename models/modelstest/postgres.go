// Package modelstest gives tests the databases that they need. Only tests may
// import it.
package modelstest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Variables of the test suite.
const (
	// adminVariable holds the address of a cluster that the whole run shares, as
	// a role that may create databases. scripts/postgres sets it.
	adminVariable = "KEEPHOPE_TEST_POSTGRES"
	// skipVariable, set to 1, skips what needs PostgreSQL, but never in CI.
	skipVariable = "KEEPHOPE_TEST_SKIP_POSTGRES"
)

// statementTimeout is how long one administrative statement may take.
const statementTimeout = time.Minute

// Postgres returns the address (postgres://...) of a new and empty PostgreSQL
// database, which is dropped when the test ends. It lives in the cluster that
// KEEPHOPE_TEST_POSTGRES names, or else in a throw-away cluster that this
// process starts once and that ends with the process, whatever ends it.
// Without PostgreSQL the test fails and says how to install it.
func Postgres(t testing.TB) string {
	t.Helper()
	return create(t, "template0")
}

// PostgresFrom is Postgres with a copy of a prepared database instead of an
// empty one: the first call of a process with a name makes a database and has
// prepare fill it, every call copies that. prepare must leave no connection open.
func PostgresFrom(t testing.TB, name string, prepare func(address string) error) string {
	t.Helper()
	at := admin(t)
	made, _ := templates.LoadOrStore(name, &template{})
	source, err := made.(*template).get(func() (string, error) { return prepared(at, prepare) })
	if err != nil {
		t.Fatalf("postgres: template %s: %v", name, err)
	}
	return create(t, source)
}

// template is a database to copy. It is made once; a failure stays a failure.
type template struct {
	once sync.Once
	name string
	err  error
}

func (m *template) get(build func() (string, error)) (string, error) {
	m.once.Do(func() {
		m.err = errors.New("it was not finished") // stays if build ends its test
		m.name, m.err = build()
	})
	return m.name, m.err
}

// What one process shares between its tests: the databases to copy, and the
// cluster, which is started when the first test asks.
var (
	templates sync.Map // string to *template
	cluster   = sync.OnceValues(start)
)

// admin returns the address of the cluster's maintenance database.
func admin(t testing.TB) string {
	t.Helper()
	if address := os.Getenv(adminVariable); address != "" {
		return address
	}
	if os.Getenv(skipVariable) == "1" && os.Getenv("CI") != "true" {
		t.Skipf("PostgreSQL is not tested: %s=1", skipVariable)
	}
	c, err := cluster()
	if err != nil {
		t.Fatalf("postgres: %v", err)
	}
	return c.address
}

// create makes a database as a copy of source and drops it after the test.
func create(t testing.TB, source string) string {
	t.Helper()
	at, name := admin(t), randomName("test")
	if err := run(at, "CREATE DATABASE "+quote(name)+" TEMPLATE "+quote(source)); err != nil {
		t.Fatalf("postgres: %v", err)
	}
	t.Cleanup(func() {
		if err := run(at, "DROP DATABASE "+quote(name)+" WITH (FORCE)"); err != nil {
			t.Errorf("postgres: %v", err)
		}
	})
	return within(t, at, name)
}

// prepared makes a database to copy from and closes it to connections, because
// PostgreSQL does not copy a database that somebody is using.
func prepared(at string, prepare func(address string) error) (string, error) {
	name := randomName("template")
	if err := run(at, "CREATE DATABASE "+quote(name)+" TEMPLATE template0"); err != nil {
		return "", err
	}
	address, err := inDatabase(at, name)
	if err == nil {
		err = prepare(address)
	}
	if err == nil {
		err = run(at, "ALTER DATABASE "+quote(name)+" ALLOW_CONNECTIONS false")
	}
	if err != nil {
		return "", errors.Join(err, run(at, "DROP DATABASE "+quote(name)+" WITH (FORCE)"))
	}
	return name, nil
}

// run executes one statement on a connection of its own.
func run(address, statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), statementTimeout)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// within is inDatabase for a test.
func within(t testing.TB, address, database string) string {
	t.Helper()
	in, err := inDatabase(address, database)
	if err != nil {
		t.Fatalf("postgres: %v", err)
	}
	return in
}

// inDatabase returns the address of another database of the same cluster.
func inDatabase(address, database string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return "", fmt.Errorf("%s is not a postgres:// address", adminVariable)
	}
	u.Path = "/" + database
	return u.String(), nil
}

func randomName(kind string) string { return "keephope_" + kind + "_" + strings.ToLower(rand.Text()) }

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

// running is a cluster of this process. The script that holds it removes it
// when hold closes, which the system does at the latest when the process ends.
type running struct {
	address string
	hold    io.Closer
}

// start starts a throw-away cluster and waits until it takes connections.
func start() (running, error) {
	script, err := find("scripts/postgres")
	if err != nil {
		return running{}, err
	}
	var complaint bytes.Buffer
	cmd := exec.Command(script, "--hold")
	cmd.Stderr = &complaint
	hold, err := cmd.StdinPipe()
	if err != nil {
		return running{}, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return running{}, err
	}
	if err := cmd.Start(); err != nil {
		return running{}, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return running{}, errors.Join(cmd.Wait(), errors.New(strings.TrimSpace(complaint.String())))
	}
	return running{address: strings.TrimSpace(line), hold: hold}, nil
}

// find returns the path of a file of the module, from wherever in it the test runs.
func find(name string) (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		if filepath.Dir(dir) == dir {
			return "", fmt.Errorf("%s is nowhere above the test; set %s instead", name, adminVariable)
		}
		dir = filepath.Dir(dir)
	}
}
