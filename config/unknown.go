package config

import (
	"slices"
	"strings"
)

// Unknown reports each KEEPHOPE_ variable of a list as os.Environ returns it
// that the program does not know, with the name that was probably meant: a
// misspelt setting is never silently ignored. Variables of the test suite
// (KEEPHOPE_TEST_...) pass. The error is of type Faults.
func Unknown(environ []string) error {
	known := variables(maxOIDC)
	var names []string
	for _, line := range environ {
		name, _, _ := strings.Cut(line, "=")
		if strings.HasPrefix(name, prefix) && !strings.HasPrefix(name, testPrefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var all Faults
	for _, name := range names {
		plain := strings.TrimSuffix(name, fileSuffix)
		if !slices.Contains(known, plain) {
			all = append(all, Fault{Name: name, Problem: "is not a variable of this program" + meant(plain, known)})
		}
	}
	return all.err()
}

// meant suggests the nearest known name, if one is near.
func meant(name string, known []string) string {
	best, least := "", 4
	for _, candidate := range known {
		if d := distance(name, candidate); d < least {
			best, least = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return ": did you mean " + best + "?"
}

// distance is the Levenshtein distance of two texts in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
