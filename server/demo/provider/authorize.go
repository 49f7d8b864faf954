package provider

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// carried are the parameters that travel through the page, from the client's request to the person's choice.
func carried() []string {
	return []string{
		"client_id", "redirect_uri", "response_type", "scope", "state", "nonce",
		"code_challenge", "code_challenge_method", "ui_locales",
	}
}

// authorize is GET and POST /authorize. A request of our client is shown the personas; a request that already names one
// (or "cancel") is sent back to the client.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	asked, err := parameters(r)
	if err != nil || !p.isOurs(asked) {
		// Whoever asks wrongly here is not the client, so nobody is sent anywhere (RFC 6749, 4.1.2.1).
		p.refuse(w, r)
		return
	}
	if problem := fault(asked); problem != "" {
		p.back(w, r, asked, url.Values{"error": {problem}})
		return
	}
	switch {
	case r.Method != http.MethodPost || (!asked.Has("persona") && !asked.Has("cancel")):
		p.show(w, r, asked)
	case asked.Has("cancel"):
		p.back(w, r, asked, url.Values{"error": {"access_denied"}})
	default:
		p.choose(w, r, asked)
	}
}

// parameters reads a request from the query of a GET or the body of a POST, never from both.
func parameters(r *http.Request) (url.Values, error) {
	if r.Method != http.MethodPost {
		return url.ParseQuery(r.URL.RawQuery)
	}
	err := r.ParseForm()
	return r.PostForm, err
}

// isOurs tells whether a request is from our client and leads back to it.
func (p *Provider) isOurs(asked url.Values) bool {
	return slices.Equal(asked["client_id"], []string{p.ClientID}) && slices.Equal(asked["redirect_uri"], []string{p.RedirectURI})
}

// challengeShape is the shape of an S256 challenge: 256 bits in URL-safe base64.
var challengeShape = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// fault names the error of a request in the words of the standard, or is "".
func fault(asked url.Values) string {
	for _, values := range asked {
		if len(values) > 1 || len(values[0]) > 2048 {
			return "invalid_request"
		}
	}
	switch {
	case asked.Has("request"):
		return "request_not_supported"
	case asked.Has("request_uri"):
		return "request_uri_not_supported"
	case asked.Get("response_type") != "code":
		return "unsupported_response_type"
	case !slices.Contains(strings.Fields(asked.Get("scope")), "openid"):
		return "invalid_scope"
	case asked.Get("code_challenge_method") != "S256" || !challengeShape.MatchString(asked.Get("code_challenge")):
		return "invalid_request"
	case asked.Get("prompt") == "none":
		return "login_required"
	}
	return ""
}

// choose gives the client a code for the persona that was chosen.
func (p *Provider) choose(w http.ResponseWriter, r *http.Request, asked url.Values) {
	persona, ok := p.persona(asked.Get("persona"))
	if !ok {
		p.back(w, r, asked, url.Values{"error": {"access_denied"}})
		return
	}
	code, err := p.grants.add(grant{
		subject: persona.Subject, redirectURI: p.RedirectURI,
		challenge: asked.Get("code_challenge"), nonce: asked.Get("nonce"),
		profile: slices.Contains(strings.Fields(asked.Get("scope")), "profile"),
	})
	if err != nil {
		p.back(w, r, asked, url.Values{"error": {"temporarily_unavailable"}})
		return
	}
	p.back(w, r, asked, url.Values{"code": {code}})
}

// back sends the browser back to the client with an answer, the state and our name (RFC 9207).
func (p *Provider) back(w http.ResponseWriter, r *http.Request, asked, answer url.Values) {
	answer.Set("iss", p.Issuer)
	if asked.Has("state") {
		answer.Set("state", asked.Get("state"))
	}
	to, err := url.Parse(p.RedirectURI)
	if err != nil {
		p.refuse(w, r)
		return
	}
	query := to.Query()
	for name, values := range answer {
		query[name] = values
	}
	to.RawQuery = query.Encode()
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}
