package views

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// ShareLink is a plain link to where a reader may pass the page on. No script of theirs, no picture of theirs.
type ShareLink struct {
	Key  string // message key, for what is no proper name
	Name string // a network's own name, the same in every language
	URL  templ.SafeURL
}

// text is what the link says.
func (l ShareLink) text(p Page) string {
	if l.Key != "" {
		return p.T(l.Key)
	}
	return l.Name
}

// Share is what is passed on: an address and the words beside it.
type Share struct{ Text, URL string }

// First are the ways that are always shown, More those behind "More": each in the order in which the coalition set them.
func (s Share) First() []ShareLink {
	return []ShareLink{
		s.link("Facebook", "https://www.facebook.com/sharer/sharer.php", "u", s.URL),
		s.link("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", "url", s.URL),
		s.link("Bluesky", "https://bsky.app/intent/compose", "text", s.whole()),
		s.link("Mastodon", "https://share.joinmastodon.org/", "text", s.whole()),
		s.link("WhatsApp", "https://wa.me/", "text", s.whole()),
		s.link("Telegram", "https://t.me/share/url", "url", s.URL, "text", s.Text),
		{Key: "share.email", URL: address("mailto:", "subject", s.Text, "body", s.whole())},
	}
}

// More are the ways behind "More".
func (s Share) More() []ShareLink {
	return []ShareLink{
		s.link("Threads", "https://www.threads.net/intent/post", "url", s.URL, "text", s.Text),
		s.link("Reddit", "https://www.reddit.com/submit", "url", s.URL, "title", s.Text),
		s.link("X", "https://x.com/intent/post", "text", s.whole()),
		s.link("Viber", "viber://forward", "text", s.whole()),
		{Key: "share.sms", URL: address("sms:", "body", s.whole())},
	}
}

// vk is the way that stands there only where the operator wants it.
func (s Share) vk() ShareLink {
	return s.link("VK", "https://vk.com/share.php", "url", s.URL, "title", s.Text)
}

// whole has the address on a line of its own: beside a hashtag in a text from right to left their parts change places.
func (s Share) whole() string { return s.Text + "\n" + s.URL }

func (s Share) link(name, to string, query ...string) ShareLink {
	return ShareLink{Name: name, URL: address(to, query...)}
}

// address adds name, value, name, value as a query. Blanks are %20: mail and message programs show a plus sign as it is.
func address(to string, query ...string) templ.SafeURL {
	separator := "?"
	for i := 0; i+1 < len(query); i += 2 {
		to += separator + query[i] + "=" + strings.ReplaceAll(url.QueryEscape(query[i+1]), "+", "%20")
		separator = "&"
	}
	return templ.SafeURL(to)
}
