package e2e

import (
	"testing"
	"time"

	"keephope/models"
)

// deskAction is a published action with a co-host and a change that waits, and a line in the queue with a long note when it begins.
func (c *company) deskAction(t *testing.T) (id string) {
	t.Helper()
	call := c.Call(t)
	host, beside := c.party(t, call, "House of Windows"), c.party(t, call, "Bridge Library")
	content := evening("Lamps along the river and lanterns on every bridge", c.Clock.Now().Add(-2*24*time.Hour))
	content.Where.Town, content.Where.Country = "Vilnius", "LT"
	id = c.announce(t, host.Joined, c.desk, content)
	c.Exec(t, "INSERT INTO action_hosts (action_id, organisation_id, part, state, asked_at, answered_at) VALUES ('"+id+"', '"+beside.ID+
		"', 'cohost', 'accepted', '2026-11-22 12:00:00+00:00', '2026-11-22 12:00:00+00:00')")
	own, err := c.Store.OwnActionByID(t.Context(), beside.Signatory, beside.ID, id)
	if err != nil {
		t.Fatal(err)
	}
	content = own.Content
	content.Risk = models.SomeRisk
	content.Where.Venue = "Behind the new mill"
	text := content.Texts["en"]
	text.Before = "Leave your telephone at home."
	content.Texts = map[string]models.ActionText{"en": text}
	edit := models.ActionEdit{OrganisationID: beside.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: content}
	if err := c.Store.EditAction(t.Context(), beside.Signatory, c.Sent("edit"), edit); err != nil {
		t.Fatal(err, models.FieldsOf(err))
	}
	return id
}

// Whatever the bar of the desk's case offers can be pressed: nothing lies over it, and hiding decides nothing by a key.
func TestNothingLiesOverTheBarOfTheDesk(t *testing.T) {
	browser := allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			c := keepCompany(t)
			id := c.deskAction(t)
			r := c.enter(t, browser, look, c.desk, "coordinator")
			r.Open("/desk/actions/" + id)
			r.is("there is one bar", `document.querySelectorAll(".decide").length === 1`)
			r.is("all five can be pressed", `[...document.querySelectorAll(".decide .btn")].filter(b => b.checkVisibility()).filter(b => {
				const box = b.getBoundingClientRect();
				return b.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
			}).length === 5`)
			r.is("H holds and nothing else", `[...document.querySelectorAll("[data-key=h]")].every(b => b.querySelector("form[action$='/hold']"))`)
			r.is("the name has room beside the marks", `document.querySelector(".qlist b").getBoundingClientRect().width > 90`)
			r.Check("desk-bar")
			r.unfold("hide")
			r.Fill("hide_text", "A private home.")
			r.PressKey("hiding.send")
			r.SeesKey("hiding.done_action.hide")
			r.SeesNot(r.T("action.desk.done.approved"))
			r.Check("desk-hidden")
		})
	}
}
