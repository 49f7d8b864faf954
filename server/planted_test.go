//go:build mutations

package server_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A test that proves secrecy must be seen to fail. So the module's source is copied, and faults are planted in the copy:
// leaks for the canaries, guards taken away for the matrix. The copy is built once; each fault is switched on by its
// name, alone, and at least one test must turn red. With none switched on all must be green.
//
// This takes minutes, so it is no part of the suite. "make mutations" runs it, or, where PostgreSQL is not wanted:
//
//	go test -tags mutations -run Planted -parallel 2 -v -timeout 60m ./server
//
// KEEPHOPE_PLANT=action,place plants only the faults whose names begin so.
//
// That the faults still fit the source is looked at by the suite (planted_source_test.go).

// noticing are the tests that must notice a fault, by the first part of its name.
var noticing = map[string]string{
	"public":  "TestNothingPublicTellsOfASecret/sqlite",
	"members": "TestThoseWhoAreSignedInLearnNoMoreThanTheyMay",
	"action":  "TestActionsTellNobodyOfASecret",
	"mention": "TestKeepersReadWhereHiddenNamesStand",
	"place":   "TestWhoIsOutOfSightHoldsNoPlace",
	"raw":     "TestNoByteTellsOfASecret/sqlite",
	"kept":    "TestWhatEverybodyCouldKeepLeadsToNoRow",
	"wal":     "TestTheWriteAheadLogForgetsWhoHides",
	"address": "TestNoNameIsTypedIntoAnAddress",
	"number":  "TestTheNumberOfTheUnnamedTellsOfNobody",
	"page":    "TestEveryRouteOpensToThoseWhomItIsFor/sqlite",
	"form":    "TestEveryFormDoesWhatItMayForThoseWhoMay|TestFormsOfOtherSitesDoNothing",
	"header":  "TestEveryAnswerCarriesItsHeaders|TestPublicAnswersAreTheSameForEverybody|TestHeadIsGetWithoutItsBody",
}

func TestPlantedFaultsAreThoseAskedFor(t *testing.T) {
	names := planted(slices.Concat(leaks(), holes()))
	for prefix := range strings.SplitSeq(os.Getenv("KEEPHOPE_PLANT"), ",") {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, prefix) }) {
			t.Errorf("KEEPHOPE_PLANT: no fault begins with %q", prefix)
		}
	}
}

func TestPlantedLeaksAreFound(t *testing.T) { plant(t, leaks()) }

func TestPlantedHolesInGuardsAreFound(t *testing.T) { plant(t, holes()) }

// plant builds a copy of the module with patches and switches on one fault after the other.
func plant(t *testing.T, patches []patch) {
	t.Helper()
	names := chosen(planted(patches))
	if len(names) == 0 {
		t.Skip("none of these faults is asked for") // TestPlantedFaultsAreThoseAskedFor sees that one of the other kind is
	}
	program := copied(t, patches)
	if out, red := run(program, "", strings.Join(kinds(names), "|")); red {
		t.Fatalf("with no fault switched on:\n%.3000s", out)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kind, _, _ := strings.Cut(name, ":")
			out, red := run(program, name, noticing[kind])
			if !red {
				t.Fatal("no test found it")
			}
			t.Log(reason(out))
		})
	}
}

// chosen are the faults that KEEPHOPE_PLANT asks for: all, if it is not set.
func chosen(names []string) []string {
	return slices.DeleteFunc(names, func(name string) bool {
		return !slices.ContainsFunc(strings.Split(os.Getenv("KEEPHOPE_PLANT"), ","), func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	})
}

// kinds are the tests that notice any of the faults.
func kinds(names []string) (tests []string) {
	for _, name := range names {
		kind, _, _ := strings.Cut(name, ":")
		if !slices.Contains(tests, noticing[kind]) {
			tests = append(tests, noticing[kind])
		}
	}
	return tests
}

// run runs tests of a program with a fault switched on; red says that one of them failed as a test does.
func run(program, fault, tests string) (out string, red bool) {
	cmd := exec.Command(program, "-test.count=1", "-test.timeout=10m", "-test.run="+pattern(tests))
	cmd.Dir = filepath.Dir(program)
	cmd.Env = append(os.Environ(), "KEEPHOPE_PLANTED="+fault)
	text, err := cmd.CombinedOutput()
	return string(text), err != nil && strings.Contains(string(text), "--- FAIL")
}

// pattern anchors each level of tests' names.
func pattern(tests string) string {
	if strings.Contains(tests, "/") { // go test splits a pattern at slashes before it reads alternatives
		var first []string
		for test := range strings.SplitSeq(tests, "|") {
			name, _, _ := strings.Cut(test, "/")
			first = append(first, name)
		}
		return "^(" + strings.Join(first, "|") + ")$/^sqlite$"
	}
	return "^(" + tests + ")$"
}

// reason is the first line that says what a test found.
func reason(out string) string {
	for line := range strings.Lines(out) {
		if strings.Contains(line, "_test.go:") {
			return strings.TrimSpace(fmt.Sprintf("%.200s", line))
		}
	}
	return "found"
}

// copied writes the module into a folder of its own with patches, builds the tests of this package, and returns the program.
func copied(t *testing.T, patches []patch) (program string) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	list, err := exec.Command("git", "-C", root, "ls-files", "-co", "--exclude-standard").Output()
	if err != nil {
		t.Fatalf("list the module's files: %v", err)
	}
	for _, name := range strings.Fields(string(list)) {
		copyFile(t, filepath.Join(root, name), filepath.Join(to, name))
	}
	for file, text := range patched(t, patches) {
		write(t, filepath.Join(to, file), text)
		write(t, filepath.Join(to, filepath.Dir(file), "planted.go"), turn(filepath.Base(filepath.Dir(file))))
	}
	program = filepath.Join(to, "server", "planted.test")
	build := exec.Command("go", "test", "-c", "-o", program, "./server")
	build.Dir = to
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the copy does not build: %v\n%s", err, out)
	}
	return program
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if os.IsNotExist(err) { // taken away, and not committed yet
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(text))
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// turn is the switch of a package: which fault is on stands in the environment.
func turn(name string) string {
	return "package " + name + "\n\nimport \"os\"\n\nfunc planted(name string) bool { return os.Getenv(\"KEEPHOPE_PLANTED\") == name }\n"
}
