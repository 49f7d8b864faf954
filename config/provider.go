package config

import (
	"fmt"
	"regexp"
	"strconv"
)

// Kind is how a provider is spoken to.
type Kind string

// The kinds of providers. OpenID ones issue an ID token; the others do not.
const (
	KindOIDC      Kind = "openid-connect"
	KindGitHub    Kind = "github"
	KindMastodon  Kind = "mastodon"
	KindNextcloud Kind = "nextcloud"
)

// Provider is one way to sign in, whatever variables it came from.
type Provider struct {
	// Kind is how it is spoken to. Google, Microsoft and GitLab are KindOIDC.
	Kind Kind
	// ID names the provider in addresses; unique and unchanging.
	ID string
	// Name is what the sign-in button says.
	Name string
	// URL is the issuer of KindOIDC, the server's address of the other kinds.
	URL string
	// ClientID and ClientSecret are this program's credentials there.
	ClientID     string
	ClientSecret Secret

	// prefix starts the names of the variables that it came from.
	prefix string
}

// Providers lists the providers that are set, numbered ones first. Those that
// Load found incomplete are among them.
func (c Config) Providers() []Provider {
	var list []Provider
	for i, o := range c.OIDC {
		list = append(list, Provider{
			Kind: KindOIDC, ID: o.ID, Name: o.Name, URL: o.Issuer,
			ClientID: o.ClientID, ClientSecret: o.ClientSecret,
			prefix: oidcPrefix + strconv.Itoa(i) + "_",
		})
	}
	for _, p := range c.named() {
		if p.ClientID != "" || !p.ClientSecret.IsZero() || p.URL != "" {
			list = append(list, p.withDefaults())
		}
	}
	return list
}

// named lists the providers that have a name of their own, set or not.
func (c Config) named() []Provider {
	return []Provider{
		{KindOIDC, "google", "Google", "", c.Google.ClientID, c.Google.ClientSecret, "KEEPHOPE_GOOGLE_"},
		{KindOIDC, "microsoft", "Microsoft", c.Microsoft.Tenant, c.Microsoft.ClientID, c.Microsoft.ClientSecret, "KEEPHOPE_MICROSOFT_"},
		{KindOIDC, "gitlab", "GitLab", c.GitLab.URL, c.GitLab.ClientID, c.GitLab.ClientSecret, "KEEPHOPE_GITLAB_"},
		{KindGitHub, "github", "GitHub", "", c.GitHub.ClientID, c.GitHub.ClientSecret, "KEEPHOPE_GITHUB_"},
		{KindMastodon, "mastodon", "Mastodon", c.Mastodon.URL, c.Mastodon.ClientID, c.Mastodon.ClientSecret, "KEEPHOPE_MASTODON_"},
		{KindNextcloud, "nextcloud", "Nextcloud", c.Nextcloud.URL, c.Nextcloud.ClientID, c.Nextcloud.ClientSecret, "KEEPHOPE_NEXTCLOUD_"},
	}
}

// withDefaults fills in the address where it is known or follows from another
// setting.
func (p Provider) withDefaults() Provider {
	switch {
	case p.ID == "google":
		p.URL = "https://accounts.google.com"
	case p.ID == "github":
		p.URL = "https://github.com"
	case p.ID == "microsoft" && p.URL != "":
		p.URL = "https://login.microsoftonline.com/" + p.URL + "/v2.0"
	case p.ID == "gitlab" && p.URL == "":
		p.URL = "https://gitlab.com"
	}
	return p
}

var (
	// providerID is what an ID may look like: it stands in addresses.
	providerID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}$`)
	// guid is how Microsoft writes a tenant; the issuer in its ID tokens holds
	// the GUID even if the tenant has a domain name.
	guid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// checkProviders reports what is incomplete, malformed or ambiguous.
func (c Config) checkProviders() error {
	var all Faults
	taken := map[string]bool{}
	for _, p := range c.named() {
		taken[p.ID] = true
	}
	for i, p := range c.Providers() {
		all.join(p.check())
		if i < len(c.OIDC) && taken[p.ID] {
			all.add(p.prefix+"ID", fmt.Sprintf("is %q, which is the ID of another provider", p.ID), exampleID)
		}
		taken[p.ID] = true
	}
	if t := c.Microsoft.Tenant; t != "" && !guid.MatchString(t) {
		all.add("KEEPHOPE_MICROSOFT_TENANT", "is not the GUID of one directory", exampleTenant)
	}
	return all.err()
}

// check reports what one provider lacks.
func (p Provider) check() error {
	var all Faults
	if !providerID.MatchString(p.ID) {
		all.add(p.prefix+"ID", "may hold lower-case letters, digits and hyphens, after a letter, up to 31", exampleID)
	}
	if p.Name == "" {
		all.add(p.prefix+"NAME", "is missing", exampleName)
	}
	variable, example := p.addressVariable()
	switch {
	case p.URL == "":
		all.add(p.prefix+variable, "is missing", example)
	case variable != "TENANT":
		all.add(p.prefix+variable, siteProblem(p.URL), example)
	}
	if p.ClientID == "" {
		all.add(p.prefix+"CLIENT_ID", "is missing", exampleClientID)
	}
	if p.ClientSecret.IsZero() {
		all.add(p.prefix+"CLIENT_SECRET", "is missing", exampleClientSecret)
	}
	return all.err()
}

// addressVariable names the variable that gives the address, with an example.
func (p Provider) addressVariable() (name, example string) {
	switch {
	case p.ID == "microsoft" && p.prefix == "KEEPHOPE_MICROSOFT_":
		return "TENANT", exampleTenant
	case p.Kind == KindOIDC && p.prefix != "KEEPHOPE_GITLAB_":
		return "ISSUER", exampleIssuer
	default:
		return "URL", exampleSite
	}
}
