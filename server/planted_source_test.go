package server_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// patch puts one fault or several into a file: old must stand there exactly once. In new a fault asks planted("name")
// whether it is switched on; the part of the name before the colon says which tests must notice.
type patch struct{ file, old, new string }

var plantedName = regexp.MustCompile(`planted\("([^"]+)"\)`)

// planted are the names of the faults in patches.
func planted(patches []patch) (names []string) {
	for _, p := range patches {
		for _, found := range plantedName.FindAllStringSubmatch(p.new, -1) {
			names = append(names, found[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// patched are the files that patches change, as they are then.
func patched(t *testing.T, patches []patch) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, p := range patches {
		if _, read := files[p.file]; !read {
			text, err := os.ReadFile(filepath.Join("..", p.file))
			if err != nil {
				t.Fatal(err)
			}
			files[p.file] = string(text)
		}
		if n := strings.Count(files[p.file], p.old); n != 1 {
			t.Errorf("%s: what a planted fault changes stands there %d times, want once: let it follow the source\n%s", p.file, n, p.old)
		}
		files[p.file] = strings.Replace(files[p.file], p.old, p.new, 1)
	}
	return files
}

// TestPlantedFaultsFitTheSource keeps the faults of "make mutations" in step with the source that they change.
func TestPlantedFaultsFitTheSource(t *testing.T) {
	for what, patches := range map[string][]patch{"leaks": leaks(), "holes": holes()} {
		patched(t, patches)
		if n := len(planted(patches)); n < 20 {
			t.Errorf("%d %s are planted, want twenty or more", n, what)
		}
	}
}
