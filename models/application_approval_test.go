package models_test

import (
	"testing"

	"keephope/models"
)

func TestTwoApprovals(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas, ada := d.AsRole(t, "Ilyas", models.Coordinator), d.AsRole(t, "Ada", models.Administrator)
		d.want("set", d.Store.SetTwoApprovals(t.Context(), ada, d.Sent("setting"), true))
		id, organisation, nino := d.applied("Window", models.Public)
		d.want("first", d.accept(irena, id))
		if m := read(t, d.World, nino, organisation); m.State != models.Submitted {
			t.Errorf("after one approval it is %s", m.State)
		}
		wantConflict(t, "the same person twice", d.accept(irena, id), "queue.approved_by_you")
		if c := d.caseOf(ilyas, id); len(c.Approvals) != 1 || c.Approvals[0].Name != "Irena" {
			t.Errorf("Ilyas sees %+v", c.Approvals)
		}
		d.want("ask", d.ask(ilyas, id, "Who decided?"))
		d.want("answer", d.Store.Answer(t.Context(), nino, d.Sent("answer"), models.Reply{OrganisationID: organisation, Text: "Our board."}))
		d.want("the question made the first approval void", d.accept(ilyas, id))
		if n := d.Count(t, "SELECT count(*) FROM listings"); n != 0 {
			t.Errorf("%d listed after one living approval", n)
		}
		d.want("second", d.accept(irena, id))
		if n := d.Count(t, "SELECT count(*) FROM listings"); n != 1 {
			t.Errorf("%d listed after two", n)
		}
	})
}

func TestTwoFirstApprovalsAtOnceAreTwo(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		people := []models.Actor{irena, d.AsRole(t, "Ilyas", models.Coordinator)}
		d.want("set", d.Store.SetTwoApprovals(t.Context(), d.AsRole(t, "Ada", models.Administrator), d.Sent("setting"), true))
		id, _, _ := d.applied("Window", models.Public)
		on, forms := d.on(irena, id), []models.Sent{d.Sent("accept"), d.Sent("accept")}
		for _, err := range together(2, func(i int) error { return d.Store.Accept(t.Context(), people[i], forms[i], on) }) {
			d.want("approve", err)
		}
		if n := d.Count(t, "SELECT count(*) FROM listings"); n != 1 {
			t.Errorf("%d listed", n)
		}
	})
}

func TestAnApprovalOfSomebodyWhoWasDismissedDoesNotCount(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ada := d.AsRole(t, "Ada", models.Administrator)
		d.want("set", d.Store.SetTwoApprovals(t.Context(), ada, d.Sent("setting"), true))
		id, _, _ := d.applied("Window", models.Public)
		d.want("first", d.accept(irena, id))
		d.want("dismiss", d.Store.Revoke(t.Context(), ada, d.Sent("person"), irena.PersonID, models.Coordinator))
		ilyas := d.AsRole(t, "Ilyas", models.Coordinator)
		d.want("first again", d.accept(ilyas, id))
		if n := d.Count(t, "SELECT count(*) FROM listings"); n != 0 {
			t.Errorf("%d listed on the word of one coordinator", n)
		}
	})
}

func TestNobodyDecidesOnTheirOwnOrganisation(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, _, nino := d.applied("Window", models.Public)
		d.want("grant", d.Store.Grant(t.Context(), models.Program(), models.Sent{}, nino.PersonID, models.Coordinator))
		d.want("note", d.Store.AddNote(t.Context(), irena, d.Sent("note"), id, "Ask around."))
		nino = d.Again(t, nino)
		on := d.on(nino, id)
		on.Text = "Please."
		for what, err := range map[string]error{
			"take": d.take(nino, id), "accept": d.Store.Accept(t.Context(), nino, d.Sent("accept"), on),
			"ask": d.Store.Ask(t.Context(), nino, d.Sent("ask"), on), "note": d.Store.AddNote(t.Context(), nino, d.Sent("note"), id, "Good."),
		} {
			wantKind(t, what, err, models.Forbidden)
		}
		if c := d.caseOf(nino, id); !c.Own || len(c.Steps) != 0 || len(c.Notes) != 0 || len(c.Approvals) != 0 {
			t.Errorf("they see %+v", c)
		}
	})
}
