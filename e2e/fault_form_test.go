package e2e

import (
	"bytes"
	"errors"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/server"
)

// lake is where bad input is thrown in: the program with somebody who may come everywhere, and something in every place.
type lake struct {
	*stage
	url     string
	routes  []server.Route
	visitor *visitor
	pages   []string          // addresses of pages with forms that need a query
	values  map[string]string // what stands for a parameter of an address; with what is before it, for it on such paths
}

// newLake opens the program inside the test, because only there it tells its route table.
func newLake(t testing.TB, address string) *lake {
	t.Helper()
	s := newStage(t, address)
	call := s.Call(t)
	s.Keepers(t)
	as := s.As(t, s.Arrive(t, "Everybody"))
	for _, role := range []models.Role{models.Administrator, models.Keeper} {
		if err := s.Store.Grant(t.Context(), models.Program(), models.Sent{}, as.PersonID, role); err != nil {
			t.Fatal(err)
		}
	}
	l := &lake{stage: s, values: map[string]string{
		":lang": "ru", ":provider": providerID, ":person": s.AsPerson(t, "Somebody else").PersonID, ":role": "coordinator",
		":number": "1", ":text": "en", "/translate/:text": "ar", ":token": strings.Repeat("A", 43),
	}}
	l.organisations(t, call, as)
	l.visitor = newVisitor(t, s.Arrive(t, "Everybody")) // a role that is granted ends the sessions before it
	s.Exec(t, "UPDATE sessions SET person_id = '"+as.PersonID+"'")
	app := s.open(t, nil, server.Parts{})
	l.url, l.routes = app.URL(), app.Routes()
	return l
}

// organisations puts something into every place: an organisation that applies and one that is a member, both of which
// somebody acts for, and for the desk an application that is being read, a change of a profile and the draft of a text.
func (l *lake) organisations(t testing.TB, call modelstest.Call, as models.Actor) {
	t.Helper()
	applies, nino := l.Applicant(t, "Nino", "House of Doors")
	l.Fill(t, nino, applies, models.Public)
	member, other := l.Member(t, call, "House of Windows", models.Public), l.Member(t, call, "House of Stairs", models.Public)
	for _, organisation := range []string{applies, member.ID} {
		l.Exec(t, "INSERT INTO representatives (organisation_id, person_id, role, since) SELECT organisation_id, '"+as.PersonID+
			"', 'signatory', since FROM representatives WHERE organisation_id = '"+organisation+"'")
	}
	waiting, _ := l.Applied(t, "House of Waiting", models.Public)
	application := l.Text(t, "SELECT id FROM applications WHERE organisation_id = '"+waiting+"'")
	l.values["/application:organisation"], l.values[":organisation"] = applies, member.ID
	l.values["/applications/:id"], l.values["/members/:id"] = application, other.ID

	profile, err := l.Store.MyProfile(t.Context(), other.Signatory, other.ID)
	if err != nil {
		t.Fatal(err)
	}
	profile.Now.Names.English = "House of Ladders"
	_, change := l.Store.EditProfile(t.Context(), other.Signatory, l.Sent("profile_change.proposed"), models.ProfileEdit{OrganisationID: other.ID, Profile: profile.Now})
	_, draft := l.Store.DraftVersion(t.Context(), models.Program(), l.Sent("statement.draft"), models.NewVersion{StatementID: call.StatementID, OriginalLang: "en"})
	take := l.Store.Take(t.Context(), l.Again(t, as), l.Sent("application.taken"), application)
	if err := errors.Join(change, draft, take); err != nil {
		t.Fatal(err)
	}
	l.values["/changes/:id"] = l.Text(t, "SELECT id FROM profile_changes")
	l.pages = []string{
		"/ru/me/" + member.ID + "/endorse?statement=" + l.letter(t, call.VersionID),
		"/ru/me/" + member.ID + "/withdraw?endorsement=" + member.EndorsementID,
	}
	l.actions(t, member, other)
}

// parameter finds the parameters of a route's path.
var parameter = regexp.MustCompile(`:[a-z_]+`)

// address is a route's address with something real for every parameter. An organisation's application is that of one
// that applies; elsewhere it is a member.
func (l *lake) address(r server.Route) string {
	path := parameter.ReplaceAllStringFunc(r.Path, func(name string) string {
		before, _, _ := strings.Cut(r.Path, name)
		if name == ":organisation" && strings.Contains(r.Path, "/application") && !strings.Contains(r.Path, "/desk") {
			return l.values["/application:organisation"]
		}
		for place, value := range l.values {
			if strings.HasPrefix(place, "/") && strings.HasSuffix(before+name, place) {
				return value
			}
		}
		if value := l.values[name]; value != "" {
			return value
		}
		return strings.Repeat("a", 26)
	})
	return l.url + strings.TrimSuffix(path, "*")
}

// posts are the routes that change something.
func (l *lake) posts() (found []server.Route) {
	for _, r := range l.routes {
		if r.Method == http.MethodPost && r.Path != "/:lang/leave" { // which asks nothing of what is sent: it ends the session
			found = append(found, r)
		}
	}
	return found
}

// form is one form of a page, with what a browser would send.
type form struct {
	page   string // where it stands
	action string // where it leads: the whole address
	upload bool
	fields []field
}

// field is one field of a form. A field that one writes words into is free; any other offers what can be chosen.
type field struct {
	name, value string
	free        bool
}

// forms reads the forms of every page that the route table has, by where they lead.
func (l *lake) forms(t testing.TB) map[string]form {
	t.Helper()
	var pages []string
	for _, r := range l.routes {
		if r.Method == http.MethodGet {
			pages = append(pages, l.address(r))
		}
	}
	for _, page := range l.pages {
		pages = append(pages, l.url+page)
	}
	found := map[string]form{}
	for _, at := range pages {
		maps.Copy(found, l.formsAt(t, at))
	}
	return found
}

func (l *lake) formsAt(t testing.TB, page string) map[string]form {
	t.Helper()
	a := l.visitor.must(t, http.MethodGet, page, nil)
	if a.status >= http.StatusInternalServerError {
		t.Errorf("GET %s: %d", page, a.status)
	}
	found := map[string]form{}
	for _, f := range formsOn(t, page, a.body) {
		found[f.action] = f
	}
	return found
}

// formsOn reads the forms of a page that are posted.
func formsOn(t testing.TB, at, page string) (found []form) {
	t.Helper()
	base, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	doc.Find("form[method=post]").Each(func(_ int, s *goquery.Selection) {
		action, err := base.Parse(s.AttrOr("action", ""))
		if err != nil {
			t.Errorf("%s: a form leads to %q", at, s.AttrOr("action", ""))
			return
		}
		found = append(found, form{
			page: at, action: action.String(), upload: s.AttrOr("enctype", "") == "multipart/form-data", fields: fieldsOf(s),
		})
	})
	return found
}

func fieldsOf(s *goquery.Selection) (fields []field) {
	s.Find("input[name], textarea[name], select[name]").Each(func(_ int, in *goquery.Selection) {
		f := field{name: in.AttrOr("name", ""), value: in.AttrOr("value", "")}
		switch kind := in.AttrOr("type", "text"); {
		case goquery.NodeName(in) == "textarea":
			f.free, f.value = true, in.Text()
		case goquery.NodeName(in) == "select":
			chosen := in.Find("option[selected]")
			if chosen.Length() == 0 {
				chosen = in.Find("option").First()
			}
			f.value = chosen.AttrOr("value", "")
		case kind == "radio" || kind == "checkbox":
			if _, checked := in.Attr("checked"); !checked {
				return
			}
		case kind == "file" || kind == "submit":
			return
		case kind != "hidden" && kind != "date":
			f.free = true
		}
		fields = append(fields, f)
	})
	return fields
}

// values are what a browser would send.
func (f form) values() (sent [][2]string) {
	for _, in := range f.fields {
		sent = append(sent, [2]string{in.name, in.value})
	}
	return sent
}

// with is the form's values with another value of one field.
func (f form) with(name, value string) [][2]string {
	sent := f.values()
	for i := range sent {
		if sent[i][0] == name {
			sent[i][1] = value
			return sent
		}
	}
	return append(sent, [2]string{name, value})
}

// request is a form on its way. Values keep their order and may repeat.
func request(t testing.TB, address string, upload bool, values [][2]string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	kind := "application/x-www-form-urlencoded"
	if upload {
		w := multipart.NewWriter(&body)
		for _, v := range values {
			if err := w.WriteField(v[0], v[1]); err != nil {
				t.Fatal(err)
			}
		}
		_ = w.Close()
		kind = w.FormDataContentType()
	} else {
		for _, v := range values {
			body.WriteString("&" + url.QueryEscape(v[0]) + "=" + url.QueryEscape(v[1]))
		}
		body.Next(1)
	}
	r, err := http.NewRequest(http.MethodPost, address, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	return r
}
