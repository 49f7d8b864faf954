package e2e

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"keephope/models"
)

// How much is endorsed, and by how many hands at once.
const (
	houses     = 50
	statements = 20
	hands      = 8
	patience   = 90 * time.Second // the whole load, with everything that is done to the program
)

// pledge is one thing that an organisation gives: who, where, in which form.
type pledge struct {
	token, path, formID string
	sends               url.Values // without the form's id
}

// form is what the page sends.
func (p pledge) form() url.Values {
	form := maps.Clone(p.sends)
	form.Set("form_id", p.formID)
	return form
}

// endorsement is the pledge to stand under a version of a text.
func (s *stage) endorsement(organisation, token, statement, version string) pledge {
	return pledge{token: token, path: "/en/me/" + organisation + "/endorse", formID: s.Form(), sends: url.Values{
		"statement": {statement}, "version": {version}, "lang": {"en"}, "level": {"public"},
		"quote": {"We keep a light on."}, "quote_lang": {"en"}, "mandate": {"Our board, on 12 November"}, "name_from": {""},
	}}
}

// pledges prepares members and published statements, and everything that is to be endorsed, in no order.
func (s *stage) pledges(t testing.TB) (all []pledge) {
	t.Helper()
	call := s.Call(t)
	texts := make([][2]string, statements)
	for i := range texts {
		texts[i] = [2]string{s.letter(t, call.VersionID), ""}
		texts[i][1] = s.Text(t, "SELECT id FROM statement_versions WHERE statement_id = '"+texts[i][0]+"'")
	}
	for i := range houses {
		house := s.Member(t, call, fmt.Sprintf("House of Windows %d", i), models.Public)
		token := s.token(t, house.Signatory)
		for _, text := range texts {
			all = append(all, s.endorsement(house.ID, token, text[0], text[1]))
		}
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// letter publishes an open letter with the words of a version, and returns its id. There is no page for it yet.
func (s *stage) letter(t testing.TB, like string) string {
	t.Helper()
	id, version := s.Form(), s.Form()
	s.Exec(t,
		"INSERT INTO statements (id, campaign_id, kind, addressee, created_at) SELECT '"+id+"', s.campaign_id, 'open-letter', '', s.created_at "+
			"FROM statements s JOIN statement_versions v ON v.statement_id = s.id WHERE v.id = '"+like+"'",
		"INSERT INTO statement_versions (id, statement_id, number, original_lang, created_at, published_at) SELECT '"+version+"', '"+id+
			"', number, original_lang, created_at, published_at FROM statement_versions WHERE id = '"+like+"'",
		"INSERT INTO statement_texts (version_id, lang, title, body, sha256, saved_at, locked_at) SELECT '"+version+
			"', lang, title, body, sha256, saved_at, locked_at FROM statement_texts WHERE version_id = '"+like+"'")
	return id
}

// ledger is what the clients know: which pledges were acknowledged. The program has no hand in it.
type ledger struct {
	t     testing.TB
	sites []string // addresses of the replicas
	acked atomic.Int64
	tries atomic.Int64
	done  chan struct{} // closed when every pledge is acknowledged

	mu    sync.Mutex
	lines map[string]int // form id to how often it was acknowledged
}

// give has every pledge given by some hands at once. What is not acknowledged, for whatever reason, is sent again in the
// same form; one in ten is sent again although it was acknowledged, as an impatient reader does.
func (l *ledger) give(all []pledge) {
	left := make(chan pledge, len(all))
	for _, p := range all {
		left <- p
	}
	close(left)
	end := time.Now().Add(patience)
	var crowd sync.WaitGroup
	for range hands {
		crowd.Go(func() {
			v := newVisitor(l.t, "")
			v.Timeout = 20 * time.Second
			for p := range left {
				for !l.sent(v, p) && time.Now().Before(end) {
					time.Sleep(20 * time.Millisecond)
				}
				if rand.IntN(10) == 0 {
					l.sent(v, p)
				}
			}
		})
	}
	crowd.Wait()
	close(l.done)
}

// sent sends a pledge to one of the replicas and writes into the ledger whether it was acknowledged.
func (l *ledger) sent(v *visitor, p pledge) bool {
	site := l.sites[int(l.tries.Add(1))%len(l.sites)]
	v.token = p.token
	a, err := v.ask(http.MethodPost, site+p.path, p.form())
	switch {
	case err != nil, a.status == http.StatusServiceUnavailable:
		return false
	case a.status != http.StatusSeeOther:
		l.t.Errorf("a pledge was answered %d:\n%.400s", a.status, a.body)
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lines[p.formID]++; l.lines[p.formID] == 1 {
		l.acked.Add(1)
	}
	return true
}

// gone returns when n pledges are acknowledged, or all; false says that all are.
func (l *ledger) gone(n int64) bool {
	for l.acked.Load() < n {
		select {
		case <-l.done:
			return false
		case <-time.After(2 * time.Millisecond):
		}
	}
	return true
}

// load gives 1,000 endorsements to the replicas at sites while trouble is made, then compares the database with the
// ledger that the clients kept.
func (s *stage) load(t *testing.T, sites []string, trouble func(l *ledger)) {
	t.Helper()
	began := time.Now()
	all := s.pledges(t)
	t.Logf("prepared in %s", time.Since(began))
	l := s.give(t, sites, all, trouble)
	s.kept(t, l, all)
}

// give gives pledges while trouble is made, and counts what was acknowledged and the events.
func (s *stage) give(t *testing.T, sites []string, all []pledge, trouble func(l *ledger)) *ledger {
	t.Helper()
	began := time.Now()
	events := s.Count(t, "SELECT count(*) FROM events")
	l := &ledger{t: t, sites: sites, done: make(chan struct{}), lines: map[string]int{}}
	var maker sync.WaitGroup
	maker.Go(func() { trouble(l) })
	l.give(all)
	maker.Wait()
	if n := int(l.acked.Load()); n != len(all) {
		t.Errorf("%d of %d pledges were acknowledged", n, len(all))
	}
	t.Logf("%d pledges in %d tries, %s", len(all), l.tries.Load(), time.Since(began))
	if n := s.Count(t, "SELECT count(*) FROM events"); n != events+len(all) {
		t.Errorf("%d events for %d pledges", n-events, len(all))
	}
	return l
}

// kept compares: every acknowledged pledge is there once, whole, with its form, its event, the event's job and its line
// in the public list; nothing is there twice and nothing by half.
func (s *stage) kept(t *testing.T, l *ledger, all []pledge) {
	t.Helper()
	l.lost(all, s.column(t, "SELECT form_id FROM submissions u JOIN endorsements e ON e.id = u.result AND e.given_by = u.person_id"))
	s.jobsKept(t)
	s.none(t, map[string]string{
		"endorsements twice":            "SELECT count(*) FROM (SELECT 1 FROM endorsements GROUP BY organisation_id, statement_id HAVING count(*) > 1) AS x",
		"endorsements too few":          fmt.Sprintf("SELECT %d - count(*) FROM endorsements", len(all)+houses),
		"endorsements without one form": "SELECT count(*) FROM endorsements e WHERE 1 <> (SELECT count(*) FROM submissions u WHERE u.result = e.id)",
		"forms without a result":        "SELECT count(*) FROM submissions WHERE verb = 'endorsement.given' AND result NOT IN (SELECT id FROM endorsements)",
		"endorsements without one event": "SELECT count(*) FROM endorsements e WHERE 1 <> " +
			"(SELECT count(*) FROM events v WHERE v.object_id = e.id AND v.verb = 'endorsement.given')",
		"events of no endorsement":         "SELECT count(*) FROM events WHERE verb = 'endorsement.given' AND object_id NOT IN (SELECT id FROM endorsements)",
		"endorsements without one listing": "SELECT count(*) FROM endorsements e WHERE 1 <> (SELECT count(*) FROM listings l WHERE l.endorsement_id = e.id)",
		"listings of no endorsement":       "SELECT count(*) FROM listings WHERE endorsement_id NOT IN (SELECT id FROM endorsements)",
	})
}

// lost fails if a form that was acknowledged is not among those that there are.
func (l *ledger) lost(all []pledge, forms []string) {
	l.t.Helper()
	there, lost := map[string]bool{}, 0
	for _, form := range forms {
		there[form] = true
	}
	for _, p := range all {
		if l.lines[p.formID] > 0 && !there[p.formID] {
			lost++
		}
	}
	if lost > 0 {
		l.t.Errorf("%d of what was acknowledged is lost", lost)
	}
}

// jobsKept fails unless every event has its job and every job its event.
func (s *stage) jobsKept(t *testing.T) {
	t.Helper()
	_, dialect := s.Store.SQL()
	eventOf := "json_extract(CAST(args AS text), '$.event_id')"
	if dialect == "postgres" {
		eventOf = "(args->>'event_id')::bigint"
	}
	s.none(t, map[string]string{
		"events without one job": "SELECT count(*) FROM events v WHERE 1 <> (SELECT count(*) FROM (SELECT " + eventOf + " AS event FROM river_job WHERE kind = 'notify') AS j WHERE j.event = v.id)",
		"jobs of no event":       "SELECT count(*) FROM river_job WHERE kind = 'notify' AND " + eventOf + " NOT IN (SELECT id FROM events)",
	})
}

// none fails for every query that counts something.
func (s *stage) none(t *testing.T, queries map[string]string) {
	t.Helper()
	for what, query := range queries {
		if n := s.Count(t, query); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
}
