package provider

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// token is POST /token: a code for an ID token and an access token (OpenID Connect Core 3.1.3).
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil || repeats(r.PostForm) {
		tokenProblem(w, http.StatusBadRequest, "invalid_request")
		return
	}
	if !p.isClient(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="token"`)
		tokenProblem(w, http.StatusUnauthorized, "invalid_client")
		return
	}
	if r.PostForm.Get("grant_type") != "authorization_code" {
		tokenProblem(w, http.StatusBadRequest, "unsupported_grant_type")
		return
	}
	granted, ok, err := p.grants.use(r.PostForm.Get("code"))
	if err != nil {
		tokenProblem(w, http.StatusServiceUnavailable, "temporarily_unavailable")
		return
	}
	if !ok || !granted.fits(r.PostForm) {
		tokenProblem(w, http.StatusBadRequest, "invalid_grant")
		return
	}
	p.giveTokens(w, granted)
}

// repeats tells whether a parameter is there more than once.
func repeats(form url.Values) bool {
	for _, values := range form {
		if len(values) > 1 {
			return true
		}
	}
	return false
}

// isClient checks the client's id and secret, in the header or in the body but not in both (RFC 6749, 2.3.1).
func (p *Provider) isClient(r *http.Request) bool {
	id, secret := r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	if basicID, basicSecret, ok := r.BasicAuth(); ok {
		if secret != "" {
			return false
		}
		var errID, errSecret error
		id, errID = url.QueryUnescape(basicID)
		secret, errSecret = url.QueryUnescape(basicSecret)
		if errID != nil || errSecret != nil {
			return false
		}
	}
	sameID := subtle.ConstantTimeCompare([]byte(id), []byte(p.ClientID))
	sameSecret := subtle.ConstantTimeCompare([]byte(secret), []byte(p.ClientSecret))
	return sameID&sameSecret == 1
}

// fits tells whether a token request belongs to the authorisation request: same way back, and the verifier whose
// challenge came first.
func (g grant) fits(form url.Values) bool {
	verifier := form.Get("code_verifier")
	if len(verifier) < 43 || len(verifier) > 128 || form.Get("redirect_uri") != g.redirectURI {
		return false
	}
	sum := sha256.Sum256([]byte(verifier))
	challenge := base64.RawURLEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(challenge), []byte(g.challenge)) == 1
}

// giveTokens answers a token request.
func (p *Provider) giveTokens(w http.ResponseWriter, granted grant) {
	idToken, err := p.idToken(granted)
	if err != nil {
		tokenProblem(w, http.StatusInternalServerError, "server_error")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"access_token": granted.access, "token_type": "Bearer", "expires_in": int(tokenLife.Seconds()),
		"id_token": idToken,
	})
}

// idToken signs who the person is, for this client and this request.
func (p *Provider) idToken(granted grant) (string, error) {
	sum := sha256.Sum256([]byte(granted.access))
	now := p.Now()
	claims := p.claims(granted)
	claims["iss"], claims["aud"] = p.Issuer, p.ClientID
	claims["iat"], claims["exp"] = now.Unix(), now.Add(tokenLife).Unix()
	claims["auth_time"] = granted.at.Unix()
	claims["at_hash"] = base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
	if granted.nonce != "" {
		claims["nonce"] = granted.nonce
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signed, err := p.signer.Sign(body)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}

// claims are what the client was allowed to learn of the person.
func (p *Provider) claims(granted grant) map[string]any {
	claims := map[string]any{"sub": granted.subject}
	if persona, ok := p.persona(granted.subject); ok && granted.profile {
		claims["name"] = persona.Name
	}
	return claims
}

// userinfo is GET and POST /userinfo (OpenID Connect Core 5.3).
func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	access, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	granted, known := p.grants.holder(access)
	if !ok || !known {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		tokenProblem(w, http.StatusUnauthorized, "invalid_token")
		return
	}
	writeJSON(w, http.StatusOK, p.claims(granted))
}

// tokenProblem answers with an error of the standard.
func tokenProblem(w http.ResponseWriter, status int, code string) {
	writeJSON(w, status, map[string]string{"error": code})
}
