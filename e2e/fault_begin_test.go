package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestFaultTheSetupLinkCannotBeWritten: whoever is answered by the program may rely on it. What it writes at its start it
// writes before that.
func TestFaultTheSetupLinkCannotBeWritten(t *testing.T) {
	s := newStage(t, "")
	s.Exec(t, `CREATE TRIGGER full BEFORE INSERT ON setup_keys BEGIN
		SELECT count(*) FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 300000) SELECT x FROM c);
		SELECT RAISE(FAIL, 'the disk is full'); END`)
	r := s.begin(t, "serve").run()
	for running := true; running; {
		if status, _ := r.probe("/healthz"); status != 0 {
			t.Fatalf("it answered %d, and ended thereafter:\n%s", status, r.said)
		}
		select {
		case <-r.ended:
			running = false
		case <-time.After(5 * time.Millisecond):
		}
	}
	if status := r.exit(time.Second); status != 1 {
		t.Errorf("status %d, want 1", status)
	}
}

// TestFaultTwoBeginTogether: one link for the first administrator lies about, not one for each start.
func TestFaultTwoBeginTogether(t *testing.T) {
	onStages(t, func(t *testing.T, s *stage) {
		first, second := s.begin(t, "serve").run(), s.beside(t).begin(t, "serve").run()
		first.waitReady(20 * time.Second)
		second.waitReady(20 * time.Second)
		first.kill()
		third := s.serve(t)
		said := first.said.String() + second.said.String() + third.said.String()
		if links := strings.Count(said, "/setup?key="); links != 1 {
			t.Errorf("%d links were printed, want 1:\n%s", links, said)
		}
		if !strings.Contains(third.said.String(), "keephope admin setup-link") {
			t.Errorf("the third start does not say what to do without the link:\n%s", third.said)
		}
	})
}

func TestFaultProductionDoesNotTouchTheDemo(t *testing.T) {
	data := t.TempDir()
	demo := newPlace(t, nil)
	demo.env = map[string]string{"KEEPHOPE_ADDR": demo.addr, "KEEPHOPE_DATA": data}
	r := demo.begin(t, "demo").run()
	r.waitReady(60 * time.Second)
	r.kill()
	folder := filepath.Join(data, "demo")
	demoDatabase := place{env: map[string]string{"KEEPHOPE_DATA": folder}}.database(t)
	exec := func(statement string) {
		t.Helper()
		if _, err := demoDatabase.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if n := (place{env: map[string]string{"KEEPHOPE_DATA": folder}}).count(t,
		"SELECT count(*) FROM (SELECT at, lag(at) OVER (ORDER BY id) AS before FROM events) AS e WHERE at < before OR at > datetime('now', '+1 minute')"); n != 0 {
		t.Errorf("%d lines of the demo's ledger are out of order", n)
	}
	exec("CREATE TABLE kept AS SELECT * FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
	exec("DELETE FROM goose_db_version WHERE version_id IN (SELECT version_id FROM kept)") // as if this program were newer

	production := newPlace(t, map[string]string{"KEEPHOPE_KEYS": newKeys(t), "KEEPHOPE_DATA": folder})
	refused(t, production.begin(t, "serve"), "this database is the demo's", "Example: /var/lib/keephope")

	exec("INSERT INTO goose_db_version (version_id, is_applied) SELECT version_id, is_applied FROM kept")
	exec("DROP TABLE kept")
	if err := os.Remove(filepath.Join(folder, "keys")); err != nil {
		t.Fatal(err)
	}
	refused(t, demo.begin(t, "demo"), "delete the folder", folder)
}

func TestFaultNobodyElseReadsTheDatabase(t *testing.T) {
	data := t.TempDir()
	if err := os.Chmod(data, 0o755); err != nil { // as mkdir makes it
		t.Fatal(err)
	}
	at := newPlace(t, map[string]string{"KEEPHOPE_KEYS": newKeys(t), "KEEPHOPE_DATA": data})
	r := at.serve(t)
	defer syscall.Umask(syscall.Umask(0o022))
	look := func(when string, unwanted os.FileMode) {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(data, "keephope.db*"))
		if err != nil || len(files) < 2 {
			t.Fatalf("%v, %v", files, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, ".lock") { // holds nothing
				continue
			}
			if about, err := os.Stat(file); err != nil || about.Mode().Perm()&unwanted != 0 {
				t.Errorf("%s: %s is %s, %v", when, filepath.Base(file), about.Mode(), err)
			}
		}
	}
	look("a new one", 0o077)
	if status, _ := r.probe("/en"); status != http.StatusOK {
		t.Errorf("the page: %d", status)
	}
	r.kill()
	if err := os.Chmod(filepath.Join(data, "keephope.db"), 0o644); err != nil { // as one before was
		t.Fatal(err)
	}
	at.serve(t)
	look("one that others could read", 0o007) // a group is the operator's choice
}

// TestCommandsSaySentences goes through what an operator types, and reads the answers.
func TestCommandsSaySentences(t *testing.T) {
	empty := newPlace(t, map[string]string{"KEEPHOPE_KEYS": newKeys(t), "KEEPHOPE_DATA": filepath.Join(t.TempDir(), "none")})
	for _, command := range []string{"migrate status", "admin list", "hide anybody", "keys status"} {
		r := empty.begin(t, strings.Fields(command)...).run()
		r.exit(15 * time.Second)
		if !strings.Contains(r.said.String(), "There is no database") && !strings.Contains(r.said.String(), "there is no database") {
			t.Errorf("%s without a database: %s", command, r.said)
		}
	}
	if _, err := os.Stat(empty.env["KEEPHOPE_DATA"]); err == nil {
		t.Error("a command that only looks made the folder")
	}

	s := newStage(t, "")
	if said := s.says(t, 0, "admin", "list"); said != "Nobody holds a role." {
		t.Errorf("nobody: %q", said)
	}
	ana := s.AsPerson(t, "Ana")
	for _, c := range []struct {
		status  int
		command string
		want    string
	}{
		{0, "admin grant coordinator " + ana.PersonID, ana.PersonID + " is a coordinator now"},
		{0, "admin grant coordinator " + ana.PersonID, ana.PersonID + " is a coordinator already"},
		{0, "admin grant administrator " + ana.PersonID, ana.PersonID + " is an administrator now"},
		{1, "admin revoke administrator " + ana.PersonID, "keephope: nobody would be left to administer. Make somebody else an administrator first"},
		{1, "admin revoke keeper " + ana.PersonID, "keephope: " + ana.PersonID + " is no keeper"},
		{0, "admin revoke coordinator " + ana.PersonID, ana.PersonID + " is no coordinator any more"},
		{0, "--version", "keephope development"},
		{0, "--help", "docs/operating.md"},
		{0, "--help", "keephope config"},
	} {
		if said := s.says(t, c.status, strings.Fields(c.command)...); !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, without %q", c.command, said, c.want)
		}
	}
	bare := place{}.says(t, 1, "config")
	for _, want := range []string{"KEEPHOPE_BASE_URL is missing", "KEEPHOPE_KEYS is missing", "KEEPHOPE_OIDC_0_ISSUER is missing", "KEEPHOPE_OIDC_0_CLIENT_SECRET=\t# not set", "keephope keys"} {
		if !strings.Contains(bare, want) {
			t.Errorf("config with nothing set is silent about %q:\n%s", want, bare)
		}
	}
}
