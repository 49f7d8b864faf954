package models_test

import (
	"testing"
	"time"

	"keephope/models"
)

func TestADecisionIsTakenBackByWhoeverTookIt(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas := d.AsRole(t, "Ilyas", models.Coordinator)
		id, organisation, nino := d.applied("Window", models.Public)
		d.want("accept", d.accept(irena, id))
		wantConflict(t, "somebody else's", d.takeBack(ilyas, id), "queue.happened.approved")
		d.want("take back", d.takeBack(irena, id))
		if n := d.Count(t, "SELECT (SELECT count(*) FROM listings) + (SELECT count(*) FROM endorsements) + (SELECT count(*) FROM listing_communities)"); n != 0 {
			t.Errorf("%d rows of it are left", n)
		}
		if r, _ := d.Again(t, nino).At(organisation); r.State != models.Applicant {
			t.Errorf("the organisation is %s", r.State)
		}
		if m := read(t, d.World, nino, organisation); m.State != models.Submitted {
			t.Errorf("the applicant sees %s", m.State)
		}
		wantConflict(t, "twice", d.takeBack(irena, id), "queue.take_back.nothing")
		d.want("and decide anew", d.accept(ilyas, id))
		if n := d.Count(t, "SELECT count(*) FROM listings"); n != 1 {
			t.Errorf("%d listed", n)
		}
	})
}

func TestEachDecisionReturnsToWhereItStood(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, _, _ := d.applied("Window", models.Public)
		stands := func(want models.ApplicationState) {
			t.Helper()
			if c := d.caseOf(irena, id); c.State != want {
				t.Errorf("it is %s, want %s", c.State, want)
			}
		}
		d.want("ask", d.ask(irena, id, "Who decided?"))
		d.want("hold", d.hold(irena, id, "2026-12-01"))
		d.want("take the hold back", d.takeBack(irena, id))
		stands(models.Asked)
		d.want("hold again", d.hold(irena, id, "2026-12-01"))
		d.want("decline", d.decline(irena, id, "No."))
		d.want("take the refusal back", d.takeBack(irena, id))
		stands(models.Held)
		if c := d.caseOf(irena, id); c.HeldUntil == nil || c.HeldUntil.Format(time.DateOnly) != "2026-12-01" {
			t.Errorf("held until %v", c.HeldUntil)
		}
		d.want("accept what is held", d.accept(irena, id))
		d.want("take the acceptance back", d.takeBack(irena, id))
		stands(models.Held)
	})
}

func TestTakingBackHasItsTime(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, _, _ := d.applied("Window", models.Public)
		d.want("accept", d.accept(irena, id))
		d.Clock.Add(24*time.Hour - time.Second)
		if c := d.caseOf(irena, id); !c.MayTakeBack {
			t.Error("a second before the day is over it is not offered")
		}
		d.Clock.Add(time.Second)
		if c := d.caseOf(irena, id); c.MayTakeBack {
			t.Error("a day later it is offered")
		}
		wantConflict(t, "a day later", d.takeBack(irena, id), "queue.take_back.late")
	})
}

func TestWhatWasBuiltOnADecisionKeepsIt(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, organisation, nino := d.applied("Window", models.Public)
		d.want("accept", d.accept(irena, id))
		member := d.Again(t, nino)
		c, err := d.Store.CallAtDesk(t.Context(), irena)
		d.want("read the call", err)
		d.exec("UPDATE endorsements SET withdrawn_at = given_at")
		_, err = d.Store.Endorse(t.Context(), member, d.Sent("endorse"), models.Giving{
			OrganisationID: organisation, StatementID: c.ID, VersionID: c.Versions[0].ID, Lang: "en", Level: models.Members,
		})
		d.want("the member endorses anew", err)
		wantConflict(t, "take back", d.takeBack(irena, id), "queue.take_back.built")

		asked, organisation, nino := d.applied("Door", models.Public)
		d.want("ask", d.ask(irena, asked, "Who decided?"))
		d.want("answer", d.Store.Answer(t.Context(), nino, d.Sent("answer"), models.Reply{OrganisationID: organisation, Text: "We all."}))
		wantConflict(t, "take an answered question back", d.takeBack(irena, asked), "queue.take_back.nothing")
	})
}

func TestAFirstApprovalIsTakenBack(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas := d.AsRole(t, "Ilyas", models.Coordinator)
		d.want("set", d.Store.SetTwoApprovals(t.Context(), d.AsRole(t, "Ada", models.Administrator), d.Sent("setting"), true))
		id, _, _ := d.applied("Window", models.Public)
		d.want("approve", d.accept(irena, id))
		d.want("take back", d.takeBack(irena, id))
		d.want("approve", d.accept(ilyas, id))
		if n := d.Count(t, "SELECT count(*) FROM listings"); n != 0 {
			t.Errorf("%d listed", n)
		}
	})
}

func (d desk) exec(statement string) {
	d.t.Helper()
	pool, _ := d.Store.SQL()
	if _, err := pool.ExecContext(d.t.Context(), statement); err != nil {
		d.t.Fatal(err)
	}
}
