package signin_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// idp is an OpenID provider that is honest until a test turns one of its knobs.
type idp struct {
	*httptest.Server
	t     *testing.T
	clock func() time.Time

	mu     sync.Mutex
	key    jose.JSONWebKey
	grants map[string]url.Values
	asked  map[string]int

	// The knobs. Each changes the honest answer; nil leaves it.
	metadata func(map[string]any)
	claims   func(map[string]any)
	sign     func(claims map[string]any) string
	tokens   func(map[string]any)
	instead  map[string]http.HandlerFunc
	// secretInBody makes it take the client secret in the body only.
	secretInBody bool
}

func newIDP(t *testing.T, clock func() time.Time) *idp {
	t.Helper()
	p := &idp{t: t, clock: clock, grants: map[string]url.Values{}, asked: map[string]int{}, instead: map[string]http.HandlerFunc{}}
	p.rotate("key-1")
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", p.knob(p.serveMetadata))
	mux.HandleFunc("/jwks", p.knob(p.serveKeys))
	mux.HandleFunc("/authorize", p.knob(p.serveAuthorize))
	mux.HandleFunc("/token", p.knob(p.serveToken))
	mux.HandleFunc("/userinfo", p.knob(http.NotFound))
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// knob counts requests and lets a test answer in place of the provider.
func (p *idp) knob(honest http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked[r.URL.Path]++
		instead := p.instead[r.URL.Path]
		p.mu.Unlock()
		if instead != nil {
			instead(w, r)
			return
		}
		honest(w, r)
	}
}

// answer puts a handler in the place of one of the provider's own; nil takes it away.
func (p *idp) answer(path string, instead http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.instead[path] = instead
}

// times tells how often a path was asked.
func (p *idp) times(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

// rotate gives the provider a new signing key and forgets the old one.
func (p *idp) rotate(id string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key = jose.JSONWebKey{Key: key, KeyID: id, Algorithm: "ES256", Use: "sig"}
}

func (p *idp) serveMetadata(w http.ResponseWriter, _ *http.Request) {
	says := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
		"jwks_uri": p.URL + "/jwks", "userinfo_endpoint": p.URL + "/userinfo",
		"authorization_response_iss_parameter_supported": true,
		"id_token_signing_alg_values_supported":          []string{"ES256", "RS256", "HS256", "none"},
	}
	if p.secretInBody {
		says["token_endpoint_auth_methods_supported"] = []string{"private_key_jwt", "client_secret_post"}
	}
	if p.metadata != nil {
		p.metadata(says)
	}
	reply(w, says)
}

func (p *idp) serveKeys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	reply(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{p.key.Public()}})
}

// serveAuthorize signs everybody in at once and sends them back with a code.
func (p *idp) serveAuthorize(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query()
	code := "code-" + rand.Text()
	p.mu.Lock()
	p.grants[code] = asked
	p.mu.Unlock()
	back := url.Values{"code": {code}, "state": {asked.Get("state")}, "iss": {p.URL}}
	http.Redirect(w, r, asked.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// serveToken is as strict as a good provider: client, code, redirect address and PKCE must all fit.
func (p *idp) serveToken(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	if p.secretInBody {
		id, secret = r.PostFormValue("client_id"), url.QueryEscape(r.PostFormValue("client_secret"))
	}
	p.mu.Lock()
	grant := p.grants[r.PostFormValue("code")]
	delete(p.grants, r.PostFormValue("code"))
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	switch {
	case id != clientID || secret != url.QueryEscape(clientSecret):
		problem(w, http.StatusUnauthorized, "invalid_client")
		return
	case grant == nil,
		grant.Get("code_challenge_method") != "S256",
		grant.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]),
		grant.Get("redirect_uri") != r.PostFormValue("redirect_uri"):
		problem(w, http.StatusBadRequest, "invalid_grant")
		return
	}
	access := "access-" + rand.Text()
	says := map[string]any{
		"access_token": access, "token_type": "Bearer", "expires_in": 300,
		"id_token": p.idToken(grant.Get("nonce"), access),
	}
	if p.tokens != nil {
		p.tokens(says)
	}
	reply(w, says)
}

// idToken is the honest token, changed by the knobs.
func (p *idp) idToken(nonce, access string) string {
	sum := sha256.Sum256([]byte(access))
	says := map[string]any{
		"iss": p.URL, "sub": "person-7", "aud": clientID, "nonce": nonce, "name": "Maja Ilić",
		"iat": p.clock().Unix(), "exp": p.clock().Add(5 * time.Minute).Unix(),
		"at_hash": base64.RawURLEncoding.EncodeToString(sum[:16]),
	}
	if p.claims != nil {
		p.claims(says)
	}
	if p.sign != nil {
		return p.sign(says)
	}
	return p.signed(says, p.key, "ES256", "JWT")
}

// signed signs claims with go-jose.
func (p *idp) signed(claims map[string]any, key jose.JSONWebKey, alg, typ string) string {
	options := (&jose.SignerOptions{}).WithType(jose.ContentType(typ))
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(alg), Key: key}, options)
	if err != nil {
		p.t.Error(err)
		return ""
	}
	body, _ := json.Marshal(claims)
	jws, err := signer.Sign(body)
	if err != nil {
		p.t.Error(err)
		return ""
	}
	compact, _ := jws.CompactSerialize()
	return compact
}

// raw writes a token by hand, for what no library signs.
func raw(header, claims map[string]any, signature []byte) string {
	parts := make([]string, 0, 3)
	for _, part := range []any{header, claims} {
		b, _ := json.Marshal(part)
		parts = append(parts, base64.RawURLEncoding.EncodeToString(b))
	}
	return strings.Join(append(parts, base64.RawURLEncoding.EncodeToString(signature)), ".")
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func problem(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": code})
}
