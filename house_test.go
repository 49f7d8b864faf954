package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"iter"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The tests of the house read the whole module as text and hold its shape: which
// layer may know which, what only one place may do, how long things may be.
// Each check is a function from the sources to its findings; house_bite_test.go
// shows that each of them bites.

// houseChecks are all checks by name.
func houseChecks() map[string]func([]source) []string {
	return map[string]func([]source) []string{
		"arrows":               arrowFindings,
		"fences":               fenceFindings,
		"modelstest":           modelstestFindings,
		"environment":          environmentFindings,
		"clock":                clockFindings,
		"init":                 initFindings,
		"state":                stateFindings,
		"file length":          fileLengthFindings,
		"function length":      functionLengthFindings,
		"package comments":     packageCommentFindings,
		"exported comments":    exportedCommentFindings,
		"names of last resort": lastResortFindings,
		"nouns":                nounFindings,
	}
}

func TestHouse(t *testing.T) {
	sources, err := load(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) < 50 {
		t.Fatalf("only %d files were read", len(sources))
	}
	for name, find := range houseChecks() {
		t.Run(name, func(t *testing.T) {
			for _, finding := range find(sources) {
				t.Error(finding)
			}
		})
	}
}

// source is one file of the module, written in Go or templ.
type source struct {
	path      string // from the root, with slashes
	text      string
	test      bool // a _test.go file
	generated bool
	fset      *token.FileSet
	file      *ast.File // nil for templ
}

// dir is the package's folder, "" for the root.
func (s source) dir() string {
	if d := path.Dir(s.path); d != "." {
		return d
	}
	return ""
}

// at names a place for a finding.
func (s source) at(pos token.Pos) string {
	return fmt.Sprintf("%s:%d", s.path, s.fset.Position(pos).Line)
}

// imports lists the import paths of a file.
func (s source) imports() []string {
	var paths []string
	for _, spec := range s.file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, p)
		}
	}
	return paths
}

// code yields the Go files. Generated ones are the generator's business.
func code(sources []source) iter.Seq[source] {
	return func(yield func(source) bool) {
		for _, s := range sources {
			if s.file != nil && !s.generated && !yield(s) {
				return
			}
		}
	}
}

// product yields the Go files that end up in the program, and not those that
// only tests compile.
func product(sources []source) iter.Seq[source] {
	return func(yield func(source) bool) {
		for s := range code(sources) {
			if !s.test && !under(s.dir(), "models/modelstest", "e2e", "tools") && !yield(s) {
				return
			}
		}
	}
}

// under tells whether a folder is one of the given or below one.
func under(dir string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(f string) bool {
		return dir == f || strings.HasPrefix(dir, f+"/")
	})
}

// load reads every Go and templ file of the module in fsys.
func load(fsys fs.FS) ([]source, error) {
	var all []source
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != "." && foreign(fsys, p) {
				return fs.SkipDir
			}
			return nil
		}
		if ext := path.Ext(p); ext != ".go" && ext != ".templ" {
			return nil
		}
		s, err := read(fsys, p)
		all = append(all, s)
		return err
	})
	return all, err
}

// foreign tells whether a folder is none of the module's source.
func foreign(fsys fs.FS, p string) bool {
	name := path.Base(p)
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || p == "bin" || p == "data" {
		return true
	}
	if name == "testdata" || name == "node_modules" {
		return true
	}
	_, err := fs.Stat(fsys, path.Join(p, "go.mod"))
	return err == nil
}

// read reads and parses one file.
func read(fsys fs.FS, p string) (source, error) {
	text, err := fs.ReadFile(fsys, p)
	if err != nil {
		return source{}, err
	}
	s := source{path: p, text: string(text), test: strings.HasSuffix(p, "_test.go")}
	if path.Ext(p) != ".go" {
		return s, nil
	}
	s.fset = token.NewFileSet()
	if s.file, err = parser.ParseFile(s.fset, p, text, parser.ParseComments); err != nil {
		return source{}, err
	}
	s.generated = ast.IsGenerated(s.file)
	return s, nil
}
