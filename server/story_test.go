package server_test

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/picture"
)

// story is the program with a campaign and two keepers, in which organisations come in as they do in life.
type story struct {
	*site
	w       *modelstest.World
	call    modelstest.Call
	keepers [2]models.Actor
	tokens  map[string]string // of sessions, by who holds them
	direct  *http.Client
	number  int // of the next request: each comes from another network
}

// telling is everything that an organisation says of itself.
type telling struct {
	person, own, ownLang, english, kind, country string // person is the signatory
	communities                                  []string
	town, website, email                         string
	position, mandate, quote                     string
	level                                        models.Level
	nameFrom                                     string // date, "" = at once
	atRisk                                       bool
}

// party is an organisation of a story: what addresses name of it, and its signatory.
type party struct {
	telling
	id, application, endorsement, slug, logo, token string
	face                                            string // id of its logo as everybody reads it, "" unless it was public
	action                                          string // id of what it hosts
	as                                              models.Actor
}

func newStory(t *testing.T, database string) *story {
	t.Helper()
	s := &story{site: newSiteOn(t, database), tokens: map[string]string{}, direct: direct()}
	t.Cleanup(s.direct.CloseIdleConnections)
	s.w = &modelstest.World{Store: s.app.Store(), Clock: s.clock, Keys: s.keys}
	s.call = s.w.Call(t)
	s.w.Exec(t, "UPDATE statements SET addressee = 'The Council'") // so that delivery is offered
	s.keepers[0], s.keepers[1] = s.w.Keepers(t)
	return s
}

func (s *story) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%+v %v", models.FieldsOf(err), err)
	}
}

// draft is an organisation whose application is filled in and not sent.
func (s *story) draft(says telling) *party {
	s.t.Helper()
	p := &party{telling: says}
	p.id, p.as = s.w.Applicant(s.t, cmp.Or(says.person, "Nino"), says.own)
	ctx, in, form := s.t.Context(), models.Saving{OrganisationID: p.id}, func() models.Sent { return s.w.Sent("save") }
	s.must(s.w.Store.SaveOrganisation(ctx, p.as, form(), in, models.Profile{
		Names: models.Names{Own: says.own, OwnLang: says.ownLang, English: says.english}, Kind: says.kind, Country: says.country,
		Communities: says.communities, Website: says.website, Email: says.email,
	}))
	s.must(s.w.Store.SaveAuthority(ctx, p.as, form(), in, models.AuthorityAnswer{
		Position: says.position, Decided: models.DecidedBoard, Mandate: says.mandate, Confirm: true,
	}))
	s.must(s.w.Store.SaveNaming(ctx, p.as, form(), in, models.NamingAnswer{
		Level: says.level, Town: says.town, NoPlace: says.town == "", NameFrom: says.nameFrom, AtRisk: says.atRisk,
	}))
	s.must(s.w.Store.SaveWords(ctx, p.as, form(), in, models.WordsSent{
		Quote: models.Quote{Text: says.quote, Lang: "en"}, Picture: &picture.Upload{Name: "logo.png", Body: bytes.NewReader(noise(s.t, says.own))},
	}))
	p.application = s.w.Text(s.t, "SELECT id FROM applications WHERE organisation_id = '"+p.id+"'")
	p.logo = s.w.Text(s.t, "SELECT DISTINCT id FROM logos WHERE organisation_id = '"+p.id+"'")
	return p
}

// noise is a picture that no other text gives: its bytes are as unmistakable as a word.
func noise(t *testing.T, of string) []byte {
	t.Helper()
	var seed [32]byte
	copy(seed[:], of)
	source, img := rand.New(rand.NewChaCha8(seed)), image.NewNRGBA(image.Rect(0, 0, 70, 70))
	for y := range 70 {
		for x := range 70 {
			img.SetNRGBA(x, y, color.NRGBA{uint8(source.IntN(256)), uint8(source.IntN(256)), uint8(source.IntN(256)), 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// applied is an organisation whose application waits at the desk.
func (s *story) applied(says telling) *party {
	s.t.Helper()
	p := s.draft(says)
	s.w.Submit(s.t, p.as, p.id)
	return p
}

// decision is a keeper's, on what the page shows now. The keeper takes it first, as one does with what is at risk.
func (s *story) decision(p *party) models.Decision {
	s.t.Helper()
	s.must(s.w.Store.Take(s.t.Context(), s.keepers[0], s.w.Sent("take"), p.application))
	c, err := s.w.Store.Case(s.t.Context(), s.keepers[0], p.application)
	s.must(err)
	return models.Decision{ID: p.application, Seen: c.Seen}
}

// member is an organisation that was accepted.
func (s *story) member(says telling) *party {
	s.t.Helper()
	p := s.applied(says)
	s.must(s.w.Store.Accept(s.t.Context(), s.keepers[0], s.w.Sent("accept"), s.decision(p)))
	p.as = s.w.Again(s.t, p.as)
	p.endorsement = s.w.Text(s.t, "SELECT id FROM endorsements WHERE organisation_id = '"+p.id+"'")
	p.face = strings.Join(s.texts("SELECT logo_id FROM listings WHERE organisation_id = '"+p.id+"'"), "")
	p.slug = strings.Join(s.texts("SELECT slug FROM listings WHERE organisation_id = '"+p.id+"'"), "")
	return p
}

// invite makes a link that makes an observer.
func (s *story) invite(p *party) {
	s.t.Helper()
	var err error
	p.token, err = s.w.Store.Invite(s.t.Context(), p.as, s.w.Sent("invite"), models.Inviting{OrganisationID: p.id, Standing: models.Observer})
	s.must(err)
}

func (s *story) hide(p *party) {
	s.t.Helper()
	_, err := s.w.Store.Hide(s.t.Context(), p.as, p.id)
	s.must(err)
}

// plain is an organisation without secrets.
func plain(name string) telling {
	return telling{
		own: name, ownLang: "en", kind: "collective", country: "SE", communities: []string{"women"}, website: "https://" + strings.ToLower(strings.ReplaceAll(name, " ", "-")) + ".example",
		email: "post@example.org", position: "Chair", mandate: "Our board", quote: "We keep a light on.", level: models.Public,
	}
}
