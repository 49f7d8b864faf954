package config

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/caarlos0/env/v11"
)

const (
	prefix     = "KEEPHOPE_"
	oidcPrefix = "KEEPHOPE_OIDC_"
	fileSuffix = "_FILE"
	// testPrefix starts the variables of the test suite, which the program ignores.
	testPrefix = "KEEPHOPE_TEST_"
	// maxOIDC is how many OpenID Connect providers may be numbered.
	maxOIDC = 16
	// maxFile is the most that a _FILE may hold, in bytes.
	maxFile = 1 << 16
)

// Load reads the configuration and checks that every value which is set is well
// formed; what a command needs beyond that is asked of Serve or Demo. The error
// is of type Faults and holds all faults at once; the Config holds whatever
// could be read.
func Load(getenv func(string) string) (Config, error) {
	values, sources, all := read(getenv)
	c := Config{sources: sources}
	all.join(parse(&c, values))
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	for i := range c.OIDC {
		if c.OIDC[i].ID == "" {
			c.OIDC[i].ID = "oidc-" + strconv.Itoa(i)
		}
	}
	all.join(c.check())
	return c, all.err()
}

// FromEnviron is Load for a program: from a list as os.Environ returns it, with
// a fault for each KEEPHOPE_ variable that does not exist, and with the checks
// that a command asks for, all in one error of type Faults. The command serve
// calls FromEnviron(os.Environ(), Config.Serve).
func FromEnviron(environ []string, checks ...func(Config) error) (Config, error) {
	set := map[string]string{}
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		set[name] = value
	}
	c, err := Load(func(name string) string { return set[name] })
	var all Faults
	all.join(err)
	for _, check := range checks {
		all.joinNew(check(c))
	}
	all.join(Unknown(environ))
	return c, all.err()
}

// read collects the values of all variables, from the environment or from the
// files that it names, and where each came from.
func read(getenv func(string) string) (values, sources map[string]string, all Faults) {
	values, sources = map[string]string{}, map[string]string{}
	for _, name := range variables(maxOIDC) {
		value, path := strings.TrimSpace(getenv(name)), getenv(name+fileSuffix)
		switch {
		case value != "" && path != "":
			all.add(name, "and "+name+fileSuffix+" are both set; keep one of them", "")
		case path != "":
			text, problem := readFile(path)
			all.add(name+fileSuffix, problem, exampleFile)
			value = text
			sources[name] = "file " + path + openness(path)
		case value != "":
			sources[name] = "environment"
		}
		if value != "" {
			values[name] = value
		}
	}
	return values, sources, all
}

// readFile returns a file's text without the blanks around it, or what is wrong.
func readFile(path string) (text, problem string) {
	raw, err := os.ReadFile(path)
	if cause := (*os.PathError)(nil); errors.As(err, &cause) {
		return "", fmt.Sprintf("names the file %q, which cannot be read: %v", path, cause.Err)
	}
	if err != nil {
		return "", fmt.Sprintf("names the file %q, which cannot be read: %v", path, err)
	}
	if len(raw) > maxFile {
		return "", fmt.Sprintf("names the file %q, which is larger than %d bytes", path, maxFile)
	}
	if text = strings.TrimSpace(string(raw)); text == "" {
		return "", fmt.Sprintf("names the file %q, which is empty", path)
	}
	return text, ""
}

// openness says of a file with a value whether it is too open. Some container platforms mount secrets so on purpose, in a
// machine of one user: it is no fault.
func openness(path string) string {
	if about, err := os.Stat(path); err == nil && about.Mode().Perm()&0o004 != 0 {
		return ", every user of this machine can read it: chmod 600"
	}
	return ""
}

// parse fills the struct. The types that can refuse a value are Networks,
// Hosts, Days and Yes.
func parse(c *Config, values map[string]string) error {
	err := env.ParseWithOptions(c, env.Options{Environment: values})
	var all Faults
	if many := (env.AggregateError{}); errors.As(err, &many) {
		for _, one := range many.Errors {
			refused := env.ParseError{Err: one}
			_ = errors.As(one, &refused)
			switch refused.Name {
			case "BackupDays":
				all.add("KEEPHOPE_BACKUP_DAYS", refused.Err.Error(), exampleDays)
			case "ShareVK":
				all.add("KEEPHOPE_SHARE_VK", refused.Err.Error(), exampleYes)
			case "OutgoingHosts":
				all.add("KEEPHOPE_OUTGOING_HOSTS", refused.Err.Error(), exampleHosts)
			default:
				all.add("KEEPHOPE_TRUSTED_PROXIES", refused.Err.Error(), exampleProxies)
			}
		}
	}
	return all.err()
}

// variables names every variable there is, with providers numbered below n.
func variables(n int) []string {
	names := keys(&Config{}, "")
	for i := range n {
		names = append(names, keys(&OIDC{}, oidcPrefix+strconv.Itoa(i)+"_")...)
	}
	return names
}

// keys names the variables of one struct. The struct's tags are constants of
// this package, so that a fault in them is a fault of the program.
func keys(of any, before string) []string {
	params, err := env.GetFieldParamsWithOptions(of, env.Options{Environment: map[string]string{}})
	if err != nil {
		panic(fmt.Sprintf("config: tags of %T: %v", of, err))
	}
	names := make([]string, len(params))
	for i, p := range params {
		names[i] = before + p.Key
	}
	return names
}
