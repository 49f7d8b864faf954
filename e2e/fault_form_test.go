package e2e

import (
	"bytes"
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
	values  map[string]string // what stands for a parameter of an address
	draft   string            // an organisation that applies
	member  string            // one that is a member
}

// newLake opens the program inside the test, because only there it tells its route table.
func newLake(t testing.TB, address string) *lake {
	t.Helper()
	s := newStage(t, address)
	call := s.Call(t)
	s.Keepers(t)
	token := s.Arrive(t, "Everybody")
	as := s.As(t, token)
	for _, role := range []models.Role{models.Administrator, models.Keeper} {
		if err := s.Store.Grant(t.Context(), models.Program(), as.PersonID, role); err != nil {
			t.Fatal(err)
		}
	}
	l := &lake{stage: s}
	l.draft, _ = s.Applicant(t, "Nino", "House of Doors")
	l.member = memberOf(t, s.World, call)
	waiting, _ := s.Applied(t, "House of Waiting", models.Public)
	for _, organisation := range []string{l.draft, l.member} {
		s.Exec(t, "INSERT INTO representatives (organisation_id, person_id, role, since) SELECT organisation_id, '"+as.PersonID+
			"', 'signatory', since FROM representatives WHERE organisation_id = '"+organisation+"'")
	}
	other := s.AsPerson(t, "Somebody else")
	l.visitor = newVisitor(t, s.Arrive(t, "Everybody"))
	s.Exec(t, "UPDATE sessions SET person_id = '"+as.PersonID+"'") // a role that is granted ends the sessions before it
	l.values = map[string]string{
		"lang": "ru", "provider": providerID, "person": other.PersonID, "role": "coordinator", "number": "1",
		"statement": call.StatementID, "version": call.VersionID, "application": waiting, "token": strings.Repeat("A", 43),
	}
	app := s.open(t, nil, server.Parts{})
	l.url, l.routes = app.URL(), app.Routes()
	return l
}

// memberOf makes an organisation that stands under the call.
func memberOf(t testing.TB, w *modelstest.World, call modelstest.Call) string {
	t.Helper()
	id, _ := w.Applicant(t, "Nino", "House of Windows")
	w.Exec(t, "UPDATE organisations SET state = 'member', joined_at = created_at WHERE id = '"+id+"'",
		"DELETE FROM applications WHERE organisation_id = '"+id+"'")
	return id
}

// parameter finds the parameters of a route's path.
var parameter = regexp.MustCompile(`:[a-z_]+`)

// address is a route's address with something real for every parameter. An organisation's application is that of one
// that applies; elsewhere it is a member.
func (l *lake) address(r server.Route) string {
	path := parameter.ReplaceAllStringFunc(r.Path, func(name string) string {
		switch value := l.values[name[1:]]; {
		case value != "":
			return value
		case name == ":organisation" && strings.Contains(r.Path, "/application"):
			return l.draft
		case name == ":organisation":
			return l.member
		}
		return strings.Repeat("a", 26)
	})
	return l.url + strings.TrimSuffix(path, "*")
}

// posts are the routes that change something.
func (l *lake) posts() (found []server.Route) {
	for _, r := range l.routes {
		if r.Method == http.MethodPost {
			found = append(found, r)
		}
	}
	return found
}

// form is one form of a page, with what a browser would send.
type form struct {
	action string // the whole address
	upload bool
	fields []field
}

// field is one field of a form. A field that one writes into is free; of any other the page gives the value.
type field struct {
	name, value string
	free        bool
}

// forms reads the forms of every page that the route table has, once per action and set of fields.
func (l *lake) forms(t testing.TB) map[string]form {
	t.Helper()
	found := map[string]form{}
	for _, r := range l.routes {
		if r.Method != http.MethodGet {
			continue
		}
		at := l.address(r)
		a := l.visitor.must(t, http.MethodGet, at, nil)
		if a.status >= http.StatusInternalServerError {
			t.Errorf("GET %s: %d", r.Path, a.status)
		}
		for _, f := range formsOn(t, at, a.body) {
			found[f.action] = f
		}
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
			action: action.String(), upload: s.AttrOr("enctype", "") == "multipart/form-data", fields: fieldsOf(s),
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
		case kind != "hidden":
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
