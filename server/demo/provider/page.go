package provider

import (
	"bytes"
	_ "embed" // for the page
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"
)

//go:embed page.html
var pageSource string

// page is what page.html shows.
type page struct {
	Lang, Dir  string
	Words      words
	Stylesheet string
	// Action is the address of the form; empty for the page that refuses.
	Action  string
	Carried []field
	People  []person
}

// field is a hidden field that carries a parameter of the request.
type field struct{ Name, Value string }

// person is a persona in the language of the page.
type person struct {
	Subject, Name, About string
	// AboutLang is the language of About, which may not be that of the page.
	AboutLang string
}

// show shows the personas and keeps the request in hidden fields.
func (p *Provider) show(w http.ResponseWriter, r *http.Request, asked url.Values) {
	shown := p.page(r, asked)
	shown.Action = p.path + "/authorize"
	for _, name := range carried() {
		if asked.Has(name) {
			shown.Carried = append(shown.Carried, field{name, asked.Get(name)})
		}
	}
	for _, persona := range p.Personas {
		shown.People = append(shown.People, persona.in(shown.Lang))
	}
	p.render(w, http.StatusOK, shown)
}

// refuse says that a request is not one of our client's.
func (p *Provider) refuse(w http.ResponseWriter, r *http.Request) {
	p.render(w, http.StatusBadRequest, p.page(r, r.URL.Query()))
}

// page is an empty page in the reader's language: the one that the client asks for, else the browser's, else English.
func (p *Provider) page(r *http.Request, asked url.Values) page {
	wish := strings.Join(strings.Fields(asked.Get("ui_locales")), ",")
	tag, _ := language.MatchStrings(matcher(), wish, r.Header.Get("Accept-Language"))
	base, _ := tag.Base()
	lang, dir := base.String(), "ltr"
	if lang == "ar" {
		dir = "rtl"
	}
	return page{Lang: lang, Dir: dir, Words: wordsIn(lang), Stylesheet: p.Stylesheet}
}

// in is a persona in a language, in English where that is missing.
func (p Persona) in(lang string) person {
	shown := person{Subject: p.Subject, Name: p.Name, About: p.About[lang], AboutLang: lang}
	if shown.About == "" {
		shown.About, shown.AboutLang = p.About["en"], "en"
	}
	return shown
}

// render writes the page under a policy that lets it load its stylesheet, with what that refers to, and send its form to
// us and from there on to the client.
func (p *Provider) render(w http.ResponseWriter, status int, shown page) {
	var text bytes.Buffer
	if err := p.template.Execute(&text, shown); err != nil {
		http.Error(w, "500", http.StatusInternalServerError)
		return
	}
	look := source(p.Stylesheet)
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", shown.Lang)
	h.Set("Content-Security-Policy", "default-src 'none'; style-src "+look+"; font-src "+look+"; img-src "+look+
		"; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "+source(p.RedirectURI))
	w.WriteHeader(status)
	// The reader may be gone; there is nobody left to tell.
	_, _ = w.Write(text.Bytes())
}

// source is the CSP source of an address: its origin, 'self' for a path of our own, 'none' for nothing.
func source(address string) string {
	u, err := url.Parse(address)
	switch {
	case address == "" || err != nil || strings.ContainsAny(u.Host, " ;,'"):
		return "'none'"
	case u.Host == "":
		return "'self'"
	default:
		return u.Scheme + "://" + u.Host
	}
}
