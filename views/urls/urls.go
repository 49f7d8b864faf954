// Package urls makes every address of the product, so that a page and a redirect never disagree.
package urls

import (
	"net/url"
	"strings"

	"keephope/views/locale"
)

// In returns a path under a language: In("en", "/endorsers") is "/en/endorsers".
func In(lang locale.Lang, path string) string {
	if path == "/" {
		return "/" + string(lang) + "/"
	}
	return "/" + string(lang) + path
}

// Home is the campaign's first page.
func Home(lang locale.Lang) string { return In(lang, "/") }

// Statement is the call.
func Statement(lang locale.Lang) string { return In(lang, "/statement") }

// Endorsers is the public list.
func Endorsers(lang locale.Lang) string { return In(lang, "/endorsers") }

// Endorser is a public organisation's page.
func Endorser(lang locale.Lang, slug string) string {
	return In(lang, "/endorsers/"+url.PathEscape(slug))
}

// Apply is "Before you start".
func Apply(lang locale.Lang) string { return In(lang, "/apply") }

// PassOn is where the campaign's links stand that one passes on: with them an organisation is invited.
func PassOn(lang locale.Lang) string { return Home(lang) + "#share" }

// Safety says how organisations at risk are protected.
func Safety(lang locale.Lang) string { return In(lang, "/safety") }

// Privacy says what is kept, and for how long.
func Privacy(lang locale.Lang) string { return In(lang, "/privacy") }

// Accessibility is the accessibility statement.
func Accessibility(lang locale.Lang) string { return In(lang, "/accessibility") }

// SignIn is the page with the providers.
func SignIn(lang locale.Lang) string { return In(lang, "/sign-in") }

// Me is the first page after sign-in.
func Me(lang locale.Lang) string { return In(lang, "/me") }

// MeDone is the first page after a change that it tells of; "" = it shows without words.
func MeDone(lang locale.Lang, done string) string {
	if done == "" {
		return Me(lang)
	}
	return Me(lang) + "?done=" + url.QueryEscape(done)
}

// Mine is a page of one organisation that the reader represents: Mine("en", id, "/visibility").
func Mine(lang locale.Lang, organisationID, page string) string {
	return In(lang, "/me/"+organisationID+page)
}

// Desk is a page of the coordinators: Desk("en", "") is the queue.
func Desk(lang locale.Lang, page string) string { return In(lang, "/desk"+page) }

// Admin is a page of the administrators.
func Admin(lang locale.Lang, page string) string { return In(lang, "/admin"+page) }

// BeginSignIn is where the button of a provider sends its form.
func BeginSignIn(lang locale.Lang, provider string) string {
	return In(lang, "/auth/"+url.PathEscape(provider))
}

// Elsewhere is the site that "Leave quickly" opens: one that everybody has a reason to read.
const Elsewhere = "https://www.wikipedia.org/"

// Leave is where the button "Leave quickly" sends its form.
func Leave(lang locale.Lang) string { return In(lang, "/leave") }

// SignOut is where the button "Sign out" sends its form.
func SignOut(lang locale.Lang) string { return In(lang, "/sign-out") }

// Sessions is the page of the reader's own sessions and ways to sign in: Sessions("en", "/end") is a form of it.
func Sessions(lang locale.Lang, form string) string { return In(lang, "/me/sessions"+form) }

// BeginLink is where the button of a further provider sends its form.
func BeginLink(lang locale.Lang, provider string) string {
	return Sessions(lang, "/link/"+url.PathEscape(provider))
}

// Setup is the page that the set-up link opens.
func Setup(lang locale.Lang, key string) string {
	return In(lang, "/setup?key="+url.QueryEscape(key))
}

// BeginSetup is where the button of a provider sends the set-up page's form.
func BeginSetup(lang locale.Lang, provider string) string {
	return In(lang, "/setup/"+url.PathEscape(provider))
}

// LangOf returns the language that a path of ours begins with.
func LangOf(path string) (locale.Lang, bool) {
	if !strings.HasPrefix(path, "/") {
		return "", false
	}
	first, _, _ := strings.Cut(path[1:], "/")
	return locale.Parse(first)
}

// People is the administrators' list of who has signed in.
func People(lang locale.Lang) string { return Admin(lang, "/people") }

// Person is the administrators' page of one person: Person("en", id, "/disable") is a form of it.
func Person(lang locale.Lang, id, form string) string {
	return Admin(lang, "/people/"+url.PathEscape(id)+form)
}

// Grant is the page that asks before a role is granted.
func Grant(lang locale.Lang, id, role string) string {
	return Person(lang, id, "/grant/"+url.PathEscape(role))
}

// Log is the page of the ledger with a filter; empty values are left out.
func Log(lang locale.Lang, filter url.Values) string {
	return Beside(Desk(lang, "/log"), filter)
}

// Case is an application at the desk; act is "" for the page itself, else what a form does there: "/take", "/ask".
func Case(lang locale.Lang, id, act string) string {
	return Desk(lang, "/applications/"+url.PathEscape(id)+act)
}

// Compare puts an application beside an organisation with a similar name.
func Compare(lang locale.Lang, id, organisationID string) string {
	return Case(lang, id, "/compare/"+url.PathEscape(organisationID))
}

// Done is an address of the desk that tells what was just decided.
func Done(address, done string) string { return address + "?done=" + url.QueryEscape(done) }

// Beside is an address with a query; empty values are left out.
func Beside(address string, query url.Values) string {
	for name, values := range query {
		if len(values) == 0 || values[0] == "" {
			query.Del(name)
		}
	}
	if len(query) == 0 {
		return address
	}
	return address + "?" + query.Encode()
}

// Below returns an address without its language, as the language menu needs it.
func Below(address string) string {
	if l, ok := LangOf(address); ok {
		return address[len(l)+1:]
	}
	return address
}

// Change is a profile change at the desk; act as in Case.
func Change(lang locale.Lang, id, act string) string {
	return Desk(lang, "/changes/"+url.PathEscape(id)+act)
}

// ActionCase is a joint action at the desk; act as in Case.
func ActionCase(lang locale.Lang, id, act string) string {
	return Desk(lang, "/actions/"+url.PathEscape(id)+act)
}

// Member is an organisation at the desk; act is "" for the page itself, else what a form does there: "/suspend".
func Member(lang locale.Lang, id, act string) string {
	return Desk(lang, "/members/"+url.PathEscape(id)+act)
}
