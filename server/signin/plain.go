package signin

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/markbates/goth"
	"github.com/markbates/goth/providers/github"
	"github.com/markbates/goth/providers/mastodon"
	"github.com/markbates/goth/providers/nextcloud"

	"keephope/models"
)

// plain asks a provider that speaks OAuth without ID tokens. It is weaker than openID: there is no nonce and, in goth,
// no PKCE, so a code that was stolen on its way could be used by another browser of another sign-in at this provider.
// What holds is the state, bound to one browser, and the client secret.
type plain struct {
	config Config
	deps   Deps
}

// relay returns a goth provider, and an empty session of it, for one request alone.
func (p plain) relay(ctx context.Context) (goth.Provider, goth.Session) {
	id, secret, base := p.config.ClientID, p.config.ClientSecret, p.config.Issuer
	callback := p.deps.BaseURL + CallbackPath(p.config.ID)
	client := p.deps.client(ctx)
	switch p.config.Kind {
	case KindMastodon:
		relay := mastodon.NewCustomisedURL(id, secret, callback, base, "read:accounts")
		relay.HTTPClient = client
		return relay, &mastodon.Session{}
	case KindNextcloud:
		relay := nextcloud.NewCustomisedDNS(id, secret, callback, base)
		relay.HTTPClient = client
		return relay, &nextcloud.Session{}
	default:
		return githubRelay(p.config, callback, client), &github.Session{}
	}
}

// githubRelay is the goth provider for github.com or an Enterprise server. It asks for no scope, so the profile's own
// public part is all that GitHub shows.
func githubRelay(c Config, callback string, client *http.Client) *github.Provider {
	profile := githubProfile(c.Issuer)
	relay := github.NewCustomisedURL(c.ClientID, c.ClientSecret, callback,
		c.Issuer+"/login/oauth/authorize", c.Issuer+"/login/oauth/access_token", profile, profile+"/emails")
	relay.HTTPClient = client
	return relay
}

// githubProfile is where the profile of whoever signs in is read.
func githubProfile(base string) string {
	if base == "https://github.com" {
		return "https://api.github.com/user"
	}
	return base + "/api/v3/user"
}

// origins is the origin of the base address.
func (p plain) origins(context.Context) []string {
	return []string{origin(p.config.Issuer)}
}

// address is the authorisation request with the state.
func (p plain) address(ctx context.Context, ask authorisation) (string, error) {
	relay, _ := p.relay(ctx)
	return authorise(p.config.ID, relay, ask.state)
}

// sameIssuer accepts an answer without an issuer, or with one at the base address: GitHub's, for one, would have a path.
func (p plain) sameIssuer(_ context.Context, iss string) error {
	if iss == "" || iss == p.config.Issuer || strings.HasPrefix(iss, p.config.Issuer+"/") {
		return nil
	}
	return refused(p.config.ID, "answer of another issuer")
}

// identity exchanges the code and reads the profile. The e-mail address of a profile is no proof and is dropped, as are
// picture and tokens.
func (p plain) identity(ctx context.Context, code string, _ models.SignIn) (models.Identity, error) {
	relay, session := p.relay(ctx)
	if err := exchange(p.config.ID, relay, session, url.Values{"code": {code}}); err != nil {
		return models.Identity{}, err
	}
	user, err := relay.FetchUser(session)
	if err != nil {
		if why, ok := outage(err); ok {
			return models.Identity{}, unavailable(p.config.ID, "profile: "+why)
		}
		return models.Identity{}, refused(p.config.ID, "profile not understood")
	}
	if !isAccount(user.UserID) {
		return models.Identity{}, refused(p.config.ID, "profile without an id")
	}
	name := user.Name
	if name == "" {
		name = user.NickName
	}
	return models.Identity{
		Provider: p.config.ID, Issuer: p.config.Issuer, Subject: user.UserID, Name: cleanName(name),
	}, nil
}

// isAccount tells whether a profile's id can be kept. goth reads a missing number as 0.
func isAccount(id string) bool {
	return id != "" && id != "0" && len(id) <= 255 && utf8.ValidString(id) && !strings.ContainsFunc(id, unicode.IsControl)
}
