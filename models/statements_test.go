package models_test

import (
	"fmt"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// statements is how many statements f takes.
func statements(w *modelstest.World, f func()) uint64 {
	before := w.Store.Statements()
	f()
	return w.Store.Statements() - before
}

// Four questions to co-host take no more statements than one.
func TestQuestionsToCoHostTakeFewStatements(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		door := w.Member(t, call, "Door", models.Public)
		read := func(want int) uint64 {
			return statements(w, func() {
				if asks, err := w.Store.CoHostAsks(t.Context(), door.Signatory, door.ID); err != nil || len(asks) != want || asks[0].From.Own != "House of Windows" {
					t.Errorf("asked: %+v, %v", asks, err)
				}
			})
		}
		ask := func() { did(t, gathered(t, w, call, models.ForPublic).ask("Door")) }
		ask()
		one := read(1)
		for range 3 {
			ask()
		}
		if four := read(4); four != one {
			t.Errorf("one question takes %d statements, four take %d", one, four)
		}
	})
}

// Reports for members take as many statements, however many there are, and so does a picture of one.
func TestReportsForMembersTakeFewStatements(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForMembers)
		c.publish()
		did(t, w.Store.SetTrustActions(ctx, w.AsRole(t, "Ada", models.Administrator), w.Sent("trust"), true))
		var houses []modelstest.Joined
		for i := range 4 {
			houses = append(houses, w.Member(t, call, fmt.Sprintf("Lamp %d", i), models.Members))
			takesPart(t, w, houses[i], c.id, "Graz", models.JoinNamed)
		}
		w.Clock.Set(vigilIsOver())
		a, err := w.Store.MemberActionByID(ctx, c.host.Signatory, c.id)
		did(t, err)
		tell := func(m modelstest.Joined) {
			t.Helper()
			did(t, w.Store.SendReport(ctx, m.Signatory, w.Sent("report.sent"), reporting(t, m, c.id, "Lit.")))
		}
		var told []models.ToldReport
		read := func() uint64 {
			return statements(w, func() {
				told, err = w.Store.MemberReports(ctx, c.host.Signatory, a)
				did(t, err)
			})
		}
		picture := func() uint64 {
			return statements(w, func() {
				_, err := w.Store.MemberPicture(ctx, c.host.Signatory, c.id, told[len(told)-1].Pictures[0].ID, 480)
				did(t, err)
			})
		}
		tell(houses[0])
		one, onePicture := read(), picture()
		for _, m := range houses[1:] {
			tell(m)
		}
		four, fourPicture := read(), picture()
		if len(told) != 4 || told[3].Town != "Graz" || len(told[3].Pictures) != 1 || told[3].Pictures[0].Width == 0 {
			t.Errorf("told: %+v", told)
		}
		if one != four || onePicture != fourPicture {
			t.Errorf("one report takes %d statements and its picture %d, four take %d and %d", one, onePicture, four, fourPicture)
		}
	})
}

// Who joins a series of which others told already leaves their reports as they are: it reads none of them, and names are searched
// for in its own town alone. Of who told it itself, the town is another one, and with it its report. What stays as it was is
// not searched again.
func TestAJoinLeavesReportsAsTheyAre(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		did(t, w.Store.SetTrustActions(ctx, w.AsRole(t, "Ada", models.Administrator), w.Sent("trust"), true))
		content := vigil()
		content.When.Until = "2026-12-31"
		c := gathered(t, w, call, models.ForPublic)
		_, err := w.Store.SaveAction(ctx, c.host.Signatory, w.Sent("action.saved"),
			models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: 1, Audience: models.ForPublic, Content: content})
		did(t, err)
		own, err := w.Store.OwnActionByID(ctx, c.host.Signatory, c.host.ID, c.id)
		did(t, err)
		did(t, w.Store.SendAction(ctx, c.host.Signatory, w.Sent("action.sent"),
			models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
		lamp, door, late := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Door", models.Public), w.Member(t, call, "Late", models.Public)
		takesPart(t, w, lamp, c.id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		searches := func() int { return w.Count(t, "SELECT count(*) FROM river_job WHERE kind = 'seek_names'") }
		join := func(m modelstest.Joined) uint64 {
			return statements(w, func() { takesPart(t, w, m, c.id, "Linz", models.JoinNamed) })
		}
		bare := join(door)
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, c.id, "Lit.")))
		before := searches()
		if with := join(late); with != bare || searches() != before+1 {
			t.Errorf("a join takes %d statements, with a report %d; %d searches", bare, with, searches()-before)
		}
		town := func() (towns []string) {
			for _, r := range toldOf(t, w, c.id) {
				towns = append(towns, r.Town)
			}
			return towns
		}
		if join(lamp); fmt.Sprint(town()) != "[Linz]" || searches() != before+3 {
			t.Errorf("told from %v, %d searches", town(), searches()-before)
		}
		if join(lamp); searches() != before+3 {
			t.Errorf("nothing is another one: %d searches", searches()-before)
		}
		did(t, w.Store.LeaveAction(ctx, lamp.Signatory, w.Sent("leave"), models.LeavingPart{OrganisationID: lamp.ID, ActionID: c.id, Asked: true}))
		if n := w.Count(t, "SELECT count(*) FROM listed_report_pictures"); len(town()) != 0 || n != 0 {
			t.Errorf("who left tells from %v, with %d pictures", town(), n)
		}
	})
}
