package server_test

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/picture"
	"keephope/server"
	"keephope/views/static"
)

// Readers of the matrix. Own, editor and observer act for the same two organisations: a member, and one that applies.
const (
	nobody        = "nobody"
	newcomer      = "newcomer"
	observer      = "observer"
	editor        = "editor"
	signatory     = "signatory"
	stranger      = "another organisation's signatory"
	coordinator   = "coordinator"
	keeper        = "keeper"
	administrator = "administrator"
)

// readers are the roles of the matrix.
var readers = []string{nobody, newcomer, observer, editor, signatory, stranger, coordinator, keeper, administrator}

// Objects that an address can name.
const (
	own       = "own"
	others    = "another's"
	crossed   = "another's below one's own" // an address whose parts belong to two organisations
	hidden    = "hidden"                    // there, but not for this reader
	missing   = "never existed"
	malformed = "malformed"
)

// matrix is the program with somebody in every role and something of every kind.
type matrix struct {
	*story
	people    map[string]models.Actor // by reader
	members   map[string]*party       // by object: own, others, hidden
	drafts    map[string]*party       // organisations that apply, likewise
	queue     map[string]*party       // applications at the desk: own is open to coordinators, hidden to keepers alone
	secret    *party                  // a member that keepers alone know of
	changes   map[string]string       // ids of profile changes that wait, likewise
	actions   map[string]string       // ids of joint actions that wait, likewise
	public    map[string]string       // ids of joint actions that are published, by object
	calendars map[*party]string       // file names of secret calendars: each member has one
	planned   map[*party]string       // ids of joint actions that nobody has sent: each member has one
	told      toldOf                  // how actions went
	mention   string                  // id of words that name the hidden one
}

func newMatrix(t *testing.T, database string) *matrix {
	t.Helper()
	m := &matrix{
		story: newStory(t, database), people: map[string]models.Actor{},
		members: map[string]*party{}, drafts: map[string]*party{}, queue: map[string]*party{},
	}
	for _, who := range readers[1:] {
		m.tokens[who] = m.w.Arrive(t, who)
		m.people[who] = m.w.As(t, m.tokens[who])
	}
	for _, role := range []models.Role{models.Coordinator, models.Keeper, models.Administrator} {
		m.exec("INSERT INTO roles (person_id, role, granted_at) VALUES ('%s', '%s', '2026-11-22 12:00:00+00:00')", m.people[string(role)].PersonID, role)
	}
	for object, name := range map[string]string{own: "Harbour", others: "Orchard", hidden: "Cellar"} {
		m.members[object], m.drafts[object] = m.member(plain(name)), m.draft(plain(name+" Friends"))
		m.invite(m.members[object])
	}
	m.w.Version(t) // so that there is something to compare, and to endorse anew
	_, err := m.w.Store.DraftVersion(t.Context(), models.Program(), m.w.Sent("draft"), models.NewVersion{StatementID: m.call.StatementID, OriginalLang: "en"})
	m.must(err)
	for who, standing := range map[string]models.Standing{observer: models.Observer, editor: models.Editor, signatory: models.Signatory} {
		m.represents(who, own, standing)
	}
	m.represents(stranger, others, models.Signatory)
	m.public = map[string]string{}
	for _, object := range []string{own, others, hidden} {
		m.public[object] = m.calls(m.members[object])
		m.pins(m.public[object])
	}
	m.asks(m.members[others], m.members[own], m.public[others])
	m.asks(m.members[own], m.members[others], m.public[own])
	counted := plain("Attic")
	counted.level = models.Counted
	m.secret, m.queue[own] = m.member(counted), m.applied(plain("Lantern"))
	m.tell()
	m.hide(m.members[hidden])
	counted.own = "Candle"
	m.queue[hidden] = m.applied(counted)
	m.must(m.w.Store.Take(t.Context(), m.w.Again(t, m.people[keeper]), m.w.Sent("take"), m.queue[hidden].application))
	m.planned, m.calendars = map[*party]string{}, map[*party]string{}
	for _, p := range m.members {
		m.planned[p], err = m.w.Store.SaveAction(t.Context(), p.as, m.w.Sent("action.saved"), models.ActionEdit{
			OrganisationID: p.id, Audience: models.ForPublic, Content: models.ActionContent{Original: "en"},
		})
		m.must(err)
		token, err := m.w.Store.MakeCalendar(t.Context(), p.as, m.w.Sent("calendar.made"), p.id, "en")
		m.must(err)
		m.calendars[p] = token + ".ics"
	}
	m.changes = map[string]string{own: m.change(m.members[others]), hidden: m.change(m.secret)}
	m.actions = map[string]string{own: m.proposes(m.members[others], "Orchard lights"), hidden: m.proposesUnnamed(m.secret)}
	m.mention = m.w.Store.NewID()
	m.exec("INSERT INTO mentions (id, organisation_id, action_id, report_id, participation_id, state, found_at) VALUES ('%s', '%s', '%s', '', '', 'open', '2026-11-22 12:00:00+00:00')",
		m.mention, m.members[hidden].id, m.public[others])
	m.must(m.w.Store.WriteTally(t.Context())) // before the program does so by itself
	m.settle()
	return m
}

// change is a profile change that waits to be read.
func (m *matrix) change(p *party) (id string) {
	m.t.Helper()
	profile := models.Profile{
		Names: models.Names{Own: p.own + " Anew", OwnLang: p.ownLang}, Kind: p.kind, Country: p.country, Communities: p.communities,
		Website: p.website, Email: p.email,
	}
	waiting, err := m.w.Store.EditProfile(m.t.Context(), p.as, m.w.Sent("edit"), models.ProfileEdit{
		OrganisationID: p.id, Profile: profile, Picture: &picture.Upload{Name: "logo.png", Body: bytes.NewReader(noise(m.t, "anew"))},
	})
	m.must(err)
	if !waiting {
		m.t.Fatal("the change does not wait")
	}
	return m.w.Text(m.t, "SELECT id FROM profile_changes WHERE organisation_id = '"+p.id+"'")
}

func (m *matrix) exec(format string, args ...any) {
	m.t.Helper()
	m.w.Exec(m.t, fmt.Sprintf(format, args...))
}

func (m *matrix) represents(who, object string, standing models.Standing) {
	for _, p := range []*party{m.members[object], m.drafts[object]} {
		m.exec("INSERT INTO representatives (organisation_id, person_id, role, since) VALUES ('%s', '%s', '%s', '2026-11-22 12:00:00+00:00')",
			p.id, m.people[who].PersonID, standing)
	}
}

// value is what stands in an address for a parameter of a route when the address names an object; "" if the parameter
// cannot name such a one. A parameter without an example fails the test.
func (m *matrix) value(r server.Route, name, object string) string {
	values, known := m.examples(r)[name]
	switch {
	case !known:
		m.t.Fatalf("%s %s: no example for :%s; add one to examples in matrix_world_test.go", r.Method, r.Path, name)
	case len(values) == 1: // names no object
		return values[own]
	case object == crossed && name == "organisation":
		return values[own]
	case object == crossed:
		return values[others]
	}
	return values[object]
}

// examples are the values of every parameter, by the object that they name.
func (m *matrix) examples(r server.Route) map[string]map[string]string {
	const junk = "no%20such%2Fthing%27--"
	id, parties := m.w.Store.NewID(), m.members
	if strings.Contains(r.Path, "/application") {
		parties = m.drafts
	}
	of := func(never string, value func(*party) string) map[string]string {
		return map[string]string{
			own: value(parties[own]), others: value(parties[others]), hidden: value(parties[hidden]), missing: never, malformed: junk,
		}
	}
	desk := func(open, secret string) map[string]string {
		return map[string]string{own: open, hidden: secret, missing: id, malformed: junk}
	}
	plain := func(value string) map[string]string { return map[string]string{own: value} }
	organisation := of(id, func(p *party) string { return p.id })
	if strings.HasPrefix(r.Path, "/:lang/desk/") {
		organisation = desk(m.members[own].id, m.secret.id)
	}
	at := desk(m.queue[own].application, m.queue[hidden].application)
	slug, action := of("never-was", func(p *party) string { return p.slug }), map[string]string{missing: id, malformed: junk}
	for object, id := range m.public {
		action[object] = id
	}
	token := of(strings.Repeat("A", 43), func(p *party) string { return p.token })
	pictures := map[string]string{missing: id, malformed: junk}
	for object, id := range m.told.pictures {
		pictures[object] = id
	}
	file := of(id+"-64", func(p *party) string { return cmp.Or(p.face, p.logo) + "-64" })
	number := map[string]string{own: "2", hidden: "3", missing: "99", malformed: "01"}
	switch {
	case strings.HasPrefix(r.Path, "/:lang/desk/statement/"):
		delete(number, hidden) // a draft has no number at the desk
	case strings.HasPrefix(r.Path, "/:lang/desk/changes/"):
		at = desk(m.changes[own], m.changes[hidden])
	case strings.HasPrefix(r.Path, "/:lang/desk/actions/"):
		at = desk(m.actions[own], m.actions[hidden])
	case strings.HasPrefix(r.Path, "/:lang/desk/members/"):
		at = organisation
	case strings.HasPrefix(r.Path, "/:lang/actions/"):
		slug = map[string]string{own: m.called(own), others: m.called(others), hidden: m.called(hidden), missing: "never-was", malformed: junk}
	case strings.HasPrefix(r.Path, "/:lang/calendar/organisation/"):
		slug = of("never-was.ics", func(p *party) string { return p.slug + ".ics" })
	case r.Path == "/calendar/:token":
		token = of(strings.Repeat("A", 43)+".ics", func(p *party) string { return m.calendars[p] })
	case strings.HasPrefix(r.Path, "/:lang/me/join/"):
		slug = map[string]string{own: m.called(own), hidden: m.called(hidden), missing: "never-was", malformed: junk}
	case strings.Contains(r.Path, "/cohost/:action"):
		action[own], action[others] = action[others], action[own] // each was asked by the other
	case strings.HasPrefix(r.Path, "/:lang/desk/reports/"):
		at, pictures = desk(m.told.desk[own], m.told.desk[hidden]), desk(m.told.deskImages[own], m.told.deskImages[hidden])
	case strings.HasPrefix(r.Path, "/:lang/desk/mentions/"):
		at = map[string]string{own: m.mention, missing: id, malformed: junk}
	case strings.HasPrefix(r.Path, "/:lang/pictures/"):
		file = map[string]string{own: m.told.public[own] + "-480", hidden: m.told.public[hidden] + "-480", missing: id + "-480", malformed: junk}
	case strings.HasSuffix(r.Path, "/actions/:action/pictures/:picture"):
		evening, image := m.told.among, m.told.amongSeen
		action = map[string]string{own: evening[own], hidden: evening[hidden], missing: id, malformed: junk}
		pictures = map[string]string{own: image[own], hidden: image[hidden], missing: id, malformed: junk}
	case strings.HasPrefix(r.Path, "/:lang/me/actions/"): // published ones, whoever hosts them
	case strings.Contains(r.Path, "/actions/:action"):
		action = of(id, func(p *party) string { return m.planned[p] })
	case strings.Contains(r.Path, "/join/:action"):
		delete(action, others) // anybody takes part in it, with an organisation of their own
	}
	return map[string]map[string]string{
		"lang": plain("en"), "*": plain(strings.TrimPrefix(static.URL("keephope.css"), static.Prefix)),
		"width": plain("64"), "role": plain("coordinator"), "text": plain("en"),
		"month":     {own: "2028-12", missing: "1999-01", malformed: junk},
		"community": {own: "women.ics", missing: "nobody.ics", malformed: junk}, "country": {own: "SE.ics", missing: "ZZ.ics", malformed: junk},
		"number":   number,
		"provider": {own: "first", missing: "nowhere", malformed: junk},
		"person":   {own: m.people[newcomer].PersonID, missing: id, malformed: junk},
		"picture":  pictures,
		"slug":     slug, "action": action, "logo": of(id, func(p *party) string { return p.logo }),
		"file":         file,
		"token":        token,
		"endorsement":  of(id, func(p *party) string { return p.endorsement }),
		"organisation": organisation, "id": at,
	}
}

// databases are both databases of a story, by name. "" is a SQLite file of the story's own.
func databases(t *testing.T) map[string]func(*testing.T) string {
	t.Helper()
	return map[string]func(*testing.T) string{
		"sqlite":   func(*testing.T) string { return "" },
		"postgres": func(t *testing.T) string { return modelstest.MigratedPostgres(t) },
	}
}
