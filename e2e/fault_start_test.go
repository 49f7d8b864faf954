package e2e

import (
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql driver "pgx"

	"keephope/models/modelstest"
)

// nobody is a user of the system without rights (Debian's number; any other unused one would do).
const nobody = 65534

func TestFaultAProgramThatCannotStartSaysWhy(t *testing.T) {
	keys := newKeys(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	odd := t.TempDir()
	if err := os.WriteFile(filepath.Join(odd, "keephope.db"), []byte(strings.Repeat("Somebody's notes.\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		env  map[string]string
		want []string
	}{
		"the port is taken":               {map[string]string{"KEEPHOPE_ADDR": taken.Addr().String()}, []string{"KEEPHOPE_ADDR", "Example: 127.0.0.1:8081"}},
		"the port is no number":           {map[string]string{"KEEPHOPE_ADDR": "127.0.0.1:http"}, []string{"KEEPHOPE_ADDR", "Example: 127.0.0.1:8080"}},
		"the address is another host's":   {map[string]string{"KEEPHOPE_ADDR": "192.0.2.1:8080"}, []string{"KEEPHOPE_ADDR", "Example:"}},
		"the folder is a file":            {map[string]string{"KEEPHOPE_DATA": file}, []string{"KEEPHOPE_DATA", "Example: /var/lib/keephope"}},
		"the folder cannot be made":       {map[string]string{"KEEPHOPE_DATA": file + "/below"}, []string{"KEEPHOPE_DATA", "Example: /var/lib/keephope"}},
		"the database is a file of notes": {map[string]string{"KEEPHOPE_DATA": odd}, []string{"keephope.db", "not a SQLite database", "Example: /var/lib/keephope"}},
		"no key ring":                     {map[string]string{"KEEPHOPE_KEYS": ""}, []string{"KEEPHOPE_KEYS is missing", "Example: the line that this prints"}},
		"a short key ring":                {map[string]string{"KEEPHOPE_KEYS": "1:Yx9Hd3JmZq8vT4kL"}, []string{"KEEPHOPE_KEYS is too short", "Example:"}},
		"an example as key ring":          {map[string]string{"KEEPHOPE_KEYS": strings.Repeat("changeme", 20)}, []string{"KEEPHOPE_KEYS is an example", "Example:"}},
		"a key ring that is none":         {map[string]string{"KEEPHOPE_KEYS": strings.Repeat("Yx9Hd3JmZq8vT4kL", 8)}, []string{"KEEPHOPE_KEYS"}},
		"no public address":               {map[string]string{"KEEPHOPE_BASE_URL": ""}, []string{"KEEPHOPE_BASE_URL is missing", "Example: https://"}},
		"no provider": {
			map[string]string{
				"KEEPHOPE_OIDC_0_ID": "", "KEEPHOPE_OIDC_0_NAME": "", "KEEPHOPE_OIDC_0_ISSUER": "",
				"KEEPHOPE_OIDC_0_CLIENT_ID": "", "KEEPHOPE_OIDC_0_CLIENT_SECRET": "",
			},
			[]string{"KEEPHOPE_OIDC_0_ISSUER is missing", "Example: https://"},
		},
		"no client secret":      {map[string]string{"KEEPHOPE_OIDC_0_CLIENT_SECRET": ""}, []string{"KEEPHOPE_OIDC_0_CLIENT_SECRET", "Example:"}},
		"a short client secret": {map[string]string{"KEEPHOPE_OIDC_0_CLIENT_SECRET": "aq3X9!"}, []string{"KEEPHOPE_OIDC_0_CLIENT_SECRET", "short", "Example:"}},
		"an example as secret":  {map[string]string{"KEEPHOPE_OIDC_0_CLIENT_SECRET": "change-me-change-me-change-me"}, []string{"KEEPHOPE_OIDC_0_CLIENT_SECRET", "example", "Example:"}},
		"the database is away":  {map[string]string{"KEEPHOPE_DATABASE_URL": "postgres://keephope:Yx9Hd3JmZq8v@127.0.0.1:9/x"}, []string{"KEEPHOPE_DATABASE_URL", "Example: postgres://"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := newPlace(t, map[string]string{"KEEPHOPE_KEYS": keys, "KEEPHOPE_DATA": t.TempDir()})
			refused(t, at.with(c.env).begin(t, "serve"), c.want...)
		})
	}
}

// refused runs a program that must not start: it ends by itself with a status that is not zero and says why in one line
// that holds all of want. No secret and no trace of the program's inside is in it.
func refused(t *testing.T, r *process, want ...string) {
	t.Helper()
	if status := r.run().exit(15 * time.Second); status != 1 {
		t.Errorf("status %d, want 1", status)
	}
	said := strings.TrimSpace(r.said.String())
	if !strings.HasPrefix(said, "keephope: ") || strings.Contains(said, "\n") {
		t.Errorf("said more or less than one line:\n%s", said)
	}
	for _, w := range want {
		if !strings.Contains(said, w) {
			t.Errorf("said %q, without %q", said, w)
		}
	}
	for _, inside := range []string{"goroutine", ".go:", "Yx9Hd3Jm", clientSecret} {
		if strings.Contains(said, inside) {
			t.Errorf("said %q, with %q in it", said, inside)
		}
	}
}

func TestFaultTheFolderBelongsToSomebodyElse(t *testing.T) {
	folder := open(t)
	r := newPlace(t, map[string]string{"KEEPHOPE_KEYS": newKeys(t), "KEEPHOPE_DATA": filepath.Join(folder, "theirs")}).begin(t, "serve")
	if err := os.Mkdir(filepath.Join(folder, "theirs"), 0o555); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 { // permissions do not bind root: the program runs as somebody else
		text, err := os.ReadFile(r.cmd.Path)
		if err != nil {
			t.Fatal(err)
		}
		r.cmd.Path, r.cmd.Dir = filepath.Join(folder, "keephope"), folder
		if err := os.WriteFile(r.cmd.Path, text, 0o755); err != nil {
			t.Fatal(err)
		}
		r.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	refused(t, r, "KEEPHOPE_DATA", "Example: /var/lib/keephope")
}

// open makes a folder that every user of the machine may look into, which the test's own folders are not.
func open(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "keephope-open-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestFaultTheDatabaseIsOfANewerProgram(t *testing.T) {
	onStages(t, func(t *testing.T, s *stage) {
		s.Exec(t, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)")
		refused(t, s.begin(t, "serve"), "newer schema than this program", "start the newer program, or restore a backup")
	})
}

func TestFaultManyStartAtOnceOnAnEmptyDatabase(t *testing.T) {
	t.Run("four on one SQLite file", func(t *testing.T) {
		startTogether(t, 4, map[string]string{"KEEPHOPE_DATA": t.TempDir()})
	})
	t.Run("two replicas on PostgreSQL", func(t *testing.T) {
		startTogether(t, 2, map[string]string{"KEEPHOPE_DATA": t.TempDir(), "KEEPHOPE_DATABASE_URL": modelstest.Postgres(t)})
	})
}

// startTogether starts n programs at the same moment; all of them become ready.
func startTogether(t *testing.T, n int, env map[string]string) {
	env["KEEPHOPE_KEYS"] = newKeys(t)
	programs := make([]*process, n)
	for i := range programs {
		programs[i] = newPlace(t, env).begin(t, "serve")
	}
	var all sync.WaitGroup
	for _, p := range programs {
		all.Go(func() { _ = p.cmd.Start() })
	}
	all.Wait()
	for _, p := range programs {
		p.attend()
	}
	for _, p := range programs {
		p.waitReady(30 * time.Second)
	}
	if n := programs[0].count(t, "SELECT count(*) FROM (SELECT version_id FROM goose_db_version GROUP BY version_id HAVING count(*) > 1) AS twice"); n != 0 {
		t.Errorf("%d migrations ran twice", n)
	}
}

// database opens the place's database beside the program.
func (p place) database(t testing.TB) *sql.DB {
	t.Helper()
	driver, address := "sqlite", "file:"+filepath.Join(p.env["KEEPHOPE_DATA"], "keephope.db")+"?_pragma=busy_timeout(10000)"
	if url := p.env["KEEPHOPE_DATABASE_URL"]; url != "" {
		driver, address = "pgx", url
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func (p place) count(t testing.TB, query string) (n int) {
	t.Helper()
	if err := p.database(t).QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}
