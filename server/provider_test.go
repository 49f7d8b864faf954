package server_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// provider is an honest OpenID provider on another host. It signs in whoever is said to sit at it.
type provider struct {
	t     *testing.T
	clock func() time.Time
	url   string
	key   jose.JSONWebKey

	mu     sync.Mutex
	who    string // subject, and name, of the next to sign in
	grants map[string]grant
	issued []string // every token that it gave out
	asked  int      // requests that concern somebody who signs in
}

type grant struct {
	asked url.Values
	who   string
}

const (
	clientID     = "keephope"
	clientSecret = "q7Zr4Lw0Vt2Xc9Ns5Kj8"
)

func newProvider(t *testing.T, address string, clock func() time.Time) *provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &provider{
		t: t, clock: clock, url: address, grants: map[string]grant{},
		key: jose.JSONWebKey{Key: key, KeyID: "1", Algorithm: "ES256", Use: "sig"},
	}
}

// sits says who signs in next.
func (p *provider) sits(who string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.who = who
}

// times is how often it was asked about somebody.
func (p *provider) times() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// ServeHTTP implements http.Handler.
func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/jwks" && !strings.HasPrefix(r.URL.Path, "/.well-known/") {
		p.mu.Lock()
		p.asked++
		p.mu.Unlock()
	}
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		reply(w, map[string]any{
			"issuer": p.url, "authorization_endpoint": p.url + "/authorize", "token_endpoint": p.url + "/token", "jwks_uri": p.url + "/jwks",
			"id_token_signing_alg_values_supported": []string{"ES256"}, "response_types_supported": []string{"code"},
		})
	case "/jwks":
		reply(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{p.key.Public()}})
	case "/authorize":
		p.authorize(w, r)
	case "/token":
		p.token(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (p *provider) authorize(w http.ResponseWriter, r *http.Request) {
	code := rand.Text()
	p.mu.Lock()
	p.grants[code] = grant{r.URL.Query(), p.who}
	p.mu.Unlock()
	back := url.Values{"code": {code}, "state": {r.URL.Query().Get("state")}}
	http.Redirect(w, r, r.URL.Query().Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	p.mu.Lock()
	given, ok := p.grants[r.PostFormValue("code")]
	delete(p.grants, r.PostFormValue("code"))
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || id != clientID || secret != clientSecret ||
		given.asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) {
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	access, refresh, identity := rand.Text(), rand.Text(), p.idToken(given)
	p.mu.Lock()
	p.issued = append(p.issued, access, refresh, identity)
	p.mu.Unlock()
	reply(w, map[string]any{
		"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": 300, "id_token": identity,
	})
}

func (p *provider) idToken(g grant) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: p.key}, nil)
	if err != nil {
		p.t.Error(err)
		return ""
	}
	claims, _ := json.Marshal(map[string]any{
		"iss": p.url, "sub": g.who, "aud": clientID, "nonce": g.asked.Get("nonce"), "name": g.who,
		"iat": p.clock().Unix(), "exp": p.clock().Add(5 * time.Minute).Unix(),
	})
	signed, err := signer.Sign(claims)
	if err != nil {
		p.t.Error(err)
		return ""
	}
	token, _ := signed.CompactSerialize()
	return token
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
