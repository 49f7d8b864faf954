package signin

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"regexp"

	"keephope/models"
)

// answer is what we read of a callback's query; whatever else is in it is not looked at.
type answer struct {
	code, state, iss, problem string
}

// Finish takes the browser's return from a provider: the query of the callback and the secret from the cookie (empty if
// there is none). The sign-in is used up whatever comes of it. Returns who the person is and the sign-in as it began; or
// a *Failure; or the error of the transactions.
func (s *SignIn) Finish(ctx context.Context, providerID string, query url.Values, browserSecret string) (models.Identity, models.SignIn, error) {
	p, err := s.provider(providerID)
	if err != nil {
		return models.Identity{}, models.SignIn{}, err
	}
	got, err := p.read(query)
	if err != nil {
		return models.Identity{}, models.SignIn{}, err
	}
	taken, err := s.take(ctx, p, got.state, browserSecret)
	if err != nil {
		return models.Identity{}, models.SignIn{}, err
	}
	asked, cancel := context.WithTimeout(ctx, s.deps.Timeout)
	defer cancel()
	if err := p.flow.sameIssuer(asked, got.iss); err != nil {
		return models.Identity{}, models.SignIn{}, err
	}
	if got.problem != "" {
		return models.Identity{}, models.SignIn{}, p.said(got.problem)
	}
	who, err := p.flow.identity(asked, got.code, taken)
	if err != nil {
		return models.Identity{}, models.SignIn{}, err
	}
	return who, taken, nil
}

// The longest values that are read of a callback. Microsoft's codes are over 1,000 characters.
const (
	maxCode  = 4096
	maxIss   = 512
	maxError = 64
)

// stateShape is the shape of a state of ours: nothing else is looked up.
var stateShape = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// read takes code, state, iss and error from a callback's query, each at most once, and either a code or an error.
func (p *provider) read(query url.Values) (answer, error) {
	for _, name := range []string{"code", "state", "iss", "error"} {
		if len(query[name]) > 1 {
			return answer{}, refused(p.ID, "answer repeats "+name)
		}
	}
	got := answer{query.Get("code"), query.Get("state"), query.Get("iss"), query.Get("error")}
	switch {
	case !stateShape.MatchString(got.state):
		return answer{}, refused(p.ID, "answer without a state of ours")
	case (got.code == "") == (got.problem == ""):
		return answer{}, refused(p.ID, "answer needs a code or an error")
	case len(got.code) > maxCode || len(got.iss) > maxIss || len(got.problem) > maxError:
		return answer{}, refused(p.ID, "answer is too long")
	}
	return got, nil
}

// take takes the begun sign-in of a state and checks that this provider and this browser may finish it now.
func (s *SignIn) take(ctx context.Context, p *provider, state, browserSecret string) (models.SignIn, error) {
	taken, err := s.deps.Transactions.TakeSignIn(ctx, digest(state))
	if errors.Is(err, models.ErrNoSignIn) {
		return models.SignIn{}, expired(p.ID, "state unknown or used")
	}
	if err != nil {
		return models.SignIn{}, fmt.Errorf("finish sign-in: %w", err)
	}
	switch {
	case subtle.ConstantTimeCompare(taken.BrowserHash, digest(browserSecret)) != 1:
		return models.SignIn{}, refused(p.ID, "begun in another browser")
	case taken.Provider != p.ID:
		return models.SignIn{}, refused(p.ID, "begun with another provider")
	case !s.deps.Now().Before(taken.ExpiresAt):
		return models.SignIn{}, expired(p.ID, "begun too long ago")
	}
	return taken, nil
}

// said is the failure for an error that the provider sent instead of a code. Only errors of the standards are named in
// the log, because the browser can write anything there (RFC 6749, 4.1.2.1; OpenID Connect Core 3.1.2.6).
func (p *provider) said(problem string) error {
	switch problem {
	case "server_error", "temporarily_unavailable", "unauthorized_client", "invalid_scope",
		"unsupported_response_type", "invalid_request":
		return unavailable(p.ID, "provider answered "+problem)
	case "access_denied", "login_required", "consent_required", "interaction_required", "account_selection_required":
		return refused(p.ID, "provider answered "+problem)
	default:
		return refused(p.ID, "provider answered an unknown error")
	}
}
