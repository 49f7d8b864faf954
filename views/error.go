package views

import (
	"encoding/json"
	"strings"

	"keephope/views/urls"
)

// ErrorPage is a page that says that something is not as wished: what happened, what it means, where to go.
type ErrorPage struct {
	Page
	Heading string
	Text    []ErrorPart
	Back    ErrorPart // where to go on; no address = nowhere
	Wrote   string    // what was written, shown to whoever sent it and kept nowhere; "" = nothing
	Code    string    // under which the log has more; "" = nothing
}

// problem is an error for programs (RFC 9457). It names no instance: an answer repeats nothing of what was asked.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
	Code   string `json:"code,omitempty"`
}

// Problem is the page for programs: the same words, as the JSON object of RFC 9457. "about:blank" says that the status
// tells all there is to tell of the kind.
func (p ErrorPage) Problem(status int) ([]byte, error) {
	var detail strings.Builder
	for _, part := range p.Text {
		detail.WriteString(part.Text)
	}
	return json.Marshal(problem{Type: "about:blank", Title: p.Heading, Status: status, Detail: detail.String(), Code: p.Code})
}

// ErrorPart is a piece of the sentence; with an address it is a link, which may lead away from this site.
type ErrorPart struct {
	Text, Address string
	Away          bool
}

// Sentence turns the message of key into parts. Its slots are links ("campaign", "search", "sign_in", "contact") or the
// id under which the log has more.
func (p Page) Sentence(key, id string) []ErrorPart {
	links := map[string]ErrorPart{
		"campaign": {Text: p.T("error.404.campaign"), Address: urls.Home(p.Lang)},
		"search":   {Text: p.T("error.404.search"), Address: urls.Endorsers(p.Lang) + "#q"},
		"sign_in":  {Text: p.T("error.403.sign_in"), Address: urls.SignIn(p.Lang)},
		"contact":  {Text: p.Site.Contact, Address: p.ContactURL(), Away: true},
		"id":       {Text: id},
	}
	var out []ErrorPart
	for _, part := range p.Words.Parts(key) {
		if part.Slot != "" {
			out = append(out, links[part.Slot])
		} else {
			out = append(out, ErrorPart{Text: part.Text})
		}
	}
	return out
}
