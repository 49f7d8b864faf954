package models_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// An organisation that stands counted by now hosted an action. What others do about that is for keepers too, once no host is named:
// a coordinator finds neither what a co-host changes, nor what a participant tells of it, nor who handed it on.
func TestWhatAnUnnamedHostLeftIsForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		c := gathered(t, w, call, models.ForPublic)
		door, lamp := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public)
		c.publish()
		takesPart(t, w, lamp, c.id, "Graz", models.JoinNamed)
		w.Clock.Add(vigilIsOver().Sub(w.Clock.Now()))
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, c.id, "We lit forty lamps.")))
		report := w.Text(t, "SELECT id FROM reports")
		read := func(as models.Actor) (lines int, found error) {
			t.Helper()
			_, found = w.Store.ReportAtDesk(ctx, as, report)
			q, err := w.Store.Queue(ctx, as, models.QueueQuery{})
			did(t, err)
			for _, line := range slices.Concat(q.Waiting, q.Elsewhere, q.Decided) {
				if line.Report {
					lines++
				}
			}
			return lines, found
		}
		if lines, err := read(irena); err != nil || lines != 1 {
			t.Errorf("while its host is public: %v, %d lines", err, lines)
		}
		counted := func(m modelstest.Joined) {
			t.Helper()
			did(t, w.Store.Rename(ctx, m.Signatory, w.Sent("quieter"), models.Renaming{
				OrganisationID: m.ID, EndorsementID: w.Text(t, "SELECT id FROM endorsements WHERE organisation_id = '"+m.ID+"'"), Naming: models.Naming{Level: models.Counted},
			}))
		}
		w.Exec(t, "INSERT INTO action_hosts (action_id, organisation_id, part, state, asked_at, answered_at) VALUES ('"+c.id+"', '"+door.ID+"', 'cohost', 'accepted', '2026-11-22 12:00:00+00:00', '2026-11-22 12:00:00+00:00')")
		counted(c.host)
		if lines, err := read(irena); err != nil || lines != 1 {
			t.Errorf("while a co-host is public: %v, %d lines", err, lines)
		}
		did(t, w.Store.SendReport(ctx, door.Signatory, w.Sent("report.sent"), reporting(t, door, c.id, "We came too.")))
		last, err := strconv.ParseInt(w.Text(t, "SELECT CAST(MAX(id) AS text) FROM events WHERE verb = 'report.sent'"), 10, 64)
		did(t, err)
		did(t, w.Store.Tell(ctx, last))
		if n := w.Count(t, "SELECT count(*) FROM notices WHERE person_id = '"+irena.PersonID+"'"); n != 1 {
			t.Errorf("a coordinator was told %d times", n)
		}
		if n := w.Count(t, "SELECT count(*) FROM notices WHERE person_id = '"+keeper.PersonID+"'"); n != 1 {
			t.Errorf("a keeper was told %d times", n)
		}
		counted(door)
		if lines, err := read(irena); models.KindOf(err) != models.NotFound || lines != 0 {
			t.Errorf("when no host is named: %v, %d lines", err, lines)
		}
		if err := w.Store.AcceptReport(ctx, irena, w.Sent("accept"), models.Decision{ID: report}); models.KindOf(err) != models.NotFound {
			t.Errorf("a decision on it: %v", err)
		}
		if lines, err := read(keeper); err != nil || lines != 2 {
			t.Errorf("a keeper: %v, %d lines", err, lines)
		}
	})
}

// What a co-host wished of which nobody may know by now is for keepers, though its host is public: as the log and the notices are.
func TestAnEditOfAnUnnamedCoHostIsForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.publish()
		c.joins(door, "Door")
		edits := func(m modelstest.Joined, title string) {
			t.Helper()
			own, err := w.Store.OwnActionByID(ctx, m.Signatory, m.ID, c.id)
			did(t, err)
			text := own.Content.Texts[own.Content.Original]
			text.Title = title
			own.Content.Texts[own.Content.Original] = text
			did(t, w.Store.EditAction(ctx, m.Signatory, w.Sent("action.edited"),
				models.ActionEdit{OrganisationID: m.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
		}
		waits := func(as models.Actor) (n int) {
			t.Helper()
			q, err := w.Store.Queue(ctx, as, models.QueueQuery{})
			did(t, err)
			for _, line := range q.Waiting {
				if line.Action {
					n++
				}
			}
			return n
		}
		edits(door, "Candles at each door")
		if _, err := w.Store.ActionAtDesk(ctx, irena, c.id); err != nil || waits(irena) != 1 {
			t.Errorf("while it is public: %v, %d lines", err, waits(irena))
		}
		did(t, w.Store.Rename(ctx, door.Signatory, w.Sent("quieter"), models.Renaming{
			OrganisationID: door.ID, EndorsementID: w.Text(t, "SELECT id FROM endorsements WHERE organisation_id = '"+door.ID+"'"), Naming: models.Naming{Level: models.Counted},
		}))
		if _, err := w.Store.ActionAtDesk(ctx, irena, c.id); models.KindOf(err) != models.NotFound || waits(irena) != 0 {
			t.Errorf("a coordinator reads it: %v, %d lines", err, waits(irena))
		}
		if err := w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: c.id}); models.KindOf(err) != models.NotFound {
			t.Errorf("a coordinator decides on it: %v", err)
		}
		if a, err := w.Store.ActionAtDesk(ctx, keeper, c.id); err != nil || a.Edit == nil || waits(keeper) != 1 {
			t.Errorf("a keeper: %v, %d lines", err, waits(keeper))
		}
		edits(c.host, "Candles at each window")
		if _, err := w.Store.ActionAtDesk(ctx, irena, c.id); err != nil || waits(irena) != 1 {
			t.Errorf("the host's own edit: %v, %d lines", err, waits(irena))
		}
	})
}

// So is a whole action that such a co-host sent, from its first line in the queue to the ledger, until a host who is in sight sends it.
func TestAnActionThatAnUnnamedCoHostSentIsForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.joins(door, "Door")
		sends := func(m modelstest.Joined) {
			t.Helper()
			own, err := w.Store.OwnActionByID(ctx, m.Signatory, m.ID, c.id)
			did(t, err)
			did(t, w.Store.SendAction(ctx, m.Signatory, w.Sent("action.sent"),
				models.ActionEdit{OrganisationID: m.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
		}
		reads := func(what string, as models.Actor, want bool) {
			t.Helper()
			_, shown := w.Store.ActionAtDesk(ctx, as, c.id)
			q, err := w.Store.Queue(ctx, as, models.QueueQuery{})
			did(t, err)
			lines := 0
			for _, line := range q.Waiting {
				if line.Action && line.Title != "" {
					lines++
				}
			}
			page, err := w.Store.Log(ctx, as, models.LogQuery{Lang: "en"})
			did(t, err)
			titles := 0
			for _, line := range page.Lines {
				if line.Title.Text != "" {
					titles++
				}
			}
			if (models.KindOf(shown) == models.NotFound) == want || lines > 0 != want || titles > 0 != want {
				t.Errorf("%s: case %v, %d lines in the queue, %d titles in the ledger", what, shown, lines, titles)
			}
		}
		sends(door)
		reads("while both are public", irena, true)
		did(t, w.Store.Rename(ctx, door.Signatory, w.Sent("quieter"), models.Renaming{
			OrganisationID: door.ID, EndorsementID: w.Text(t, "SELECT id FROM endorsements WHERE organisation_id = '"+door.ID+"'"), Naming: models.Naming{Level: models.Counted},
		}))
		reads("a coordinator", irena, false)
		if err := w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: c.id}); models.KindOf(err) != models.NotFound {
			t.Errorf("a coordinator decides on it: %v", err)
		}
		reads("a keeper", keeper, true)
		did(t, w.Store.RecallAction(ctx, c.host.Signatory, w.Sent("recall"), models.ActionStep{OrganisationID: c.host.ID, ActionID: c.id}))
		sends(c.host)
		reads("the host sent it itself", irena, true)
	})
}

// Nobody decides on an action that an organisation of theirs hosts with another.
func TestCoHostsDoNotDecideOnTheirOwn(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.joins(door, "Door")
		own, err := w.Store.OwnActionByID(ctx, c.host.Signatory, c.host.ID, c.id)
		did(t, err)
		did(t, w.Store.SendAction(ctx, c.host.Signatory, w.Sent("action.sent"),
			models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
		w.Exec(t, "INSERT INTO roles (person_id, role, granted_at) VALUES ('"+door.Signatory.PersonID+"', 'coordinator', '2026-11-22 12:00:00+00:00')")
		both := w.Again(t, door.Signatory)
		shown, err := w.Store.ActionAtDesk(ctx, both, c.id)
		if did(t, err); !shown.Own || len(shown.Steps) > 0 {
			t.Errorf("it may take %v", shown.Steps)
		}
		if err := w.Store.AcceptAction(ctx, both, w.Sent("accept"), models.Decision{ID: c.id, Seen: shown.Seen}); models.KindOf(err) != models.Forbidden {
			t.Errorf("it accepted its own: %v", err)
		}
	})
}

// The number of the day falls when everybody who came quietly went, as it falls when some go.
func TestTheNumberFallsWhenAllQuietOnesLeave(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		id := opened(t, w, w.Member(t, call, "House of Windows", models.Public), 0)
		var quiet []modelstest.Joined
		for i := range 16 {
			quiet = append(quiet, w.Member(t, call, "Lamp "+strconv.Itoa(i), models.Members))
			takesPart(t, w, quiet[i], id, "", models.JoinQuietly)
		}
		night := func() int {
			t.Helper()
			w.Clock.Add(24 * time.Hour)
			did(t, w.Store.WriteTally(ctx))
			n, err := w.Store.UnnamedParticipants(ctx, id)
			did(t, err)
			return n
		}
		if n := night(); n != 10 && n != 15 { // the secret offset says which
			t.Errorf("sixteen are told as %d", n)
		}
		for _, m := range quiet {
			did(t, w.Store.LeaveAction(ctx, m.Signatory, w.Sent("left"), models.LeavingPart{OrganisationID: m.ID, ActionID: id, Asked: true}))
		}
		if n := night(); n != 0 {
			t.Errorf("nobody is told as %d", n)
		}
	})
}
