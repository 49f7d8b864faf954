package signin

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/markbates/goth/providers/openidConnect"

	"keephope/models"
)

// leeway is how far a provider's clock may run ahead of ours.
const leeway = 2 * time.Minute

// algorithms are the signatures that we accept: asymmetric ones only, so that neither "none" nor an HMAC keyed with a
// public key passes.
func algorithms() []string {
	return []string{
		oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512,
		oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA,
	}
}

// claims are what we read of an ID token besides what go-oidc checks.
type claims struct {
	Subject   string
	Name      string
	Email     string
	nonce     string
	party     string
	issuedAt  float64
	notBefore float64
}

// keyWatch remembers why keys could not be used, which go-oidc turns into text.
type keyWatch struct {
	keys oidc.KeySet
	err  error
}

// VerifySignature verifies with the keys of the provider.
func (k *keyWatch) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	payload, err := k.keys.VerifySignature(ctx, jwt)
	k.err = err
	return payload, err
}

// verify checks the ID token of a finished exchange against the sign-in as it began (Core 3.1.3.7). go-oidc checks
// signature, algorithm, issuer, audience and expiry, the rest is ours.
func (o *openID) verify(ctx context.Context, known *metadata, session *openidConnect.Session, taken models.SignIn) (claims, error) {
	id := o.config.ID
	if !isIDToken(session.IDToken) {
		return claims{}, refused(id, "no ID token")
	}
	watch := &keyWatch{keys: known.keys}
	verifier := oidc.NewVerifier(o.config.Issuer, watch, &oidc.Config{
		ClientID: o.config.ClientID, SupportedSigningAlgs: algorithms(), Now: o.deps.Now,
	})
	token, err := verifier.Verify(ctx, session.IDToken)
	if err != nil {
		if why, ok := outage(watch.err); ok {
			return claims{}, unavailable(id, "keys: "+why)
		}
		return claims{}, refused(id, notVerified(err, watch.err))
	}
	said, err := readClaims(token)
	if err != nil {
		return claims{}, refused(id, "ID token: "+err.Error())
	}
	if fault := said.fault(token, o.config.ClientID, taken, o.deps.Now()); fault != "" {
		return claims{}, refused(id, "ID token: "+fault)
	}
	if token.AccessTokenHash != "" && token.VerifyAccessToken(session.AccessToken) != nil {
		return claims{}, refused(id, "ID token: of another access token")
	}
	return said, nil
}

// notVerified says in our own words why go-oidc did not accept a token.
func notVerified(err, keyErr error) string {
	var old *oidc.TokenExpiredError
	switch {
	case keyErr != nil:
		return "ID token: signature not verified"
	case errors.As(err, &old):
		return "ID token: expired"
	default:
		return "ID token: algorithm, issuer, audience or time not accepted"
	}
}

// fault names the first thing of a verified token that does not fit the sign-in, or is "".
func (c claims) fault(token *oidc.IDToken, clientID string, taken models.SignIn, now time.Time) string {
	latest := float64(now.Add(leeway).Unix())
	begun := float64(taken.ExpiresAt.Add(-models.SignInLife - leeway).Unix())
	switch {
	case taken.Nonce == "" || subtle.ConstantTimeCompare([]byte(c.nonce), []byte(taken.Nonce)) != 1:
		return "nonce of another sign-in"
	case c.party != "" && c.party != clientID:
		return "made for another party"
	case len(token.Audience) > 1 && c.party == "":
		return "several audiences without a party"
	case c.notBefore > latest:
		return "not valid yet"
	case c.issuedAt == 0:
		return "no time of issue"
	case c.issuedAt > latest:
		return "issued in the future"
	case c.issuedAt < begun:
		return "issued before the sign-in began"
	case c.Subject == "" || len(c.Subject) > 255 || !utf8.ValidString(c.Subject) || strings.ContainsFunc(c.Subject, unicode.IsControl):
		return "no subject that can be kept"
	}
	return ""
}

// guarded are the claims on which a sign-in rests.
func guarded() []string {
	return []string{"iss", "sub", "aud", "azp", "exp", "iat", "nbf", "nonce", "at_hash", "email", "email_verified"}
}

// readClaims reads the claims by their exact names. encoding/json, which go-oidc uses, takes "SUB" for "sub" as well; so
// a token that carries such a twin, say as a field that people may edit, is refused.
func readClaims(token *oidc.IDToken) (claims, error) {
	var all map[string]json.RawMessage
	if err := token.Claims(&all); err != nil {
		return claims{}, errors.New("claims not understood")
	}
	for name := range all {
		for _, own := range guarded() {
			if name != own && strings.EqualFold(name, own) {
				return claims{}, errors.New("a claim has a twin")
			}
		}
	}
	said := claims{Subject: token.Subject}
	for name, into := range map[string]any{
		"nonce": &said.nonce, "azp": &said.party, "iat": &said.issuedAt, "nbf": &said.notBefore,
	} {
		if raw, ok := all[name]; ok && json.Unmarshal(raw, into) != nil {
			return claims{}, errors.New("a claim has a wrong type")
		}
	}
	said.Name = text(all["name"])
	if said.Name == "" {
		said.Name = text(all["preferred_username"])
	}
	said.Email = verifiedEmail(all)
	return said, nil
}

// text reads a claim that should be a string; anything else is "".
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// verifiedEmail is the e-mail address for which the provider vouches, or "". Some providers write the mark as a string.
func verifiedEmail(all map[string]json.RawMessage) string {
	mark := string(all["email_verified"])
	email := text(all["email"])
	if mark != "true" && mark != `"true"` {
		return ""
	}
	if len(email) > 254 || strings.Count(email, "@") != 1 || !utf8.ValidString(email) {
		return ""
	}
	if strings.ContainsFunc(email, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return ""
	}
	return email
}

// isIDToken tells whether something has the form of a signed ID token and not of another token that the same provider
// signs: those carry a typ of their own (RFC 9068 at+jwt, logout+jwt).
func isIDToken(jwt string) bool {
	head, _, ok := strings.Cut(jwt, ".")
	if !ok || strings.Count(jwt, ".") != 2 {
		return false
	}
	raw, err := base64.RawURLEncoding.DecodeString(head)
	if err != nil {
		return false
	}
	var header struct {
		Type string `json:"typ"`
	}
	if json.Unmarshal(raw, &header) != nil {
		return false
	}
	return header.Type == "" || strings.EqualFold(header.Type, "JWT")
}

// maxName is the longest name that is kept, in characters.
const maxName = 120

// cleanName makes a provider's name fit for a line of a page: valid, without control characters, not too long.
func cleanName(name string) string {
	name = strings.ToValidUTF8(name, "")
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > maxName {
		name = strings.TrimSpace(string(runes[:maxName]))
	}
	return name
}
