package signin_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"keephope/server/signin"
)

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
