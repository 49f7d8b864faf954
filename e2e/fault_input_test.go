package e2e

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"keephope/models/modelstest"
)

func TestFaultBadInputIsRefusedWithAPage(t *testing.T) {
	for name, address := range databases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLake(t, address(t))
			forms := l.forms(t)
			if len(forms) < 5 || len(l.posts()) < 30 {
				t.Fatalf("only %d forms for %d routes were found", len(forms), len(l.posts()))
			}
			before := l.contents(t)
			for _, r := range l.posts() {
				at := l.address(r)
				f, known := forms[at]
				if !known {
					f = form{action: at, fields: []field{{name: "form_id", value: l.Form()}}}
				}
				for what, bad := range badRequests(t, f) {
					l.Exec(t, "DELETE FROM limits") // many tries are what this is about
					l.refuses(t, r.Path+" "+what, bad)
				}
				if now := l.contents(t); now != before {
					t.Errorf("%s: bad input changed %s", r.Path, difference(before, now))
					before = now
				}
			}
		})
	}
}

// databases are both, each new when it is asked for.
func databases(t *testing.T) map[string]func(t *testing.T) string {
	t.Helper()
	return map[string]func(t *testing.T) string{
		"sqlite":   func(*testing.T) string { return "" },
		"postgres": func(t *testing.T) string { return modelstest.Postgres(t) },
	}
}

// refuses sends a bad request: the answer is a 4xx with a page in the language of the address.
func (l *lake) refuses(t *testing.T, what string, bad *http.Request) {
	t.Helper()
	a, err := l.visitor.send(bad)
	switch {
	case err != nil:
		t.Errorf("%s: no answer: %v", what, err)
	case a.status < 400 || a.status > 499:
		t.Errorf("%s: %d, want a 4xx", what, a.status)
	case !strings.Contains(a.body, `<html lang="ru"`) || !strings.Contains(a.body, "<h1"):
		t.Errorf("%s: %d without a page in Russian:\n%.300s", what, a.status, a.body)
	}
}

// badRequests are what no browser sends from our pages.
func badRequests(t *testing.T, f form) map[string]*http.Request {
	t.Helper()
	good := f.values()
	bad := map[string]*http.Request{
		"with a field that is not known": request(t, f.action, f.upload, append(slices.Clone(good), [2]string{"surprise", "1"})),
		"with a field twice":             request(t, f.action, f.upload, append(slices.Clone(good), [2]string{"form_id", "x"}, [2]string{"form_id", "x"})),
		"with 1 MB in a field":           request(t, f.action, f.upload, f.with("form_id", strings.Repeat("я", 512<<10))),
		"with 10 MB":                     request(t, f.action, f.upload, f.with("form_id", strings.Repeat("a", 10<<20))),
		"with 300 fields":                request(t, f.action, f.upload, slices.Repeat([][2]string{{"form_id", "a"}}, 300)),
		"with a broken escape":           raw(t, f.action, "application/x-www-form-urlencoded", "form_id=%zz"),
		"with a semicolon":               raw(t, f.action, "application/x-www-form-urlencoded", "form_id=a;form_id=b"),
		"as JSON":                        raw(t, f.action, "application/json", `{"form_id":"a"}`),
		"as text":                        raw(t, f.action, "text/plain", "form_id=a"),
		"as nothing":                     raw(t, f.action, "", "form_id=a"),
		"as a type that is none":         raw(t, f.action, "a b;;", "form_id=a"),
		"as parts without a boundary":    raw(t, f.action, "multipart/form-data", "form_id=a"),
		"as parts that do not end":       raw(t, f.action, "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"form_id\"\r\n\r\nabc"),
		"with a broken query":            raw(t, f.action, "application/x-www-form-urlencoded", ""),
	}
	bad["with a broken query"].URL.RawQuery = "a=%zz"
	for _, in := range append(f.fields, field{name: "form_id"}) {
		bad["with NUL in "+in.name] = request(t, f.action, f.upload, f.with(in.name, "House\x00"))
		bad["with broken UTF-8 in "+in.name] = request(t, f.action, f.upload, f.with(in.name, "House \xff\xfe"))
		bad["with a half character in "+in.name] = request(t, f.action, f.upload, f.with(in.name, "House \xed\xa0\x80"))
	}
	return bad
}

func raw(t *testing.T, address, kind, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, address, bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return r
}

// contents is everything that the database holds, as a hash for each table: "table hash" in lines. Left out is what
// runs by itself: the rate limiter, jobs and what they write, and when a session was last seen.
func (l *lake) contents(t testing.TB) string {
	t.Helper()
	pool, dialect := l.Store.SQL()
	list := "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
	if dialect == "postgres" {
		list = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
	}
	var text strings.Builder
	for _, table := range l.column(t, list) {
		if slices.Contains([]string{"limits", "sessions", "notices", "tallies"}, table) ||
			strings.HasPrefix(table, "river_") || strings.HasPrefix(table, "sqlite_") {
			continue
		}
		rows, err := pool.QueryContext(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for rows.Next() {
			into, values := make([]any, len(columns)), make([]any, len(columns))
			for i := range into {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, fmt.Sprint(values...))
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(lines)
		fmt.Fprintf(&text, "%s %d %x\n", table, len(lines), sha256.Sum256([]byte(strings.Join(lines, "\n"))))
	}
	return text.String()
}

// difference names the tables whose lines are not the same.
func difference(before, after string) (tables []string) {
	was := strings.Split(before, "\n")
	for i, line := range strings.Split(after, "\n") {
		if i >= len(was) || line != was[i] {
			name, _, _ := strings.Cut(line, " ")
			tables = append(tables, name)
		}
	}
	return tables
}

func TestFaultBadAddresses(t *testing.T) {
	for name, address := range databases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLake(t, address(t))
			for _, r := range l.routes {
				if r.Method != http.MethodGet {
					continue
				}
				at := l.address(r)
				for _, query := range badQueries {
					l.Exec(t, "DELETE FROM limits")
					l.answers(t, at+"?"+query)
				}
				for _, value := range badValues {
					l.answers(t, l.url+parameter.ReplaceAllStringFunc(r.Path, func(name string) string {
						if name == ":lang" {
							return "ru"
						}
						return value
					}))
				}
			}
		})
	}
}

// badQueries and badValues are what strangers write into addresses.
var (
	badQueries = []string{
		"a=%zz", "%", "q=%00", "q=%ff%fe", "after=%00", "after=-1", "after=" + strings.Repeat("9", 400), "key=%ED%A0%80",
		"q=" + strings.Repeat("%D1%8F", 1500), "country='%20OR%201=1--", "page=-1", "page=99999999999999999999", "order=id%3BDROP",
		"q=a&q=b", "community[]=x", "community=%00", ";", "&&&=", "q=%25%5F%5C",
	}
	badValues = []string{"%00", "%ff", "%ED%A0%80", "-1", "99999999999999999999", "..%2f..%2fetc%2fpasswd", "%27--", "%0d%0aSet-Cookie:x", strings.Repeat("a", 3000)}
)

// answers asks for an address: whatever it is, the program answers, and never with a fault of its own.
func (l *lake) answers(t *testing.T, address string) {
	t.Helper()
	a, err := l.visitor.ask(http.MethodGet, address, nil)
	if err != nil {
		t.Errorf("GET %.200s: %v", address, err)
		return
	}
	if a.status >= 500 {
		t.Errorf("GET %.200s: %d", address, a.status)
	}
	if a.header.Get("Set-Cookie") == "x" {
		t.Errorf("GET %.200s sets a header", address)
	}
}
