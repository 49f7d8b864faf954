package seal

import (
	"bytes"
	"strings"
)

// minDistinct is the number of distinct byte values below which 32 bytes do not count as random. Random keys have
// about 30; fewer than 20 come up once in more than 10^9 keys.
const minDistinct = 20

// weakness says what betrays that a key was not drawn at random, or "" for a key that looks random.
func weakness(key []byte) string {
	printable := func(b byte) bool { return b >= ' ' && b <= '~' }
	switch {
	case bytes.Count(key, []byte{0}) == len(key):
		return "is all zero"
	case isExample(key):
		return "is the example of the documentation"
	case !hasDistinct(key, minDistinct) || isSequence(key):
		return "is not random"
	case all(key, printable):
		return "is typed text and not random"
	}
	return ""
}

func isExample(key []byte) bool {
	return strings.HasPrefix(string(key), "keep-hope-example")
}

func hasDistinct(key []byte, least int) bool {
	var seen [256]bool
	n := 0
	for _, b := range key {
		if !seen[b] {
			seen[b] = true
			n++
		}
	}
	return n >= least
}

// isSequence finds 00 01 02 ... and every other run with a constant step.
func isSequence(key []byte) bool {
	for i := 2; i < len(key); i++ {
		if key[i]-key[i-1] != key[1]-key[0] {
			return false
		}
	}
	return true
}

func all(key []byte, ok func(byte) bool) bool {
	for _, b := range key {
		if !ok(b) {
			return false
		}
	}
	return true
}
