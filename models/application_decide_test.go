package models_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// desk is what the stories below need of a coordinator at work.
type desk struct {
	*modelstest.World
	t *testing.T
}

func (d desk) caseOf(as models.Actor, id string) models.Case {
	d.t.Helper()
	c, err := d.Store.Case(d.t.Context(), as, id)
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

// on is a decision on what the page shows now.
func (d desk) on(as models.Actor, id string) models.Decision {
	d.t.Helper()
	return models.Decision{ID: id, Seen: d.caseOf(as, id).Seen}
}

func (d desk) accept(as models.Actor, id string) error {
	d.t.Helper()
	return d.Store.Accept(d.t.Context(), as, d.Sent("accept"), d.on(as, id))
}

func (d desk) ask(as models.Actor, id, text string) error {
	d.t.Helper()
	on := d.on(as, id)
	on.Text = text
	return d.Store.Ask(d.t.Context(), as, d.Sent("ask"), on)
}

func (d desk) hold(as models.Actor, id, until string) error {
	d.t.Helper()
	on := d.on(as, id)
	on.Until = until
	return d.Store.Hold(d.t.Context(), as, d.Sent("hold"), on)
}

func (d desk) decline(as models.Actor, id, text string) error {
	d.t.Helper()
	on := d.on(as, id)
	on.Text = text
	return d.Store.Decline(d.t.Context(), as, d.Sent("decline"), on)
}

func (d desk) take(as models.Actor, id string) error {
	return d.Store.Take(d.t.Context(), as, d.Sent("take"), id)
}

func (d desk) takeBack(as models.Actor, id string) error {
	return d.Store.TakeBack(d.t.Context(), as, d.Sent("take-back"), id)
}

// applied is an application at the desk: its id, its organisation and its signatory.
func (d desk) applied(name string, level models.Level) (id, organisation string, nino models.Actor) {
	d.t.Helper()
	organisation, nino = d.Applied(d.t, name, level)
	return read(d.t, d.World, nino, organisation).ID, organisation, nino
}

func (d desk) want(what string, err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatalf("%s: %v", what, err)
	}
}

// wantConflict wants the sentence of key: who was second is told what happened.
func wantConflict(t *testing.T, what string, err error, key string) {
	t.Helper()
	e, ok := err.(*models.Error)
	if !ok || e.Kind != models.Conflict || e.Key != key {
		t.Errorf("%s: %v, want the conflict %s", what, err, key)
	}
}

func atDesk(t *testing.T, story func(t *testing.T, d desk, irena models.Actor)) {
	t.Helper()
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		story(t, desk{w, t}, w.AsRole(t, "Irena", models.Coordinator))
	})
}

func TestAcceptingMakesAMemberAndGivesTheEndorsementThatWasShown(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, organisation, nino := d.applied("Window", models.Public)
		shown := read(t, d.World, nino, organisation).Text.VersionID
		d.Clock.Add(time.Hour)
		if newer := d.Version(t); newer == shown {
			t.Fatal("no newer version")
		}
		d.want("accept", d.accept(irena, id))
		if r, _ := d.Again(t, nino).At(organisation); r.State != models.Member {
			t.Errorf("the organisation is %+v", r)
		}
		if n := d.Count(t, "SELECT count(*) FROM endorsements WHERE version_id = '"+shown+"' AND given_by = '"+nino.PersonID+"'"); n != 1 {
			t.Errorf("%d endorsements under the version that was shown", n)
		}
		if n := d.Count(t, "SELECT count(*) FROM listings WHERE version = 1"); n != 1 {
			t.Errorf("%d on the list", n)
		}
		if m := read(t, d.World, nino, organisation); m.State != models.Approved {
			t.Errorf("the applicant sees %s", m.State)
		}
		for _, verb := range []string{"application.accepted", "endorsement.given"} {
			if n := d.Count(t, "SELECT count(*) FROM events WHERE verb = '"+verb+"' AND organisation_id = '"+organisation+"'"); n != 1 {
				t.Errorf("%d events %s", n, verb)
			}
		}
	})
}

func TestOfTwoCoordinatorsAtOnceOneWinsAndTheOtherIsTold(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas := d.AsRole(t, "Ilyas", models.Coordinator)
		replica := d.Open(t)
		for range 5 {
			id, organisation, _ := d.applied("Window", models.Public)
			accept, decline := d.on(irena, id), d.on(ilyas, id)
			decline.Text = "Not this time."
			forms := []models.Sent{d.Sent("accept"), d.Sent("decline"), d.Sent("accept"), d.Sent("decline")}
			var won atomic.Int32
			for _, err := range together(len(forms), func(i int) error {
				store := []*models.Store{d.Store, replica}[i%2]
				if i%2 == 0 {
					return store.Accept(t.Context(), irena, forms[i], accept)
				}
				return store.Decline(t.Context(), ilyas, forms[i], decline)
			}) {
				if err == nil {
					won.Add(1)
				} else if e, ok := err.(*models.Error); !ok || e.Kind != models.Conflict || !strings.HasPrefix(e.Key, "queue.happened.") {
					t.Errorf("the loser hears %v", err)
				}
			}
			if won.Load() != 1 {
				t.Errorf("%d decisions stand", won.Load())
			}
			listed := d.Count(t, "SELECT count(*) FROM listings WHERE organisation_id = '"+organisation+"'")
			approved := d.Count(t, "SELECT count(*) FROM applications WHERE id = '"+id+"' AND state = 'approved'")
			if listed != approved {
				t.Errorf("%d approved, %d listed", approved, listed)
			}
			if n := d.Count(t, "SELECT count(*) FROM events WHERE object_id = '"+id+"' AND verb IN ('application.accepted', 'application.declined')"); n != 1 {
				t.Errorf("%d decisions in the ledger", n)
			}
		}
	})
}

func TestAFormSentTwiceDecidesOnce(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, _, _ := d.applied("Window", models.Public)
		on, form := d.on(irena, id), d.Sent("accept")
		for i, err := range together(4, func(int) error { return d.Store.Accept(t.Context(), irena, form, on) }) {
			if err != nil {
				t.Errorf("try %d: %v", i, err)
			}
		}
		if n := d.Count(t, "SELECT count(*) FROM endorsements"); n != 1 {
			t.Errorf("%d endorsements", n)
		}
	})
}

func TestADecisionStandsOnWhatWasSeen(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		d.Keepers(t)
		id, organisation, nino := d.applied("Window", models.Public)
		seen := d.on(irena, id)
		d.Clock.Add(time.Minute)
		in := models.Saving{OrganisationID: organisation}
		d.want("quieter", d.Store.SaveNaming(t.Context(), nino, d.Sent("save"), in, models.NamingAnswer{Level: models.Members, NoPlace: true}))
		wantConflict(t, "accept an older page", d.Store.Accept(t.Context(), irena, d.Sent("accept"), seen), "queue.happened.changed")

		again := d.on(irena, id)
		d.want("at risk", d.Store.SaveNaming(t.Context(), nino, d.Sent("save"), in, models.NamingAnswer{Level: models.Counted, NoPlace: true}))
		wantKind(t, "accept what is for keepers by now", d.Store.Accept(t.Context(), irena, d.Sent("accept"), again), models.NotFound)
		if n := d.Count(t, "SELECT count(*) FROM endorsements"); n != 0 {
			t.Errorf("%d endorsements", n)
		}
	})
}

func TestAQuestionIsAskedAndAnswered(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		older, _, _ := d.applied("Older", models.Public)
		d.Clock.Add(time.Hour)
		id, organisation, nino := d.applied("Window", models.Public)
		if got := fields(d.ask(irena, id, " \n ")); !cmp.Equal(got, []string{"ask_text"}) {
			t.Errorf("an empty question is at fault in %v", got)
		}
		d.want("ask", d.ask(irena, id, "Who decided?"))
		wantConflict(t, "accept while the question is open", d.accept(irena, id), "queue.happened.asked")
		q, err := d.Store.Queue(t.Context(), irena, models.QueueQuery{})
		d.want("queue", err)
		if len(q.Waiting) != 1 || len(q.Elsewhere) != 1 || q.Elsewhere[0].ID != id {
			t.Errorf("it waits for its answer: %+v", q)
		}
		d.Clock.Add(time.Hour)
		err = d.Store.Answer(t.Context(), nino, d.Sent("answer"), models.Reply{OrganisationID: organisation, Text: "Our board."})
		d.want("answer", err)
		q, err = d.Store.Queue(t.Context(), irena, models.QueueQuery{})
		d.want("queue", err)
		if len(q.Waiting) != 2 || q.Waiting[0].ID != id || !q.Waiting[0].Answered || q.Waiting[1].ID != older {
			t.Errorf("an answer comes before those who wait for the first time: %+v", q.Waiting)
		}
		c := d.caseOf(irena, id)
		if len(c.Thread) != 2 || c.Thread[0].Author != "Irena" || c.Thread[0].Text != "Who decided?" || c.Thread[1].Text != "Our board." {
			t.Errorf("the thread is %+v", c.Thread)
		}
		d.want("accept", d.accept(irena, id))
	})
}

func TestWhatIsHeldComesBackByItself(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, organisation, nino := d.applied("Window", models.Public)
		for date, key := range map[string]string{
			"": "queue.hold.until_missing", "soon": "field.date", "2026-11-22": "queue.day_past", "2999-01-01": "queue.day_far",
		} {
			want := []models.FieldError{{Field: "hold_until", Key: key}}
			if diff := cmp.Diff(want, models.FieldsOf(d.hold(irena, id, date))); diff != "" {
				t.Errorf("until %q (-want +got):\n%s", date, diff)
			}
		}
		d.want("hold", d.hold(irena, id, "2026-11-25"))
		if m := read(t, d.World, nino, organisation); m.State != models.Held || m.HeldUntil.Format(time.DateOnly) != "2026-11-25" {
			t.Errorf("the applicant sees %s until %v", m.State, m.HeldUntil)
		}
		q, err := d.Store.Queue(t.Context(), irena, models.QueueQuery{})
		d.want("queue", err)
		if len(q.Waiting) != 0 {
			t.Errorf("it waits: %+v", q.Waiting)
		}
		d.Clock.Set(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
		q, err = d.Store.Queue(t.Context(), irena, models.QueueQuery{})
		d.want("queue", err)
		if len(q.Waiting) != 1 || q.Waiting[0].State != models.Submitted {
			t.Errorf("its day has come, and the queue is %+v", q)
		}
		d.want("accept", d.accept(irena, id))
	})
}

func TestDecliningTellsTheReasonAndNobodyElse(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, organisation, nino := d.applied("Window", models.Public)
		if got := fields(d.decline(irena, id, "")); !cmp.Equal(got, []string{"decline_text"}) {
			t.Errorf("no reason is at fault in %v", got)
		}
		on := d.on(irena, id)
		on.Text, on.Until = "We could not find you.", "2026-12-24"
		d.want("decline", d.Store.Decline(t.Context(), irena, d.Sent("decline"), on))
		m := read(t, d.World, nino, organisation)
		if m.State != models.Declined || len(m.Thread) != 1 || m.Thread[0].Text != "We could not find you." || m.AgainAfter.Format(time.DateOnly) != "2026-12-24" {
			t.Errorf("the applicant sees %+v", m)
		}
		d.want("answer", d.Store.Answer(t.Context(), nino, d.Sent("answer"), models.Reply{OrganisationID: organisation, Text: "Here we are."}))
		if c := d.caseOf(irena, id); c.State != models.Submitted || !c.May(models.StepAccept) {
			t.Errorf("after the answer it is %s", c.State)
		}
	})
}
