package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shown is how the command config shows a variable.
func shown(t *testing.T, name string, environ ...string) Line {
	t.Helper()
	c, _ := FromEnviron(environ)
	for _, line := range c.Effective() {
		if line.Name == name {
			return line
		}
	}
	t.Fatalf("%s is not shown", name)
	return Line{}
}

func TestTheDatabaseAddressShowsAllButItsSecrets(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://keephope:Xk29fqRt7@db/hope?sslmode=verify-full&connect_timeout=5": "postgres://keephope:***@db/hope?sslmode=verify-full&connect_timeout=5",
		"postgres://keephope@db/hope":                             "postgres://keephope@db/hope",
		"postgres://db/hope":                                      "postgres://db/hope",
		"postgres://db/hope?password=Xk29fqRt7&sslmode=disable":   "postgres://db/hope?password=***&sslmode=disable",
		"postgres://db/hope?sslpassword=Xk29fqRt7&odd=Xk29fqRt7":  "postgres://db/hope?sslpassword=***&odd=***",
		"postgres://me:@db/hope?%70assword=Xk29fqRt7&host=/run/x": "postgres://me:***@db/hope?%70assword=***&host=/run/x",
	} {
		if got := shown(t, "KEEPHOPE_DATABASE_URL", "KEEPHOPE_DATABASE_URL="+address).Value; got != want {
			t.Errorf("%s is shown as %s, want %s", address, got, want)
		}
	}
}

func TestAKeyFileThatOthersCanReadIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	for mode, open := range map[os.FileMode]bool{0o600: false, 0o640: false, 0o644: true} {
		if err := os.WriteFile(path, []byte(ring), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		source := shown(t, "KEEPHOPE_KEYS", "KEEPHOPE_KEYS_FILE="+path).Source
		if strings.Contains(source, "every user of this machine can read it") != open {
			t.Errorf("%s: %s", mode, source)
		}
	}
}

func TestAQuestionEndsWithItsMark(t *testing.T) {
	_, err := FromEnviron(with("KEEPHOPE_DATE", "/var/lib/keephope"))
	if err == nil || err.Error() != "KEEPHOPE_DATE is not a variable of this program: did you mean KEEPHOPE_DATA?" {
		t.Errorf("said %v", err)
	}
}
