package config

import "strings"

// Examples of right values, as the faults show them.
const (
	exampleAddr         = "127.0.0.1:8080"
	exampleBaseURL      = "https://keephope.example.org"
	exampleDatabaseURL  = "postgres://keephope:PASSWORD@db.example.org:5432/keephope?sslmode=verify-full"
	exampleKeys         = "the line that this prints: keephope keys"
	exampleIssuer       = "https://login.example.org/realms/coalition"
	exampleSite         = "https://social.example.org"
	exampleName         = "Coalition account"
	exampleID           = "coalition"
	exampleClientID     = "keephope"
	exampleClientSecret = "the long random text that the provider shows beside the client id"
	exampleTenant       = "72f988bf-86f1-41af-91ab-2d7cd011db47"
	exampleProxies      = "10.0.0.0/8, 2001:db8::7"
	exampleHosts        = "oauth2.googleapis.com, www.googleapis.com"
	exampleDays         = "14"
	exampleYes          = "yes"
	exampleContact      = "hope@coalition.example.org"
	exampleFile         = "/run/secrets/keephope"
)

// Fault is one thing that is wrong with one variable.
type Fault struct {
	// Name is the variable.
	Name string
	// Problem says what is wrong, as the rest of a sentence that starts with Name.
	Problem string
	// Example is a value that would be right.
	Example string
}

// Error says it in one line, for example "KEEPHOPE_BASE_URL is missing.
// Example: https://keephope.example.org".
func (f Fault) Error() string {
	line := f.Name + " " + f.Problem
	if !strings.HasSuffix(line, "?") {
		line += "."
	}
	if f.Example != "" {
		line += " Example: " + f.Example
	}
	return line
}

// Faults are all the things that are wrong, in the order of the fields of
// Config. It is the type of every error that this package returns.
type Faults []Fault

// Error lists the faults, one a line.
func (all Faults) Error() string {
	lines := make([]string, len(all))
	for i, f := range all {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// add appends a fault unless there is no problem.
func (all *Faults) add(name, problem, example string) {
	if problem != "" {
		*all = append(*all, Fault{Name: name, Problem: problem, Example: example})
	}
}

// join appends the faults that err holds.
func (all *Faults) join(err error) {
	if more, ok := err.(Faults); ok {
		*all = append(*all, more...)
	}
}

// joinNew appends the faults that err holds of variables without a fault so far:
// a value that could not be read from its file is not "missing" as well.
func (all *Faults) joinNew(err error) {
	known := map[string]bool{}
	for _, f := range *all {
		known[strings.TrimSuffix(f.Name, fileSuffix)] = true
	}
	more, _ := err.(Faults)
	for _, f := range more {
		if !known[f.Name] {
			*all = append(*all, f)
		}
	}
}

// err is nil when there are no faults.
func (all Faults) err() error {
	if len(all) == 0 {
		return nil
	}
	return all
}
