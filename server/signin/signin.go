// Package signin asks identity providers who somebody is, and believes as little as possible of the answer.
//
// goth speaks to the providers; this package owns everything that keeps a sign-in honest: a random state, a nonce and a
// PKCE S256 challenge for each request, a transaction on the server that one browser can finish once within ten minutes,
// and the verification of the ID token (signature, algorithm, issuer, audience, authorised party, times, nonce, hash of
// the access token). Providers without ID tokens (GitHub, Mastodon, Nextcloud) are weaker: they have state and browser
// binding, but neither nonce nor PKCE, and what they say is believed because of TLS alone.
//
// It follows OpenID Connect Core 1.0, RFC 7636 (PKCE), RFC 9207 (issuer in the answer) and RFC 9700 (security of OAuth).
package signin

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"keephope/models"
)

// The kinds of provider.
const (
	// KindOpenID is any provider with OpenID Connect discovery: Keycloak, Authentik, Google, GitLab, one Microsoft tenant.
	KindOpenID = "openid-connect"
	// KindGitHub is github.com or a GitHub Enterprise server.
	KindGitHub = "github"
	// KindMastodon is one Mastodon server.
	KindMastodon = "mastodon"
	// KindNextcloud is one Nextcloud server.
	KindNextcloud = "nextcloud"
)

// Config is one provider as the operator configured it.
type Config struct {
	// ID names the provider in addresses and in the database: lower-case letters, digits and hyphens, at most 40. It
	// must never change, because the callback registered at the provider contains it.
	ID string
	// Kind is one of the Kind constants; empty means KindOpenID.
	Kind string
	// Name is what the sign-in page calls the provider; empty means the host of the issuer.
	Name string
	// Issuer is the issuer exactly as the provider writes it in its metadata, or the base address of a provider
	// without ID tokens (empty means https://github.com for KindGitHub).
	Issuer string
	// ClientID is our name at the provider.
	ClientID string
	// ClientSecret is our password at the provider.
	ClientSecret string
	// Origins are further origins that the provider redirects through before it shows its first page, for the
	// form-action of the sign-in page. Rarely needed.
	Origins []string
}

// Deps are what a SignIn needs from the house.
type Deps struct {
	// BaseURL is the public address of this instance, without a path: https://keephope.example.org.
	BaseURL string
	// Transactions keeps begun sign-ins.
	Transactions Transactions
	// Now is the clock.
	Now func() time.Time
	// Rand is the source of states, nonces, verifiers and browser secrets.
	Rand io.Reader
	// Transport carries the requests to providers; nil means one of our own. Time-outs, size limits and the refusal of
	// redirects are laid over it either way.
	Transport http.RoundTripper
	// Timeout bounds everything that one call of Providers, Begin or Finish asks of a provider; zero means 8 seconds.
	Timeout time.Duration
	// Hosts are further hosts ("name" or "name:port") that may be asked, wherever they lie. Where any is given, nothing
	// but these and the hosts of the configured providers is asked; without, also what has a public address.
	Hosts []string
	// PlainHosts are host names, besides loopback ones and onion services, that may be asked without TLS. Empty outside
	// of tests.
	PlainHosts []string

	reach reach
}

// Transactions keeps begun sign-ins on the server. models.Store is one.
type Transactions interface {
	// KeepSignIn stores a begun sign-in.
	KeepSignIn(ctx context.Context, begun models.SignIn) error
	// TakeSignIn removes the sign-in with that state and returns it, to one caller only, expired or not. Returns
	// models.ErrNoSignIn if there is none.
	TakeSignIn(ctx context.Context, stateHash []byte) (models.SignIn, error)
}

// SignIn knows the configured providers. It is safe for concurrent use.
type SignIn struct {
	deps      Deps
	providers []*provider
}

// provider is a configured provider and its way of being asked.
type provider struct {
	Config
	flow flow
}

// flow is how one kind of provider is asked. Its methods return *Failure.
type flow interface {
	// origins are the origins that the browser is sent to.
	origins(ctx context.Context) []string
	// address is where the browser goes, for a begun sign-in and its state.
	address(ctx context.Context, ask authorisation) (string, error)
	// sameIssuer tells whether the iss parameter of an answer (RFC 9207), which may be empty, fits this provider.
	sameIssuer(ctx context.Context, iss string) error
	// identity exchanges the code of an answer for who the person is.
	identity(ctx context.Context, code string, taken models.SignIn) (models.Identity, error)
}

// authorisation is what one request to an authorisation endpoint carries.
type authorisation struct {
	state, nonce, challenge, language string
}

// Provider is a provider as the sign-in page shows it.
type Provider struct {
	// ID is for Begin and for the address of the callback.
	ID string
	// Kind is one of the Kind constants.
	Kind string
	// Name is the operator's words.
	Name string
	// Origins belong in the form-action of the page that begins a sign-in.
	Origins []string
}

// CallbackPath is the path to which a provider sends the browser back. Each provider has its own, so that an answer of
// one cannot be passed off as that of another (RFC 9700, 4.4).
func CallbackPath(providerID string) string {
	return "/auth/" + providerID + "/callback"
}

// New checks the configuration and asks no provider anything yet. It returns an error that names every fault.
func New(configs []Config, deps Deps) (*SignIn, error) {
	if deps.Timeout == 0 {
		deps.Timeout = 8 * time.Second
	}
	deps.reach = newReach(configs, deps.Hosts)
	if deps.Transport == nil {
		deps.Transport = ownTransport(deps.reach)
	}
	faults := check(configs, deps)
	if len(faults) > 0 {
		return nil, fmt.Errorf("sign-in: %s", strings.Join(faults, "; "))
	}
	s := &SignIn{deps: deps}
	for _, c := range configs {
		c = c.filled()
		s.providers = append(s.providers, &provider{Config: c, flow: newFlow(c, deps)})
	}
	return s, nil
}

// newFlow chooses how a provider is asked.
func newFlow(c Config, deps Deps) flow {
	if c.Kind == KindOpenID {
		return &openID{config: c, deps: deps}
	}
	return plain{config: c, deps: deps}
}

// filled returns the configuration with its defaults.
func (c Config) filled() Config {
	if c.Kind == "" {
		c.Kind = KindOpenID
	}
	if c.Kind == KindGitHub && c.Issuer == "" {
		c.Issuer = "https://github.com"
	}
	if c.Kind != KindOpenID {
		c.Issuer = strings.TrimRight(c.Issuer, "/")
	}
	if u, err := url.Parse(c.Issuer); err == nil && c.Name == "" {
		c.Name = u.Host
	}
	return c
}

// idShape is the shape of a provider's id, which stands in addresses.
var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// check lists the faults of a configuration.
func check(configs []Config, deps Deps) (faults []string) {
	if origin(deps.BaseURL) == "" {
		faults = append(faults, fmt.Sprintf("base address %q is not like https://keephope.example.org", deps.BaseURL))
	}
	ids, issuers := map[string]bool{}, map[string]bool{}
	for _, c := range configs {
		c = c.filled()
		for _, fault := range c.faults(deps) {
			faults = append(faults, fmt.Sprintf("provider %q: %s", c.ID, fault))
		}
		if ids[c.ID] {
			faults = append(faults, fmt.Sprintf("provider %q is configured twice", c.ID))
		}
		// An identity is (issuer, subject): two providers of one issuer could give one pair to two people.
		if issuers[c.Issuer] {
			faults = append(faults, fmt.Sprintf("issuer %q is configured twice", c.Issuer))
		}
		ids[c.ID], issuers[c.Issuer] = true, true
	}
	return faults
}

// faults lists what is wrong with one provider.
func (c Config) faults(deps Deps) (faults []string) {
	if !idShape.MatchString(c.ID) || len(c.ID) > 40 {
		faults = append(faults, "the id is not like keycloak-2")
	}
	switch c.Kind {
	case KindOpenID, KindGitHub, KindMastodon, KindNextcloud:
	default:
		faults = append(faults, fmt.Sprintf("unknown kind %q", c.Kind))
	}
	if err := deps.mayAsk(c.Issuer); err != nil {
		faults = append(faults, fmt.Sprintf("issuer %q: %v", c.Issuer, err))
	}
	if strings.ContainsAny(c.Issuer, "?#") {
		faults = append(faults, fmt.Sprintf("issuer %q has a query or fragment", c.Issuer))
	}
	if c.ClientID == "" || c.ClientSecret == "" {
		faults = append(faults, "client id or client secret is missing")
	}
	for _, o := range c.Origins {
		if origin(o) != o {
			faults = append(faults, fmt.Sprintf("origin %q is not like https://login.example.org", o))
		}
	}
	return faults
}

// Providers lists the providers in the operator's order, each with the origins of its authorisation endpoint. What it
// has not learnt yet it asks for, all providers at once; for one that does not answer in time it lists the origin of its
// issuer.
func (s *SignIn) Providers(ctx context.Context) []Provider {
	list := make([]Provider, len(s.providers))
	var all sync.WaitGroup
	for i, p := range s.providers {
		all.Go(func() {
			origins := append(p.flow.origins(ctx), p.Origins...)
			list[i] = Provider{ID: p.ID, Kind: p.Kind, Name: p.Name, Origins: origins}
		})
	}
	all.Wait()
	return list
}

// provider finds a configured provider.
func (s *SignIn) provider(id string) (*provider, error) {
	for _, p := range s.providers {
		if p.ID == id {
			return p, nil
		}
	}
	return nil, refused("", "no such provider")
}
