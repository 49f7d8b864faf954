package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Venue and link of an action are read by members who take part: a name that those do not know is found there too, and one that they
// know is none.
func TestAHiddenNameInAVenue(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		w.Member(t, call, "House of Members", models.Members)
		content := vigil()
		content.Where.Venue = "The house of members, first floor"
		known := openedAs(t, w, host, content)
		content.Where.Venue = "Office of Quiet Circle, third floor"
		id := openedAs(t, w, host, content)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		seeks(t, w, known, "")
		if n := mentions(t, w); n != 0 {
			t.Errorf("%d items of a name that members know", n)
		}
		seeks(t, w, id, "")
		line, ok := waitingMention(t, w, keeper)
		if !ok {
			t.Fatal("the venue is not searched")
		}
		c, err := w.Store.MentionAtDesk(ctx, keeper, line.ID)
		if did(t, err); len(c.Passages) != 1 || c.Passages[0].Field != "venue" {
			t.Errorf("the case: %+v", c.Passages)
		}
		settles(t, w, keeper, true)
		if _, err := w.Store.Joinable(ctx, lamp.Signatory, lamp.ID, id); models.KindOf(err) != models.NotFound {
			t.Errorf("who takes part reads it still: %v", err)
		}

		content.Where = models.Where{Mode: models.Online, Country: "GE", Link: "https://meet.example/quiet-circle"}
		id = openedAs(t, w, host, content)
		seeks(t, w, id, "")
		if n := w.Count(t, "SELECT count(*) FROM mentions WHERE state = 'open'"); n != 1 {
			t.Errorf("%d items of a link", n)
		}
	})
}
