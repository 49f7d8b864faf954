package signin_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/server/signin"
)

// TestHostileEndpoints lets one address of the provider answer badly.
func TestHostileEndpoints(t *testing.T) {
	const wellKnown = "/.well-known/openid-configuration"
	html := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			_, _ = w.Write([]byte("<html><script>SECRET</script></html>"))
		}
	}
	huge := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"issuer":"` + strings.Repeat("x", 1<<20) + `"}`))
	}
	endless := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write([]byte(" ")); err != nil {
				return
			}
			w.(http.Flusher).Flush()
		}
	}
	silent := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or the server does not see the client go
		<-r.Context().Done()
	}
	cases := map[string]struct {
		path  string
		bad   http.HandlerFunc
		kind  error
		cause string
	}{
		"metadata in HTML":  {wellKnown, html(200), signin.ErrUnavailable, "metadata: not understood"},
		"metadata 500":      {wellKnown, html(500), signin.ErrUnavailable, "metadata: answered 500"},
		"metadata 404":      {wellKnown, html(404), signin.ErrUnavailable, "metadata: not understood"},
		"metadata huge":     {wellKnown, huge, signin.ErrUnavailable, "metadata: answered with too much"},
		"metadata endless":  {wellKnown, endless, signin.ErrUnavailable, "metadata: "},
		"metadata silent":   {wellKnown, silent, signin.ErrUnavailable, "metadata: no answer in time"},
		"token HTML error":  {"/token", html(400), signin.ErrRefused, "code not accepted"},
		"token HTML answer": {"/token", html(200), signin.ErrRefused, "not understood"},
		"token 503":         {"/token", html(503), signin.ErrUnavailable, "token endpoint: answered 503"},
		"token 429":         {"/token", html(429), signin.ErrUnavailable, "token endpoint: answered 429"},
		"token huge":        {"/token", huge, signin.ErrUnavailable, "token endpoint: answered with too much"},
		"token silent":      {"/token", silent, signin.ErrUnavailable, "token endpoint: no answer in time"},
		"our client unknown": {"/token", func(w http.ResponseWriter, _ *http.Request) {
			problem(w, http.StatusUnauthorized, "invalid_client")
		}, signin.ErrUnavailable, "invalid_client"},
		"keys in HTML": {"/jwks", html(200), signin.ErrRefused, "signature not verified"},
		"keys 500":     {"/jwks", html(500), signin.ErrUnavailable, "keys: answered 500"},
		"keys huge":    {"/jwks", huge, signin.ErrUnavailable, "keys: answered with too much"},
		"keys silent":  {"/jwks", silent, signin.ErrUnavailable, "keys: no answer in time"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, 400*time.Millisecond)
			h.idp.answer(c.path, c.bad)
			start := time.Now()
			begun, err := h.Begin(t.Context(), "first", signin.Ask{Purpose: models.PurposeSignIn})
			if c.path != wellKnown {
				if err != nil {
					t.Fatal(err)
				}
				_, _, err = h.arrive(t, trip{begun, visit(t, begun.URL)})
			}
			refusedFor(t, err, c.kind, c.cause)
			if took := time.Since(start); took > 3*time.Second {
				t.Errorf("took %s", took)
			}
			h.idp.answer(c.path, nil)
			h.clock.add(6 * time.Second)
			h.signInPlainly(t)
		})
	}
}

// TestRedirectsAreNotFollowed keeps a code from travelling on to where a provider points.
func TestRedirectsAreNotFollowed(t *testing.T) {
	h := newHouse(t, 0)
	for _, path := range []string{"/token", "/jwks", "/.well-known/openid-configuration"} {
		h.clock.add(2 * time.Hour)
		if path == "/jwks" {
			h.idp.rotate("key-9")
		}
		h.idp.answer(path, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, h.other.URL+path, http.StatusTemporaryRedirect)
		})
		_, _, err := h.arrive(t, h.travel(t))
		if path != "/.well-known/openid-configuration" {
			refusedFor(t, err, signin.ErrUnavailable, "redirect")
		}
		if h.other.times(path) != 0 {
			t.Errorf("%s: the redirect was followed", path)
		}
		h.idp.answer(path, nil)
		h.clock.add(6 * time.Second)
		h.signInPlainly(t)
	}
}

func TestMetadataOfAnotherIssuerIsNotBelieved(t *testing.T) {
	for name, c := range map[string]struct {
		turn  func(map[string]any)
		cause string
	}{
		"issuer of another":       {claim("issuer", "https://accounts.example"), "another issuer"},
		"issuer with a slash":     {func(m map[string]any) { m["issuer"] = m["issuer"].(string) + "/" }, "another issuer"},
		"no issuer":               {func(m map[string]any) { delete(m, "issuer") }, "another issuer"},
		"token endpoint in plain": {claim("token_endpoint", "http://id.example.org/token"), "without TLS"},
		"no keys":                 {func(m map[string]any) { delete(m, "jwks_uri") }, "missing"},
		"authorisation by script": {claim("authorization_endpoint", "javascript:alert(1)"), "missing"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, 0)
			h.idp.metadata = c.turn
			_, err := h.Begin(t.Context(), "first", signin.Ask{Purpose: models.PurposeSignIn})
			refusedFor(t, err, signin.ErrUnavailable, c.cause)
			h.idp.metadata = nil
			h.clock.add(6 * time.Second)
			h.signInPlainly(t)
		})
	}
}

// TestMetadataCannotPointInside lets a provider name hosts behind our own wall: by an address, and by a name that leads there.
func TestMetadataCannotPointInside(t *testing.T) {
	inner := newIDP(t, time.Now)
	port := inner.URL[strings.LastIndex(inner.URL, ":"):]
	for _, host := range []string{"http://localhost" + port, "http://inner.localhost" + port, "https://10.1.2.3", "https://169.254.169.254", "https://[::ffff:127.0.0.1]" + port} {
		for field, path := range map[string]string{"token_endpoint": "/token", "jwks_uri": "/jwks", "userinfo_endpoint": "/userinfo"} {
			t.Run(host+path, func(t *testing.T) {
				h := newHouse(t, 0)
				h.idp.metadata = claim(field, host+path)
				_, _, err := h.arrive(t, h.travel(t))
				switch {
				case field != "userinfo_endpoint":
					refusedFor(t, err, signin.ErrUnavailable, "")
				case err != nil: // a name is no condition for signing in
					t.Error(err)
				}
				if inner.times(path) != 0 {
					t.Error("it was asked")
				}
			})
		}
	}
}

// TestOnlyListedHostsAreAsked holds the operator's list: it opens an inner host, and shuts every other that is not configured.
func TestOnlyListedHostsAreAsked(t *testing.T) {
	inner := newIDP(t, time.Now)
	port := inner.URL[strings.LastIndex(inner.URL, ":")+1:]
	for name, c := range map[string]struct {
		hosts []string
		asked bool
	}{
		"no list":               {nil, false},
		"its name":              {[]string{"localhost"}, true},
		"its name and port":     {[]string{"localhost:" + port}, true},
		"another port":          {[]string{"localhost:1"}, false},
		"another host":          {[]string{"keys.example.org"}, false},
		"its address, no name":  {[]string{"127.0.0.1:" + port}, false},
		"a name that ends so":   {[]string{"not-localhost"}, false},
		"a name that begins so": {[]string{"localhost.example.org"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouseThatMayAsk(t, c.hosts)
			h.idp.metadata = claim("jwks_uri", "http://localhost:"+port+"/jwks")
			before := inner.times("/jwks")
			_, _, err := h.arrive(t, h.travel(t))
			if (inner.times("/jwks") > before) != c.asked || err == nil {
				t.Errorf("asked %t, want %t: %v", inner.times("/jwks") > before, c.asked, err)
			}
		})
	}
}
