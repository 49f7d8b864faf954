package e2e

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// posting is somebody at the forms of joint actions: a host with a published action, and actions of others.
type posting struct {
	*stage
	visitor         *visitor
	own             string // addresses of the host
	open, over      string // ids of its actions: one to come, one that is over
	strange, secret string // of another host: sent to the desk, and for members only
}

func newPosting(t *testing.T, address string) *posting {
	t.Helper()
	s := newStage(t, address)
	call, desk := s.Call(t), s.AsRole(t, "Tomas", models.Coordinator)
	host, other := s.Member(t, call, "House of Doors", models.Public), s.Member(t, call, "House of Stairs", models.Public)
	p := &posting{stage: s}
	now := s.Clock.Now()
	s.Clock.Add(-10 * 24 * time.Hour)
	p.over = s.announce(t, host, desk, evening("Over", s.Clock.Now()))
	s.Clock.Set(now)
	p.open, p.strange = s.announce(t, host, desk, evening("To come", now)), s.propose(t, other, evening("Not yet public", now))
	p.secret = p.draft(t, other)
	p.visitor = newVisitor(t, s.token(t, host.Signatory))
	p.own = s.serve(t).url() + "/en/me/" + host.ID
	return p
}

// draft is an action of a host that nobody else may know of.
func (p *posting) draft(t *testing.T, host modelstest.Joined) string {
	t.Helper()
	edit := models.ActionEdit{OrganisationID: host.ID, Audience: models.ForMembers, Content: evening("A draft", p.Clock.Now())}
	id, err := p.Store.SaveAction(t.Context(), host.Signatory, p.Sent("action.saved"), edit)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// sends posts a form and fails unless the answer is one of these, with a page, and nothing was written.
func (p *posting) sends(t *testing.T, what string, r *http.Request, allowed ...int) answer {
	t.Helper()
	before := p.written(t)
	p.Exec(t, "DELETE FROM limits")
	a, err := p.visitor.send(r)
	known := false
	for _, status := range allowed {
		known = known || a.status == status
	}
	if err != nil || !known || !strings.Contains(a.body, "<h1") {
		t.Errorf("%s: %d %v, want one of %d with a page:\n%.300s", what, a.status, err, allowed, a.body)
	}
	if now := p.written(t); now != before {
		t.Errorf("%s changed\n%s to\n%s", what, before, now)
	}
	return a
}

// written is what hosts and those who take part have written. What runs by itself changes none of it.
func (p *posting) written(t *testing.T) string {
	t.Helper()
	lines := p.column(t, "SELECT id || ' ' || state || ' ' || edition || ' ' || revision FROM actions ORDER BY id")
	for _, table := range []string{"action_hosts", "participations", "reports", "report_pictures", "listed_actions", "listed_parts"} {
		lines = append(lines, table+" "+strconv.Itoa(p.Count(t, "SELECT count(*) FROM "+table)))
	}
	return strings.Join(lines, "\n")
}

func (p *posting) form(t *testing.T, path string, values url.Values) *http.Request {
	t.Helper()
	values.Set("form_id", p.Form())
	return raw(t, p.own+path, "application/x-www-form-urlencoded", values.Encode())
}

// whole is a form of an action that could be sent.
func (p *posting) whole() url.Values {
	when := evening("", p.Clock.Now()).When
	return url.Values{
		"step": {"send"}, "edition": {"0"}, "lang": {"en"}, "title": {"Lamps"}, "body": {"A lamp."}, "kind": {"public-event"},
		"start": {when.Start}, "end": {when.End}, "zone": {"UTC"}, "mode": {"venue"}, "venue": {"A mill"}, "risk": {"none"}, "audience": {"public"},
	}
}

func TestFaultOddActionsAreCorrectedAndNotWritten(t *testing.T) {
	for name, address := range databases(t) {
		t.Run(name, func(t *testing.T) {
			p := newPosting(t, address(t))
			for _, odd := range []struct{ field, value, at string }{
				{"zone", "Europe/Atlantis", "zone"}, {"zone", "../../etc/passwd", "zone"}, {"zone", "Local", "zone"}, {"zone", "", "zone"},
				{"end", "2020-01-01T10:00", "end"}, {"start", "9999-12-31T23:59", "start"}, {"start", "0000-00-00T00:00", "start"},
				{"start", "2027-02-30T10:00", "start"}, {"start", "-1-01-01T10:00", "start"}, {"start", strings.Repeat("9", 4000), "start"},
				{"until", "9999-12-31", "until"}, {"except", strings.Repeat("2026-12-24\n", 3000), "except"}, {"capacity", "99999999999999999999", "capacity"},
				{"capacity", "-1", "capacity"}, {"kind", "coup", "kind"}, {"country", "XX", "country"}, {"mode", "moon", "mode"}, {"risk", "fun", "risk"},
				{"audience", "nobody", "audience"}, {"lang", "xx-klingon", "lang"}, {"online", "javascript:alert(1)", "online"},
				{"steps", strings.Repeat("Step\n", 5000), "steps"}, {"title", strings.Repeat("ﷺ", 5000), "title"}, {"body", strings.Repeat("[", 9000), "body"},
			} {
				values := p.whole()
				values.Set(odd.field, odd.value)
				a := p.sends(t, odd.field+" = "+strconv.Quote(odd.value)[:min(len(odd.value)+1, 40)], p.form(t, "/actions/new", values), http.StatusUnprocessableEntity)
				if !strings.Contains(a.body, `href="#`+odd.at) {
					t.Errorf("%s = %.40q: no word at its field, but %q", odd.field, odd.value, regexp.MustCompile(`href="#[a-z_-]+"[^<]*`).FindAllString(a.body, -1))
				}
			}
			for field, value := range map[string]string{"link": "https://example.org", "communities": "women", "moved_day": "2026-12-24"} {
				values := p.whole()
				values[field] = strings.Split(strings.Repeat(value+" ", 500), " ")
				p.sends(t, "500 times "+field, p.form(t, "/actions/new", values), http.StatusUnprocessableEntity, http.StatusBadRequest)
			}
			big := p.whole()
			big.Set("body", strings.Repeat("a", 10<<20))
			p.sends(t, "10 MB", p.form(t, "/actions/new", big), http.StatusRequestEntityTooLarge)
		})
	}
}

// What is another's answers as what never was, whoever asks and whatever the form says.
func TestFaultActionsOfOthersAreNotThere(t *testing.T) {
	for name, address := range databases(t) {
		t.Run(name, func(t *testing.T) {
			p := newPosting(t, address(t))
			for what, id := range map[string]string{"at the desk": p.strange, "a draft": p.secret, "never was": p.Form(), "no id": "x'--", "far too long": strings.Repeat("a", 3000)} {
				for _, step := range []string{"", "/edit", "/edit/discard", "/discard", "/take-back", "/close", "/reopen", "/cancel", "/outcome", "/hosts/find", "/hosts/ask", "/hosts/take-back",
					"/hosts/step-down", "/hosts/offer", "/hosts/offer-back", "/hosts/take-over", "/hosts/not-now"} {
					values := url.Values{}
					switch step {
					case "", "/edit":
						values = p.whole()
					case "/cancel":
						values.Set("reason", "Because")
					case "/outcome":
						values.Set("outcome", "Well")
					case "/hosts/find":
						values.Set("q", "house")
					}
					p.sends(t, what+": actions"+step, p.form(t, "/actions/"+url.PathEscape(id)+step, values), http.StatusNotFound)
				}
				for _, at := range []string{"/join/", "/cohost/", "/report/"} {
					step := map[string]string{"/join/": "/leave", "/cohost/": "/accept", "/report/": "/take-back"}[at]
					p.sends(t, what+": "+at+step, p.form(t, at+url.PathEscape(id)+step, url.Values{}), http.StatusNotFound)
				}
				p.sends(t, what+": join", p.form(t, "/join/"+url.PathEscape(id), url.Values{"how": {"quietly"}}), http.StatusNotFound)
				p.sends(t, what+": report", p.report(t, id, []byte("x")), http.StatusNotFound)
			}
			many := url.Values{"q": {"house"}}
			for range 500 {
				many.Add("org", p.Form())
			}
			p.sends(t, "500 co-hosts at once", p.form(t, "/actions/"+p.open+"/hosts/ask", many), http.StatusUnprocessableEntity, http.StatusBadRequest, http.StatusNotFound)
			p.sends(t, "a co-host that is none", p.form(t, "/actions/"+p.open+"/hosts/ask", url.Values{"q": {"house"}, "org": {"x'--"}}),
				http.StatusUnprocessableEntity, http.StatusNotFound)
		})
	}
}

func TestFaultHostilePicturesOfAReportAreRefused(t *testing.T) {
	for name, address := range databases(t) {
		t.Run(name, func(t *testing.T) {
			p := newPosting(t, address(t))
			for what, picture := range map[string][]byte{
				"a picture of text": []byte("not a picture"), "an SVG": []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
				"a page": []byte("\x89PNG\r\n\x1a\n<script>alert(1)</script>"), "a GIF": []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "half a picture": hugePNG(t)[:200],
				"a program": []byte("MZ\x90\x00"), "a JPEG without end": []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
			} {
				a := p.sends(t, what, p.report(t, p.over, picture), http.StatusUnprocessableEntity)
				if !strings.Contains(a.body, `href="#picture"`) || !strings.Contains(a.body, "Forty lamps") {
					t.Errorf("%s: no word at its field, or the words are gone", what)
				}
			}
			p.sends(t, "a picture of 10 MB", p.report(t, p.over, bytes.Repeat([]byte("a"), 10<<20)), http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
			p.sends(t, "a report before it begins", p.report(t, p.open, nil), http.StatusUnprocessableEntity, http.StatusConflict)
		})
	}
}

// report is a report with a picture on its way.
func (p *posting) report(t *testing.T, action string, picture []byte) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, v := range [][2]string{{"form_id", p.Form()}, {"edition", "0"}, {"lang", "en"}, {"text", "Forty lamps"}, {"people", "40"}, {"alt", "Lamps"}} {
		if err := w.WriteField(v[0], v[1]); err != nil {
			t.Fatal(err)
		}
	}
	if picture != nil {
		part, err := w.CreateFormFile("picture", "../../lamps.png")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(picture); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return raw(t, p.own+"/report/"+url.PathEscape(action), w.FormDataContentType(), body.String())
}
