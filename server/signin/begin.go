package signin

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"regexp"

	"keephope/models"
)

// Ask is what a person wants of a sign-in.
type Ask struct {
	// ReturnTo is where to go afterwards. What ReturnPath does not accept is dropped.
	ReturnTo string
	// Purpose is what the identity is for; there is no default.
	Purpose models.SignInPurpose
	// SetupKeyHash goes with PurposeSetup.
	SetupKeyHash []byte
	// PersonID goes with PurposeLink.
	PersonID string
	// Language is the reader's language, passed to OpenID providers as ui_locales; may be empty.
	Language string
}

// Begun is a sign-in that began.
type Begun struct {
	// URL is the provider's address for a 303.
	URL string
	// BrowserSecret belongs in a cookie of the browser that asked (HttpOnly, SameSite=Lax, ten minutes) and comes back
	// to Finish. It is worth nothing to anybody else and to no other sign-in.
	BrowserSecret string
}

// languageShape is a simple BCP 47 tag.
var languageShape = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{2,8})*$`)

// Begin begins a sign-in at a provider. Call it for a POST only, so that nobody is signed in by following a link.
// Returns a *Failure, or the error of the transactions.
func (s *SignIn) Begin(ctx context.Context, providerID string, ask Ask) (Begun, error) {
	p, err := s.provider(providerID)
	if err != nil {
		return Begun{}, err
	}
	if !ask.whole() {
		return Begun{}, refused(p.ID, "no purpose, or one without its key or person")
	}
	secrets, err := s.secrets()
	if err != nil {
		return Begun{}, fmt.Errorf("begin sign-in: %w", err)
	}
	asked, cancel := context.WithTimeout(ctx, s.deps.Timeout)
	defer cancel()
	address, err := p.flow.address(asked, secrets.authorisation(ask.Language))
	if err != nil {
		return Begun{}, err
	}
	if err := s.deps.Transactions.KeepSignIn(ctx, s.transaction(p, ask, secrets)); err != nil {
		return Begun{}, fmt.Errorf("begin sign-in: %w", err)
	}
	return Begun{URL: address, BrowserSecret: secrets.browser}, nil
}

// whole tells whether an ask has a purpose and what goes with it, and nothing that does not.
func (a Ask) whole() bool {
	hasKey, hasPerson := len(a.SetupKeyHash) > 0, a.PersonID != ""
	switch a.Purpose {
	case models.PurposeSignIn:
		return !hasKey && !hasPerson
	case models.PurposeSetup:
		return hasKey && !hasPerson
	case models.PurposeLink:
		return hasPerson && !hasKey
	default:
		return false
	}
}

// transaction is the row of a sign-in that begins now.
func (s *SignIn) transaction(p *provider, ask Ask, own secrets) models.SignIn {
	returnTo, _ := ReturnPath(ask.ReturnTo)
	begun := models.SignIn{
		StateHash: digest(own.state), BrowserHash: digest(own.browser),
		Provider: p.ID, ReturnTo: returnTo, Purpose: ask.Purpose,
		SetupKeyHash: ask.SetupKeyHash, PersonID: ask.PersonID,
		ExpiresAt: s.deps.Now().UTC().Add(models.SignInLife),
	}
	if p.Kind == KindOpenID {
		begun.Nonce, begun.Verifier = own.nonce, own.verifier
	}
	return begun
}

// secrets are the random values of one sign-in: 256 bits each, 43 characters of URL-safe base64, which is also the
// shape of a PKCE verifier (RFC 7636, 4.1).
type secrets struct {
	state, nonce, verifier, browser string
}

// secrets draws the random values of one sign-in.
func (s *SignIn) secrets() (secrets, error) {
	drawn := make([]byte, 4*32)
	if _, err := io.ReadFull(s.deps.Rand, drawn); err != nil {
		return secrets{}, err
	}
	text := base64.RawURLEncoding.EncodeToString
	return secrets{
		state: text(drawn[:32]), nonce: text(drawn[32:64]),
		verifier: text(drawn[64:96]), browser: text(drawn[96:]),
	}, nil
}

// authorisation is what of the secrets travels through the browser: the verifier only as its S256 challenge.
func (s secrets) authorisation(language string) authorisation {
	if !languageShape.MatchString(language) {
		language = ""
	}
	return authorisation{
		state: s.state, nonce: s.nonce, language: language,
		challenge: base64.RawURLEncoding.EncodeToString(digest(s.verifier)),
	}
}

// digest is the SHA-256 of a secret, which is all that is stored of it.
func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
