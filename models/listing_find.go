package models

import (
	"context"
	"fmt"
	"slices"

	"keephope/models/fold"
)

// Found is a public organisation whose name somebody typed.
type Found struct {
	Slug    string
	Names   Names
	Country string
}

// maxFound is how many names one search shows; who finds more types more.
const maxFound = 10

// FindListed answers "is your organisation already here?". It reads the public list and nothing else: whoever is
// hidden, applying, declined or gone is not found, by the same statements in the same time as a name that never was.
// Exact names come first. Returns Invalid if nothing was typed that could be searched for.
func (s *Store) FindListed(ctx context.Context, as Actor, name string) ([]Found, error) {
	if err := as.MayBegin(); err != nil {
		return nil, err
	}
	var f faults
	name = checkLine(&f, "name", name, maxName)
	if _, ok := fold.Needle(name); !ok && len(f) == 0 {
		f.add("name", "application.organisation.name_missing")
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	facets, err := s.Facets(ctx)
	if err != nil || facets.StatementID == "" {
		return nil, err
	}
	exactly, err := s.calledExactly(ctx, facets.StatementID, name)
	if err != nil {
		return nil, err
	}
	alike, err := s.endorsers(ctx, ListQuery{Text: name, Order: OrderName}, facets)
	if err != nil {
		return nil, fmt.Errorf("find listed organisations: %w", err)
	}
	return foundOnce(exactly, alike.Endorsers), nil
}

// calledExactly reads who has this very name, in one of its languages.
func (s *Store) calledExactly(ctx context.Context, statementID, name string) ([]PublicEndorser, error) {
	list := listStatement{sqlite: s.dialect == "sqlite", q: ListQuery{Text: name}, facets: Facets{StatementID: statementID}}
	var out fragment
	out.add("WITH m AS MATERIALIZED (SELECT l.* ")
	if list.sqlite {
		list.words(&out, " CROSS JOIN listings l")
		out.join(called("w.folded", name, "")) // before anything of the long row is read
		out.add(" AND l.endorsement_id = w.endorsement_id")
	} else {
		out.add("FROM listings l WHERE l.statement_id = ?", statementID)
	}
	out.join(called("l.folded", name, " AND l.town = ''"))
	out.add(") SELECT "+publicColumns+", 0 AS matched FROM m l ORDER BY l.sort_key, l.endorsement_id LIMIT ?", maxFound)
	rows, err := s.scanList(ctx, out.text.String(), out.args)
	if err != nil {
		return nil, fmt.Errorf("find listed organisations: %w", err)
	}
	found := make([]PublicEndorser, len(rows))
	for i, row := range rows {
		found[i] = row.PublicEndorser
	}
	return found, nil
}

// called is the condition that one of the folded names is this one. The last of them is the town, if there is one, and none
// of the names: last says when the last counts. PostgreSQL's trigram index answers each part of it by the ends of the
// name too, and so at once, however many have the name within a longer one.
func called(folded, name, last string) (f fragment) {
	key := fold.SearchKey(name)
	f.add(" AND ("+folded+" LIKE ? OR "+folded+" LIKE ? OR "+folded+" = ? OR "+folded+" LIKE ?"+last+")", key+"||%", "%"+key+"||%", key, "%"+key)
	return f
}

// foundOnce joins lists, each organisation once, up to as many as are shown.
func foundOnce(lists ...[]PublicEndorser) (found []Found) {
	seen := map[string]bool{}
	for _, e := range slices.Concat(lists...) {
		if len(found) < maxFound && !seen[e.Slug] {
			seen[e.Slug] = true
			found = append(found, Found{Slug: e.Slug, Names: e.Names, Country: e.Country})
		}
	}
	return found
}
