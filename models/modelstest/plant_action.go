package modelstest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/fold"
	"keephope/models/occasion"
	"keephope/models/terms"
)

// PlantActions writes n public actions of the endorsers that are planted, each with one host and so many participants:
// rows of which only the public copies are read. Their titles, days, places and kinds differ. There must be more
// endorsers than take part in one. They begin in the month before and the month after an instant.
func (w *World) PlantActions(t testing.TB, around time.Time, n, participants int) {
	t.Helper()
	campaign := w.Text(t, "SELECT id FROM campaigns WHERE featured")
	for from := 0; from < n; from += plantedAtOnce {
		var actions, listed, times, communities []string
		for i := from; i < min(n, from+plantedAtOnce); i++ {
			a := plantedAction(w.Store.NewID(), campaign, i, around)
			actions = append(actions, fmt.Sprintf("('%s', '%s', 'open', 'public', %s, %s, 1, 1, '', '%[5]s', '%[5]s', '%[5]s', '%[5]s')",
				a.ActionID, campaign, w.bytes(nil), w.bytes(nil), stamp(a.PublishedAt)))
			shown, err := json.Marshal(a.Shown)
			if err != nil {
				t.Fatal(err)
			}
			listed = append(listed, fmt.Sprintf("('%s', '%s', '%s', 'open', '%s', '%s', FALSE, FALSE, '%s', '%s', 1, '%[8]s', '%[8]s', %s)",
				a.ActionID, campaign, a.Slug, a.Kind, a.Country, stamp(a.FirstAt), stamp(a.LastAt), stamp(a.PublishedAt), literal(string(shown))))
			times = append(times, fmt.Sprintf("('%s', '%s', '%s', '%s')", a.ActionID, a.FirstAt.Format(occasion.DayLayout), stamp(a.FirstAt), stamp(a.LastAt)))
			communities = append(communities, fmt.Sprintf("('%s', '%s')", a.Shown.Communities[0], a.ActionID))
		}
		w.exec(t,
			`INSERT INTO actions (id, campaign_id, state, audience, content, said, revision, edition, created_by, created_at, saved_at, published_at, changed_at)
				VALUES `+strings.Join(actions, ","),
			`INSERT INTO listed_actions (action_id, campaign_id, slug, state, kind, country, online, floating, first_at, last_at, revision, published_at, changed_at, shown)
				VALUES `+strings.Join(listed, ","),
			"INSERT INTO listed_occurrences (action_id, day, starts_at, ends_at) VALUES "+strings.Join(times, ","),
			"INSERT INTO listed_action_communities (community, action_id) VALUES "+strings.Join(communities, ","))
	}
	w.plantParts(t, 1, "host", 7)
	w.plantParts(t, participants, "participant", 11)
	w.exec(t,
		`INSERT INTO action_hosts (action_id, organisation_id, part, state, asked_at)
			SELECT p.action_id, p.organisation_id, 'host', 'accepted', l.published_at FROM listed_parts p JOIN listed_actions l ON l.action_id = p.action_id WHERE p.part = 'host'`,
		`INSERT INTO participations (id, action_id, organisation_id, quiet, hosts_see, waiting, said, joined_at, joined_by)
			SELECT p.action_id || '-' || p.slug, p.action_id, p.organisation_id, FALSE, TRUE, FALSE, `+w.bytes(nil)+`, l.published_at, ''
			FROM listed_parts p JOIN listed_actions l ON l.action_id = p.action_id WHERE p.part = 'participant'`)
}

// plantParts gives each action n of the endorsers in turn, the next action those that stand step further on.
func (w *World) plantParts(t testing.TB, n int, part models.HostPart, step int) {
	t.Helper()
	numbers := make([]string, n)
	for i := range numbers {
		numbers[i] = fmt.Sprintf("SELECT %d AS n", i)
	}
	w.exec(t, fmt.Sprintf(`INSERT INTO listed_parts (action_id, slug, part, organisation_id, names, sort_key, town)
SELECT a.action_id, l.slug, '%s', l.organisation_id, l.names, l.sort_key, l.town
FROM (SELECT action_id, ROW_NUMBER() OVER (ORDER BY action_id) AS i FROM listed_actions) a
CROSS JOIN (%s) k
JOIN (SELECT slug, organisation_id, names, sort_key, town, ROW_NUMBER() OVER (ORDER BY endorsement_id) AS j FROM listings) l
	ON l.j = 1 + (a.i * %d + k.n) %% (SELECT COUNT(*) FROM listings)`, part, strings.Join(numbers, " UNION ALL "), step))
}

// plantedAction is the ith of many actions, one in each ten minutes of two months in a mixed order.
func plantedAction(id, campaign string, i int, around time.Time) models.ListedAction {
	kinds, countries, communities := terms.ActionKinds(), terms.Countries(), terms.Communities()
	starts := around.UTC().Truncate(time.Hour).AddDate(0, -1, 0).Add(time.Duration(i*7919%9000) * 10 * time.Minute)
	title := fmt.Sprintf("Light in window %d of the town", i)
	local := func(at time.Time) string { return at.Format(occasion.LocalLayout) }
	return models.ListedAction{
		ActionID: id, CampaignID: campaign, Slug: fold.Slug(title), Kind: kinds[i%len(kinds)], Country: countries[i*i%97],
		FirstAt: starts, LastAt: starts.Add(90 * time.Minute), PublishedAt: starts.AddDate(0, -3, 0),
		Shown: models.PublicAction{
			Kind: kinds[i%len(kinds)], Original: "en", Communities: []string{communities[i%25]}, Mode: models.AtPlace, Country: countries[i*i%97],
			Town: "Tbilisi", Place: "In front of the town hall", Risk: models.SomeRisk, Materials: []models.ActionLink{{Label: "Cards", URL: "https://example.org/cards"}},
			When: occasion.When{Start: local(starts), End: local(starts.Add(90 * time.Minute)), Zone: "UTC"},
			Texts: map[string]models.ActionText{"en": {
				Title: title, Summary: "One window in every town stays lit for those who cannot gather.",
				Body:  strings.Repeat("At six in the evening, place a lamp in a window that can be seen from the street. ", 5),
				Steps: []string{"Choose a window", "Put a lamp in it"}, Share: "Tonight a window is lit in our town.", Before: "Do not photograph people.",
			}},
		},
	}
}
