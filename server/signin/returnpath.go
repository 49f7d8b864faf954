package signin

import (
	"net/url"
	"strings"
	"unicode"
)

// maxReturnPath is the longest return path, in bytes.
const maxReturnPath = 2000

// ReturnPath tells whether s is a path of our own to which a person may be sent, and returns it. It accepts an absolute
// path with an optional query in printable ASCII, as http.Request.URL.RequestURI writes it, and refuses whatever some
// browser, proxy or second decoding could read as another host or another path: schemes, "//", backslashes, control
// characters, dot segments, encoded slashes, fragments. The paths of sign-in itself are refused too, because returning
// to them would loop.
func ReturnPath(s string) (string, bool) {
	if s == "" || len(s) > maxReturnPath || s[0] != '/' || !isPlainASCII(s) {
		return "", false
	}
	path, query, _ := strings.Cut(s, "?")
	decoded, err := url.PathUnescape(path)
	if err != nil || !isOwnPath(path) || !isOwnPath(decoded) {
		return "", false
	}
	fields, err := url.QueryUnescape(query)
	if err != nil || strings.ContainsFunc(fields, unicode.IsControl) {
		return "", false
	}
	return s, true
}

// isPlainASCII tells whether s has only characters that mean the same in every reading of an address.
func isPlainASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune("\\\"<>^`{|}#", r)
	})
}

// isOwnPath tells whether a path, raw or decoded once, names one place below our root and nothing else.
func isOwnPath(path string) bool {
	lower := strings.ToLower(path)
	for _, trick := range []string{"//", "\\", "%2f", "%5c", "%2e", "%00", ";"} {
		if strings.Contains(lower, trick) {
			return false
		}
	}
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "." || segment == ".." {
			return false
		}
	}
	return !strings.ContainsFunc(path, unicode.IsControl) && path != "/auth" && !strings.HasPrefix(path, "/auth/")
}
