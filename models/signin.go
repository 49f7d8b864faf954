package models

import (
	"errors"
	"time"
)

// SignInLife is how long a begun sign-in waits for the browser to come back.
const SignInLife = 10 * time.Minute

// ErrNoSignIn says that no begun sign-in has that state: it never was, it was taken already, or it was swept away.
var ErrNoSignIn = errors.New("no such sign-in")

// SignInPurpose is what a person wanted when the sign-in began. The zero value is no purpose and is refused.
type SignInPurpose string

// The purposes of a sign-in.
const (
	// PurposeSignIn opens a session for whoever comes back.
	PurposeSignIn SignInPurpose = "sign-in"
	// PurposeSetup makes whoever comes back the first administrator; SignIn.SetupKeyHash says by which key.
	PurposeSetup SignInPurpose = "setup"
	// PurposeLink adds the identity that comes back to the signed-in SignIn.PersonID.
	PurposeLink SignInPurpose = "link"
)

// SignIn is one begun sign-in, kept on the server from the moment the browser leaves for its provider until it comes
// back. It can be taken once. Of what the browser holds only hashes are kept; nonce and verifier never leave the server
// but towards the provider (OpenID Connect Core 3.1.2.1, RFC 7636).
type SignIn struct {
	// StateHash is the SHA-256 of the state parameter: 32 bytes, the key of the row.
	StateHash []byte
	// BrowserHash is the SHA-256 of the secret in the cookie of the browser that began.
	BrowserHash []byte
	// Provider is the configured id of the provider; the callback of another provider cannot finish this sign-in.
	Provider string
	// Nonce must come back inside the ID token. Empty for providers that give none.
	Nonce string
	// Verifier is the PKCE code verifier. Empty for providers without PKCE.
	Verifier string
	// ReturnTo is where the person wanted to go: a path of our own, already checked, or empty.
	ReturnTo string
	// Purpose says what the returning identity is for.
	Purpose SignInPurpose
	// SetupKeyHash is the hash of the set-up key, for PurposeSetup only.
	SetupKeyHash []byte
	// PersonID is the signed-in person who links another identity, for PurposeLink only.
	PersonID string
	// ExpiresAt is SignInLife after the beginning, UTC.
	ExpiresAt time.Time
}

// Provider is a configured way to sign in, as a page offers it.
type Provider struct {
	ID      string   // stands in addresses and with the identity
	Name    string   // the operator's words
	Origins []string // where the browser is sent; a page that begins a sign-in must allow them
}

// Identity is who a provider says somebody is. Issuer and Subject together are the identity; the rest is description and
// never links or finds an account.
type Identity struct {
	// Provider is the configured id of the provider that was asked.
	Provider string
	// Issuer is the configured issuer, or the base address of a provider that issues no ID token.
	Issuer string
	// Subject is the provider's lasting identifier of the account, at most 255 bytes.
	Subject string
	// Name is what the provider calls the person; may be empty, is never trusted to be anybody's.
	Name string
	// Email is set only together with EmailVerified.
	Email string
	// EmailVerified says that the provider vouches for Email.
	EmailVerified bool
}
