package fold

import (
	"slices"
	"strings"
	"unicode"
)

// MaxSlug is the longest slug in characters.
const MaxSlug = 60

// noSlug is the slug of a name without a letter that can be written in ASCII.
const noSlug = "organisation"

// Slug writes a name for an address: 1 to 60 characters a-z, 0-9 and single hyphens between words, never empty. Longer
// names are cut after a whole word where there is one. Two names may give the same slug, and a slug may be Reserved:
// the caller adds a number then.
func Slug(name string) string {
	var slug string
	for _, word := range strings.FieldsFunc(name, betweenWords) {
		word = asciiOnly(Fold(word))
		switch {
		case word == "":
		case slug == "":
			slug = word[:min(len(word), MaxSlug)]
		case len(slug)+1+len(word) > MaxSlug:
			return slug
		default:
			slug += "-" + word
		}
	}
	if slug == "" {
		return noSlug
	}
	return slug
}

// betweenWords leaves apostrophes inside their word: "Women's" is one word in an address.
func betweenWords(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Cf) && !apostrophe(r)
}

func apostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´'
}

func asciiOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 {
			return -1
		}
		return r
	}, s)
}

// Reserved tells whether a slug is a word of the platform's own addresses, which no organisation, action or campaign
// may carry.
func Reserved(slug string) bool {
	return slices.Contains(reserved[:], slug)
}

// reserved lists every word that stands in an address of the platform, or may once stand there, in one place.
var reserved = [...]string{
	"about", "accessibility", "account", "actions", "admin", "api", "application", "applications", "apply", "archive",
	"assets", "atom", "auth", "breadth", "c", "calendar", "call", "callback", "campaign", "campaigns", "card", "cards",
	"coalition", "communities", "community", "config", "contact", "coordinator", "coordinators", "countries", "country",
	"csv", "data", "demo", "desk", "download", "downloads", "edit", "embed", "endorse", "endorsement", "endorsements",
	"endorsers", "error", "events", "export", "favicon", "feed", "feeds", "file", "files", "health", "healthz", "help",
	"hide", "home", "ics", "import", "imprint", "index", "invitation", "invitations", "invite", "join", "json",
	"keeper", "keepers", "kit", "languages", "legal", "library", "log", "login", "logo", "logos", "logout", "mail",
	"manifest", "map", "material", "materials", "me", "media", "member", "members", "metrics", "mirror", "month", "new", "news",
	"newsletter", "null", "offline", "openid", "organisation", "organisations", "organization", "organizations",
	"people", "person", "press", "print", "privacy", "proposals", "queue", "readyz", "register", "release", "releases",
	"reports", "representatives", "robots", "root", "rss", "safety", "search", "security", "session", "sessions",
	"settings", "setup", "share", "show", "sign-in", "sign-out", "signin", "signout", "sitemap", "start", "statement",
	"statements", "static", "status", "subscribe", "suggest", "support", "system", "terms", "theme", "thread", "town",
	"translations", "txt", "undefined", "unsubscribe", "v1", "version", "versions", "visibility", "webhook", "webhooks",
	"well-known", "withdraw", "withdrawn", "xml",
}
