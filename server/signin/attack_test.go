package signin_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"keephope/models"
	"keephope/server/signin"
)

// refusedFor checks that a sign-in failed for the reason that the test planted, with words that are fit for a log.
func refusedFor(t *testing.T, err, kind error, cause string) {
	t.Helper()
	var failure *signin.Failure
	if !errors.As(err, &failure) || !errors.Is(err, kind) || !strings.Contains(failure.Cause, cause) {
		t.Errorf("got %v, want %v for %q", err, kind, cause)
		return
	}
	for _, leak := range []string{"<", "code-", "access-", "eyJ", clientSecret, "127.0.0.1", "SECRET"} {
		if strings.Contains(err.Error(), leak) {
			t.Errorf("the log would read %q", err)
		}
	}
}

// claim sets one claim of the ID token; nil takes it away.
func claim(name string, value any) func(map[string]any) {
	return func(c map[string]any) {
		if c[name] = value; value == nil {
			delete(c, name)
		}
	}
}

// TestForgedIDTokens turns one knob of the provider for each case; beside it the plain way must go on working.
func TestForgedIDTokens(t *testing.T) {
	stranger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	at := func(h *house, d time.Duration) int64 { return h.clock.Now().Add(d).Unix() }
	cases := map[string]struct {
		turn  func(h *house)
		cause string
	}{
		"signature of another key with the same id": {func(h *house) {
			h.idp.sign = func(c map[string]any) string {
				return h.idp.signed(c, jose.JSONWebKey{Key: stranger, KeyID: "key-1"}, "ES256", "JWT")
			}
		}, "signature not verified"},
		"key inside the token": {func(h *house) {
			h.idp.sign = func(c map[string]any) string {
				signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: stranger}, &jose.SignerOptions{EmbedJWK: true})
				if err != nil {
					h.idp.t.Error(err)
				}
				jws, _ := signer.Sign([]byte(payload(c)))
				compact, _ := jws.CompactSerialize()
				return compact
			}
		}, "signature not verified"},
		"claims changed after signing": {func(h *house) {
			h.idp.sign = func(c map[string]any) string {
				honest := strings.Split(h.idp.signed(c, h.idp.key, "ES256", "JWT"), ".")
				c["sub"] = "administrator"
				honest[1] = base64.RawURLEncoding.EncodeToString([]byte(payload(c)))
				return strings.Join(honest, ".")
			}
		}, "signature not verified"},
		"alg none": {func(h *house) {
			h.idp.sign = func(c map[string]any) string { return raw(map[string]any{"alg": "none", "typ": "JWT"}, c, nil) }
		}, "algorithm"},
		"alg None with a signature": {func(h *house) {
			h.idp.sign = func(c map[string]any) string { return raw(map[string]any{"alg": "None"}, c, []byte("x")) }
		}, "algorithm"},
		"HS256 with the public key": {func(h *house) {
			h.idp.sign = func(c map[string]any) string { return hs256(c, publicText(h.idp.key)) }
		}, "algorithm"},
		"HS256 with the client secret": {func(h *house) {
			h.idp.sign = func(c map[string]any) string { return hs256(c, []byte(clientSecret)) }
		}, "algorithm"},
		"an access token in the place of the ID token": {func(h *house) {
			h.idp.sign = func(c map[string]any) string { return h.idp.signed(c, h.idp.key, "ES256", "at+jwt") }
		}, "no ID token"},
		"no ID token":            {func(h *house) { h.idp.tokens = func(m map[string]any) { delete(m, "id_token") } }, "no ID token"},
		"ID token is a number":   {func(h *house) { h.idp.tokens = func(m map[string]any) { m["id_token"] = 7 } }, "not understood"},
		"ID token is no token":   {func(h *house) { h.idp.tokens = func(m map[string]any) { m["id_token"] = "<html>.a.b" } }, "no ID token"},
		"of another issuer":      {func(h *house) { h.idp.claims = claim("iss", "https://other.example") }, "issuer"},
		"for another client":     {func(h *house) { h.idp.claims = claim("aud", "somebody-else") }, "audience"},
		"for nobody":             {func(h *house) { h.idp.claims = claim("aud", nil) }, "audience"},
		"many without a party":   {func(h *house) { h.idp.claims = claim("aud", []string{clientID, "other"}) }, "several audiences"},
		"for another party":      {func(h *house) { h.idp.claims = claim("azp", "somebody-else") }, "another party"},
		"expired":                {func(h *house) { h.idp.claims = claim("exp", at(h, -time.Second)) }, "expired"},
		"without an end":         {func(h *house) { h.idp.claims = claim("exp", nil) }, "expired"},
		"not valid yet":          {func(h *house) { h.idp.claims = claim("nbf", at(h, 3*time.Minute)) }, "not valid yet"},
		"issued in the future":   {func(h *house) { h.idp.claims = claim("iat", at(h, 3*time.Minute)) }, "issued in the future"},
		"issued before we asked": {func(h *house) { h.idp.claims = claim("iat", at(h, -3*time.Minute)) }, "issued before"},
		"without time of issue":  {func(h *house) { h.idp.claims = claim("iat", nil) }, "no time of issue"},
		"nonce of another":       {func(h *house) { h.idp.claims = claim("nonce", strings.Repeat("A", 43)) }, "nonce"},
		"without nonce":          {func(h *house) { h.idp.claims = claim("nonce", nil) }, "nonce"},
		"empty nonce":            {func(h *house) { h.idp.claims = claim("nonce", "") }, "nonce"},
		"nonce that is a list":   {func(h *house) { h.idp.claims = claim("nonce", []string{"a"}) }, "ID token"},
		"of another access token": {func(h *house) {
			h.idp.claims = claim("at_hash", base64.RawURLEncoding.EncodeToString(make([]byte, 16)))
		}, "another access token"},
		"without subject":      {func(h *house) { h.idp.claims = claim("sub", nil) }, "no subject"},
		"subject too long":     {func(h *house) { h.idp.claims = claim("sub", strings.Repeat("x", 256)) }, "no subject"},
		"subject with a line":  {func(h *house) { h.idp.claims = claim("sub", "a\nb") }, "no subject"},
		"twin of the subject":  {func(h *house) { h.idp.claims = claim("SUB", "administrator") }, "twin"},
		"twin in odd Unicode":  {func(h *house) { h.idp.claims = claim("\u017fub", "administrator") }, "twin"},
		"claims are no object": {func(h *house) { h.idp.sign = func(map[string]any) string { return list(h.idp) } }, "ID token"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, 0)
			h.signInPlainly(t)
			c.turn(h)
			_, _, err := h.arrive(t, h.travel(t))
			refusedFor(t, err, signin.ErrRefused, c.cause)
			h.idp.sign, h.idp.claims, h.idp.tokens = nil, nil, nil
			h.signInPlainly(t)
		})
	}
}

func TestSeveralAudiencesWithOurPartyPass(t *testing.T) {
	h := newHouse(t, 0)
	h.idp.claims = func(c map[string]any) { c["aud"], c["azp"] = []string{"api", clientID}, clientID }
	h.signInPlainly(t)
}

// TestTamperedAnswers changes what the browser brings back.
func TestTamperedAnswers(t *testing.T) {
	cases := map[string]struct {
		tamper func(t *testing.T, h *house, back *trip)
		kind   error
		cause  string
	}{
		"state used before": {func(t *testing.T, h *house, back *trip) {
			if _, _, err := h.arrive(t, *back); err != nil {
				t.Fatal(err)
			}
		}, signin.ErrExpired, "unknown or used"},
		"state invented": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Set("state", strings.Repeat("A", 43))
		}, signin.ErrExpired, "unknown or used"},
		"no state": {func(_ *testing.T, _ *house, back *trip) { back.query.Del("state") }, signin.ErrRefused, "without a state"},
		"too late": {func(_ *testing.T, h *house, _ *trip) { h.clock.add(10 * time.Minute) }, signin.ErrExpired, "too long ago"},
		"no cookie": {func(_ *testing.T, _ *house, back *trip) {
			back.begun.BrowserSecret = ""
		}, signin.ErrRefused, "another browser"},
		"the attacker's answer in the victim's browser, which began too": {func(t *testing.T, h *house, back *trip) {
			back.begun.BrowserSecret = h.begin(t).BrowserSecret
		}, signin.ErrRefused, "another browser"},
		"the victim's code in the attacker's sign-in": {func(t *testing.T, h *house, back *trip) {
			victim := h.travel(t)
			back.query.Set("code", victim.query.Get("code"))
		}, signin.ErrRefused, "code not accepted"},
		"iss of another": {func(_ *testing.T, h *house, back *trip) {
			back.query.Set("iss", h.other.URL)
		}, signin.ErrRefused, "another issuer"},
		"promised iss missing": {func(_ *testing.T, _ *house, back *trip) { back.query.Del("iss") }, signin.ErrRefused, "promised issuer"},
		"code twice":           {twice("code"), signin.ErrRefused, "repeats code"},
		"state twice":          {twice("state"), signin.ErrRefused, "repeats state"},
		"iss twice":            {twice("iss"), signin.ErrRefused, "repeats iss"},
		"error twice": {func(_ *testing.T, _ *house, back *trip) {
			back.query["error"] = []string{"a", "b"}
		}, signin.ErrRefused, "repeats error"},
		"code and error": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Set("error", "access_denied")
		}, signin.ErrRefused, "a code or an error"},
		"neither": {func(_ *testing.T, _ *house, back *trip) { back.query.Del("code") }, signin.ErrRefused, "a code or an error"},
		"endless code": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Set("code", strings.Repeat("x", 5000))
		}, signin.ErrRefused, "too long"},
		"the person said no": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Del("code")
			back.query.Set("error", "access_denied")
			back.query.Set("error_description", "<b>SECRET</b>")
		}, signin.ErrRefused, "access_denied"},
		"the provider has a fault": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Del("code")
			back.query.Set("error", "server_error")
		}, signin.ErrUnavailable, "server_error"},
		"error with markup": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Del("code")
			back.query.Set("error", "<script>SECRET</script>")
		}, signin.ErrRefused, "unknown error"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, 0)
			h.signInPlainly(t)
			back := h.travel(t)
			c.tamper(t, h, &back)
			_, _, err := h.arrive(t, back)
			refusedFor(t, err, c.kind, c.cause)
			h.signInPlainly(t)
		})
	}
}

func twice(name string) func(*testing.T, *house, *trip) {
	return func(_ *testing.T, _ *house, back *trip) { back.query.Add(name, back.query.Get(name)) }
}

// TestAnErrorAlsoUsesUpTheSignIn keeps an answer with an error from leaving its state behind.
func TestAnErrorAlsoUsesUpTheSignIn(t *testing.T) {
	h := newHouse(t, 0)
	back := h.travel(t)
	stolen := trip{back.begun, visit(t, back.begun.URL)}
	back.query.Del("code")
	back.query.Set("error", "access_denied")
	_, _, err := h.arrive(t, back)
	refusedFor(t, err, signin.ErrRefused, "access_denied")
	_, _, err = h.arrive(t, stolen)
	refusedFor(t, err, signin.ErrExpired, "unknown or used")
}

// TestAnotherProvidersCallback is the mix-up attack: an answer of one provider at the callback of another.
func TestAnotherProvidersCallback(t *testing.T) {
	h := newHouse(t, 0)
	back := h.travel(t)
	back.query.Set("iss", h.other.URL)
	_, _, err := h.Finish(t.Context(), "second", back.query, back.begun.BrowserSecret)
	refusedFor(t, err, signin.ErrRefused, "another provider")
	if h.other.times("/token") != 0 {
		t.Error("the other provider was given the code")
	}
	_, _, err = h.Finish(t.Context(), "third", back.query, back.begun.BrowserSecret)
	refusedFor(t, err, signin.ErrRefused, "no such provider")
	_, err = h.Begin(t.Context(), "third", signin.Ask{Purpose: models.PurposeSignIn})
	refusedFor(t, err, signin.ErrRefused, "no such provider")
}

// TestOnlyTheCodeOfTheQueryReachesGoth plants what goth would take from the query.
func TestOnlyTheCodeOfTheQueryReachesGoth(t *testing.T) {
	h := newHouse(t, 0)
	back := h.travel(t)
	back.query.Set("redirect_uri", "https://evil.example/callback")
	back.query.Set("code_verifier", strings.Repeat("v", 43))
	back.query.Set("session_state", "Keycloak's own")
	// The provider checks both, so they would make it refuse.
	if _, _, err := h.arrive(t, back); err != nil {
		t.Error(err)
	}
}

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

// payload is claims as JSON.
func payload(claims map[string]any) string {
	part := strings.Split(raw(nil, claims, nil), ".")[1]
	b, _ := base64.RawURLEncoding.DecodeString(part)
	return string(b)
}

// hs256 signs with a shared key, which may be a public one.
func hs256(claims map[string]any, key []byte) string {
	unsigned := strings.TrimSuffix(raw(map[string]any{"alg": "HS256", "typ": "JWT", "kid": "key-1"}, claims, nil), ".")
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(unsigned))
	return unsigned + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// publicText is the public key as the provider publishes it.
func publicText(key jose.JSONWebKey) []byte {
	public := key.Public()
	b, _ := public.MarshalJSON()
	return b
}

// list is a well-signed token whose payload is a list.
func list(p *idp) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: p.key}, nil)
	if err != nil {
		p.t.Error(err)
		return ""
	}
	jws, _ := signer.Sign([]byte(`["sub"]`))
	compact, _ := jws.CompactSerialize()
	return compact
}
