package server

import (
	"fmt"
	"maps"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// How often is measured. Measured server and limit take turns, so that whatever else the machine does meets both; the
// median of the turns counts.
const (
	turns     = 15
	turnTime  = 60 * time.Millisecond // about, of either
	storeTime = 300 * time.Millisecond
	endorsing = 12 // turns of endorsements
	atOneTurn = 10
	deepFrom  = 10 // pages
	deepTo    = 25
)

// endorsers are how many stand on the list.
func endorsers() []int { return []int{1_000, 10_000, 100_000} }

// BenchmarkFigures measures the pages of the public list and the giving of an endorsement beside their limits, among
// 1,000, 10,000 and 100,000 endorsers, and the pages and feeds of joint actions and joining them among 1,000 and 10,000
// actions, on both databases. It prints a table for each database at the end.
func BenchmarkFigures(b *testing.B) {
	var tables []figuresTable
	for _, database := range []string{"SQLite", "PostgreSQL"} {
		b.Run(database, func(b *testing.B) {
			list, together := figuresTable{database: database, of: "endorsers"}, figuresTable{database: database, of: "joint actions"}
			for _, n := range endorsers() {
				list.columns = append(list.columns, column(b, database, n, amongEndorsers))
			}
			for _, n := range jointActions() {
				together.columns = append(together.columns, column(b, database, n, amongActions))
			}
			tables = append(tables, list, together)
		})
	}
	for _, table := range tables {
		table.print(os.Stdout)
	}
}

// surroundings plant what is measured, and say what that is.
type surroundings func(b *testing.B, w *modelstest.World, call modelstest.Call, n int) (pages func() []figurePage, write func(*figuresClient) figuresRow)

func amongEndorsers(b *testing.B, w *modelstest.World, call modelstest.Call, n int) (func() []figurePage, func(*figuresClient) figuresRow) {
	w.Plant(b, call, modelstest.Town(n))
	return func() []figurePage { return pages(b, w) }, func(c *figuresClient) figuresRow { return c.endorse(b, w, call) }
}

// column measures everything among so many.
func column(b *testing.B, database string, n int, among surroundings) figuresColumn {
	began := time.Now()
	address := filepath.Join(b.TempDir(), "keephope.db")
	if database != "SQLite" {
		address = modelstest.Postgres(b)
	}
	w := modelstest.NewWorld(b, address)
	w.Clock.Set(began.AddDate(0, 0, -2)) // the measured server has the clock of the machine: a campaign takes days
	measured, write := among(b, w, w.Call(b), n)
	if database != "SQLite" {
		w.Analyze(b)
	}
	planted := time.Since(began)
	w.Clock.Set(time.Now())
	c := startFigures(b, w)
	col := figuresColumn{n: n}
	for _, p := range measured() {
		col.rows = append(col.rows, c.page(b, p))
	}
	c.ask(b, "/memory", nil, &col.memory)
	col.rows = append(col.rows, write(c))
	fmt.Fprintf(os.Stderr, "%s, %d: planted in %v, measured in %v\n", database, n, planted.Round(time.Second), (time.Since(began) - planted).Round(time.Second))
	return col
}

// figurePage is a kind of page: its addresses are asked for in turn.
type figurePage struct {
	name    string
	hot     bool // from the page cache; others are rendered every time
	targets []string
	goal    goal
	store   bool // the store's part is measured alone
}

// pages are the pages that are measured.
func pages(b *testing.B, w *modelstest.World) []figurePage {
	list := func(filters ...string) (targets []string) {
		for _, filter := range filters {
			targets = append(targets, "/en/endorsers?"+filter)
		}
		return targets
	}
	f, err := w.Store.Facets(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	codes := slices.SortedFunc(maps.Keys(f.Countries), func(a, b string) int { return f.Countries[b] - f.Countries[a] })
	var countries, selective, middling []string
	for i := range 10 {
		countries = append(countries, "country="+codes[i])
		selective = append(selective, "q=nisation+"+strconv.Itoa(471+37*i)+"&order=newest")
		middling = append(middling, "q=nisation+"+strconv.Itoa(11+8*i))
	}
	return []figurePage{
		{"list page, hot", true, []string{"/en/endorsers"}, goal{rate: 0.85}, true},
		{"deep page", false, deep(b, w), goal{page: 800 * time.Microsecond}, true},
		{"filter by country", false, list(countries...), goal{page: 800 * time.Microsecond}, true},
		{"search, selective", false, list(selective...), goal{page: 3 * time.Millisecond}, true},
		{"search, 1 in 100", false, list(middling...), goal{page: 3 * time.Millisecond}, true},
		{"search, common word", false, list("q=memorial", "q=atlas", "q=voices", "q=foundation"), goal{page: 3 * time.Millisecond}, true},
		{"the same, by country", false, list("q=memorial&order=country", "q=atlas&order=country", "q=voices&order=country"), goal{}, true},
		{"the same, a community", false, list("q=memorial&community=women", "q=atlas&community=lgbti", "q=organisation&community=women"), goal{}, true},
	}
}

// deep are addresses of pages far down in the list by name; of a short list those that it has.
func deep(b *testing.B, w *modelstest.World) (targets []string) {
	q := models.ListQuery{Order: models.OrderName}
	for i := range deepTo {
		page, err := w.Store.Endorsers(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		if i >= deepFrom {
			targets = append(targets, "/en/endorsers?order=name&page="+url.QueryEscape(q.Page))
		}
		if q.Page = page.Next; q.Page == "" {
			break
		}
	}
	return targets
}

// page measures a kind of page beside an echo handler that answers the same bytes from memory.
func (c *figuresClient) page(b *testing.B, p figurePage) figuresRow {
	row := figuresRow{name: p.name, goal: p.goal, list: strings.HasPrefix(p.targets[0], "/en/endorsers") || strings.HasPrefix(p.targets[0], "/en/actions?")}
	site, fresh := c.at.Site, ""
	if !p.hot {
		site, fresh = c.at.Uncached, "yes"
	}
	for _, target := range p.targets {
		var size [2]int
		c.ask(b, "/keep", url.Values{"target": {target}, "fresh": {fresh}}, &size)
		row.bytes = max(row.bytes, size[0])
	}
	n := c.enough(b, site, p.targets)
	m := c.enough(b, c.at.Memory, p.targets)
	var rates []float64
	var pageCPU, databaseCPU, limits []time.Duration
	row.statements = math.Inf(1)
	for range turns {
		mine := c.read(b, site, p.targets, n)
		limit := c.read(b, c.at.Memory, p.targets, m)
		rates, limits = append(rates, float64(limit.wall)/float64(mine.wall)), append(limits, limit.wall)
		pageCPU, databaseCPU = append(pageCPU, mine.cpu), append(databaseCPU, mine.database)
		row.statements = min(row.statements, mine.statements) // what the server does beside it adds some to a turn
	}
	row.rate, row.page, row.server, row.limit = middle(rates), middle(pageCPU), mean(databaseCPU), middle(limits)
	if p.store {
		var once, took [2]time.Duration // of the processor, and on the clock
		about := url.Values{"target": p.targets, "n": {"10"}}
		c.ask(b, "/list", about, &once)
		about.Set("n", strconv.Itoa(max(10, int(storeTime/max(once[1], time.Microsecond)))))
		c.ask(b, "/list", about, &took)
		row.store = took[0]
	}
	return row
}

// enough is how many answers make a turn.
func (c *figuresClient) enough(b *testing.B, site string, targets []string) int {
	c.read(b, site, targets, 2*len(targets))
	took := c.read(b, site, targets, 40).wall
	return max(2*c.hands, int(turnTime/max(took, time.Microsecond)))
}

func mean(values []time.Duration) time.Duration {
	var sum time.Duration
	for _, v := range values {
		sum += v
	}
	return sum / time.Duration(len(values))
}

func TestTheTableOfFiguresJudges(t *testing.T) {
	row := func(rate float64, page time.Duration, g goal) figuresRow {
		return figuresRow{name: "a row", rate: rate, page: page, bytes: 50_000, statements: 1, list: true, goal: g}
	}
	var out strings.Builder
	figuresTable{database: "SQLite", columns: []figuresColumn{
		{n: 1_000, rows: []figuresRow{row(0.9, time.Millisecond, goal{rate: 0.85}), row(0.1, time.Millisecond, goal{page: time.Millisecond})}},
		{n: 100_000, rows: []figuresRow{row(0.8, time.Millisecond, goal{rate: 0.85}), row(0.1, 2*time.Millisecond, goal{page: time.Millisecond})}},
	}}.print(&out)
	for _, want := range []string{`0\.90.* 0\.80 .*rate >= 0\.85: missed`, `1\.00.* 2\.00 .*page <= 1\.0 ms: missed`, `60,000 bytes: met`} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
