package server_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"keephope/server"
	"keephope/views/urls"
)

// cell is one field of the matrix.
type cell struct {
	route       server.Route
	who, object string
}

// expected is what a cell's answer may be.
type expected struct {
	statuses []int
	to       string // where a redirect leads; "" = anywhere on the site but to sign-in
	still    bool   // nothing may change
}

// Answers to those who may not.
var (
	toSignIn  = expected{statuses: []int{http.StatusSeeOther}, to: "/en/sign-in", still: true}
	forbidden = expected{statuses: []int{http.StatusForbidden}, still: true}
	unseen    = expected{statuses: []int{http.StatusNotFound}, still: true}

	// refused is a form of one's own organisation that is not for one: 404 where it is not even told that what the form
	// should name is missing.
	refused = expected{statuses: []int{http.StatusForbidden, http.StatusNotFound}, still: true}
	// shown is a page that one may see: itself, or where one goes on in the state that things are in.
	shown = expected{statuses: []int{http.StatusOK, http.StatusSeeOther}, still: true}
	// heard is a form from somebody who may send it, with nothing filled in: what it names is missing, or it is not
	// complete, or it has nothing to do.
	heard = expected{statuses: []int{
		http.StatusOK, http.StatusSeeOther, http.StatusBadRequest, http.StatusNotFound, http.StatusConflict,
		http.StatusUnprocessableEntity, http.StatusForbidden,
	}}
)

// expect is the rule: first the route's access, then whose the object is.
func (m *matrix) expect(c cell) expected {
	except, ok := exceptions()[c.route.Method+" "+c.route.Path]
	switch {
	case c.who == nobody && c.route.Access > server.Anyone:
		return toSignIn
	case !admitted(c):
		return forbidden
	case ok:
		return except.answer
	case c.object == crossed && slices.Contains([]string{observer, editor}, c.who):
		return refused
	case !sees(c):
		return unseen
	case c.route.Method == http.MethodGet:
		return standing(c, shown)
	}
	return standing(c, heard)
}

// admitted reports whether the reader may come to the area at all.
func admitted(c cell) bool {
	if strings.HasPrefix(c.route.Path, "/:lang/me/coalition") && (c.who == newcomer || c.who == administrator) {
		return false // what members show members is for members, and for those who see it at the desk
	}
	switch c.route.Access {
	case server.Desk:
		return c.who == coordinator || c.who == keeper
	case server.Admin:
		return c.who == administrator
	}
	return true
}

// sees reports whether the object is there for the reader.
func sees(c cell) bool {
	switch {
	case c.object == missing, c.object == malformed, c.object == crossed:
		return false
	case strings.HasPrefix(c.route.Path, "/:lang/desk/mentions/"):
		return c.who == keeper // all of them, whatever they name
	case strings.HasPrefix(c.route.Path, "/:lang/me/actions"):
		return c.object != hidden && slices.Contains([]string{observer, editor, signatory, stranger}, c.who) // for members, and nothing to others
	case strings.HasPrefix(c.route.Path, "/:lang/me/:organisation"):
		return c.object == own && slices.Contains([]string{observer, editor, signatory}, c.who) || c.object == others && c.who == stranger
	case strings.HasSuffix(c.route.Path, "/invitation/:token"), c.route.Path == "/calendar/:token":
		return true // whoever holds a link may use it, whatever else its organisation shows; the page does not name it
	case c.object == hidden:
		return c.route.Access == server.Desk && c.who == keeper
	}
	return true
}

// standing narrows what one's own organisation answers: an observer changes nothing of it, and what binds it is for
// signatories.
func standing(c cell, want expected) expected {
	if !strings.HasPrefix(c.route.Path, "/:lang/me/:organisation") || c.who == signatory || c.who == stranger {
		return want
	}
	switch {
	case c.route.Method == http.MethodGet:
		want.statuses = append(slices.Clone(want.statuses), http.StatusForbidden)
		return want
	case c.who == observer && !slices.Contains(anyRepresentative, c.route.Path), binding(c.route.Path):
		return refused
	}
	return want
}

// anyRepresentative are the forms that an observer may send too.
var anyRepresentative = []string{
	"/:lang/me/:organisation/people/leave",    // to act for it no longer is one's own decision
	"/:lang/me/:organisation/calendar",        // in it stands what an observer reads too
	"/:lang/me/:organisation/calendar/revoke", // one's own
}

// binding reports whether a form binds the organisation: an editor may not send it. Others of these words are covered
// as they come.
func binding(path string) bool {
	last := path[strings.LastIndex(path, "/")+1:]
	if strings.Contains(path, "/application/") {
		return slices.Contains([]string{"check", "withdraw", "resume", "again", "delete"}, last)
	}
	if strings.Contains(path, "/people/") {
		return last != "leave"
	}
	return slices.ContainsFunc([]string{"withdraw", "visibility", "show-again", "stay-counted", "endorse", "erase", "leave", "affirm", "trace"},
		func(word string) bool { return strings.Contains(path, "/"+word) })
}

// fault says what is wrong with an answer; "" if nothing is.
func (e expected) fault(res answer) string {
	switch {
	case !slices.Contains(e.statuses, res.StatusCode):
		return fmt.Sprintf("%d, want %v", res.StatusCode, e.statuses)
	case res.StatusCode == http.StatusSeeOther && e.to != "" && res.to() != e.to:
		return fmt.Sprintf("leads to %q, want %q", res.to(), e.to)
	case res.StatusCode == http.StatusSeeOther && e.to == "" && strings.HasSuffix(res.to(), "/sign-in"):
		return "leads to sign-in"
	}
	return ""
}

// exception is a line of the table that departs from the rule, with its reason.
type exception struct {
	why    string
	answer expected
}

// exceptions, by method and path. They hold for every object that the reader's rule would let in or not find; strangers
// and those without the role for an area still get the rule's answer.
func exceptions() map[string]exception {
	nothingUnderWay := exception{"no sign-in of this browser is under way, whoever the provider is", forbidden}
	generic := exception{"a sign-in that cannot begin answers the same whatever the cause", expected{
		statuses: []int{http.StatusSeeOther, http.StatusForbidden},
	}}
	return map[string]exception{
		"GET /auth/:provider/callback":                 nothingUnderWay,
		"POST /:lang/auth/:provider":                   generic,
		"POST /:lang/me/sessions/link/:provider":       generic,
		"GET /:lang/setup":                             {"no key stands in the address", unseen},
		"POST /:lang/leave":                            {"it leads to another site, always", expected{statuses: []int{http.StatusSeeOther}, to: urls.Elsewhere}},
		"GET /:lang/admin/people/:person/revoke/:role": {"there is nothing to take from somebody without the role", unseen},
		"POST /:lang/admin/people/sign-out":            {"whoever signs everybody out is out too", expected{statuses: []int{http.StatusSeeOther}, to: "/en/sign-in"}},
	}
}
