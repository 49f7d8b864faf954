// Package config is the configuration of the program: one struct, read once
// from the environment, with every fault reported at the same time.
//
// Each variable KEEPHOPE_X may also be given as KEEPHOPE_X_FILE, the path of a
// file that holds the value, as container platforms hand out secrets. This
// package is the only one besides main that may look at the environment.
package config

import "path/filepath"

// Config is everything that an operator can set. The zero value of a field
// means "not set" where no default is given.
type Config struct {
	// Addr is where the program listens, as host:port. Port 0 takes a free one.
	Addr string `env:"KEEPHOPE_ADDR" envDefault:"127.0.0.1:8080"`
	// BaseURL is the public address, scheme and host without a closing slash,
	// for example https://keephope.example.org. Every link that leaves the
	// program is built from it, never from a request's Host header. It is https
	// unless the host is loopback.
	BaseURL string `env:"KEEPHOPE_BASE_URL"`
	// DatabaseURL is a postgres:// address. Empty means SQLite at SQLitePath.
	// It is a Secret because it may hold a password.
	DatabaseURL Secret `env:"KEEPHOPE_DATABASE_URL"`
	// Data is the folder of what the program keeps on disk.
	Data string `env:"KEEPHOPE_DATA" envDefault:"./data"`
	// Keys is the key ring for sealed fields and look-up hashes, exactly as the
	// operator wrote it. Here only its presence and length are checked.
	Keys Secret `env:"KEEPHOPE_KEYS"`
	// BackupDays is after how many days at the latest the operator deletes every
	// backup, as the pages promise it to organisations. 0 means that nothing is
	// promised, and the pages say so.
	BackupDays Days `env:"KEEPHOPE_BACKUP_DAYS"`
	// Contact is where readers reach whoever runs the site: an e-mail address or
	// an https address. Empty means nowhere, and no page promises it.
	Contact string `env:"KEEPHOPE_CONTACT"`
	// ShareVK offers VK among the networks to which a page is passed on. It belongs
	// to a company that the Russian state controls: off unless it is "yes".
	ShareVK Yes `env:"KEEPHOPE_SHARE_VK"`
	// OIDC holds the OpenID Connect providers KEEPHOPE_OIDC_0_..., _1_... in
	// the order of their numbers, which have no gaps.
	OIDC []OIDC `envPrefix:"KEEPHOPE_OIDC_"`
	// Google is sign-in with Google accounts.
	Google Client `envPrefix:"KEEPHOPE_GOOGLE_"`
	// Microsoft is sign-in with the accounts of one Entra tenant.
	Microsoft Tenant `envPrefix:"KEEPHOPE_MICROSOFT_"`
	// GitLab is sign-in with a GitLab server; without a URL it is gitlab.com.
	GitLab Site `envPrefix:"KEEPHOPE_GITLAB_"`
	// GitHub is sign-in with github.com. It has no ID token: documented as weaker.
	GitHub Client `envPrefix:"KEEPHOPE_GITHUB_"`
	// Mastodon is sign-in with one Mastodon server. It has no ID token.
	Mastodon Site `envPrefix:"KEEPHOPE_MASTODON_"`
	// Nextcloud is sign-in with one Nextcloud server. It has no ID token.
	Nextcloud Site `envPrefix:"KEEPHOPE_NEXTCLOUD_"`
	// OutgoingHosts are the hosts, beside those of the configured providers,
	// that may be asked when somebody signs in. Empty means every host that a
	// provider's metadata names and that has a public address.
	OutgoingHosts Hosts `env:"KEEPHOPE_OUTGOING_HOSTS"`
	// TrustedProxies are the networks whose forwarding headers are believed.
	// Empty means that none is.
	TrustedProxies Networks `env:"KEEPHOPE_TRUSTED_PROXIES"`

	// sources tells for each variable that was set where its value came from.
	sources map[string]string
}

// OIDC is one OpenID Connect provider with discovery.
type OIDC struct {
	// ID names the provider in addresses and in identities: lower-case letters,
	// digits and hyphens. It must never change. Default oidc-<n>.
	ID string `env:"ID"`
	// Name is what the sign-in button says.
	Name string `env:"NAME"`
	// Issuer is the issuer exactly as the provider's discovery document spells it.
	Issuer string `env:"ISSUER"`
	// ClientID is the identifier that the provider gave this program.
	ClientID string `env:"CLIENT_ID"`
	// ClientSecret is the secret that belongs to ClientID.
	ClientSecret Secret `env:"CLIENT_SECRET"`
}

// Client is a provider of which the address is known.
type Client struct {
	// ClientID is the identifier that the provider gave this program.
	ClientID string `env:"CLIENT_ID"`
	// ClientSecret is the secret that belongs to ClientID.
	ClientSecret Secret `env:"CLIENT_SECRET"`
}

// Site is a provider that runs in many places.
type Site struct {
	// URL is the address of the server, without a closing slash.
	URL string `env:"URL"`
	// ClientID is the identifier that the provider gave this program.
	ClientID string `env:"CLIENT_ID"`
	// ClientSecret is the secret that belongs to ClientID.
	ClientSecret Secret `env:"CLIENT_SECRET"`
}

// Tenant is a Microsoft Entra directory.
type Tenant struct {
	// Tenant is the directory's GUID. "common" and the like are refused,
	// because they let every Microsoft account of the world in.
	Tenant string `env:"TENANT"`
	// ClientID is the identifier that the provider gave this program.
	ClientID string `env:"CLIENT_ID"`
	// ClientSecret is the secret that belongs to ClientID.
	ClientSecret Secret `env:"CLIENT_SECRET"`
}

// UsesPostgres tells whether the database is PostgreSQL. If not, it is SQLite.
func (c Config) UsesPostgres() bool { return !c.DatabaseURL.IsZero() }

// SQLitePath is the path of the SQLite database in the data folder.
func (c Config) SQLitePath() string { return filepath.Join(c.Data, "keephope.db") }

// DemoData is the folder in which the demo keeps its things, apart from those
// of a real instance.
func (c Config) DemoData() string { return filepath.Join(c.Data, "demo") }

// Serve reports everything that the command serve needs beyond what Load
// checks: a public address, a key ring, a way to sign in, and secrets that are
// neither short nor an example. The error is of type Faults.
func (c Config) Serve() error {
	var all Faults
	if c.BaseURL == "" {
		all.add("KEEPHOPE_BASE_URL", "is missing", exampleBaseURL)
	}
	all.add("KEEPHOPE_KEYS", weakness(c.Keys, minKeys), exampleKeys)
	if len(c.Providers()) == 0 {
		all.add("KEEPHOPE_OIDC_0_ISSUER", "is missing: without a provider nobody can sign in", exampleIssuer)
	}
	for _, p := range c.Providers() {
		if p.ClientSecret.IsZero() {
			continue // Load has reported it
		}
		all.add(p.prefix+"CLIENT_SECRET", weakness(p.ClientSecret, minClientSecret), exampleClientSecret)
	}
	if isExample(databasePassword(c.DatabaseURL)) {
		all.add("KEEPHOPE_DATABASE_URL", "holds a password that is an example", exampleDatabaseURL)
	}
	return all.err()
}

// Demo reports everything that the command demo refuses: a public address and
// any address to listen on but loopback, because in the demo whoever comes may
// sign in as anybody. The error is of type Faults.
func (c Config) Demo() error {
	var all Faults
	if c.BaseURL != "" {
		all.add("KEEPHOPE_BASE_URL", "is set, but the demo has no public address; leave it unset", "")
	}
	if !listensOnLoopback(c.Addr) {
		all.add("KEEPHOPE_ADDR", "is not a loopback address, but the demo serves this machine only", "127.0.0.1:8080")
	}
	return all.err()
}
