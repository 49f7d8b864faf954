package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// An address with a name that is not known, and that the title has no more, is an item for keepers, also where the title was never one: where
// it was cut in the name, where the name was public at the time, and where the title was corrected before the search. By itself none ends:
// whoever tries titles would learn who is not known.
func TestAnOldAddressWithAHiddenNameLeadsNowhere(t *testing.T) {
	type way struct {
		title, address string
		named          models.Level
		seek           bool // before the correction
	}
	for name, v := range map[string]way{
		"cut":       {"An evening walk of light together with Quiet Circle of Northern Lakes", "an-evening-walk-of-light-together-with-quiet-circle-of", models.Counted, true},
		"public":    {"Walk with Quiet Circle of Northern Lakes", "walk-with-quiet-circle-of-northern-lakes", models.Public, true},
		"corrected": {"Walk with Quiet Circle of Northern Lakes", "walk-with-quiet-circle-of-northern-lakes", models.Counted, false},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				ctx, call := t.Context(), w.Call(t)
				d := desk{w, t}
				keeper, _ := w.Keepers(t)
				irena := w.AsRole(t, "Irena", models.Coordinator)
				host, circle := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Quiet Circle of Northern Lakes", v.named)
				id := openedBy(t, w, host, irena, called(v.title))
				if v.seek {
					seeks(t, w, id, "")
				}
				if now := listedOf(t, w, id); now != v.address {
					t.Fatalf("its address is %s", now)
				}
				for _, title := range []string{"Walk home", "Walk together"} {
					w.Clock.Add(time.Minute)
					d.want("edit", d.edits(host, id, titled(title)))
					d.want("accept", d.accepts(irena, id))
				}
				seeks(t, w, id, "")
				if v.named == models.Public {
					if a, _, err := w.Store.ActionBySlug(ctx, v.address); err != nil || a.Slug != "walk-together" {
						t.Errorf("while it is public the address leads to %q: %v", a.Slug, err)
					}
					_, err := w.Store.Hide(ctx, circle.Signatory, circle.ID)
					did(t, err)
					seeks(t, w, "", circle.ID)
				}
				if a, _, err := w.Store.ActionBySlug(ctx, v.address); err != nil || a.Slug != "walk-together" {
					t.Errorf("before a keeper looks the address leads to %q: %v", a.Slug, err)
				}
				line, _ := waitingMention(t, w, keeper)
				if c, err := w.Store.MentionAtDesk(ctx, keeper, line.ID); err != nil || !c.Address || len(c.Passages) != 1 || c.Passages[0].Text != v.address {
					t.Errorf("a keeper reads %+v: %v", c, err)
				}
				settles(t, w, keeper, true)
				seeks(t, w, id, "")
				if n := mentions(t, w); n != 0 || listedOf(t, w, id) != "walk-together" {
					t.Errorf("%d items, the action is at %q", n, listedOf(t, w, id))
				}
				if a, _, err := w.Store.ActionBySlug(ctx, v.address); models.KindOf(err) != models.NotFound {
					t.Errorf("the address leads to %q: %v", a.Slug, err)
				}
				if a, _, err := w.Store.ActionBySlug(ctx, "walk-home"); err != nil || a.Slug != "walk-together" {
					t.Errorf("an address without the name leads to %q: %v", a.Slug, err)
				}
			})
		})
	}
}

// An address of a title that a keeper let stand leads on, also after the title is another one.
func TestAnAddressThatMayStandLeadsOn(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		d := desk{w, t}
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := openedBy(t, w, host, irena, called("A quiet circle on the square"))
		seeks(t, w, id, "")
		if slug := listedOf(t, w, id); slug != "a-quiet-circle-on-the-square" {
			t.Errorf("before a keeper looks its address is %s", slug)
		}
		settles(t, w, keeper, false)
		d.want("edit", d.edits(host, id, titled("Walk home")))
		d.want("accept", d.accepts(irena, id))
		for range 2 {
			seeks(t, w, id, "")
			if a, _, err := w.Store.ActionBySlug(ctx, "a-quiet-circle-on-the-square"); err != nil || a.Slug != "walk-home" {
				t.Errorf("the address leads to %q: %v", a.Slug, err)
			}
		}
		d.want("edit", d.edits(host, id, func(c *models.ActionContent) {
			titled("Walk home")(c)
			text := c.Texts["en"]
			text.Summary = "We stand in a quiet circle."
			c.Texts["en"] = text
		}))
		d.want("accept", d.accepts(irena, id))
		seeks(t, w, id, "")
		settles(t, w, keeper, false)
		seeks(t, w, id, "")
		if a, _, err := w.Store.ActionBySlug(ctx, "a-quiet-circle-on-the-square"); err != nil || a.Slug != "walk-home" {
			t.Errorf("after another sentence the address leads to %q: %v", a.Slug, err)
		}
	})
}
