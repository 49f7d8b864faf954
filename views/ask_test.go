package views

import (
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/views/locale"
)

// Coordinators read why the first page leaves an ask out: one that is full can be joined quietly; and one that is out of sight is not
// called open.
func TestTheDeskSaysWhyAnAskIsLeftOut(t *testing.T) {
	p := AsksPage{Page: Page{Lang: locale.English, Words: locale.For(locale.English)}, Desk: models.AskDesk{At: before()}}
	full := models.PublicAction{
		Original: "en", Texts: map[string]models.ActionText{"en": {Title: "Tea"}}, Capacity: 1,
		When: occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T19:00", Zone: "UTC"},
	}
	for _, c := range []struct {
		state     models.ActionState
		away      bool
		says, not string
	}{
		{models.ActionOpen, false, "It can still be joined quietly.", "Nobody can join it now"},
		{models.ActionClosed, false, "Nobody can join it now", "quietly"},
		{models.ActionOpen, true, "It is not shown now", ">Full"},
	} {
		ask := models.DeskAsk{MemberAction: models.MemberAction{ID: "tea", ActionSheet: standing(full, c.state)}, Away: c.away}
		ask.Taken = 1
		if page := rendered(t, pinnedAsk(p, ask, 0)); !strings.Contains(page, c.says) || strings.Contains(page, c.not) {
			t.Errorf("%s, away: %v:\n%s", c.state, c.away, page)
		}
	}
}
