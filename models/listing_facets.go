package models

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"keephope/models/terms"
)

// Facets describe the whole public list under the featured campaign's call: counts of public rows only, and the one
// number of those who are not named.
type Facets struct {
	StatementID string         // "" before there is a call
	Version     int            // number of the newest published version; 0 before the first
	Named       int            // rows of the list
	Unnamed     int            // 0, or 10, 15, 20 …: at least so many more (Store.Unnamed)
	Countries   map[string]int // by code; codes without an endorser are missing
	Communities map[string]int // by slug; an organisation counts once for each of its communities
}

// Places is how many countries the list names: INT and UND are none.
func (f Facets) Places() int {
	n := len(f.Countries)
	for _, code := range []string{terms.International, terms.Undisclosed} {
		if f.Countries[code] > 0 {
			n--
		}
	}
	return n
}

// How long one count serves all pages: as long as a page lives in the page cache. A louder change of this process is
// counted sooner, as long as counting takes at most one part in countingShare of the time.
const (
	facetsLife    = time.Second
	countingShare = 10
)

// facetsCache keeps the last count. The count of quieter changes decides whether it may still be used: one that was
// begun before a change is never used after it.
type facetsCache struct {
	quieter atomic.Uint64 // changes that made something less visible, of any replica
	louder  atomic.Uint64 // other changes of the list, of this process
	loading sync.Mutex
	last    atomic.Pointer[countedFacets]
}

type countedFacets struct {
	Facets
	quieter, louder uint64    // the changes that it knows of
	began, ended    time.Time // of counting
}

// fresh returns the last count while it may be used.
func (c *facetsCache) fresh(at time.Time) (Facets, bool) {
	last := c.last.Load()
	if last == nil || last.quieter != c.quieter.Load() {
		return Facets{}, false
	}
	life := facetsLife
	if last.louder != c.louder.Load() {
		life = min(life, countingShare*last.ended.Sub(last.began))
	}
	age := at.Sub(last.began)
	return last.Facets, age >= 0 && age < life
}

// Forget drops what this process remembers of public data. It runs after every quieter change, also of another replica.
func (s *Store) Forget() {
	s.facets.quieter.Add(1)
	s.featured.drop()
}

// Facets returns the description of the public list, at most a second old and never older than a quieter change.
// The maps are shared: nobody may change them.
func (s *Store) Facets(ctx context.Context) (Facets, error) {
	if f, ok := s.facets.fresh(s.now()); ok {
		return f, nil
	}
	s.facets.loading.Lock()
	defer s.facets.loading.Unlock()
	if f, ok := s.facets.fresh(s.now()); ok {
		return f, nil
	}
	count := countedFacets{quieter: s.facets.quieter.Load(), louder: s.facets.louder.Load(), began: s.now()}
	f, err := s.countFacets(ctx)
	if err != nil {
		return Facets{}, err
	}
	count.Facets, count.ended = f, s.now()
	if f.StatementID != "" { // the first call shows at once
		s.facets.last.Store(&count)
	}
	return f, nil
}

// facetsSQL counts everything in one statement. Arguments: the instant, the UTC day.
const facetsSQL = `
WITH call AS (
  SELECT s.id,
    COALESCE((SELECT MAX(v.number) FROM statement_versions v WHERE v.statement_id = s.id AND v.published_at <= ?), 0) AS version,
    COALESCE((SELECT t.unnamed FROM tallies t WHERE t.statement_id = s.id AND t.day <= ? ORDER BY t.day DESC LIMIT 1), 0) AS unnamed
  FROM statements s JOIN campaigns c ON c.id = s.campaign_id WHERE c.featured AND s.kind = 'call')
SELECT 'call' AS kind, id AS name, version AS n, unnamed AS unnamed FROM call
UNION ALL
SELECT 'country', country, COUNT(*), 0 FROM listings WHERE statement_id = (SELECT id FROM call) GROUP BY country
UNION ALL
SELECT 'community', community, COUNT(*), 0 FROM listing_communities WHERE statement_id = (SELECT id FROM call) GROUP BY community`

func (s *Store) countFacets(ctx context.Context) (Facets, error) {
	f := Facets{Countries: map[string]int{}, Communities: map[string]int{}}
	var rows []struct {
		Kind, Name string
		N, Unnamed int
	}
	at := s.clock()
	if err := s.db.WithContext(ctx).Raw(facetsSQL, at, utcDay(at)).Scan(&rows).Error; err != nil {
		return f, fmt.Errorf("count the public list: %w", err)
	}
	for _, row := range rows {
		switch row.Kind {
		case "call":
			f.StatementID, f.Version, f.Unnamed = row.Name, row.N, row.Unnamed
		case "country":
			f.Countries[row.Name] = row.N
			f.Named += row.N
		case "community":
			f.Communities[row.Name] = row.N
		}
	}
	return f, nil
}

// inOrder returns the codes that have endorsers in the order of rank; codes that rank does not know come last.
func (f Facets) inOrder(rank []string) []string {
	var codes []string
	for _, code := range rank {
		if f.Countries[code] > 0 {
			codes = append(codes, code)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(f.Countries)) {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}
