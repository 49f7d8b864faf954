package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// seeksTown runs the search of a participant's town that was written as a job.
func seeksTown(t *testing.T, w *modelstest.World, m modelstest.Joined) {
	t.Helper()
	did(t, w.Store.SeekTown(t.Context(), w.Text(t, "SELECT id FROM participations WHERE organisation_id = '"+m.ID+"'")))
}

// A town is other people's text too: a keeper takes it out of sight, its organisation stays named, and another town waits again.
func TestAHiddenNameInATown(t *testing.T) {
	for _, audience := range []models.Audience{models.ForPublic, models.ForMembers} {
		t.Run(string(audience), func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				ctx, call := t.Context(), w.Call(t)
				keeper, _ := w.Keepers(t)
				c := gathered(t, w, call, audience)
				lamp := w.Member(t, call, "Lamp of Graz", models.Public)
				circle := w.Member(t, call, "Quiet Circle", models.Counted)
				c.publish()
				takesPart(t, w, lamp, c.id, "Graz, with Quiet Circle", models.JoinNamed)
				seeksTown(t, w, lamp)
				seeks(t, w, "", circle.ID)
				seeks(t, w, c.id, "")
				if n := mentions(t, w); n != 1 {
					t.Fatalf("%d items, want one", n)
				}
				towns := func() int {
					t.Helper()
					a, err := w.Store.MemberActionByID(ctx, lamp.Signatory, c.id)
					did(t, err)
					if len(a.People.Shown) != 1 {
						t.Errorf("%d are named, want one", len(a.People.Shown))
					}
					return len(a.People.Towns)
				}
				line, _ := waitingMention(t, w, keeper)
				open := func() models.MentionCase {
					t.Helper()
					seen, err := w.Store.MentionAtDesk(ctx, keeper, line.ID)
					did(t, err)
					return seen
				}
				seen := open()
				if !seen.Town || len(seen.Passages) != 1 || seen.Passages[0].Field != "town" || seen.Writer.Own != "Lamp of Graz" || towns() != 1 {
					t.Errorf("the case: %+v", seen)
				}
				w.Clock.Add(time.Minute)
				did(t, w.Store.WithholdMention(ctx, keeper, w.Sent("withhold"), models.Decision{ID: line.ID, Seen: seen.Seen}))
				if towns() != 0 {
					t.Error("the town is still in sight")
				}
				if v := c.reads(lamp); v.Joined.WithheldAt == nil || v.Said.Town == "" {
					t.Errorf("who wrote it reads %+v", v.Joined)
				}
				if line, _ := waitingMention(t, w, keeper); line.State != models.Asked {
					t.Errorf("it does not wait for who wrote it: %+v", line)
				}
				w.Clock.Add(time.Minute)
				did(t, w.Store.JoinAction(ctx, lamp.Signatory, w.Sent("participation.changed"), models.Joining{OrganisationID: lamp.ID, ActionID: c.id, Way: models.JoinNamed, Town: "Graz"}))
				if line, _ := waitingMention(t, w, keeper); line.State != models.Submitted || towns() != 0 || !open().Changed {
					t.Errorf("another town: %+v", line)
				}
				did(t, w.Store.LetMentionStand(ctx, keeper, w.Sent("stand"), models.Decision{ID: line.ID, Seen: open().Seen}))
				seeksTown(t, w, lamp)
				if towns() != 1 || mentions(t, w) != 0 {
					t.Errorf("%d towns, %d items of a name that is nowhere", towns(), mentions(t, w))
				}
			})
		})
	}
}

// What members alone read is searched for names that they do not know, and for no other.
func TestAHiddenNameInWordsForMembers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		c := gathered(t, w, call, models.ForMembers)
		w.Member(t, call, "Quiet Circle", models.Counted)
		among, lamp := w.Member(t, call, "Among Us", models.Members), w.Member(t, call, "Lamp of Graz", models.Public)
		own, err := w.Store.OwnActionByID(ctx, c.host.Signatory, c.host.ID, c.id)
		did(t, err)
		text := own.Content.Texts["en"]
		text.Body = "Come with Quiet Circle, and with Among Us."
		own.Content.Texts["en"] = text
		did(t, w.Store.SendAction(ctx, c.host.Signatory, w.Sent("action.sent"),
			models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: own.Edition, Audience: models.ForMembers, Content: own.Content}))
		seeks(t, w, c.id, "")
		if n := mentions(t, w); n != 0 {
			t.Errorf("%d items of what nobody reads yet", n)
		}
		jobs := func() int { return w.Count(t, "SELECT count(*) FROM river_job WHERE kind = 'seek_names'") }
		before := jobs()
		irena := w.AsRole(t, "Irena", models.Coordinator)
		did(t, w.Store.AcceptAction(ctx, irena, w.Sent("action.accepted"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id)}))
		if jobs() == before {
			t.Error("publishing searches nothing")
		}
		seeks(t, w, c.id, "")
		if line, ok := waitingMention(t, w, keeper); mentions(t, w) != 1 || !ok || line.Names.Own != "Quiet Circle" {
			t.Errorf("%d items, want one of whom members do not know: %+v", mentions(t, w), line)
		}
		_, err = w.Store.Hide(ctx, among.Signatory, among.ID)
		did(t, err)
		seeks(t, w, "", among.ID)
		if n := mentions(t, w); n != 2 {
			t.Errorf("%d items after the other hid, want two", n)
		}
		takesPart(t, w, lamp, c.id, "", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, c.id, "Those of Quiet Circle sang.")))
		before = jobs()
		accepts(t, w, irena)
		if jobs() == before {
			t.Error("publishing a report searches nothing")
		}
		seeks(t, w, c.id, "")
		if n := w.Count(t, "SELECT count(*) FROM mentions WHERE report_id <> ''"); n != 1 {
			t.Errorf("%d items of the report, want one", n)
		}
		_, err = w.Store.Hide(ctx, c.host.Signatory, c.host.ID)
		did(t, err)
		seeks(t, w, c.id, "")
		if n := mentions(t, w); n != 3 {
			t.Errorf("%d items once nobody reads it: what was found is not forgotten by that", n)
		}
	})
}
