// Package wording knows what a locked text is: its normal form, the fingerprint of that form, and what was added and
// removed between two of them.
package wording

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Normal returns the normal form of one piece of text: Unicode NFC, lines ended by LF alone, no blanks at the end of
// a line, no empty lines at either end and no final LF. Normal(Normal(s)) is Normal(s).
func Normal(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	lines := strings.Split(norm.NFC.String(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// File returns the bytes that are served and hashed: the normal form of the title, an empty line, the normal form of
// the body, one final LF.
func File(title, body string) []byte {
	return []byte(Normal(title) + "\n\n" + Normal(body) + "\n")
}

// Fingerprint returns the SHA-256 of File in lower-case hexadecimal, as sha256sum prints it.
func Fingerprint(title, body string) string {
	sum := sha256.Sum256(File(title, body))
	return hex.EncodeToString(sum[:])
}
