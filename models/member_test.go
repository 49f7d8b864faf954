package models_test

import (
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

func (d desk) members(as models.Actor) models.MembersPage {
	d.t.Helper()
	page, err := d.Store.MembersAtDesk(d.t.Context(), as, models.MembersQuery{})
	d.want("list members", err)
	return page
}

func TestMembersAsTheDeskSeesThem(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		ilyas, _ := d.Keepers(t)
		house := d.Member(t, call, "House of Windows", models.Public)
		door := d.Member(t, call, "Door", models.Members)
		lantern := d.Member(t, call, "Lantern", models.Counted)
		if _, err := d.Store.Hide(t.Context(), door.Signatory, door.ID); err != nil {
			t.Fatal(err)
		}
		page := d.members(irena)
		text := tells(t, page)
		if strings.Contains(text, "Lantern") || strings.Contains(text, lantern.ID) {
			t.Errorf("a coordinator reads %s", text)
		}
		if len(page.Lines) != 3 || page.Lines[0].Names.Own != "Door" || page.Lines[0].Hidden == nil || page.Lines[1].ID != house.ID {
			t.Errorf("the lines are %+v", page.Lines)
		}
		last := page.Lines[2]
		if last.Open || last.Number == 0 || last.Joined != nil || last.Country != "" || last.State != "" {
			t.Errorf("the unnamed one is %+v", last)
		}
		if page.Public != 1 || page.ToMembers != 0 || page.Unnamed.N != 1 || !page.Unnamed.Few() {
			t.Errorf("%d by name, %d to members, %+v unnamed", page.Public, page.ToMembers, page.Unnamed)
		}
		_, err := d.Store.MemberAtDesk(t.Context(), irena, lantern.ID, "en")
		wantKind(t, "open the unnamed one", err, models.NotFound)
		for what, err := range map[string]error{
			"suspend": d.Store.Suspend(t.Context(), irena, d.Sent("suspend"), models.Suspension{OrganisationID: lantern.ID, Reason: "?"}),
			"restore": d.Store.Restore(t.Context(), irena, d.Sent("restore"), lantern.ID),
			"appoint": d.Store.Appoint(t.Context(), irena, d.Sent("appoint"), lantern.ID, irena.PersonID),
		} {
			wantKind(t, what, err, models.NotFound)
		}
		if page := d.members(ilyas); len(page.Lines) != 3 || page.Lines[2].Names.Own != "Lantern" || !page.Lines[2].Secret {
			t.Errorf("a keeper sees %+v", page.Lines)
		}
		found, err := d.Store.MembersAtDesk(t.Context(), irena, models.MembersQuery{Search: "windows"})
		if err != nil || len(found.Lines) != 1 || found.Lines[0].ID != house.ID {
			t.Errorf("a search finds %+v, %v", found.Lines, err)
		}
	})
}

// Who is named to members alone is no public one, and who is suspended or hidden is shown to nobody.
func TestTheDeskCountsByWhomAnOrganisationIsShownTo(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		house := d.Member(t, call, "House of Windows", models.Public)
		d.Member(t, call, "Candle", models.Members)
		d.Member(t, call, "Bridge", models.Public)
		shown := func() (public, members int, by string) {
			page := d.members(irena)
			for _, l := range page.Lines {
				by += l.Names.Own + ":" + string(l.Shown) + " "
			}
			return page.Public, page.ToMembers, by
		}
		if public, members, by := shown(); public != 2 || members != 1 || by != "Bridge:public Candle:members House of Windows:public " {
			t.Errorf("%d by name, %d to members: %s", public, members, by)
		}
		d.want("suspend", d.Store.Suspend(t.Context(), irena, d.Sent("suspend"), models.Suspension{OrganisationID: house.ID, Reason: "We look into it."}))
		if public, members, by := shown(); public != 1 || members != 1 || by != "Bridge:public Candle:members House of Windows: " {
			t.Errorf("after the suspension %d by name, %d to members: %s", public, members, by)
		}
	})
}

func TestAMemberIsSuspendedAndRestored(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		house := d.Member(t, call, "House of Windows", models.Public)
		token := d.Arrive(t, "Nino's other browser")
		editor := d.As(t, token)
		d.exec("INSERT INTO representatives (organisation_id, person_id, role, since) SELECT organisation_id, '" + editor.PersonID + "', 'editor', since FROM representatives WHERE organisation_id = '" + house.ID + "'")

		err := d.Store.Suspend(t.Context(), irena, d.Sent("suspend"), models.Suspension{OrganisationID: house.ID, Reason: "  "})
		if got := fields(err); len(got) != 1 || got[0] != "reason" {
			t.Errorf("without a reason: %v", err)
		}
		d.want("suspend", d.Store.Suspend(t.Context(), irena, d.Sent("suspend"), models.Suspension{OrganisationID: house.ID, Reason: "We look into something."}))
		if n := d.Count(t, "SELECT count(*) FROM listings"); n != 0 {
			t.Errorf("%d listed", n)
		}
		if as, err := d.Store.Actor(t.Context(), token); err != nil || as.SignedIn() {
			t.Errorf("its people are signed in: %+v, %v", as, err)
		}
		again, _ := d.Again(t, house.Signatory).At(house.ID)
		if again.State != models.Suspended {
			t.Errorf("its people find it %s", again.State)
		}
		wantConflict(t, "twice", d.Store.Suspend(t.Context(), irena, d.Sent("suspend"), models.Suspension{OrganisationID: house.ID, Reason: "?"}), "member.changed")
		c, err := d.Store.MemberAtDesk(t.Context(), irena, house.ID, "en")
		if err != nil || c.Reason != "We look into something." || c.SuspendedAt == nil || len(c.People) != 2 {
			t.Errorf("the desk reads %+v, %v", c, err)
		}
		d.want("restore", d.Store.Restore(t.Context(), irena, d.Sent("restore"), house.ID))
		if n := d.Count(t, "SELECT count(*) FROM listings"); n != 1 {
			t.Errorf("%d listed", n)
		}
		wantConflict(t, "restore twice", d.Store.Restore(t.Context(), irena, d.Sent("restore"), house.ID), "member.changed")
	})
}

func TestTwoCoordinatorsAppointASignatoryWhereNobodyIsLeft(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena, ilyas := d.AsRole(t, "Irena", models.Coordinator), d.AsRole(t, "Ilyas", models.Coordinator)
		ada := d.AsRole(t, "Ada", models.Administrator)
		house := d.Member(t, call, "House of Windows", models.Public)
		dato, stranger := d.With(t, house.ID, "Dato", models.Editor), d.AsPerson(t, "Stranger")
		appoint := func(as models.Actor, person string) error {
			return d.Store.Appoint(t.Context(), as, d.Sent("appoint"), house.ID, person)
		}
		wantConflict(t, "while somebody is left", appoint(irena, dato.PersonID), "member.appoint.not_needed")
		d.want("the signatory is kept out", d.Store.Disable(t.Context(), ada, d.Sent("person"), house.Signatory.PersonID))
		wantKind(t, "a stranger", appoint(irena, stranger.PersonID), models.NotFound)
		d.want("first", appoint(irena, dato.PersonID))
		wantConflict(t, "the same coordinator twice", appoint(irena, dato.PersonID), "member.appoint.approved_by_you")
		if r, _ := d.Again(t, dato).At(house.ID); r.Standing != models.Editor {
			t.Errorf("after one approval Dato is %s", r.Standing)
		}
		c, err := d.Store.MemberAtDesk(t.Context(), ilyas, house.ID, "en")
		if err != nil || !c.Leaderless || len(c.Candidates) != 1 || c.Candidates[0].ApprovedBy != "Irena" {
			t.Errorf("Ilyas sees %+v, %v", c.Candidates, err)
		}
		d.want("second", appoint(ilyas, dato.PersonID))
		if r, _ := d.Again(t, dato).At(house.ID); r.Standing != models.Signatory {
			t.Errorf("after two Dato is %s", r.Standing)
		}
		if n := d.Count(t, "SELECT count(*) FROM appointments"); n != 0 {
			t.Errorf("%d approvals are left", n)
		}
	})
}
