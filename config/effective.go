package config

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Line is one variable as the command config prints it.
type Line struct {
	// Name is the variable.
	Name string
	// Value is what the program uses, secrets masked; empty if nothing is set.
	Value string
	// Source is "environment", "file <path>", which says too if others can read it, "default" or "not set".
	Source string
}

// Effective lists every variable with the value in use and where it came from,
// in the order of the fields of Config. Secrets are masked, and passwords in the
// database address. Without a numbered provider the first is listed as not set.
func (c Config) Effective() []Line {
	if len(c.OIDC) == 0 {
		c.OIDC = make([]OIDC, 1)
	}
	var lines []Line
	walk(reflect.ValueOf(c), "", func(name string, value reflect.Value) {
		line := Line{Name: name, Value: show(value), Source: c.sources[name]}
		if name == "KEEPHOPE_DATABASE_URL" && line.Value != "" {
			line.Value = maskedDatabase(c.DatabaseURL)
		}
		if line.Source == "" {
			line.Source = "not set"
			if line.Value != "" {
				line.Source = "default"
			}
		}
		lines = append(lines, line)
	})
	return lines
}

// walk calls each for every variable of a struct, with its full name. It reads
// the same tags as the environment is read by.
func walk(of reflect.Value, before string, each func(name string, value reflect.Value)) {
	for i := range of.NumField() {
		field, value := of.Type().Field(i), of.Field(i)
		if name := field.Tag.Get("env"); name != "" {
			each(before+name, value)
			continue
		}
		below, ok := field.Tag.Lookup("envPrefix")
		if !ok {
			continue
		}
		if value.Kind() == reflect.Slice {
			for n := range value.Len() {
				walk(value.Index(n), before+below+strconv.Itoa(n)+"_", each)
			}
			continue
		}
		walk(value, before+below, each)
	}
}

// show writes one value; nothing for one that is not set.
func show(value reflect.Value) string {
	if s, ok := value.Interface().(Secret); ok && s.IsZero() {
		return ""
	}
	if d, ok := value.Interface().(Days); ok && d == 0 {
		return ""
	}
	return fmt.Sprint(value.Interface())
}

// maskedDatabase shows where the database is without saying how to get in.
func maskedDatabase(s Secret) string {
	u, err := url.Parse(s.Reveal())
	if err != nil || u.Host == "" && u.Path == "" {
		return masked
	}
	shown := u.Scheme + "://"
	if u.User != nil {
		shown += url.User(u.User.Username()).String()
		if _, has := u.User.Password(); has {
			shown += ":" + masked
		}
		shown += "@"
	}
	shown += u.Host + u.EscapedPath()
	for i, option := range strings.Split(u.RawQuery, "&") {
		name, value, _ := strings.Cut(option, "=")
		if !isOpenOption(name) {
			value = masked
		}
		if option != "" {
			shown += map[bool]string{true: "?", false: "&"}[i == 0] + name + "=" + value
		}
	}
	return shown
}

// isOpenOption tells whether an option of the database address is no secret. Of all others only the name is shown.
func isOpenOption(name string) bool {
	return slices.Contains([]string{
		"sslmode", "sslrootcert", "sslcert", "sslkey", "host", "port", "dbname", "user", "target_session_attrs",
		"connect_timeout", "application_name", "search_path", "pool_max_conns",
	}, name)
}
