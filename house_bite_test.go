package main

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// houseOf makes sources from a small module in memory: path and text in turn.
func houseOf(t *testing.T, files ...string) []source {
	t.Helper()
	fsys := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	sources, err := load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

// offences are sources that a check must refuse, with what it has to say.
var offences = []struct{ check, path, text, says string }{
	{"arrows", "views/a.go", `package views; import "keephope/handlers"`, "views may not import keephope/handlers"},
	{"arrows", "models/a.go", `package models; import "keephope/migrations"`, "models may not import"},
	{"arrows", "models/fold/a.go", `package fold; import "keephope/models"`, "models/fold may not import"},
	{"arrows", "models/a.go", `package models; import "keephope/config"`, "models may not import"},
	{"arrows", "config/a.go", `package config; import "keephope/models/seal"`, "config may not import"},
	{"arrows", "main.go", `package main; import "keephope/models"`, "main may not import"},
	{"arrows", "server/demo/a.go", `package demo; import "keephope/server/signin"`, "server/demo may not import"},
	{"arrows", "server/signin/a.go", `package signin; import "keephope/server/demo"`, "server/signin may not import"},
	{"arrows", "handlers/a_test.go", `package handlers; import "keephope/server"`, "handlers may not import"},
	{"arrows", "newlayer/a.go", `package newlayer; import "keephope/models"`, "newlayer may not import"},
	{"fences", "handlers/a.go", `package handlers; import "gorm.io/gorm"`, "belongs in models"},
	{"fences", "models/a.go", `package models; import "github.com/riverqueue/river"`, "belongs in models/job"},
	{"fences", "views/a.go", `package views; import "github.com/riverqueue/river/rivertype"`, "belongs in models/job"},
	{"fences", "views/a.go", `package views; import echo "github.com/labstack/echo/v4"`, "belongs in handlers"},
	{"fences", "handlers/a.go", `package handlers; import "github.com/markbates/goth/gothic"`, "belongs in server/signin"},
	{"modelstest", "server/a.go", `package server; import "keephope/models/modelstest"`, "is for tests"},
	{"modelstest", "models/a.go", `package models; import "testing"`, "is for tests"},
	{"environment", "server/a.go", `package server; import "os"; func f() string { return os.Getenv("X") }`, "server/a.go:1: os.Getenv"},
	{"environment", "server/a.go", `package server; import sys "os"; var f = sys.LookupEnv`, "os.LookupEnv"},
	{"clock", "models/a.go", `package models; import "time"; func f() time.Time { return time.Now() }`, "time.Now"},
	{"clock", "handlers/a.go", `package handlers; import "time"; var now = time.Now`, "time.Now"},
	{"clock", "server/a.go", `package server; import "time"; var a, b = time.Now, time.Now`, "time.Now"},
	{"clock", "server/a.go", `package server; import "time"; var f = time.Since`, "time.Since"},
	{"clock", "models/a.go", `package models; import "math/rand/v2"`, "can be guessed"},
	{"init", "views/a.go", `package views; func init() {}`, "no init"},
	{"state", "views/a.go", `package views; var n int`, "n has no value"},
	{"state", "views/a.go", `package views; import "sync"; var mu = sync.Mutex{}`, "is a lock"},
	{"state", "views/a.go", `package views; var cache = make(map[string]int)`, "comes from make"},
	{"state", "views/a.go", `package views; var p = &page{}; type page struct{}`, "is a pointer"},
	{"state", "views/a.go", `package views; import "net/http"; var c = http.NewServeMux()`, "http.NewServeMux"},
	{"state", "views/a.go", `package views; var table = map[int]int{}; func f() { table[1] = 2 }`, "table is changed"},
	{"state", "views/a.go", `package views; var table = map[int]int{}; func f() { delete(table, 1) }`, "table is changed"},
	{"state", "views/a.go", `package views; var list = []int{1}; func f() { list = append(list, 1) }`, "list is changed"},
	{"state", "views/a.go", `package views; var n = 1; func f() { n++ }`, "n is changed"},
	{"state", "views/a.go", `package views; var n = 1; func f() *int { return &n }`, "n is changed"},
	{"state", "views/a.go", `package views; import "errors"; var errX = errors.New("x"); func f() { errX = nil }`, "errX is changed"},
	{"file length", "views/a.go", "package views" + strings.Repeat("\n", 301), "301 lines"},
	{"file length", "views/a.templ", "package views" + strings.Repeat("\n", 301), "301 lines"},
	{"function length", "views/a.go", "package views\nfunc f() {" + strings.Repeat("\n", 60) + "}", "f has 61 lines"},
	{"package comments", "views/a.go", "package views", "views: no file"},
	{"package comments", "main.go", "package main", "main: no file"},
	{"exported comments", "views/a.go", "package views\nfunc F() {}", "exported F"},
	{"exported comments", "views/a.go", "package views\ntype T struct{}", "exported T"},
	{"exported comments", "views/a.go", "package views\n// Group.\ntype (\nT struct{}\n)", "exported T"},
	{"exported comments", "views/a.go", "package views\nconst (\nA = 1\n)", "exported A"},
	{"exported comments", "views/a.go", "package views\n// T is.\ntype T[V any] struct{}\nfunc (t *T[V]) M() {}", "exported M"},
	{"names of last resort", "models/utils/a.go", "package utils", "utils"},
	{"names of last resort", "models/helpers_test.go", "package models", "helpers"},
	{"nouns", "handlers/banner.go", "package handlers", "models has no banner.go"},
	{"nouns", "handlers/endorse_form.go", "package handlers", "models has no endorse.go"},
}

// innocents are sources that every check must let pass.
var innocents = []string{
	"main.go", "// Command keephope.\npackage main\nimport (\"keephope/config\"; \"keephope/server\"; \"os\"; \"time\")\nvar version = \"dev\"\nfunc main() { os.Getenv(\"X\"); _ = time.Now }",
	"config/a.go", "// Package config reads.\npackage config\nimport \"os\"\nfunc get() string { return os.Getenv(\"X\") }",
	"server/a.go", "// Package server wires.\npackage server\nimport (\"keephope/handlers\"; \"keephope/migrations\"; \"keephope/models/job\"; \"github.com/riverqueue/river\")",
	"server/demo/a.go", "// Package demo shows.\npackage demo\nimport \"keephope/models\"",
	"handlers/endorsement_form.go", "// Package handlers answers.\npackage handlers\nimport (\"keephope/views/urls\"; \"keephope/models\")",
	"handlers/endorsement_test.go", "package handlers\nimport (\"testing\"; \"time\"; \"keephope/models/modelstest\")\nvar update = 1\nfunc f() { update++; time.Now() }",
	"views/a.go", "// Package views shows.\npackage views\nimport (\"embed\"; \"errors\"; \"regexp\"; \"io\")\n//go:embed x\nvar files embed.FS\nvar _ io.Writer = nil\n" +
		"// ErrX is.\nvar ErrX = errors.New(\"x\")\nvar form = regexp.MustCompile(`x`)\nvar table = map[int]string{1: \"a\"}\n" +
		"func f() { table := table; table[2] = \"b\"; n := 1; n++ }\ntype t struct{ now int }\nfunc (t t) String() string { return table[1] }",
	"views/a_templ.go", "// Code generated by templ - DO NOT EDIT.\n\npackage views\nvar state int\n" + strings.Repeat("\n", 400),
	"models/endorsement.go", "// Package models rules.\npackage models\nimport (\"gorm.io/gorm\"; \"keephope/models/job\")\n// Levels.\nconst (\nA = 1\nB = 2\n)\ntype clock struct{}\nfunc (clock) Now() {}\nfunc f(time clock) { time.Now() }",
	"models/job/a.go", "// Package job runs.\npackage job\nimport \"github.com/riverqueue/river\"",
	"models/modelstest/a.go", "// Package modelstest helps.\npackage modelstest\nimport (\"keephope/migrations\"; \"keephope/models\"; \"testing\"; \"os\")\nvar shared int\nfunc f() { os.Getenv(\"X\"); shared++ }",
	"models/a_test.go", "package models_test\nimport (\"keephope/models/modelstest\"; \"keephope/migrations\")",
	"migrations/a.go", "// Package migrations migrates.\npackage migrations",
	"migrations/a_test.go", "package migrations\nimport \"keephope/models\"",
	"e2e/a_test.go", "// Package e2e walks.\npackage e2e\nimport \"keephope/server\"",
	"views/testdata/a.go", "package broken",
	"tools/x/go.mod", "module x",
	"tools/x/a.go", "package helpers; func init() {}",
}

func TestEveryCheckBites(t *testing.T) {
	checks := houseChecks()
	bitten := map[string]bool{}
	for _, o := range offences {
		find := checks[o.check]
		if find == nil {
			t.Fatalf("there is no check %q", o.check)
		}
		sources := houseOf(t, "models/endorsement.go", "// Package models rules.\npackage models", o.path, o.text)
		if found := strings.Join(find(sources), "\n"); !strings.Contains(found, o.says) {
			t.Errorf("%s lets pass %s: %s\nit says %q, not %q", o.check, o.path, o.text, found, o.says)
		}
		bitten[o.check] = true
	}
	for name := range checks {
		if !bitten[name] {
			t.Errorf("nothing shows that the check %q bites", name)
		}
	}
}

func TestNoCheckBitesTheInnocent(t *testing.T) {
	sources := houseOf(t, innocents...)
	for name, find := range houseChecks() {
		for _, finding := range find(sources) {
			t.Errorf("%s: %s", name, finding)
		}
	}
}

func TestAnExceptionThatIsNoLongerNeeded(t *testing.T) {
	for path := range longFiles {
		found := fileLengthFindings(houseOf(t, path, "package short"))
		if len(found) != 1 || !strings.Contains(found[0], "short again") {
			t.Errorf("%s: %q", path, found)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("an exception for what is gone: %v", err)
		}
	}
}
