package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// constructors are the calls whose result nobody changes; a package-level
// variable may hold it. (sync.OnceValue is a table that is made on first use.)
var constructors = []string{
	"errors.New", "fmt.Errorf", "regexp.MustCompile", "strings.NewReplacer", "template.Must", "language.MustParse",
	"base32.NewEncoding", "base64.NewEncoding", "netip.MustParsePrefix", "netip.MustParseAddr", "big.NewInt",
	"sync.OnceValue", "sync.OnceValues", "cases.Fold", "time.Date", "time.FixedZone", "runes.In", "runes.Remove",
	"reflect.TypeFor", "reflect.TypeOf", "slices.Concat", "slices.Sorted", "rangetable.Merge", "strings.Fields",
}

// stateFindings finds package-level variables that are state: made to be
// changed, or changed somewhere in their package. Errors, compiled expressions,
// embedded files and tables that nobody writes to are constants in all but name.
// What it cannot see is a change through a pointer handed out by a function.
func stateFindings(sources []source) (found []string) {
	vars := map[string]map[string]*ast.ValueSpec{} // folder, name
	for s := range product(sources) {
		for spec, embedded := range packageVars(s) {
			for i, name := range spec.Names {
				if name.Name == "_" || embedded {
					continue
				}
				if why := stateful(name.Name, spec, i); why != "" {
					found = append(found, fmt.Sprintf("%s: var %s %s", s.at(name.Pos()), name.Name, why))
				}
				if vars[s.dir()] == nil {
					vars[s.dir()] = map[string]*ast.ValueSpec{}
				}
				vars[s.dir()][name.Name] = spec
			}
		}
	}
	for s := range product(sources) {
		for _, id := range written(s.file) {
			spec := vars[s.dir()][id.Name]
			if spec != nil && (id.Obj == nil || id.Obj.Decl == spec) {
				found = append(found, fmt.Sprintf("%s: package-level %s is changed", s.at(id.Pos()), id.Name))
			}
		}
	}
	return found
}

// packageVars returns the package-level variables of a file, and of each
// whether it holds embedded files.
func packageVars(s source) map[*ast.ValueSpec]bool {
	specs := map[*ast.ValueSpec]bool{}
	for _, decl := range s.file.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			v := spec.(*ast.ValueSpec)
			specs[v] = embeds(group.Doc) || embeds(v.Doc)
		}
	}
	return specs
}

func embeds(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool {
		return strings.HasPrefix(c.Text, "//go:embed ")
	})
}

// stateful says why a variable is made to be changed, or "".
func stateful(name string, spec *ast.ValueSpec, i int) string {
	switch {
	case len(spec.Values) == 0:
		return "has no value of its own"
	case len(spec.Values) != len(spec.Names):
		return "gets its value with others from one call"
	case strings.HasPrefix(strings.ToLower(name), "err"):
		return ""
	}
	return changeable(spec.Values[i])
}

// changeable says why a value is made to be changed, or "".
func changeable(value ast.Expr) string {
	switch v := value.(type) {
	case *ast.ParenExpr:
		return changeable(v.X)
	case *ast.UnaryExpr:
		if v.Op == token.AND {
			return "is a pointer"
		}
	case *ast.CompositeLit:
		if name := dotted(v.Type); strings.HasPrefix(name, "sync.") || strings.HasPrefix(name, "atomic.") {
			return "is a lock or a counter"
		}
	case *ast.CallExpr:
		return changeableCall(v)
	}
	return ""
}

// changeableCall says why the result of a call may change. Calls of functions
// of the package itself and conversions make tables.
func changeableCall(call *ast.CallExpr) string {
	function := call.Fun
	if generic, ok := function.(*ast.IndexExpr); ok {
		function = generic.X
	}
	name := dotted(function)
	if name == "make" || name == "new" {
		return "comes from " + name
	}
	if sel, ok := function.(*ast.SelectorExpr); ok {
		if inner, ok := sel.X.(*ast.CallExpr); ok {
			return changeableCall(inner) // base32.NewEncoding(...).WithPadding(...)
		}
		if !slices.Contains(constructors, name) && !exportedConversion(name) {
			return "comes from " + name + ", which is not among the known constructors"
		}
	}
	return ""
}

// exportedConversion knows the conversions to types of other packages that
// tables use.
func exportedConversion(name string) bool {
	return slices.Contains([]string{"template.HTML", "time.Duration", "json.RawMessage"}, name)
}

// dotted writes a name or a qualified name, else "".
func dotted(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		if left := dotted(x.X); left != "" {
			return left + "." + x.Sel.Name
		}
	}
	return ""
}

// written lists the identifiers whose value a file changes: by assignment, to
// an element or a field too, by ++, by delete or clear, or by taking an address.
func written(file *ast.File) (ids []*ast.Ident) {
	add := func(e ast.Expr) {
		if id := root(e); id != nil {
			ids = append(ids, id)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, e := range n.Lhs {
					add(e)
				}
			}
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X)
			}
		case *ast.CallExpr:
			if name := dotted(n.Fun); (name == "delete" || name == "clear") && len(n.Args) > 0 {
				add(n.Args[0])
			}
		}
		return true
	})
	return ids
}

// root returns the variable that an expression is a part of.
func root(e ast.Expr) *ast.Ident {
	switch x := e.(type) {
	case *ast.Ident:
		return x
	case *ast.SelectorExpr:
		return root(x.X)
	case *ast.IndexExpr:
		return root(x.X)
	case *ast.StarExpr:
		return root(x.X)
	case *ast.ParenExpr:
		return root(x.X)
	}
	return nil
}
