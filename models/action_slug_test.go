package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// called is the vigil under another title.
func called(title string) models.ActionContent {
	content := vigil()
	titled(title)(&content)
	return content
}

// An address is made of a title: once a keeper took that out of sight it leads nowhere, also after the correction. What stands after all
// keeps its address.
func TestAnAddressOfWithheldWordsLeadsNowhere(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		d := desk{w, t}
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := openedAs(t, w, host, called("Walk with Quiet Circle"))
		leads := func(to string) {
			t.Helper()
			a, _, err := w.Store.ActionBySlug(ctx, "walk-with-quiet-circle")
			if to == "" && models.KindOf(err) != models.NotFound || a.Slug != to {
				t.Errorf("the address leads to %q, want %q: %v", a.Slug, to, err)
			}
		}
		seeks(t, w, id, "")
		settles(t, w, keeper, true)
		leads("")
		settles(t, w, keeper, false)
		leads("walk-with-quiet-circle")
		w.Exec(t, "DELETE FROM mentions")
		seeks(t, w, id, "")
		settles(t, w, keeper, true)
		d.want("edit", d.edits(host, id, titled("Walk together")))
		w.Clock.Add(time.Minute)
		d.want("accept", d.accepts(irena, id))
		w.Clock.Add(time.Minute)
		settles(t, w, keeper, false)
		leads("")
		if now := listedOf(t, w, id); now != "walk-together" {
			t.Errorf("its address is %q", now)
		}
		d.want("edit", d.edits(host, id, titled("Walk home")))
		d.want("accept", d.accepts(irena, id))
		if a, _, err := w.Store.ActionBySlug(ctx, "walk-together"); err != nil || a.Slug != "walk-home" {
			t.Errorf("an earlier address leads to %q: %v", a.Slug, err)
		}
	})
}

// A keeper who takes a venue out of sight ends no address: the title has nothing of it.
func TestAWithheldVenueLeavesTheAddress(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		d := desk{w, t}
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		content := called("Walk home")
		content.Where.Venue = "Office of Quiet Circle"
		id := openedAs(t, w, host, content)
		seeks(t, w, id, "")
		settles(t, w, keeper, true)
		d.want("edit", d.edits(host, id, func(c *models.ActionContent) { c.Where.Venue = "Behind the mill" }))
		w.Clock.Add(time.Minute)
		d.want("accept", d.accepts(irena, id))
		w.Clock.Add(time.Minute)
		settles(t, w, keeper, false)
		if now := listedOf(t, w, id); now != "walk-home" {
			t.Errorf("its address is %q", now)
		}
	})
}

// Where a host takes the name out before a keeper looks, the keeper takes it out of the address. Its other addresses lead to the action on.
func TestAnAddressOfCorrectedWordsLeadsNowhere(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		d := desk{w, t}
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := openedAs(t, w, host, called("Walk home"))
		for _, title := range []string{"Walk with Quiet Circle", "Walk together"} {
			w.Clock.Add(time.Minute)
			d.want("edit", d.edits(host, id, titled(title)))
			d.want("accept", d.accepts(irena, id))
			seeks(t, w, id, "")
		}
		settles(t, w, keeper, true)
		if _, _, err := w.Store.ActionBySlug(ctx, "walk-with-quiet-circle"); models.KindOf(err) != models.NotFound {
			t.Errorf("the address with the name: %v", err)
		}
		for _, slug := range []string{"walk-home", "walk-together"} {
			if a, _, err := w.Store.ActionBySlug(ctx, slug); err != nil || a.Slug != "walk-together" {
				t.Errorf("%s leads to %q, %v", slug, a.Slug, err)
			}
		}
	})
}

// An address name is given once: that it is free would tell that its action was erased and is not only out of sight.
func TestAnAddressOfAnErasedActionStaysTaken(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		other := w.Member(t, call, "Lamp", models.Public)
		for title, goes := range map[string]func(modelstest.Joined) error{
			"walk-one": func(m modelstest.Joined) error { _, err := w.Store.Hide(ctx, m.Signatory, m.ID); return err },
			"walk-two": func(m modelstest.Joined) error {
				return w.Store.WithdrawCompletely(ctx, m.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: m.ID, Typed: "DELETE", AtOnce: true})
			},
		} {
			host := w.Member(t, call, "House of "+title, models.Public)
			openedAs(t, w, host, called(title))
			did(t, goes(host))
			if slug := listedOf(t, w, openedAs(t, w, other, called(title))); slug == title || len(slug) != len(title)+5 {
				t.Errorf("%s is given again, as %s", title, slug)
			}
		}
	})
}

// Two names in one title are two items. Where both may stand after all the address leads to the action again, in whichever order; so it
// does where nothing but joining was closed meanwhile, which is no change of words.
func TestAnAddressComesBackWithTheLastName(t *testing.T) {
	for _, order := range []string{"id", "id DESC"} {
		modelstest.On(t, func(t *testing.T, w *modelstest.World) {
			ctx, call := t.Context(), w.Call(t)
			keeper, _ := w.Keepers(t)
			host := w.Member(t, call, "House of Windows", models.Public)
			w.Member(t, call, "Quiet Circle", models.Counted)
			w.Member(t, call, "Silent Lake", models.Counted)
			id := openedAs(t, w, host, called("Walk with Quiet Circle and Silent Lake"))
			seeks(t, w, id, "")
			ids := []string{w.Text(t, "SELECT id FROM mentions ORDER BY "+order+" LIMIT 1"), w.Text(t, "SELECT id FROM mentions ORDER BY "+order+" LIMIT 1 OFFSET 1")}
			decide := func(do func(models.Decision) error, id string) {
				t.Helper()
				w.Clock.Add(time.Minute)
				c, err := w.Store.MentionAtDesk(ctx, keeper, id)
				if did(t, err); c.Changed {
					t.Error("nobody changed its words")
				}
				did(t, do(models.Decision{ID: id, Seen: c.Seen}))
			}
			for _, m := range ids {
				decide(func(d models.Decision) error { return w.Store.WithholdMention(ctx, keeper, w.Sent("m"), d) }, m)
			}
			w.Clock.Add(time.Minute)
			did(t, w.Store.CloseAction(ctx, host.Signatory, w.Sent("close"), models.ActionStep{OrganisationID: host.ID, ActionID: id}))
			if line, _ := waitingMention(t, w, keeper); line.State != models.Asked {
				t.Errorf("that joining is closed brings it back to keepers: %+v", line)
			}
			decide(func(d models.Decision) error { return w.Store.LetMentionStand(ctx, keeper, w.Sent("m"), d) }, w.Text(t, "SELECT MIN(id) FROM mentions"))
			if a, _, err := w.Store.ActionBySlug(ctx, "walk-with-quiet-circle-and-silent-lake"); models.KindOf(err) != models.NotFound {
				t.Errorf("with one name out of sight it leads to %q: %v", a.Slug, err)
			}
			decide(func(d models.Decision) error { return w.Store.LetMentionStand(ctx, keeper, w.Sent("m"), d) }, w.Text(t, "SELECT MAX(id) FROM mentions"))
			if slug := listedOf(t, w, id); slug != "walk-with-quiet-circle-and-silent-lake" {
				t.Errorf("its address is %q", slug)
			}
		})
	}
}
