package server_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// rows is everything that a database holds, by table, as the driver reads it.
type rows map[string][][]any

// tables lists the tables whose rows a change of ours can touch, with those of the job queue that hold arguments. What
// the job machinery keeps of itself, and the trigram index that follows listings, are left out.
func (s *site) tables() []string {
	query := "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
	if _, dialect := s.app.Store().SQL(); dialect == "postgres" {
		query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
	}
	return slices.DeleteFunc(s.texts(query), func(name string) bool {
		return strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "river_") || strings.HasPrefix(name, "listing_search") ||
			name == "listing_words" || name == "goose_db_version"
	})
}

// texts is the one column of a query.
func (s *site) texts(query string) []string {
	s.t.Helper()
	pool, _ := s.app.Store().SQL()
	found, err := pool.QueryContext(s.t.Context(), query)
	if err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
	defer found.Close()
	var out []string
	for found.Next() {
		var text string
		if err := found.Scan(&text); err != nil {
			s.t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}

// rows reads every table.
func (s *site) rows() rows {
	s.t.Helper()
	all := rows{}
	for _, table := range s.tables() {
		all[table] = s.read("SELECT * FROM " + table)
	}
	all["river_job"] = s.read("SELECT kind, args FROM river_job WHERE kind NOT IN ('tally', 'sweep') ORDER BY id")
	return all
}

func (s *site) read(query string) (out [][]any) {
	s.t.Helper()
	pool, _ := s.app.Store().SQL()
	found, err := pool.QueryContext(s.t.Context(), query)
	if err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		s.t.Fatal(err)
	}
	for found.Next() {
		row := make([]any, len(columns))
		at := make([]any, len(columns))
		for i := range row {
			at[i] = &row[i]
		}
		if err := found.Scan(at...); err != nil {
			s.t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

// told writes a row as text, without when a browser was last seen: that is no change of anything that anybody did, and
// no more is how often somebody knocked (limits).
func told(table string, row []any) string {
	if table == "sessions" {
		row = slices.Clone(row)
		row[5] = "seen"
	}
	var text strings.Builder
	for _, value := range row {
		if at, ok := value.(time.Time); ok {
			value = at.UTC().Format(time.RFC3339Nano)
		}
		fmt.Fprintf(&text, "%v|", value)
	}
	return text.String()
}

// changes names the tables whose contents differ, in whatever order their rows stand.
func (r rows) changes(after rows) (names []string) {
	for _, table := range slices.Sorted(maps.Keys(r)) {
		if table != "limits" && !slices.Equal(r.table(table), after.table(table)) {
			names = append(names, table)
		}
	}
	return names
}

func (r rows) table(name string) []string {
	lines := make([]string, len(r[name]))
	for i, row := range r[name] {
		lines[i] = told(name, row)
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// settle drops the jobs that wait and lets those in hand finish, so that nothing happens by itself from now on.
func (s *site) settle() {
	s.t.Helper()
	pool, _ := s.app.Store().SQL()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if _, err := pool.ExecContext(s.t.Context(), "DELETE FROM river_job WHERE state <> 'running'"); err != nil {
			s.t.Fatal(err)
		}
		if len(s.texts("SELECT kind FROM river_job")) == 0 {
			return
		}
	}
	s.t.Fatal("jobs run without end")
}

// restore brings a SQLite database back to what it held, and drops what the program remembers of it.
func (s *site) restore(to rows) {
	s.t.Helper()
	s.settle()
	pool, _ := s.app.Store().SQL()
	conn, err := pool.Conn(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close()
	for _, step := range []func() error{
		func() error { _, err := conn.ExecContext(s.t.Context(), "PRAGMA foreign_keys = OFF"); return err },
		func() error { return refill(s.t.Context(), conn, to) },
		func() error { _, err := conn.ExecContext(s.t.Context(), "PRAGMA foreign_keys = ON"); return err },
	} {
		if err := step(); err != nil {
			s.t.Fatalf("restore: %v", err)
		}
	}
	s.app.Store().Forget()
}

func refill(ctx context.Context, conn *sql.Conn, to rows) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, table := range slices.Sorted(maps.Keys(to)) {
		if table == "river_job" {
			continue
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return err
		}
		for _, row := range to[table] {
			marks := strings.TrimSuffix(strings.Repeat("?,", len(row)), ",")
			if _, err := tx.ExecContext(ctx, "INSERT INTO "+table+" VALUES ("+marks+")", row...); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
		}
	}
	return tx.Commit()
}

func TestRowsAreComparedAndRestored(t *testing.T) {
	s := newSite(t)
	s.campaign()
	s.settle()
	before := s.rows()
	if len(before["campaigns"]) != 1 || len(before["events"]) == 0 {
		t.Fatalf("rows are missing: %v", before)
	}
	if names := before.changes(s.rows()); len(names) > 0 {
		t.Errorf("%v differ although nothing happened", names)
	}
	b := s.browser()
	s.signIn(b, "Maja")
	if names := before.changes(s.rows()); !slices.Contains(names, "people") || !slices.Contains(names, "sessions") {
		t.Errorf("after a sign-in only %v differ", names)
	}
	s.restore(before)
	if names := before.changes(s.rows()); len(names) > 0 {
		t.Errorf("after restoring, %v differ", names)
	}
}
