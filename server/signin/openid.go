package signin

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/markbates/goth"
	"github.com/markbates/goth/providers/openidConnect"
	"golang.org/x/oauth2"

	"keephope/models"
)

// How long a provider's metadata is believed, and how long after a failed request for it the next one waits.
const (
	metadataLife  = time.Hour
	metadataPause = 5 * time.Second
)

// openID asks a provider with OpenID Connect discovery.
type openID struct {
	config Config
	deps   Deps

	// mu guards the rest and is held while the provider is asked, so that many people at once ask once.
	mu      sync.Mutex
	known   *metadata
	askedAt time.Time
	fault   error
}

// metadata is what a provider says of itself.
type metadata struct {
	provider *oidc.Provider
	keys     oidc.KeySet
	// secretInBody is set if the provider takes the client secret in the body of the token request only.
	secretInBody bool
	// saysIssuer is set if the provider promises an iss parameter in every answer.
	saysIssuer bool
}

// metadata returns what the provider says of itself, asking it if that is not known or an hour old. While a provider is
// away the last known metadata serves on.
func (o *openID) metadata(ctx context.Context) (*metadata, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	age := o.deps.Now().Sub(o.askedAt)
	if o.fault == nil && o.known != nil && age < metadataLife {
		return o.known, nil
	}
	if o.fault == nil || age >= metadataPause {
		// One reader who leaves must not make the provider look away for all others.
		o.ask(context.WithoutCancel(ctx))
	}
	if o.known != nil {
		return o.known, nil
	}
	return nil, o.fault
}

// ask asks the provider and remembers the answer or the fault. The caller holds mu.
func (o *openID) ask(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, o.deps.Timeout)
	defer cancel()
	known, err := o.discover(ctx)
	o.askedAt, o.fault = o.deps.Now(), err
	if err == nil {
		o.known = known
	}
}

// discover fetches and checks the metadata (OpenID Connect Discovery 4.3): its issuer must be the configured one, and
// every endpoint that we use must be reachable over TLS.
func (o *openID) discover(ctx context.Context) (*metadata, error) {
	client := o.deps.fetcher()
	p, err := oidc.NewProvider(oidc.ClientContext(ctx, client), o.config.Issuer)
	if err != nil {
		return nil, o.noMetadata(err)
	}
	var more struct {
		JWKSURL    string   `json:"jwks_uri"`
		Methods    []string `json:"token_endpoint_auth_methods_supported"`
		SaysIssuer bool     `json:"authorization_response_iss_parameter_supported"`
	}
	if err := p.Claims(&more); err != nil {
		return nil, unavailable(o.config.ID, "metadata: not understood")
	}
	for _, endpoint := range []string{p.Endpoint().AuthURL, p.Endpoint().TokenURL, more.JWKSURL} {
		if err := o.deps.mayAsk(endpoint); err != nil {
			return nil, unavailable(o.config.ID, "metadata: an endpoint is missing or without TLS")
		}
	}
	keys := oidc.NewRemoteKeySet(oidc.ClientContext(ctx, client), more.JWKSURL)
	inBody := slices.Contains(more.Methods, "client_secret_post") && !slices.Contains(more.Methods, "client_secret_basic")
	return &metadata{provider: p, keys: keys, secretInBody: inBody, saysIssuer: more.SaysIssuer}, nil
}

// noMetadata is the failure for a discovery that brought nothing.
func (o *openID) noMetadata(err error) error {
	var other *oidc.IssuerMismatchError
	if errors.As(err, &other) {
		return unavailable(o.config.ID, "metadata: of another issuer than configured")
	}
	if why, ok := outage(err); ok {
		return unavailable(o.config.ID, "metadata: "+why)
	}
	return unavailable(o.config.ID, "metadata: not understood")
}

// origins are those of the authorisation endpoint and, while that is not known, of the issuer.
func (o *openID) origins(ctx context.Context) []string {
	known, err := o.metadata(ctx)
	if err != nil {
		return []string{origin(o.config.Issuer)}
	}
	return []string{origin(known.provider.Endpoint().AuthURL)}
}

// relay returns a goth provider for one request alone. goth keeps the options of an authorisation request and the client
// in the provider, so a shared one would mix up people who sign in at once.
func (o *openID) relay(ctx context.Context, known *metadata) (*openidConnect.Provider, error) {
	ends := known.provider.Endpoint()
	callback := o.deps.BaseURL + CallbackPath(o.config.ID)
	p, err := openidConnect.NewCustomisedURL(o.config.ClientID, o.config.ClientSecret, callback,
		ends.AuthURL, ends.TokenURL, o.config.Issuer, "", "", oidc.ScopeOpenID, oidc.ScopeProfile)
	if err != nil {
		return nil, unavailable(o.config.ID, "not accepted by the client library")
	}
	p.HTTPClient = o.deps.client(ctx)
	p.HTTPClient.Transport = &oneExchange{next: p.HTTPClient.Transport, inBody: known.secretInBody}
	return p, nil
}

// address is the authorisation request with state, nonce and PKCE challenge.
func (o *openID) address(ctx context.Context, ask authorisation) (string, error) {
	known, err := o.metadata(ctx)
	if err != nil {
		return "", err
	}
	relay, err := o.relay(ctx, known)
	if err != nil {
		return "", err
	}
	options := map[string]string{
		"nonce": ask.nonce, "code_challenge": ask.challenge, "code_challenge_method": "S256",
	}
	if ask.language != "" {
		options["ui_locales"] = ask.language
	}
	relay.SetAuthCodeOptions(options)
	return authorise(o.config.ID, relay, ask.state)
}

// authorise asks goth for the address of an authorisation request.
func authorise(id string, relay goth.Provider, state string) (string, error) {
	session, err := relay.BeginAuth(state)
	if err != nil {
		return "", unavailable(id, "no authorisation address")
	}
	address, err := session.GetAuthURL()
	if err != nil {
		return "", unavailable(id, "no authorisation address")
	}
	return address, nil
}

// sameIssuer refuses an answer that names another issuer, and one that names none although the provider promises to.
func (o *openID) sameIssuer(ctx context.Context, iss string) error {
	known, err := o.metadata(ctx)
	switch {
	case err != nil:
		return err
	case iss == "" && known.saysIssuer:
		return refused(o.config.ID, "answer without the promised issuer")
	case iss != "" && iss != o.config.Issuer:
		return refused(o.config.ID, "answer of another issuer")
	}
	return nil
}

// identity exchanges the code, verifies the ID token and forgets both tokens.
func (o *openID) identity(ctx context.Context, code string, taken models.SignIn) (models.Identity, error) {
	known, err := o.metadata(ctx)
	if err != nil {
		return models.Identity{}, err
	}
	relay, err := o.relay(ctx, known)
	if err != nil {
		return models.Identity{}, err
	}
	session := &openidConnect.Session{}
	// Nothing but these two: goth would also take a redirect_uri from here.
	params := url.Values{"code": {code}, "code_verifier": {taken.Verifier}}
	if err := exchange(o.config.ID, relay, session, params); err != nil {
		return models.Identity{}, err
	}
	said, err := o.verify(ctx, known, session, taken)
	if err != nil {
		return models.Identity{}, err
	}
	if said.Name == "" {
		said.Name = userInfoName(ctx, o.deps, known, session.AccessToken, said.Subject)
	}
	return models.Identity{
		Provider: o.config.ID, Issuer: o.config.Issuer, Subject: said.Subject,
		Name: cleanName(said.Name), Email: said.Email, EmailVerified: said.Email != "",
	}, nil
}

// exchange has goth exchange a code for tokens, which it leaves in the session. goth panics if a provider sends an ID
// token that is not a string.
func exchange(id string, relay goth.Provider, session goth.Session, params url.Values) (err error) {
	defer func() {
		if recover() != nil {
			err = refused(id, "token answer not understood")
		}
	}()
	_, err = session.Authorize(relay, params)
	return noTokens(id, err)
}

// noTokens is the failure for a code that was not exchanged; nil for nil.
func noTokens(id string, err error) error {
	if err == nil {
		return nil
	}
	if why, ok := outage(err); ok {
		return unavailable(id, "token endpoint: "+why)
	}
	var answered *oauth2.RetrieveError
	if !errors.As(err, &answered) {
		return refused(id, "token answer not understood")
	}
	if slices.Contains([]string{"invalid_client", "unauthorized_client", "unsupported_grant_type"}, answered.ErrorCode) {
		return unavailable(id, "token endpoint answered "+answered.ErrorCode)
	}
	return refused(id, "code not accepted")
}

// userInfoName asks the userinfo endpoint for the name, because some providers put no name into the ID token. A name is
// no condition for signing in, so every failure is an empty name.
func userInfoName(ctx context.Context, deps Deps, known *metadata, accessToken, subject string) string {
	if known.provider.UserInfoEndpoint() == "" {
		return ""
	}
	token := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: accessToken})
	info, err := known.provider.UserInfo(oidc.ClientContext(ctx, deps.client(ctx)), token)
	// Core 5.3.2: what does not carry the ID token's subject must not be used.
	if err != nil || info.Subject != subject {
		return ""
	}
	var profile struct {
		Name              string `json:"name"`
		PreferredUsername string `json:"preferred_username"`
	}
	if err := info.Claims(&profile); err != nil {
		return ""
	}
	if profile.Name == "" {
		return profile.PreferredUsername
	}
	return profile.Name
}
