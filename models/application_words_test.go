package models_test

import (
	"strings"
	"testing"
	"time"

	"keephope/models"
)

// What a decision said is withheld from the applicant once it is taken back; the desk sees that it was said.
func TestWhatIsTakenBackIsWithheldFromTheApplicant(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		id, organisation, nino := d.applied("Window", models.Public)
		d.want("ask", d.ask(irena, id, "Who decided?"))
		d.want("answer", d.Store.Answer(t.Context(), nino, d.Sent("answer"), models.Reply{OrganisationID: organisation, Text: "We all."}))
		d.Clock.Add(time.Hour)
		d.want("decline", d.decline(irena, id, "We could not confirm the address."))
		if !strings.Contains(tells(t, read(t, d.World, nino, organisation)), "confirm the address") {
			t.Fatal("the applicant is not told why it was declined")
		}
		d.tellAll()
		if n := d.Count(t, "SELECT count(*) FROM notices n JOIN events e ON e.id = n.event_id WHERE e.verb = 'application.declined'"); n != 1 {
			t.Fatalf("%d notices of the refusal", n)
		}
		d.want("take back", d.takeBack(irena, id))
		m := read(t, d.World, nino, organisation)
		held, err := d.Store.Everything(t.Context(), nino)
		d.want("read what is held", err)
		if text := tells(t, m) + tells(t, held); strings.Contains(text, "confirm the address") || !strings.Contains(text, "Who decided?") || m.State != models.Submitted {
			t.Errorf("the applicant reads %s", text)
		}
		d.tellAll()
		if n := d.Count(t, "SELECT count(*) FROM notices n JOIN events e ON e.id = n.event_id WHERE e.verb = 'application.declined'"); n != 0 {
			t.Errorf("%d notices of a refusal that was taken back", n)
		}
		var marked []string
		for _, said := range d.caseOf(irena, id).Thread {
			if said.TakenBackAt != nil {
				marked = append(marked, said.Text)
			}
		}
		if len(marked) != 1 || marked[0] != "We could not confirm the address." {
			t.Errorf("the desk sees as taken back: %q", marked)
		}
	})
}

// tellAll writes the notices of everything that happened.
func (d desk) tellAll() {
	d.t.Helper()
	for id := range int64(d.Count(d.t, "SELECT max(id) FROM events")) {
		d.want("tell", d.Store.Tell(d.t.Context(), id+1))
	}
}

// A keeper sees in the queue how an application at risk stands, and who reads it, before taking it over.
func TestTheQueueTellsKeepersHowWhatIsAtRiskStands(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas, marta := d.Keepers(t)
		d.want("set", d.Store.SetTwoApprovals(t.Context(), d.AsRole(t, "Ada", models.Administrator), d.Sent("set"), true))
		id, _, _ := d.applied("Hidden Lantern", models.Counted)
		d.want("take", d.take(ilyas, id))
		d.want("approve", d.accept(ilyas, id))
		if l := d.queue(marta, models.QueueQuery{}).Waiting[0]; l.Open || !l.MayTake || !l.Approved || !l.Taken || l.Reader != "Ilyas" {
			t.Errorf("the other keeper sees %+v", l)
		}
		if c := d.caseOf(marta, id); c.Opened || c.TakenBy != "Ilyas" || c.TakenAt == nil {
			t.Errorf("before she takes it over she reads %+v", c)
		}
		if l := d.queue(irena, models.QueueQuery{}).Waiting[0]; l.Approved || l.Taken || l.Reader != "" || l.State != "" {
			t.Errorf("who is no keeper sees %+v", l)
		}
		d.want("take over", d.take(marta, id))
		d.want("accept", d.accept(marta, id))
		if l := d.queue(ilyas, models.QueueQuery{}).Decided[0]; l.State != models.Approved {
			t.Errorf("the first who approved sees %+v", l)
		}
	})
}

func TestTheQueueTellsWhoReads(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas := d.AsRole(t, "Ilyas", models.Coordinator)
		id, _, _ := d.applied("Window", models.Public)
		d.want("take", d.take(irena, id))
		if l := d.queue(ilyas, models.QueueQuery{}).Waiting[0]; !l.Taken || l.Reader != "Irena" {
			t.Errorf("another coordinator sees %+v", l)
		}
		d.want("hold", d.hold(irena, id, "2026-12-01"))
		if l := d.queue(ilyas, models.QueueQuery{}).Elsewhere[0]; l.HeldUntil == nil || l.HeldUntil.Format(time.DateOnly) != "2026-12-01" {
			t.Errorf("on hold it is %+v", l)
		}
	})
}

// After a decision the desk goes on with what its reader may decide, not with an application of their own.
func TestTheDeskGoesOnWithWhatItsReaderMayDecide(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, _ models.Actor) {
		_, own, nino := d.applied("Own House", models.Public)
		d.Clock.Add(time.Hour)
		id, _, _ := d.applied("Window", models.Public)
		d.Exec(t, "INSERT INTO roles (person_id, role, granted_at) VALUES ('"+nino.PersonID+"', 'coordinator', '2026-11-01')")
		nino = d.Again(t, nino)
		page, err := d.Store.Desk(t.Context(), nino, models.DeskQuery{})
		d.want("desk", err)
		if page.Case == nil || page.Case.ID != id {
			t.Errorf("it opens %+v beside an application of %s", page.Case, own)
		}
		if next, ok := page.Queue.After(id); ok {
			t.Errorf("it goes on with %+v", next)
		}
	})
}

// The number of an unnamed member is another than the one that it applied under, and always the same.
func TestTheNumberOfAnUnnamedMemberTellsNotWhenItApplied(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas, _ := d.Keepers(t)
		applied := map[int]bool{}
		for range 3 {
			id, _, _ := d.applied("Lantern", models.Counted)
			applied[d.queue(irena, models.QueueQuery{}).Waiting[0].Number] = true
			d.want("take", d.take(ilyas, id))
			d.want("accept", d.accept(ilyas, id))
		}
		first, err := d.Store.MembersAtDesk(t.Context(), irena, models.MembersQuery{})
		d.want("members", err)
		again, err := d.Store.MembersAtDesk(t.Context(), irena, models.MembersQuery{})
		d.want("members", err)
		if tells(t, first) != tells(t, again) || len(first.Lines) != 3 {
			t.Errorf("it shows %+v, then %+v", first, again)
		}
		for _, l := range first.Lines {
			if l.Open || l.Number == 0 || applied[l.Number] {
				t.Errorf("%d is a number that applied: %v", l.Number, applied)
			}
		}
	})
}
