package server_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"keephope/models"
	"keephope/models/fold"
	"keephope/models/terms"
)

// secret is an organisation of which somebody must learn nothing.
type secret struct {
	state   string
	level   models.Level
	atRisk  bool
	from    string // "name us from"
	members bool   // members may read it
	desk    bool   // coordinators who are no keepers may read it
	keepers bool   // keepers who did not take it may read it

	begin func(c *canary, s *secret) // up to where it was loudest
	quiet func(c *canary, s *secret) // away from there; nil = it never was public

	*party
	number int
	slugs  []string // addresses that it had, or would have
	exact  [][]byte // bytes beside its words that tell of it

	report, image, told string // ids of what it reported: its report, the picture, and the public one
	toldBy              string // id of what another one reported of its evening, and what waits at the desk
	dates               string // file name of its secret calendar
}

// secrets are organisations in every state that is not public.
func secrets() []*secret {
	all := []*secret{
		{state: "draft", level: models.Public, begin: (*canary).drafts},
		{state: "submitted", level: models.Public, desk: true, keepers: true, begin: (*canary).submits},
		{state: "submitted, at risk", level: models.Public, atRisk: true, begin: (*canary).submits},
		{state: "submitted, would be counted", level: models.Counted, begin: (*canary).submits},
		{state: "asked", level: models.Public, desk: true, keepers: true, begin: (*canary).isAsked},
		{state: "held", level: models.Members, desk: true, keepers: true, begin: (*canary).isHeld},
		{state: "declined", level: models.Public, desk: true, keepers: true, begin: (*canary).isDeclined},
		{state: "declined, at risk", level: models.Counted, begin: (*canary).isDeclined},
		{state: "application withdrawn", level: models.Public, desk: true, keepers: true, begin: (*canary).takesBack},
		{state: "counted", level: models.Counted, keepers: true, begin: (*canary).joins},
		{state: "members", level: models.Members, members: true, desk: true, keepers: true, begin: (*canary).joins},
		{state: "delivery", level: models.Delivery, desk: true, keepers: true, begin: (*canary).joins},
		{state: "name us from", level: models.Public, from: "2027-01-10", keepers: true, begin: (*canary).joins},
		{state: "name us from, hidden before", level: models.Public, from: "2027-01-10", keepers: true, begin: (*canary).hidesBeforeItsDay},
		{state: "name us from, withdrawn before", level: models.Members, from: "2027-01-10", keepers: true, begin: (*canary).withdrawsBeforeItsDay},
		{state: "members, hidden", level: models.Members, desk: true, keepers: true, begin: (*canary).hides},
		{state: "erased, never public", level: models.Members, begin: (*canary).goes},

		{state: "hidden", level: models.Public, desk: true, keepers: true, begin: (*canary).joins, quiet: func(c *canary, s *secret) { c.hide(s.party) }},
		{state: "hidden, with an old address and a trace", level: models.Public, desk: true, keepers: true, begin: (*canary).movesAndLeavesATrace, quiet: func(c *canary, s *secret) { c.hide(s.party) }},
		{state: "a trace taken back", level: models.Public, desk: true, keepers: true, begin: (*canary).leavesATrace, quiet: (*canary).untraces},
		{state: "suspended", level: models.Public, desk: true, keepers: true, begin: (*canary).joins, quiet: (*canary).isSuspended},
		{state: "left", level: models.Public, desk: true, keepers: true, begin: (*canary).joins, quiet: (*canary).leaves},
		{state: "withdrawn without trace", level: models.Public, desk: true, keepers: true, begin: (*canary).joins, quiet: (*canary).withdraws},
		{state: "public, now members", level: models.Public, members: true, desk: true, keepers: true, begin: (*canary).joins, quiet: turns(models.Members)},
		{state: "public, now counted", level: models.Public, keepers: true, begin: (*canary).joins, quiet: turns(models.Counted)},
		{state: "hidden, stays counted", level: models.Public, keepers: true, begin: (*canary).joins, quiet: (*canary).staysCounted},
		{state: "to be erased", level: models.Public, desk: true, keepers: true, begin: (*canary).joins, quiet: (*canary).goesIn48Hours},
		{state: "erased", level: models.Public, begin: (*canary).joins, quiet: (*canary).goes},
		{state: "accepted by mistake", level: models.Public, desk: true, keepers: true, begin: (*canary).isAccepted, quiet: (*canary).isTakenBack},
	}
	countries := []string{"BT", "TV", "NR", "KI", "PW", "MH", "FM", "WS", "TO", "VU", "SB", "KM", "ST", "CV", "SC", "MV", "BN", "TL", "LS", "SZ", "GW", "GQ", "DJ", "ER", "BI", "SR", "GY", "BZ", "BB"}
	for i, s := range all {
		s.number = i
		s.party = &party{telling: telling{
			person: latin(i, "person"), own: cyrillic(i, "own name"), ownLang: "ru", english: latin(i, "English name"),
			kind: terms.Kinds()[i%len(terms.Kinds())], country: countries[i], communities: []string{terms.Communities()[i%len(terms.Communities())], terms.Communities()[(i+7)%len(terms.Communities())]},
			town: cyrillic(i, "town"), website: "https://" + latin(i, "website") + ".example", email: "a@" + latin(i, "e-mail") + ".example",
			position: latin(i, "position"), mandate: latin(i, "mandate"), quote: latin(i, "quote"),
			level: s.level, atRisk: s.atRisk, nameFrom: s.from,
		}}
		if strings.HasPrefix(s.state, "erased") { // its people keep their accounts, and keepers read of them
			s.person = ""
		}
		s.slugs = []string{fold.Slug(s.english), fold.Slug(s.english) + "-2", fold.Slug(s.own), fold.Slug(latin(i, "new name")), fold.Slug(latin(i, "action")), fold.Slug(latin(i, "change of its action"))}
	}
	return all
}

func (c *canary) drafts(s *secret)  { s.party = c.draft(s.telling) }
func (c *canary) submits(s *secret) { s.party = c.applied(s.telling) }

// isAccepted is a member that did nothing yet: its acceptance can be taken back.
func (c *canary) isAccepted(s *secret) { s.party = c.member(s.telling) }

// joins is a member that plans an action, and calls everybody to it where it is named to everybody; then a change of it waits.
func (c *canary) joins(s *secret) {
	c.isAccepted(s)
	c.calendar(s)
	c.takesPart(s)
	switch {
	case s.slug != "":
		c.announces(s.party, latin(s.number, "action"))
		if slices.Contains([]string{"hidden", "withdrawn without trace", "public, now members", "public, now counted", "to be erased"}, s.state) {
			c.pins(s.action)
		}
		c.hostsToo(s)
		c.reports(s)
	case s.level == models.Members && s.from == "":
		c.announcesTo(s.party, latin(s.number, "action"), models.ForMembers)
	default:
		c.plans(s.party, latin(s.number, "action"), models.ForPublic)
		return
	}
	c.proposesChange(s.party, latin(s.number, "change of its action"))
}

func (c *canary) hides(s *secret) { c.joins(s); c.hide(s.party) }

func (c *canary) hidesBeforeItsDay(s *secret)     { c.hides(s); c.itsDayPasses(s) }
func (c *canary) withdrawsBeforeItsDay(s *secret) { c.joins(s); c.withdraws(s); c.itsDayPasses(s) }

// itsDayPasses lets "name us from" lie behind, and runs what was planned for that day.
func (c *canary) itsDayPasses(s *secret) {
	c.w.Exec(c.t, "UPDATE endorsements SET name_from = '2026-11-01 00:00:00+00:00' WHERE id = '"+s.endorsement+"'")
	c.must(c.w.Store.PublishDue(c.t.Context(), s.endorsement))
}

// considered is an application that a keeper has taken, and noted something on.
func (c *canary) considered(s *secret, text string) models.Decision {
	c.t.Helper()
	c.submits(s)
	d := c.decision(s.party)
	c.must(c.w.Store.AddNote(c.t.Context(), c.keepers[0], c.w.Sent("note"), s.application, latin(s.number, "note")))
	d.Text = latin(s.number, text)
	return d
}

func (c *canary) isAsked(s *secret) {
	c.must(c.w.Store.Ask(c.t.Context(), c.keepers[0], c.w.Sent("ask"), c.considered(s, "question")))
	c.must(c.w.Store.Answer(c.t.Context(), s.as, c.w.Sent("answer"), models.Reply{OrganisationID: s.id, Text: latin(s.number, "answer")}))
	d := c.decision(s.party)
	d.Text = latin(s.number, "question")
	c.must(c.w.Store.Ask(c.t.Context(), c.keepers[0], c.w.Sent("ask"), d))
}

func (c *canary) isHeld(s *secret) {
	d := c.considered(s, "question")
	d.Until = "2026-12-24"
	c.must(c.w.Store.Hold(c.t.Context(), c.keepers[0], c.w.Sent("hold"), d))
}

func (c *canary) isDeclined(s *secret) {
	c.must(c.w.Store.Decline(c.t.Context(), c.keepers[0], c.w.Sent("decline"), c.considered(s, "refusal")))
}

func (c *canary) takesBack(s *secret) {
	c.considered(s, "question")
	c.must(c.w.Store.WithdrawApplication(c.t.Context(), s.as, c.w.Sent("withdraw"), s.id))
}

// goes is a complete withdrawal, at once.
func (c *canary) goes(s *secret) {
	if s.id == "" {
		c.joins(s)
		c.remember(s)
	}
	c.must(c.w.Store.WithdrawCompletely(c.t.Context(), s.as, c.w.Sent("erase"), models.Leaving{OrganisationID: s.id, Typed: "DELETE", AtOnce: true}))
}

func (c *canary) goesIn48Hours(s *secret) {
	c.must(c.w.Store.WithdrawCompletely(c.t.Context(), s.as, c.w.Sent("erase"), models.Leaving{OrganisationID: s.id, Typed: "DELETE"}))
}

func (c *canary) withdrawal(s *secret, trace bool) {
	c.must(c.w.Store.Withdraw(c.t.Context(), s.as, c.w.Sent("withdraw"), models.Withdrawing{OrganisationID: s.id, EndorsementID: s.endorsement, Trace: trace}))
}

func (c *canary) withdraws(s *secret)    { c.withdrawal(s, false) }
func (c *canary) leavesATrace(s *secret) { c.joins(s); c.withdrawal(s, true) }

func (c *canary) untraces(s *secret) {
	c.must(c.w.Store.Untrace(c.t.Context(), s.as, c.w.Sent("untrace"), models.Withdrawing{OrganisationID: s.id, EndorsementID: s.endorsement}))
}

// movesAndLeavesATrace is an organisation that took another name, and so another address, before it withdrew.
func (c *canary) movesAndLeavesATrace(s *secret) {
	c.joins(s)
	profile := models.Profile{
		Names: models.Names{Own: s.own, OwnLang: "ru", English: latin(s.number, "new name")}, Kind: s.kind, Country: s.country,
		Communities: s.communities, Website: s.website, Email: s.email, Town: s.town,
	}
	_, err := c.w.Store.EditProfile(c.t.Context(), s.as, c.w.Sent("edit"), models.ProfileEdit{OrganisationID: s.id, Profile: profile})
	c.must(err)
	id := c.w.Text(c.t, "SELECT id FROM profile_changes WHERE organisation_id = '"+s.id+"'")
	change, err := c.w.Store.ChangeCase(c.t.Context(), c.keepers[0], id)
	c.must(err)
	c.must(c.w.Store.AcceptChange(c.t.Context(), c.keepers[0], c.w.Sent("accept"), models.Decision{ID: id, Seen: change.Seen}))
	if res := c.ask(asked{method: http.MethodGet, path: "/en/endorsers/" + s.slug}); res.StatusCode != http.StatusSeeOther {
		c.t.Fatalf("its old address does not lead on: %d", res.StatusCode)
	}
	c.withdrawal(s, true)
}

func (c *canary) isSuspended(s *secret) {
	c.must(c.w.Store.Suspend(c.t.Context(), c.keepers[0], c.w.Sent("suspend"), models.Suspension{OrganisationID: s.id, Reason: latin(s.number, "reason")}))
}

func (c *canary) leaves(s *secret) {
	c.must(c.w.Store.LeaveCoalition(c.t.Context(), s.as, c.w.Sent("leave"), s.id))
}

// turns makes an endorsement quieter.
func turns(level models.Level) func(*canary, *secret) {
	return func(c *canary, s *secret) {
		c.must(c.w.Store.Rename(c.t.Context(), s.as, c.w.Sent("quieter"), models.Renaming{
			OrganisationID: s.id, EndorsementID: s.endorsement, Naming: models.Naming{Level: level},
		}))
	}
}

func (c *canary) staysCounted(s *secret) {
	c.hide(s.party)
	c.must(c.w.Store.StayCounted(c.t.Context(), s.as, c.w.Sent("stay"), s.id))
}

func (c *canary) isTakenBack(s *secret) {
	c.must(c.w.Store.TakeBack(c.t.Context(), c.keepers[0], c.w.Sent("take-back"), s.application))
}

// asker is somebody who wishes to act for organisations. Its own line keeps the name that it saw, whatever becomes of the
// organisation, so nobody else of the story is the one who asks.
const asker = "asker"

// isWanted is somebody who asks to act for an organisation while it is public, as browsers do it.
func (c *canary) isWanted(s *secret) {
	c.t.Helper()
	if c.tokens[asker] == "" {
		c.tokens[asker] = c.w.Arrive(c.t, asker)
	}
	res := c.ask(asked{method: http.MethodPost, path: "/en/me/apply/join", as: asker, form: url.Values{
		"form_id": {c.w.Form()}, "slug": {s.slug}, "name": {s.english}, "message": {latin(s.number, "join request")},
	}})
	if res.StatusCode != http.StatusSeeOther {
		c.t.Fatalf("asking to join: %d\n%.2000s", res.StatusCode, res.body)
	}
}
