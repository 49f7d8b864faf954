package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// awaited are the beginnings of keys that were written before the pages that say
// them. An entry that awaits nothing any more fails the test below: remove it.
var awaited = []string{"application.", "field."}

// notMessages are literals that look like keys of a noun and are not.
var notMessages = []string{}

// mention is a string literal of the module that looks like a message key, or,
// with a dot at its end, like the beginning of several.
type mention struct {
	text  string
	where string
	verb  bool // the verb of an event: its words are "event.<verb>"
}

var keyShape = regexp.MustCompile(`^[a-z_]+(\.[a-z0-9_-]+)*\.?$`)

// mentions returns the literals of every .go and .templ file of the module, tests
// and generated code left out.
func mentions(t *testing.T) []mention {
	t.Helper()
	var all []mention
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules" || d.Name() == "data"):
			return fs.SkipDir
		case strings.HasSuffix(path, ".templ"):
			all = append(all, inTemplate(t, path)...)
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, "_templ.go"):
			all = append(all, inGo(t, path)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var quoted = regexp.MustCompile(`"([^"\\\n]*)"`)

func inTemplate(t *testing.T, path string) (found []mention) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range quoted.FindAllStringSubmatch(string(raw), -1) {
		found = append(found, mention{text: m[1], where: path})
	}
	return keyLike(found)
}

func inGo(t *testing.T, path string) (found []mention) {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	verbs := map[ast.Node]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		markVerbs(n, verbs)
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		if text, err := strconv.Unquote(lit.Value); err == nil {
			found = append(found, mention{text: text, where: files.Position(lit.Pos()).String(), verb: verbs[lit]})
		}
		return true
	})
	return keyLike(found)
}

// markVerbs notes the literals that are verbs of events: the value of a field
// Verb, a constant of that type, and what a verb is compared with.
func markVerbs(n ast.Node, verbs map[ast.Node]bool) {
	var under []ast.Expr
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if isNamed(n.Key, "Verb") {
			under = []ast.Expr{n.Value}
		}
	case *ast.ValueSpec:
		if isNamed(n.Type, "Verb") {
			under = n.Values
		}
	case *ast.BinaryExpr:
		if isVerb(n.X) {
			under = []ast.Expr{n.Y}
		}
	case *ast.SwitchStmt:
		if isVerb(n.Tag) {
			for _, clause := range n.Body.List {
				under = append(under, clause.(*ast.CaseClause).List...)
			}
		}
	}
	for _, e := range under {
		ast.Inspect(e, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok {
				verbs[lit] = true
			}
			return true
		})
	}
}

// isVerb reports whether an expression is a variable verb or a field Verb.
func isVerb(e ast.Expr) bool {
	if field, ok := e.(*ast.SelectorExpr); ok {
		return field.Sel.Name == "Verb"
	}
	return isNamed(e, "verb")
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func keyLike(found []mention) []mention {
	return slices.DeleteFunc(found, func(m mention) bool {
		return !strings.Contains(m.text, ".") || !keyShape.MatchString(m.text)
	})
}

// meant returns the keys that a mention stands for.
func meant(text string) (keys []string) {
	for key := range For(English).messages {
		if key == text || (strings.HasSuffix(text, ".") && strings.HasPrefix(key, text)) {
			keys = append(keys, key)
		}
	}
	return keys
}

// nouns returns the first words of all keys.
func nouns() map[string]bool {
	all := map[string]bool{}
	for key := range For(English).messages {
		noun, _, _ := strings.Cut(key, ".")
		all[noun] = true
	}
	return all
}

// TestEveryKeyThatIsSaidExists: a literal that begins with the noun of a message
// file is a key, the beginning of keys, or the verb of an event.
func TestEveryKeyThatIsSaidExists(t *testing.T) {
	all := nouns()
	for _, m := range mentions(t) {
		noun, _, _ := strings.Cut(m.text, ".")
		text := m.text
		if m.verb {
			noun, text = "event", "event."+m.text
		}
		isVerb := len(meant("event."+m.text)) > 0
		if all[noun] && len(meant(text)) == 0 && !isVerb && !slices.Contains(notMessages, text) {
			t.Errorf("%s: %q is no message", m.where, text)
		}
	}
}

func TestEveryKeyIsSaidSomewhere(t *testing.T) {
	said := map[string]bool{}
	for _, m := range mentions(t) {
		for _, text := range []string{m.text, "event." + m.text} {
			for _, key := range meant(text) {
				said[key] = true
			}
		}
	}
	waiting := map[string]bool{}
	for key := range For(English).messages {
		if said[key] {
			continue
		}
		i := slices.IndexFunc(awaited, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
		if i < 0 {
			t.Errorf("nothing says %s", key)
			continue
		}
		waiting[awaited[i]] = true
	}
	for _, prefix := range awaited {
		if !waiting[prefix] {
			t.Errorf("every key of %q is said: take it off the awaited ones", prefix)
		}
	}
}
