package e2e

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// How many take part in how many actions, and how many places every second action has.
const (
	guests   = 25
	evenings = 40
	places   = 7
)

func TestFaultKilledDuringAThousandJoins(t *testing.T) {
	onStages(t, func(t *testing.T, s *stage) {
		r, all := s.serve(t), s.joinings(t)
		l := s.give(t, []string{s.url()}, all, func(l *ledger) {
			kills(t, l, func() {
				r.kill()
				r = s.begin(t, "serve").run()
				r.waitReady(backAfterKill)
			})
		})
		s.keptJoins(t, l, all)
	})
}

func TestFaultOneOfTwoReplicasKilledDuringAThousandJoins(t *testing.T) {
	s := newStage(t, modelstest.Postgres(t))
	second := s.beside(t)
	first, all := s.serve(t), s.joinings(t)
	second.serve(t)
	l := s.give(t, []string{s.url(), second.url()}, all, func(l *ledger) {
		kills(t, l, func() {
			first.kill()
			first = s.begin(t, "serve").run()
			first.waitReady(backAfterKill)
		})
	})
	s.keptJoins(t, l, all)
}

func TestFaultPostgreSQLGoneDuringAThousandJoins(t *testing.T) {
	s := newStage(t, modelstest.Postgres(t))
	g, behind := newGate(t, s.URL)
	s.place = s.with(map[string]string{"KEEPHOPE_DATABASE_URL": behind})
	r, all := s.serve(t), s.joinings(t)
	l := s.give(t, []string{s.url()}, all, func(l *ledger) {
		kills(t, l, func() {
			g.shut()
			time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
			g.open()
			r.waitReady(backWithin)
		})
	})
	s.keptJoins(t, l, all)
}

// joinings prepares members and actions of another one, and everybody's part in each, in no order. Every fifth takes part
// quietly. Every second action has fewer places than there are guests.
func (s *stage) joinings(t *testing.T) (all []pledge) {
	t.Helper()
	call := s.Call(t)
	host, desk := s.Member(t, call, "House of Doors", models.Public), s.AsRole(t, "Tomas", models.Coordinator)
	actions := make([]string, evenings)
	for i := range actions {
		content := evening(fmt.Sprintf("Evening %d", i), s.Clock.Now())
		content.Capacity = i % 2 * places
		actions[i] = s.announce(t, host, desk, content)
	}
	for i := range guests {
		house := s.Member(t, call, fmt.Sprintf("House of Windows %d", i), models.Public)
		token, how := s.token(t, house.Signatory), models.JoinNamed
		if i%5 == 0 {
			how = models.JoinQuietly
		}
		for _, action := range actions {
			all = append(all, pledge{token: token, path: "/en/me/" + house.ID + "/join/" + action, formID: s.Form(), sends: url.Values{
				"how": {string(how)}, "town": {"Graz"}, "note": {"We bring a lamp."},
			}})
		}
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// keptJoins compares: everything that was acknowledged is there once, with its form, its event and its job, in public if it
// is named and has a place; no place was given twice or to nobody.
func (s *stage) keptJoins(t *testing.T, l *ledger, all []pledge) {
	t.Helper()
	l.lost(all, s.column(t, "SELECT form_id FROM submissions u JOIN participations p ON p.id = u.result AND p.joined_by = u.person_id"))
	s.jobsKept(t)
	s.none(t, map[string]string{
		"parts twice":            "SELECT count(*) FROM (SELECT 1 FROM participations GROUP BY organisation_id, action_id HAVING count(*) > 1) AS x",
		"parts too few":          fmt.Sprintf("SELECT %d - count(*) FROM participations", len(all)),
		"parts without one form": "SELECT count(*) FROM participations p WHERE 1 <> (SELECT count(*) FROM submissions u WHERE u.result = p.id)",
		"forms without a result": "SELECT count(*) FROM submissions WHERE verb = 'participation.joined' AND result NOT IN (SELECT id FROM participations)",
		"parts without one event": "SELECT count(*) FROM participations p WHERE 1 <> (SELECT count(*) FROM events v " +
			"WHERE v.object_id = p.action_id AND v.organisation_id = p.organisation_id AND v.verb = 'participation.joined')",
		"named parts without one line": "SELECT count(*) FROM participations p WHERE NOT quiet AND NOT waiting AND 1 <> (SELECT count(*) FROM listed_parts l " +
			"WHERE l.action_id = p.action_id AND l.organisation_id = p.organisation_id AND l.part = 'participant')",
		"lines of who is quiet or waits": "SELECT count(*) FROM listed_parts l JOIN participations p ON p.action_id = l.action_id AND p.organisation_id = l.organisation_id " +
			"WHERE l.part = 'participant' AND (p.quiet OR p.waiting)",
		"actions whose places are not all taken once": fmt.Sprintf("SELECT count(*) FROM (SELECT action_id FROM participations WHERE NOT quiet GROUP BY action_id "+
			"HAVING sum(CASE WHEN waiting THEN 0 ELSE 1 END) NOT IN (%d, %d)) AS x", places, guests-guests/5),
		"full actions": fmt.Sprintf("SELECT %d - count(*) FROM (SELECT action_id FROM participations WHERE waiting GROUP BY action_id) AS x", evenings/2),
	})
}
