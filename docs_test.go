package main

import (
	"fmt"
	"go/ast"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A row of docs/asvs.md, and what its cells name.
var (
	requirementRow = regexp.MustCompile(`(?m)^\| (\d+) \| \d+\.\d+\.\d+ \| L[123] \| (.+?) \| (held|later) \| (.+) \|$`)
	testInPackage  = regexp.MustCompile("`((?:Test|Fuzz)\\w+)`(?: \\(([\\w/]+)\\))?")
	sectionLink    = regexp.MustCompile(`operating\.md#([a-z-]+)`)
	headingLine    = regexp.MustCompile(`(?m)^#+ (.+)$`)
)

// TestRequirementsNameTestsThatExist holds docs/asvs.md: its 150 rows, its counts, the tests and sections that it names.
func TestRequirementsNameTestsThatExist(t *testing.T) {
	text := document(t, "docs/asvs.md")
	tests, sections := testsByName(t), headings(document(t, "docs/operating.md"))
	count := map[string]int{}
	rows := requirementRow.FindAllStringSubmatch(text, -1)
	for i, row := range rows {
		number, state, shown := row[1], row[3], row[4]
		count[state]++
		if number != fmt.Sprint(i+1) {
			t.Errorf("row %d is numbered %s", i+1, number)
		}
		named, linked := testInPackage.FindAllStringSubmatch(shown, -1), sectionLink.FindAllStringSubmatch(shown, -1)
		if state == "held" && len(named)+len(linked) == 0 {
			t.Errorf("%s is held by nothing", number)
		}
		for _, test := range named {
			if folders := tests[test[1]]; len(folders) == 0 || test[2] != "" && !slices.Contains(folders, test[2]) {
				t.Errorf("%s names %s (%s), which is in %q", number, test[1], test[2], folders)
			}
		}
		for _, link := range linked {
			if !sections[link[1]] {
				t.Errorf("%s points to #%s, which docs/operating.md does not have", number, link[1])
			}
		}
	}
	if len(rows) != 150 || strings.Count(text, "\n| ") != 151 { // and the head of the table
		t.Errorf("%d rows, want 150", len(rows))
	}
	if want := fmt.Sprintf("**%d held, %d later**", count["held"], count["later"]); !strings.Contains(text, want) {
		t.Errorf("the top does not say %s", want)
	}
}

// TestTheProgramImportsNothingDangerous: the program starts no command, parses no XML, decodes no foreign types, has no
// broken hash and no window for debuggers.
func TestTheProgramImportsNothingDangerous(t *testing.T) {
	sources, err := load(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for s := range product(sources) {
		for _, imported := range s.imports() {
			if under(imported, "os/exec", "plugin", "encoding/gob", "encoding/xml", "crypto/md5", "crypto/sha1", "net/http/pprof", "expvar") ||
				strings.Contains(imported, "yaml") {
				t.Errorf("%s: %s has no place in the program", s.path, imported)
			}
		}
	}
}

func document(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// testsByName tells for each test function of the module in which folders it is; the root is "root".
func testsByName(t *testing.T) map[string][]string {
	t.Helper()
	sources, err := load(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for s := range code(sources) {
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if ok && s.test && f.Recv == nil && (strings.HasPrefix(f.Name.Name, "Test") || strings.HasPrefix(f.Name.Name, "Fuzz")) {
				found[f.Name.Name] = append(found[f.Name.Name], map[bool]string{true: "root", false: s.dir()}[s.dir() == ""])
			}
		}
	}
	return found
}

// headings are the anchors of a document's headings, as they stand in links.
func headings(text string) map[string]bool {
	anchors := map[string]bool{}
	for _, line := range headingLine.FindAllStringSubmatch(text, -1) {
		anchors[strings.ReplaceAll(strings.ToLower(line[1]), " ", "-")] = true
	}
	return anchors
}
