package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const (
	ring         = "1:qL5vJ9uTzR0mXwB7cYdK3hFgN8sPaVe2iO4xUjZt6Eo=,lookup:Wb8dY1nQeT5kHs0LpXfC7rMvJ3aZgU6iOqE9wNtRy2I="
	clientSecret = "b1Wn6Rz0KqVt4Ls9Xy"
)

// production is an environment with which serve starts.
func production() map[string]string {
	return map[string]string{
		"KEEPHOPE_BASE_URL":             "https://hope.test",
		"KEEPHOPE_KEYS":                 ring,
		"KEEPHOPE_OIDC_0_NAME":          "Coalition",
		"KEEPHOPE_OIDC_0_ISSUER":        "https://login.hope.test/realms/coalition",
		"KEEPHOPE_OIDC_0_CLIENT_ID":     "keephope",
		"KEEPHOPE_OIDC_0_CLIENT_SECRET": clientSecret,
	}
}

// with is production changed; an empty value removes a variable.
func with(changes ...string) []string {
	set := production()
	for i := 0; i < len(changes); i += 2 {
		set[changes[i]] = changes[i+1]
	}
	var environ []string
	for name, value := range set {
		if value != "" {
			environ = append(environ, name+"="+value)
		}
	}
	return environ
}

// faulty returns the variables that an error speaks of.
func faulty(t *testing.T, err error) []string {
	t.Helper()
	var all Faults
	if err != nil && !errors.As(err, &all) {
		t.Fatalf("error of type %T, want Faults", err)
	}
	var names []string
	for _, f := range all {
		names = append(names, f.Name)
	}
	return names
}

func TestNothingSetIsEnoughForMigrate(t *testing.T) {
	c, err := Load(func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	want := Config{Addr: "127.0.0.1:8080", Data: "./data"}
	if diff := cmp.Diff(want, c, cmpopts.IgnoreUnexported(Config{})); diff != "" {
		t.Error(diff)
	}
	if c.UsesPostgres() || c.SQLitePath() != filepath.Join("data", "keephope.db") || c.DemoData() != filepath.Join("data", "demo") {
		t.Errorf("postgres %v, SQLite at %s, demo in %s", c.UsesPostgres(), c.SQLitePath(), c.DemoData())
	}
}

func TestServeNamesEverythingThatIsMissing(t *testing.T) {
	_, err := FromEnviron(nil, Config.Serve)
	want := []string{"KEEPHOPE_BASE_URL", "KEEPHOPE_KEYS", "KEEPHOPE_OIDC_0_ISSUER"}
	if diff := cmp.Diff(want, faulty(t, err)); diff != "" {
		t.Error(diff)
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	if first != "KEEPHOPE_BASE_URL is missing. Example: https://keephope.example.org" {
		t.Errorf("first line: %s", first)
	}
}

func TestServeStartsInProduction(t *testing.T) {
	c, err := FromEnviron(with("KEEPHOPE_BASE_URL", "https://hope.test/"), Config.Serve)
	if err != nil {
		t.Fatal(err)
	}
	if c.BaseURL != "https://hope.test" || c.OIDC[0].ID != "oidc-0" || c.Keys.Reveal() != ring {
		t.Errorf("base %s, id %s", c.BaseURL, c.OIDC[0].ID)
	}
}

func TestEveryFaultIsReportedAtOnce(t *testing.T) {
	_, err := FromEnviron(with(
		"KEEPHOPE_ADDR", "8080",
		"KEEPHOPE_BASE_URL", "http://hope.test",
		"KEEPHOPE_DATABASE_URL", "mysql://db",
		"KEEPHOPE_TRUSTED_PROXIES", "0.0.0.0/0",
		"KEEPHOPE_KEYS", "short-but-fine",
		"KEEPHOPE_OIDC_0_CLIENT_ID", "",
		"KEEPHOPE_GITHUB_CLIENT_ID", "hope",
		"KEEPHOPE_BASE_URI", "https://hope.test",
	), Config.Serve)
	want := []string{
		"KEEPHOPE_TRUSTED_PROXIES", "KEEPHOPE_ADDR", "KEEPHOPE_BASE_URL", "KEEPHOPE_DATABASE_URL",
		"KEEPHOPE_OIDC_0_CLIENT_ID", "KEEPHOPE_GITHUB_CLIENT_SECRET", "KEEPHOPE_KEYS", "KEEPHOPE_BASE_URI",
	}
	if diff := cmp.Diff(want, faulty(t, err)); diff != "" {
		t.Error(diff)
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if !strings.Contains(line, "Example: ") && !strings.Contains(line, "did you mean KEEPHOPE_BASE_URL?") {
			t.Errorf("no example in: %s", line)
		}
	}
}

func TestEachFaultAlone(t *testing.T) {
	for _, c := range []struct{ name, value, says string }{
		{"KEEPHOPE_ADDR", "127.0.0.1:99999", "99999"},
		{"KEEPHOPE_ADDR", "127.0.0.1:+80", "+80"},
		{"KEEPHOPE_ADDR", "some host:80", "neither"},
		{"KEEPHOPE_BASE_URL", "hope.test", "scheme and host"},
		{"KEEPHOPE_BASE_URL", "https://hope.test/campaign", "no path"},
		{"KEEPHOPE_BASE_URL", "https://hope.test?x=1", "no query"},
		{"KEEPHOPE_BASE_URL", "https://hope.test#top", "no query"},
		{"KEEPHOPE_BASE_URL", "https://me@hope.test", "user name"},
		{"KEEPHOPE_BASE_URL", "https://hope.test:0", "port"},
		{"KEEPHOPE_BASE_URL", "https://127.0.0.1.hope.test:x", "scheme and host"},
		{"KEEPHOPE_BASE_URL", "http://127.0.0.1.hope.test", "https"},
		{"KEEPHOPE_DATABASE_URL", "./hope.db", "postgres://"},
		{"KEEPHOPE_DATABASE_URL", "postgres://keephope:changeme@db/keephope", "example"},
		{"KEEPHOPE_DATABASE_URL", "postgres://db/keephope?user=keephope&password=postgres", "example"},
		{"KEEPHOPE_KEYS", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "example"},
		{"KEEPHOPE_KEYS", strings.Repeat("1:AAAA,", 20), "example"},
		{"KEEPHOPE_KEYS", "2026:a2VlcC1ob3BlLWV4YW1wbGUta2V5LWRvLW5vdC11c2U=,lookup:a2VlcC1ob3BlLWV4YW1wbGUtbG9va3VwLW5vLXVzZSE=", "example"},
		{"KEEPHOPE_KEYS", `1:$(openssl rand -base64 32) xxxxxxxxxxxxxxxxxx`, "example"},
		{"KEEPHOPE_KEYS", ring[:20], "too short"},
		{"KEEPHOPE_OIDC_0_CLIENT_SECRET", "my-client-secret-of-the-coalition", "example"},
		{"KEEPHOPE_OIDC_0_CLIENT_SECRET", "Xk29fq", "too short"},
		{"KEEPHOPE_OIDC_0_ISSUER", "http://login.hope.test", "https"},
		{"KEEPHOPE_OIDC_0_ID", "Coalition!", "lower-case"},
		{"KEEPHOPE_OIDC_0_ID", "github", "another provider"},
		{"KEEPHOPE_OIDC_2_NAME", "Third", "gap"},
		{"KEEPHOPE_OIDC_17_NAME", "Too many", "not a variable"},
		{"KEEPHOPE_SMTP_URL", "smtp://mail", "not a variable"},
		{"KEEPHOPE_TRUSTED_PROXIES", "10.0.0.1, proxy", "proxy"},
		{"KEEPHOPE_TRUSTED_PROXIES", "::ffff:0:0/96", "IPv4"},
		{"KEEPHOPE_OUTGOING_HOSTS", "https://id.test", "host:port"},
		{"KEEPHOPE_OUTGOING_HOSTS", "id.test, ", "host:port"},
		{"KEEPHOPE_OUTGOING_HOSTS", "*.test", "host:port"},
		{"KEEPHOPE_OUTGOING_HOSTS", "id.test:0", "host:port"},
		{"KEEPHOPE_BACKUP_DAYS", "two weeks", "number of days"},
		{"KEEPHOPE_BACKUP_DAYS", "0", "from 1 to 365"},
		{"KEEPHOPE_BACKUP_DAYS", "366", "from 1 to 365"},
		{"KEEPHOPE_SHARE_VK", "true", "not yes"},
		{"KEEPHOPE_CONTACT", "ask us", "neither an e-mail address"},
		{"KEEPHOPE_CONTACT", "Hope <hope@lamp.test>", "neither an e-mail address"},
		{"KEEPHOPE_CONTACT", "hope@lamp", "neither an e-mail address"},
		{"KEEPHOPE_CONTACT", "hope@lamp.test?subject=x", "neither an e-mail address"},
		{"KEEPHOPE_CONTACT", "javascript://lamp.test", "only https"},
		{"KEEPHOPE_CONTACT", "http://lamp.test/contact", "only https"},
		{"KEEPHOPE_CONTACT", "https://me@lamp.test/", "user name"},
	} {
		_, err := FromEnviron(with(c.name, c.value), Config.Serve)
		names := faulty(t, err)
		if len(names) != 1 || names[0] != c.name || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s=%s: %v, want one fault that says %q", c.name, c.value, err, c.says)
		}
	}
}

func TestFaultsNeverRepeatASecret(t *testing.T) {
	for _, name := range []string{"KEEPHOPE_DATABASE_URL", "KEEPHOPE_KEYS", "KEEPHOPE_OIDC_0_CLIENT_SECRET"} {
		_, err := FromEnviron(with(name, "hush%%hush"), Config.Serve)
		if err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValuesFromFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	keys := write("keys", ring+"\n")
	c, err := FromEnviron(with("KEEPHOPE_KEYS", "", "KEEPHOPE_KEYS_FILE", keys), Config.Serve)
	if err != nil || c.Keys.Reveal() != ring {
		t.Errorf("keys %q, %v", c.Keys.Reveal(), err)
	}
	_, err = FromEnviron(with("KEEPHOPE_KEYS_FILE", keys), Config.Serve)
	if diff := cmp.Diff([]string{"KEEPHOPE_KEYS"}, faulty(t, err)); diff != "" || !strings.Contains(err.Error(), "are both set") {
		t.Errorf("both: %v", err)
	}
	for _, path := range []string{filepath.Join(dir, "missing"), dir, write("empty", " \n"), write("huge", strings.Repeat("k", maxFile+1))} {
		_, err := FromEnviron(with("KEEPHOPE_KEYS", "", "KEEPHOPE_KEYS_FILE", path), Config.Serve)
		if diff := cmp.Diff([]string{"KEEPHOPE_KEYS_FILE"}, faulty(t, err)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestDemoIsForThisMachineOnly(t *testing.T) {
	for _, addr := range []string{"127.0.0.1:8080", "localhost:0", "[::1]:8080", "demo.localhost:8080"} {
		if _, err := FromEnviron([]string{"KEEPHOPE_ADDR=" + addr}, Config.Demo); err != nil {
			t.Errorf("%s: %v", addr, err)
		}
	}
	for _, addr := range []string{":8080", "0.0.0.0:8080", "192.0.2.1:8080", "hope.test:80", "[::]:80"} {
		if _, err := FromEnviron([]string{"KEEPHOPE_ADDR=" + addr}, Config.Demo); err == nil {
			t.Errorf("the demo listens on %s", addr)
		}
	}
	if _, err := FromEnviron(with(), Config.Demo); cmp.Diff([]string{"KEEPHOPE_BASE_URL"}, faulty(t, err)) != "" {
		t.Errorf("base URL: %v", err)
	}
}
