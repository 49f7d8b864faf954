package models

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"keephope/models/fold"
	"keephope/models/terms"
)

// Endorsers returns a page of the public list of the featured campaign's call, from listings alone. It takes one
// statement beside the facets, however long the list is. Returns Invalid for a country, community or order that does
// not exist, and for a text that is too long or no text.
func (s *Store) Endorsers(ctx context.Context, q ListQuery) (ListPage, error) {
	q, err := q.checked()
	if err != nil {
		return ListPage{}, err
	}
	f, err := s.Facets(ctx)
	if err != nil {
		return ListPage{}, err
	}
	return s.endorsers(ctx, q, f)
}

func (s *Store) endorsers(ctx context.Context, q ListQuery, f Facets) (ListPage, error) {
	page := ListPage{Facets: f}
	if f.StatementID == "" || q.Text != "" && q.needle() == "" {
		return page, nil // no call yet, or nothing to search for: punctuation alone
	}
	at, placed := s.openCursor(q.Page, q.bound(f.StatementID))
	statement := listStatement{
		few: s.lists.gathered, most: s.lists.counted, sqlite: s.dialect == "sqlite", size: ListPageSize + 1,
		q: q, facets: f, placed: placed, cursor: at,
	}
	rows, err := s.readList(ctx, statement)
	if err != nil {
		return page, err
	}
	if placed && len(rows) == 0 { // all that stood there has gone since
		q.Page = ""
		return s.endorsers(ctx, q, f)
	}
	page.Matched = statement.known()
	if page.Matched < 0 {
		page.Matched = 0
		if len(rows) > 0 {
			page.Matched = min(rows[0].matched, s.lists.counted)
			page.Many = rows[0].matched > s.lists.counted
		}
	}
	s.paginate(&page, statement, rows)
	return page, nil
}

// paginate cuts the rows to a page and sets the cursors around it.
func (s *Store) paginate(page *ListPage, list listStatement, rows []listedRow) {
	more := len(rows) > ListPageSize
	rows = rows[:min(len(rows), ListPageSize)]
	back := list.placed && list.cursor.Back
	if back {
		slices.Reverse(rows)
	}
	if len(rows) == 0 {
		return
	}
	bound := list.q.bound(list.facets.StatementID)
	if more || back {
		page.Next = s.sealCursor(list.at(rows[len(rows)-1], false), bound)
	}
	if list.placed && (more || !back) {
		page.Previous = s.sealCursor(list.at(rows[0], true), bound)
	}
	page.Endorsers = make([]PublicEndorser, len(rows))
	for i, row := range rows {
		page.Endorsers[i] = row.PublicEndorser
	}
}

// checked returns the query with its defaults. Returns Invalid for what no form of ours sends.
func (q ListQuery) checked() (ListQuery, error) {
	var f faults
	q.Text = f.search(q.Text)
	if q.Country != "" && !terms.IsCountry(q.Country) {
		f.add("country", "field.choice")
	}
	if q.Community != "" && !terms.IsCommunity(q.Community) {
		f.add("community", "field.choice")
	}
	switch q.Order {
	case "":
		q.Order = OrderNewest
	case OrderNewest, OrderName, OrderCountry:
	default:
		f.add("order", "field.choice")
	}
	return q, f.err()
}

// needle is what is looked for in the folded names; "" if there is nothing to look for.
func (q ListQuery) needle() string {
	needle, _ := fold.Needle(q.Text)
	return needle
}

// listedRow is a row of the list with what its cursor needs.
type listedRow struct {
	PublicEndorser
	id, sortKey string
	matched     int
}

// publicColumns are the columns of a PublicEndorser, and the two that order it.
const publicColumns = "l.slug, l.names, l.country, l.town, l.kind, l.website, l.communities, l.quote, l.quote_lang, " +
	"l.logo_id, l.version, l.listed_from, l.endorsement_id, l.sort_key"

func (s *Store) readList(ctx context.Context, list listStatement) ([]listedRow, error) {
	text, args := list.render()
	out, err := s.scanList(ctx, text, args)
	if err != nil {
		return nil, fmt.Errorf("read the public list: %w", err)
	}
	return out, nil
}

// scanList reads the rows of a statement whose columns are publicColumns and the number of matches.
func (s *Store) scanList(ctx context.Context, text string, args []any) ([]listedRow, error) {
	db := s.db.WithContext(ctx)
	if s.parsed != nil {
		// Every statement here is bounded, and a context that can end has SQLite's driver watch it at every row, which
		// costs more than the row.
		db = s.parsed.WithContext(context.WithoutCancel(ctx))
	}
	rows, err := db.Raw(text, args...).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := make([]listedRow, 0, ListPageSize+1)
	for rows.Next() {
		row, err := scanListed(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

func scanListed(rows *sql.Rows) (listedRow, error) {
	var row listedRow
	var names, communities []byte
	var since time.Time
	err := rows.Scan(&row.Slug, &names, &row.Country, &row.Town, &row.Kind, &row.Website, &communities, &row.Quote,
		&row.QuoteLang, &row.LogoID, &row.Version, &since, &row.id, &row.sortKey, &row.matched)
	if err != nil {
		return row, err
	}
	row.Since = since.UTC()
	if err := json.Unmarshal(names, &row.Names); err != nil {
		return row, err
	}
	row.Communities = slugsIn(communities)
	return row, nil
}

// slugsIn reads a JSON list of slugs of ours, which have no quotes and no escapes in them: 50 rows are read at once, and a
// general decoder would take longer than the database.
func slugsIn(list []byte) []string {
	var slugs []string
	for i, part := range strings.Split(string(list), `"`) {
		if i%2 == 1 {
			slugs = append(slugs, part)
		}
	}
	return slugs
}

// search returns what was typed into a search without blanks around it, and adds a field error if no form of ours sends it.
func (f *faults) search(text string) string {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		f.add("q", "field.characters")
	}
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) > maxSearch {
		f.add("q", "field.too_long", "n", maxSearch)
	}
	return text
}
