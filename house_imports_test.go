package main

import (
	"fmt"
	"go/ast"
	"path"
	"strings"
)

// module is the path of this module.
const module = "keephope"

// arrows says for each layer which layers its program files may import. A layer
// is a folder with everything below it; the first line that fits counts.
var arrows = []struct {
	from string
	to   []string
}{
	{"models/modelstest", []string{"models", "migrations"}},
	{"models", []string{"models"}}, // and a subpackage never its parent, see mayImport
	{"migrations", []string{"migrations"}},
	{"config", nil},
	{"views", []string{"views", "models"}},
	{"handlers", []string{"handlers", "views", "models"}},
	{"server/demo", []string{"server/demo", "handlers", "views", "models", "config"}}, // nothing of sign-in: it is a stranger to it
	{"server/signin", []string{"server/signin", "handlers", "views", "models", "config"}},
	{"server", []string{"server", "handlers", "views", "models", "config", "migrations"}},
	{"e2e", []string{"e2e", "server", "handlers", "views", "models", "config", "migrations"}},
	{"tools", []string{"tools"}},
	{"", []string{"server", "config"}}, // main
}

// arrowFindings finds imports against the arrows main -> server -> handlers ->
// views -> models; server -> config, migrations.
func arrowFindings(sources []source) (found []string) {
	for s := range code(sources) {
		for _, imported := range s.imports() {
			to, ours := ourFolder(imported)
			if ours && !mayImport(s, to) {
				found = append(found, fmt.Sprintf("%s: %s may not import %s", s.path, layerName(s.dir()), imported))
			}
		}
	}
	return found
}

// ourFolder returns the folder of a package of this module.
func ourFolder(imported string) (folder string, ours bool) {
	if imported == module {
		return "", true
	}
	return strings.CutPrefix(imported, module+"/")
}

// mayImport tells whether a file may import our package in a folder.
func mayImport(s source, to string) bool {
	from := s.dir()
	if s.test && (from == to || under(to, "models", "migrations")) {
		return true // tests of every layer stand on a real database
	}
	if s.test && from == "server/demo/provider" && to == "server/signin" {
		return true // the two strangers meet in the test of the whole flow
	}
	if under(from, "models") && from != "models" && to == "models" {
		return under(from, "models/modelstest")
	}
	for _, a := range arrows {
		if from == a.from || a.from != "" && under(from, a.from) {
			return under(to, a.to...)
		}
	}
	return false // a folder that no line knows
}

func layerName(dir string) string {
	if dir == "" {
		return "main"
	}
	return dir
}

// fences say where the program may use what.
var fences = []struct {
	library string
	in      []string
}{
	{"gorm.io", []string{"models", "migrations"}},
	{"github.com/riverqueue/river", []string{"models/job", "server", "migrations"}},
	{"github.com/labstack/echo", []string{"handlers", "server"}},
	{"github.com/labstack/gommon", []string{"handlers", "server"}},
	{"github.com/markbates/goth", []string{"server/signin"}},
	{"github.com/caarlos0/env", []string{"config"}},
}

// fenceFindings finds libraries outside the layers that may know them.
func fenceFindings(sources []source) (found []string) {
	for s := range product(sources) {
		for _, imported := range s.imports() {
			for _, f := range fences {
				if under(imported, f.library) && !under(s.dir(), f.in...) {
					found = append(found, fmt.Sprintf("%s: %s belongs in %s", s.path, imported, strings.Join(f.in, ", ")))
				}
			}
		}
	}
	return found
}

// modelstestFindings finds program files that import what is for tests.
func modelstestFindings(sources []source) (found []string) {
	for s := range product(sources) {
		for _, imported := range s.imports() {
			if imported == "testing" || under(imported, module+"/models/modelstest", "pgregory.net/rapid", "github.com/google/go-cmp") {
				found = append(found, fmt.Sprintf("%s: %s is for tests", s.path, imported))
			}
		}
	}
	return found
}

// environmentFindings finds readers of the environment other than main and config.
func environmentFindings(sources []source) (found []string) {
	for s := range product(sources) {
		if under(s.dir(), "config") || s.dir() == "" {
			continue
		}
		for _, name := range []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"} {
			for _, use := range uses(s, "os", name) {
				found = append(found, fmt.Sprintf("%s: os.%s belongs in main and config", s.at(use.Pos()), name))
			}
		}
	}
	return found
}

// clockFindings finds readers of the wall clock beside the one that main or
// server injects, and sources of weak randomness.
func clockFindings(sources []source) (found []string) {
	clocks := 0
	for s := range product(sources) {
		for _, name := range []string{"Now", "Since", "Until"} {
			for _, use := range uses(s, "time", name) {
				if name == "Now" && (s.dir() == "" || s.dir() == "server") {
					if clocks++; clocks == 1 {
						continue
					}
				}
				found = append(found, fmt.Sprintf("%s: time.%s: the one clock is injected by main or server", s.at(use.Pos()), name))
			}
		}
		for _, imported := range s.imports() {
			if under(imported, "math/rand") {
				found = append(found, fmt.Sprintf("%s: %s can be guessed", s.path, imported))
			}
		}
	}
	return found
}

// uses finds package.Name in a file, whatever name the package is imported by.
func uses(s source, imported, name string) (found []*ast.SelectorExpr) {
	known := map[string]bool{}
	for i, p := range s.imports() {
		if p != imported {
			continue
		}
		known[path.Base(p)] = s.file.Imports[i].Name == nil
		if alias := s.file.Imports[i].Name; alias != nil {
			known[alias.Name] = true
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != name {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && known[x.Name] && x.Obj == nil {
			found = append(found, sel)
		}
		return true
	})
	return found
}

// initFindings finds init functions, which run before anybody can decide.
func initFindings(sources []source) (found []string) {
	for s := range code(sources) {
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				found = append(found, s.at(f.Pos())+": no init functions")
			}
		}
	}
	return found
}
