package static_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keephope/views/static"
)

var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// sheet returns the stylesheet without its comments.
func sheet() string {
	return comment.ReplaceAllString(string(static.Files()["keephope.css"].Body), "")
}

func TestTheStylesheetKnowsNoSides(t *testing.T) {
	sides := regexp.MustCompile(`(?i)\b(left|right)\b|(margin|padding|border)-(top|bottom)\b|[^-](top|bottom): `)
	for i, line := range strings.Split(sheet(), "\n") {
		if found := sides.FindString(line); found != "" {
			t.Errorf("line %d says %q: logical properties only, for right-to-left pages", i+1, found)
		}
	}
}

func TestTheStylesheetPassesTheContentPolicy(t *testing.T) {
	for _, never := range []string{"data:", "http:", "https:", "@import", "expression(", "//"} {
		if strings.Contains(sheet(), never) {
			t.Errorf("the stylesheet contains %q", never)
		}
	}
}

func TestTheLayersAreDeclaredAndNothingStandsOutside(t *testing.T) {
	css := strings.TrimSpace(sheet())
	const order = "@layer reset, tokens, base, layout, parts, state, print;"
	if !strings.HasPrefix(css, order) {
		t.Fatalf("the stylesheet does not begin with %q", order)
	}
	var opened []string
	depth := 0
	for _, line := range strings.Split(strings.TrimPrefix(css, order), "\n") {
		if depth == 0 && strings.TrimSpace(line) != "" {
			opened = append(opened, strings.TrimSpace(line))
		}
		depth += strings.Count(line, "{") - strings.Count(line, "}")
	}
	want := []string{
		"@layer reset {", "@layer tokens {", "@layer base {", "@layer layout {",
		"@layer parts {", "@layer state {", "@layer print {",
	}
	if depth != 0 || !slices.Equal(opened, want) {
		t.Errorf("top level: %q, braces left open: %d", opened, depth)
	}
}

// TestLightTokensComeFirst: a browser without light-dark() must find every token
// outside the @supports block.
func TestLightTokensComeFirst(t *testing.T) {
	before, after, ok := strings.Cut(sheet(), "@supports (color: light-dark(")
	if !ok {
		t.Fatal("no @supports block around light-dark()")
	}
	if strings.Contains(before, "light-dark(") {
		t.Error("light-dark() stands outside @supports")
	}
	block, _, _ := strings.Cut(after, "[data-theme=")
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+):`).FindAllStringSubmatch(block, -1) {
		if !strings.Contains(before, m[1]+":") {
			t.Errorf("%s has no light value before @supports", m[1])
		}
	}
}

func TestTokensThatAreUsedExist(t *testing.T) {
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)\)`).FindAllStringSubmatch(sheet(), -1) {
		if !strings.Contains(sheet(), m[1]+":") {
			t.Errorf("var(%s) is defined nowhere and has no default", m[1])
		}
	}
}

// TestTheSpecimenUsesWhatThereIs holds classes, icons and attributes of the
// specimen against the stylesheet, the sprite and the policy.
func TestTheSpecimenUsesWhatThereIs(t *testing.T) {
	page := read(t, "testdata/specimen.html")
	if regexp.MustCompile(`(?i)\sstyle=|<style|\son[a-z]+=|<script>`).MatchString(page) {
		t.Error("the specimen has inline style or script")
	}
	ruleless(t, "testdata/specimen.html", page)
	for _, m := range regexp.MustCompile(`icons\.svg#([a-z0-9-]+)`).FindAllStringSubmatch(page, -1) {
		if !hasIcon(m[1]) {
			t.Errorf("icon %s is not in the sprite", m[1])
		}
	}
}

// ruleless reports the classes of a page that the stylesheet does not know. "list"
// only takes the bullets away, which the reset does for any list with a class.
func ruleless(t *testing.T, path, page string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`class="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		for _, class := range strings.Fields(m[1]) {
			if class != "list" && !regexp.MustCompile(`\.`+class+`\b`).MatchString(sheet()) {
				t.Errorf("%s: class %s has no rule", path, class)
			}
		}
	}
}

func TestEveryClassOfTheTemplatesHasARule(t *testing.T) {
	paths, err := filepath.Glob("../*.templ")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, path := range paths {
		ruleless(t, path, read(t, path))
	}
}

// TestTheScriptsDocumentTheirAttributes: every data attribute that a script reads is
// explained at its head, and it asks for nothing that the policy forbids.
func TestTheScriptsDocumentTheirAttributes(t *testing.T) {
	for _, name := range []string{"kh.js", "keys.js"} {
		t.Run(name, func(t *testing.T) { documented(t, name) })
	}
}

func documented(t *testing.T, script string) {
	head, code, _ := strings.Cut(string(static.Files()[script].Body), "*/")
	for _, m := range regexp.MustCompile(`data-([a-z]+)|dataset\.([a-z]+)`).FindAllStringSubmatch(code, -1) {
		name := m[1] + m[2]
		if name != "theme" && !strings.Contains(head, "data-"+name) {
			t.Errorf("data-%s is not explained at the head of %s", name, script)
		}
	}
	for _, never := range []string{"eval(", "new Function", "innerHTML", "document.write", ".style", "fetch(", "http"} {
		if strings.Contains(strings.ReplaceAll(comment.ReplaceAllString(code, ""), "// without https", ""), never) {
			t.Errorf("%s contains %q", script, never)
		}
	}
}
