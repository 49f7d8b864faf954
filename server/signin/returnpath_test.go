package signin_test

import (
	"net/url"
	"strings"
	"testing"

	"keephope/server/signin"
)

func TestReturnPath(t *testing.T) {
	for _, own := range []string{
		"/", "/en", "/en/me", "/en/me/0190f5e2-1/visibility", "/ka/endorsers?q=%D0%BC%D0%B5%D0%BC&country=GE&page=2",
		"/en/endorsers/caf%C3%A9", "/en/statement/2.txt", "/en/apply?next=a//b", "/authors",
	} {
		if got, ok := signin.ReturnPath(own); !ok || got != own {
			t.Errorf("%q was refused", own)
		}
	}
	for _, foreign := range []string{
		"", "en/me", "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
		"/en//evil.example", "/%2f/evil.example", "/%2Fevil.example", "/%5cevil.example", "/%252fevil.example",
		"/\tevil.example", "/\n/evil.example", "/%09/evil.example", "/%00", "/en/%0d%0aSet-Cookie:a=b", "/en?a=%0d%0aSet-Cookie:a=b",
		"/en\r\nSet-Cookie: a=b", "/./en", "/../en", "/en/..", "/.//evil.example", "/en/..//evil.example", "/%2e%2e//evil.example",
		"/%2e/", "javascript:alert(1)", "/en#//evil", " /en", "/en ", "/é", "/en?a=\u202e", "/en/%zz", "/en?a=%zz",
		"/auth/first/callback?code=1&state=2", "/auth", "/auth/", "/%61uth/first", "/en;x", "/" + strings.Repeat("a", 2000),
	} {
		if got, ok := signin.ReturnPath(foreign); ok || got != "" {
			t.Errorf("%q was accepted", foreign)
		}
	}
}

// FuzzReturnPath holds every accepted path against two independent readings of an address: Go's, and that of a browser,
// which drops tabs and newlines, takes a backslash for a slash and may decode more than once.
func FuzzReturnPath(f *testing.F) {
	for _, seed := range []string{"/en/me", "//evil.example", "/\\evil.example", "/%2f%2fevil.example", "/a?b=c#d", "/\t/evil", "/..//evil"} {
		f.Add(seed)
	}
	base, err := url.Parse("https://keephope.example/en/sign-in")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := signin.ReturnPath(s)
		if !ok {
			if got != "" {
				t.Fatalf("%q was refused and returned as %q", s, got)
			}
			return
		}
		to, err := base.Parse(got)
		if err != nil || to.Scheme != base.Scheme || to.Host != base.Host || to.User != nil || strings.HasPrefix(to.Path, "//") {
			t.Fatalf("%q leads to %v, %v", s, to, err)
		}
		if strings.HasPrefix(to.Path, "/auth/") {
			t.Fatalf("%q leads back into sign-in", s)
		}
		path, _, _ := strings.Cut(got, "?")
		for range 3 {
			if host := browserHost(path); host != "" {
				t.Fatalf("%q leads a browser to host %q", s, host)
			}
			if path, err = url.PathUnescape(path); err != nil {
				return
			}
		}
	})
}

// browserHost is the host to which a browser at an https page would take a relative address (WHATWG URL, states
// "relative" and "relative slash"), or "" if it stays.
func browserHost(s string) string {
	s = strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(s)
	s = strings.TrimLeft(s, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x1b\x1c\x1d\x1e\x1f ")
	rest, ok := strings.CutPrefix(s, "//")
	if !ok {
		if scheme, _, has := strings.Cut(s, ":"); has && !strings.ContainsAny(scheme, "/?") {
			return scheme
		}
		return ""
	}
	host, _, _ := strings.Cut(strings.TrimLeft(rest, "/"), "/")
	return host + "/"
}
