// Package provider is the demonstration's own OpenID provider: a page on which one chooses which invented person to be.
//
// It speaks the authorisation code flow of OpenID Connect Core 1.0 with PKCE S256 (RFC 7636), as any provider does, so
// that the demonstration signs people in the way a real instance does. It knows nothing of the program that it stands
// beside: it keeps codes and tokens in memory, sets no cookie, reads no table and shares no code with sign-in. There is
// no password, so it belongs on a loopback address and nowhere else.
package provider

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Persona is an invented person whom a visitor of the demonstration can be.
type Persona struct {
	// Subject is the lasting identifier, as it stands in ID tokens.
	Subject string `json:"subject"`
	// Name is what the person is called.
	Name string `json:"name"`
	// About says in one line who the person is, by language tag; English must be there.
	About map[string]string `json:"about"`
}

// Options are what a provider is made of.
type Options struct {
	// Issuer is the provider's public address, with or without a path. Requests must arrive with that path.
	Issuer string
	// ClientID, ClientSecret and RedirectURI describe the one client.
	ClientID, ClientSecret, RedirectURI string
	// Personas are offered in this order.
	Personas []Persona
	// Stylesheet is the address of a stylesheet for the page, absolute or from the root; empty for none.
	Stylesheet string
	// Now is the clock.
	Now func() time.Time
	// Rand is the source of the key, of codes and of tokens.
	Rand io.Reader
}

// Provider answers for one issuer. It is safe for concurrent use.
type Provider struct {
	Options
	path     string
	key      jose.JSONWebKey
	signer   jose.Signer
	grants   *grants
	template *template.Template
	mux      *http.ServeMux
}

// New makes a provider with a key of its own, which lives as long as the provider. Returns an error if an option is
// missing or an address cannot be read.
func New(o Options) (*Provider, error) {
	issuer, err := url.Parse(o.Issuer)
	if err != nil || issuer.Host == "" {
		return nil, fmt.Errorf("demo provider: issuer %q is no address", o.Issuer)
	}
	if back, err := url.Parse(o.RedirectURI); err != nil || back.Host == "" {
		return nil, fmt.Errorf("demo provider: redirect address %q is no address", o.RedirectURI)
	}
	if o.ClientID == "" || o.ClientSecret == "" || len(o.Personas) == 0 || o.Now == nil || o.Rand == nil {
		return nil, errors.New("demo provider: client, personas, clock or randomness is missing")
	}
	p := &Provider{Options: o, path: issuer.EscapedPath(), grants: newGrants(o.Now, o.Rand), mux: http.NewServeMux()}
	if err := p.makeKey(); err != nil {
		return nil, fmt.Errorf("demo provider: %w", err)
	}
	if p.template, err = template.New("page").Parse(pageSource); err != nil {
		return nil, fmt.Errorf("demo provider: %w", err)
	}
	p.mux.HandleFunc("GET "+p.path+"/.well-known/openid-configuration", p.metadata)
	p.mux.HandleFunc("GET "+p.path+"/jwks", p.jwks)
	p.mux.HandleFunc("GET "+p.path+"/authorize", p.authorize)
	p.mux.HandleFunc("POST "+p.path+"/authorize", p.authorize)
	p.mux.HandleFunc("POST "+p.path+"/token", p.token)
	p.mux.HandleFunc("GET "+p.path+"/userinfo", p.userinfo)
	p.mux.HandleFunc("POST "+p.path+"/userinfo", p.userinfo)
	return p, nil
}

// makeKey makes the ES256 key with which ID tokens are signed.
func (p *Provider) makeKey() error {
	private, err := ecdsa.GenerateKey(elliptic.P256(), p.Rand)
	if err != nil {
		return err
	}
	p.key = jose.JSONWebKey{Key: private, KeyID: "demo", Algorithm: string(jose.ES256), Use: "sig"}
	p.signer, err = jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: p.key}, (&jose.SignerOptions{}).WithType("JWT"))
	return err
}

// ServeHTTP answers below the issuer's path and with 404 elsewhere.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	p.mux.ServeHTTP(w, r)
}

// metadata is GET /.well-known/openid-configuration (OpenID Connect Discovery 3).
func (p *Provider) metadata(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{
		"issuer":                                         p.Issuer,
		"authorization_endpoint":                         p.Issuer + "/authorize",
		"token_endpoint":                                 p.Issuer + "/token",
		"userinfo_endpoint":                              p.Issuer + "/userinfo",
		"jwks_uri":                                       p.Issuer + "/jwks",
		"response_types_supported":                       []string{"code"},
		"response_modes_supported":                       []string{"query"},
		"grant_types_supported":                          []string{"authorization_code"},
		"subject_types_supported":                        []string{"public"},
		"id_token_signing_alg_values_supported":          []string{string(jose.ES256)},
		"scopes_supported":                               []string{"openid", "profile"},
		"claims_supported":                               []string{"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "name"},
		"token_endpoint_auth_methods_supported":          []string{"client_secret_basic", "client_secret_post"},
		"code_challenge_methods_supported":               []string{"S256"},
		"ui_locales_supported":                           []string{"en", "ru", "ar"},
		"request_parameter_supported":                    false,
		"request_uri_parameter_supported":                false,
		"authorization_response_iss_parameter_supported": true,
	})
}

// jwks is GET /jwks: the public half of the key.
func (p *Provider) jwks(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{p.key.Public()}})
}

// persona finds a persona by subject.
func (p *Provider) persona(subject string) (Persona, bool) {
	for _, persona := range p.Personas {
		if persona.Subject == subject {
			return persona, true
		}
	}
	return Persona{}, false
}

// writeJSON answers with a JSON value.
func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	// The reader may be gone; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(v)
}
