package server_test

import (
	"testing"
	"time"

	"keephope/models"
)

// TestKeepersReadWhereHiddenNamesStand: whatever others wrote and somebody reads, an action's words, a report, or a town, that
// names an organisation out of sight is an item for keepers, also where members alone read it; and goes out of sight with a word.
func TestKeepersReadWhereHiddenNamesStand(t *testing.T) {
	for _, audience := range []models.Audience{models.ForPublic, models.ForMembers} {
		t.Run(string(audience), func(t *testing.T) {
			s := newStory(t, "")
			lantern, orchard := s.member(plain("Lantern Bearers")), s.member(plain("Orchard"))
			host := s.member(plain("Friends of the Lantern Bearers"))
			s.hide(lantern)
			sought := func() int { return s.w.Count(t, "SELECT count(*) FROM river_job WHERE kind = 'seek_names'") }
			before := sought()
			id := s.evening(host, audience) // its title names them
			if sought() == before {
				t.Error("words were published that nobody searches")
			}
			before = sought()
			s.must(s.w.Store.JoinAction(t.Context(), orchard.as, s.w.Sent("join"), models.Joining{
				OrganisationID: orchard.id, ActionID: id, Way: models.JoinNamed, Town: "Graz, at the Lantern Bearers",
			}))
			if sought() == before {
				t.Error("a town was told that nobody searches")
			}
			s.w.Clock.Add(3 * time.Minute)
			s.publishesReport(s.tellsOf(orchard, id, "The Lantern Bearers sang"))
			s.must(s.w.Store.SeekNames(t.Context(), id, ""))
			for what, where := range map[string]string{
				"the action's words": "report_id = '' AND participation_id = ''", "the report": "report_id <> ''", "the town": "participation_id <> ''",
			} {
				if n := s.w.Count(t, "SELECT count(*) FROM mentions WHERE "+where); n != 1 {
					t.Errorf("%s: %d items for keepers, want one", what, n)
				}
			}
			town := s.texts("SELECT id FROM mentions WHERE participation_id <> ''")
			if len(town) != 1 {
				return
			}
			c, err := s.w.Store.MentionAtDesk(t.Context(), s.keepers[0], town[0])
			s.must(err)
			s.must(s.w.Store.WithholdMention(t.Context(), s.keepers[0], s.w.Sent("withhold"), models.Decision{ID: town[0], Seen: c.Seen}))
			a, err := s.w.Store.MemberActionByID(t.Context(), orchard.as, id)
			s.must(err)
			if len(a.People.Towns) != 0 || len(a.People.Shown) != 1 || a.People.Shown[0].Town != "" {
				t.Errorf("a town is in sight that a keeper took out of it: %+v", a.People)
			}
		})
	}
}
