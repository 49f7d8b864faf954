package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
)

// The bounds of size, in lines.
const (
	maxFileLines     = 300
	maxFunctionLines = 60
)

// longFiles may be longer than maxFileLines, each for its reason.
var longFiles = map[string]string{
	"models/seal/seal_test.go": "one story of a key's life, from making to erasure",
}

// longFunctions may be longer than maxFunctionLines, each for its reason.
var longFunctions = map[string]string{}

// fileLengthFindings finds files that should be split by step.
func fileLengthFindings(sources []source) (found []string) {
	for _, s := range sources {
		lines := strings.Count(s.text, "\n")
		excepted := longFiles[s.path] != ""
		switch {
		case lines > maxFileLines && !s.generated && !excepted:
			found = append(found, fmt.Sprintf("%s: %d lines, at most %d: split it by step", s.path, lines, maxFileLines))
		case lines <= maxFileLines && excepted:
			found = append(found, s.path+": is short again, take it off the list of exceptions")
		}
	}
	return found
}

// functionLengthFindings finds functions of the program that do too much.
func functionLengthFindings(sources []source) (found []string) {
	for s := range product(sources) {
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1
			if lines > maxFunctionLines && longFunctions[s.path+" "+f.Name.Name] == "" {
				found = append(found, fmt.Sprintf("%s: %s has %d lines, at most %d", s.at(f.Pos()), f.Name.Name, lines, maxFunctionLines))
			}
		}
	}
	return found
}

// packageCommentFindings finds packages that do not say what they are.
func packageCommentFindings(sources []source) (found []string) {
	commented := map[string]bool{}
	for s := range code(sources) {
		if strings.HasSuffix(s.file.Name.Name, "_test") || s.dir() == "" && s.test || under(s.dir(), "tools") {
			continue // main's tests are not main
		}
		doc := s.file.Doc
		commented[layerName(s.dir())] = commented[layerName(s.dir())] || doc != nil && doc.Text() != ""
	}
	for dir, ok := range commented {
		if !ok {
			found = append(found, dir+": no file has a comment on the package")
		}
	}
	slices.Sort(found)
	return found
}

// exportedCommentFindings finds exported names without a comment.
func exportedCommentFindings(sources []source) (found []string) {
	for s := range code(sources) {
		if s.test || under(s.dir(), "tools") {
			continue
		}
		for _, decl := range s.file.Decls {
			for _, name := range uncommented(decl) {
				found = append(found, fmt.Sprintf("%s: exported %s has no comment", s.at(name.Pos()), name.Name))
			}
		}
	}
	return found
}

// uncommented returns the exported names of a declaration that lack a comment.
// The comment of a group of constants or variables counts for each of them.
func uncommented(decl ast.Decl) []*ast.Ident {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && (d.Recv == nil || receiverExported(d.Recv)) {
			return []*ast.Ident{d.Name}
		}
	case *ast.GenDecl:
		var names []*ast.Ident
		for _, spec := range d.Specs {
			names = append(names, uncommentedSpec(d, spec)...)
		}
		return names
	}
	return nil
}

func uncommentedSpec(group *ast.GenDecl, spec ast.Spec) (names []*ast.Ident) {
	switch v := spec.(type) {
	case *ast.TypeSpec:
		if v.Doc == nil && v.Name.IsExported() && (group.Doc == nil || group.Lparen != token.NoPos) {
			names = append(names, v.Name)
		}
	case *ast.ValueSpec:
		if v.Doc != nil || v.Comment != nil || group.Doc != nil {
			return nil
		}
		for _, name := range v.Names {
			if name.IsExported() {
				names = append(names, name)
			}
		}
	}
	return names
}

// receiverExported tells whether a method belongs to an exported type.
func receiverExported(recv *ast.FieldList) bool {
	t := recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if generic, ok := t.(*ast.IndexExpr); ok {
		t = generic.X
	}
	id, ok := t.(*ast.Ident)
	return ok && id.IsExported()
}

// lastResorts are names for what has no place of its own.
var lastResorts = []string{"util", "utils", "helper", "helpers", "common", "types", "misc", "shared", "base", "core"}

// lastResortFindings finds packages and files with a name of last resort.
func lastResortFindings(sources []source) (found []string) {
	for _, s := range sources {
		base := strings.TrimSuffix(strings.TrimSuffix(path.Base(s.path), path.Ext(s.path)), "_test")
		for _, part := range append(strings.Split(s.dir(), "/"), base) {
			if slices.Contains(lastResorts, part) {
				found = append(found, fmt.Sprintf("%s: %q says nothing: name it by what it does", s.path, part))
			}
		}
	}
	return found
}

// wordless are the files of handlers without a noun of their own in models:
// pages that only show, and how requests are read and answered.
var wordless = map[string]string{
	"handlers":      "what all handlers are given",
	"home":          "a page over several nouns",
	"desk":          "a page over several nouns",
	"me":            "a page over several nouns",
	"admin":         "a page over several nouns",
	"setup":         "a page of sign-in",
	"privacy":       "a text",
	"safety":        "a text",
	"accessibility": "a text",
	"health":        "answers for the operator's machines",
	"static":        "files of views",
	"problem":       "the translation of errors",
	"read":          "reads forms",
	"respond":       "writes answers",
}

// nounFindings finds handlers whose noun models does not know: one noun has one
// basename in every layer.
func nounFindings(sources []source) (found []string) {
	var nouns []string
	for s := range product(sources) {
		if s.dir() == "models" {
			nouns = append(nouns, strings.TrimSuffix(path.Base(s.path), ".go"))
		}
	}
	if len(nouns) == 0 {
		return nil
	}
	for s := range product(sources) {
		if s.dir() != "handlers" {
			continue
		}
		noun, _, _ := strings.Cut(strings.TrimSuffix(path.Base(s.path), ".go"), "_")
		known := slices.ContainsFunc(nouns, func(n string) bool { return n == noun || strings.HasPrefix(n, noun+"_") })
		if !known && wordless[noun] == "" {
			found = append(found, fmt.Sprintf("%s: models has no %s.go: one noun, one basename", s.path, noun))
		}
	}
	return found
}
