package models

import "context"

// listedAtOnce is how many rows of a whole list are held in memory.
const listedAtOnce = 500

// EachEndorser reads a whole list in its order, some rows at a time: begin is given the facets first, then each all
// rows in turn. Between the rows no transaction is open, so that a list that is read slowly holds up nothing: what is
// hidden meanwhile is left out from there on. Returns what Endorsers returns, and the errors of begin and each.
func (s *Store) EachEndorser(ctx context.Context, q ListQuery, begin func(Facets) error, each func([]PublicEndorser) error) error {
	q, err := q.checked()
	if err != nil {
		return err
	}
	f, err := s.Facets(ctx)
	if err != nil {
		return err
	}
	if err := begin(f); err != nil || f.StatementID == "" || q.Text != "" && q.needle() == "" {
		return err
	}
	list := listStatement{few: s.lists.gathered, most: s.lists.counted, sqlite: s.dialect == "sqlite", size: listedAtOnce, q: q, facets: f}
	for {
		rows, err := s.readList(ctx, list)
		if err != nil || len(rows) == 0 {
			return err
		}
		out := make([]PublicEndorser, len(rows))
		for i, row := range rows {
			out[i] = row.PublicEndorser
		}
		if err := each(out); err != nil || len(rows) < list.size {
			return err
		}
		list.placed, list.cursor = true, list.at(rows[len(rows)-1], false)
	}
}
