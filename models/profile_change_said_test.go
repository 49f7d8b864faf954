package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// profileOf is what a member's own people read of what they tell.
func (d desk) profileOf(house modelstest.Joined) models.MyProfile {
	d.t.Helper()
	my, err := d.Store.MyProfile(d.t.Context(), house.Signatory, house.ID)
	d.want("read profile", err)
	return my
}

func TestWhatTheDeskSaysOfAChangeReachesTheOrganisation(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		hold := func(s models.Sent, on models.Decision) error { return d.Store.HoldChange(t.Context(), irena, s, on) }
		decline := func(s models.Sent, on models.Decision) error { return d.Store.DeclineChange(t.Context(), irena, s, on) }
		house := d.Member(t, call, "House of Windows", models.Public)
		id := d.wishes(house, "House of Doors")

		d.rules(irena, id, hold, "Our board meets first.", "2026-12-01")
		if my := d.profileOf(house); my.Waits != models.Held || len(my.Thread) != 1 || my.Thread[0].Text != "Our board meets first." {
			t.Errorf("on hold they read %+v", my)
		}
		d.Clock.Add(time.Minute)
		d.rules(irena, id, decline, "The door is another organisation's.", "")
		my := d.profileOf(house)
		if my.Waits != "" || my.Decided != models.Declined || len(my.Thread) != 2 || my.Thread[1].Text != "The door is another organisation's." {
			t.Errorf("declined they read %+v", my)
		}
		for _, said := range my.Thread {
			if said.Author != "" || said.AuthorID != "" {
				t.Errorf("they read who sits at the desk: %+v", said)
			}
		}
		held, err := d.Store.Everything(t.Context(), house.Signatory)
		d.want("holding", err)
		if told := held.Organisations[0].Changes[0].Said; len(told) != 2 || told[1].Text != "The door is another organisation's." {
			t.Errorf("what is held tells %+v", told)
		}

		d.want("take back", d.takeChangeBack(irena, id))
		if my := d.profileOf(house); my.Decided != "" || my.Waits == "" || len(my.Thread) != 1 {
			t.Errorf("taken back, and they read %+v", my)
		}
		if c := d.changeOf(irena, id); len(c.Thread) != 2 || c.Thread[1].TakenBackAt == nil || c.Thread[1].Author != "Irena" {
			t.Errorf("the desk does not see what was taken back: %+v", c.Thread)
		}
	})
}

func TestAQuestionAboutAChangeIsAnswered(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		ask := func(s models.Sent, on models.Decision) error { return d.Store.AskChange(t.Context(), irena, s, on) }
		house := d.Member(t, call, "House of Windows", models.Public)
		observer := d.With(t, house.ID, "Oto", models.Observer)
		id := d.wishes(house, "House of Doors")
		answer := func(as models.Actor, text string) error {
			return d.Store.AnswerChange(t.Context(), as, d.Sent("answer"), models.Reply{OrganisationID: house.ID, Text: text})
		}
		wantConflict(t, "nothing was asked", answer(house.Signatory, "Yes."), "profile.change.look_again")
		old := d.changeOf(irena, id)
		d.rules(irena, id, ask, "Is that your new name?", "")
		m, err := d.Store.Standing(t.Context(), house.Signatory, house.ID, "en")
		d.want("standing", err)
		if m.ChangeWaits != models.Asked {
			t.Errorf("the first page says %q", m.ChangeWaits)
		}
		wantKind(t, "an observer", answer(observer, "Yes."), models.Forbidden)
		wantKind(t, "nothing written", answer(house.Signatory, " "), models.Invalid)
		d.Clock.Add(time.Minute)
		d.want("answer", answer(house.Signatory, "Since May."))
		if my := d.profileOf(house); my.Waits != models.Submitted || len(my.Thread) != 2 || my.Thread[1].Side != models.FromApplicant {
			t.Errorf("they read %+v", my)
		}
		c := d.changeOf(irena, id)
		if c.State != models.Submitted || !c.May(models.StepAccept) || c.Thread[1].Text != "Since May." {
			t.Errorf("the desk reads %+v", c)
		}
		q, err := d.Store.Queue(t.Context(), irena, models.QueueQuery{})
		d.want("queue", err)
		if len(q.Waiting) != 1 || !q.Waiting[0].Answered {
			t.Errorf("the queue does not say that it is answered: %+v", q.Waiting)
		}
		stale := models.Decision{ID: id, Seen: old.Seen}
		wantKind(t, "a page of before the answer", d.Store.AcceptChange(t.Context(), irena, d.Sent("accept"), stale), models.Conflict)
	})
}

func TestAnotherWishInsteadOfAnAnswerKeepsWhatWasSaid(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		ask := func(s models.Sent, on models.Decision) error { return d.Store.AskChange(t.Context(), irena, s, on) }
		house := d.Member(t, call, "House of Windows", models.Public)
		d.rules(irena, d.wishes(house, "House of Doors"), ask, "Is that your new name?", "")
		id := d.wishes(house, "House of Gates")
		if c := d.changeOf(irena, id); len(c.Thread) != 1 || c.Thread[0].Text != "Is that your new name?" {
			t.Errorf("the desk reads %+v", c.Thread)
		}
	})
}

func TestADecidedChangeIsARecordOfItsOwn(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		accept := func(s models.Sent, on models.Decision) error { return d.Store.AcceptChange(t.Context(), irena, s, on) }
		decline := func(s models.Sent, on models.Decision) error { return d.Store.DeclineChange(t.Context(), irena, s, on) }
		house := d.Member(t, call, "House of Windows", models.Public)
		records := func(id, was, wished string) {
			t.Helper()
			if c := d.changeOf(irena, id); c.Now.Names.Own != was || c.Proposed.Profile.Names.Own != wished {
				t.Errorf("the record says %q became %q, want %q and %q", c.Now.Names.Own, c.Proposed.Profile.Names.Own, was, wished)
			}
		}
		first := d.wishes(house, "House of Doors")
		d.rules(irena, first, accept, "", "")
		records(first, "House of Windows", "House of Doors")
		d.Clock.Add(time.Minute)
		second := d.wishes(house, "House of Gates")
		d.rules(irena, second, decline, "No.", "")
		d.Clock.Add(25 * time.Hour)
		d.want("sweep", d.Store.Sweep(t.Context()))
		records(first, "House of Windows", "House of Doors")
		records(second, "House of Doors", "House of Gates")

		d.Clock.Add(models.DecidedChangeLife - 25*time.Hour - time.Minute)
		d.want("sweep", d.Store.Sweep(t.Context()))
		if n := d.Count(t, "SELECT count(*) FROM profile_changes"); n != 1 {
			t.Errorf("%d records after 90 days of the first", n)
		}
		d.Clock.Add(time.Minute)
		d.want("sweep", d.Store.Sweep(t.Context()))
		if n := d.Count(t, "SELECT count(*) FROM profile_changes"); n != 0 {
			t.Errorf("%d records after 90 days of both", n)
		}
	})
}
