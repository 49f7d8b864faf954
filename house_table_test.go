package main

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// fileInTable is a file of models, or several, as the table of joint actions names it.
var fileInTable = regexp.MustCompile("`([a-z_*]+\\.go)`")

// The table of docs/architecture.md that says where what of a joint action is names every file of it, and none that is not there.
func TestTheTableOfActionsIsWhole(t *testing.T) {
	text, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir("models")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "| what of an action | models | page |\n")
	if !found {
		t.Fatal("there is no such table")
	}
	named := map[string]bool{}
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		for _, found := range fileInTable.FindAllStringSubmatch(line, -1) {
			named[found[1]] = false
		}
	}
	for _, entry := range entries {
		name, met := entry.Name(), false
		for pattern := range named {
			if ok, err := path.Match(pattern, name); err == nil && ok {
				named[pattern], met = true, true
			}
		}
		if !met && strings.HasPrefix(name, "action") && !strings.HasSuffix(name, "_test.go") {
			t.Errorf("models/%s: docs/architecture.md does not say what of an action is in it", name)
		}
	}
	for pattern, there := range named {
		if !there {
			t.Errorf("docs/architecture.md: there is no models/%s", pattern)
		}
	}
}
