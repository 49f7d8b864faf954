package models_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// endorser is what the model knows of an organisation.
type endorser struct {
	id, endorsement, name string
	as                    models.Actor
	level                 models.Level
	from                  time.Time
	gone                  bool // hidden or withdrawn
}

func (e endorser) public(at time.Time) bool {
	return !e.gone && e.level == models.Public && !at.Before(e.from)
}

// coalition is a World and what the model knows of it.
type coalition struct {
	*modelstest.World
	call   models.Giving
	random *rand.Rand
	all    []*endorser
}

// joins makes one more organisation endorse at any level, and perhaps be named later only.
func (c *coalition) joins(t *testing.T) {
	e := &endorser{name: fmt.Sprintf("Window %d", len(c.all)), level: []models.Level{models.Public, models.Public, models.Members, models.Counted}[c.random.IntN(4)]}
	e.id, e.as = c.Founder(t, profile(e.name, "GE", "women"))
	given := c.call
	given.OrganisationID, given.Level, given.Mandate = e.id, e.level, "The board."
	if e.level != models.Counted && c.random.IntN(3) == 0 { // who is only counted is never named
		e.from = c.Clock.Now().Add(time.Duration(1+c.random.IntN(24)) * time.Hour)
		given.NameFrom = &e.from
	}
	var err error
	if e.endorsement, err = c.Store.Endorse(t.Context(), e.as, c.Sent("endorse"), given); err != nil {
		t.Fatal(err)
	}
	c.all = append(c.all, e)
}

// leaves makes one of them hide or withdraw.
func (c *coalition) leaves(t *testing.T) {
	e := c.all[c.random.IntN(len(c.all))]
	if e.gone {
		return
	}
	var err error
	if c.random.IntN(2) == 0 {
		_, err = c.Store.Hide(t.Context(), e.as, e.id)
	} else {
		err = c.Store.Withdraw(t.Context(), e.as, c.Sent("withdraw"), models.Withdrawing{OrganisationID: e.id, EndorsementID: e.endorsement})
	}
	if err != nil {
		t.Fatal(err)
	}
	e.gone = true
}

// passes lets hours go by, with the jobs that were due in them.
func (c *coalition) passes(t *testing.T) {
	c.Clock.Add(time.Duration(c.random.IntN(6)) * time.Hour)
	for _, e := range c.all {
		if err := c.Store.PublishDue(t.Context(), e.endorsement); err != nil {
			t.Fatal(err)
		}
	}
}

// agrees compares what the public sees with the model.
func (c *coalition) agrees(t *testing.T) {
	t.Helper()
	want := []string{}
	for _, e := range c.all {
		if e.public(c.Clock.Now()) {
			want = append(want, e.name)
		}
	}
	page := list(t, c.Store, models.ListQuery{Order: models.OrderName})
	got := shown(page)
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || page.Facets.Named != len(want) {
		t.Fatalf("%d are counted as named (-model +public):\n%s", page.Facets.Named, diff)
	}
}

func TestThePublicSeesWhatTheModelSays(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		call := w.Call(t)
		w.Keepers(t)
		c := &coalition{World: w, random: rand.New(rand.NewPCG(seed, 0)), call: models.Giving{
			StatementID: call.StatementID, VersionID: call.VersionID, Lang: "en",
		}}
		for range 40 {
			c.joins(t)
			if c.random.IntN(3) == 0 {
				c.leaves(t)
			}
			c.passes(t)
			c.agrees(t)
		}
		before := publicRows(t, w)
		if err := models.RebuildListings(t.Context(), w.Store); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, publicRows(t, w)); diff != "" {
			t.Errorf("written anew, the public copy is another (-stood +rebuilt):\n%s", diff)
		}
	})
}

// publicRows is every public row, as text.
func publicRows(t *testing.T, w *modelstest.World) (rows []string) {
	t.Helper()
	pool, dialect := w.Store.SQL()
	queries := []string{
		"SELECT endorsement_id || slug || names || folded || sort_key || country || town || communities || quote || logo_id || version || listed_from FROM listings ORDER BY 1",
		"SELECT community || listed_from || endorsement_id || sort_key || country FROM listing_communities ORDER BY 1",
	}
	if dialect == "sqlite" {
		queries = append(queries, "SELECT endorsement_id || statement_id || listed_from || folded FROM listing_words ORDER BY 1")
	}
	for _, query := range queries {
		found, err := pool.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		for found.Next() {
			var row string
			if err := found.Scan(&row); err != nil {
				t.Fatal(err)
			}
			rows = append(rows, row)
		}
		if err := found.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// TestAHiddenNameLeavesNoBytes: letters that fold to themselves make trigrams that are found in the file. Latin ones of
// three or four letters are not looked for, because random ids hold them too.
func TestAHiddenNameLeavesNoBytes(t *testing.T) {
	path := t.TempDir() + "/test.db"
	w := modelstest.NewWorld(t, path)
	call := w.Call(t)
	const word = "ⵣⵥⵯⵢ"
	p := profile(word+" Azul", "MA", "indigenous")
	p.Names.English = "Quixotic Zephyr"
	id, as := w.Endorser(t, call, p, models.Public)
	for range 30 {
		w.Endorser(t, call, profile("Other Window", "MA", "women"), models.Public)
	}
	bytes := func() string {
		var all strings.Builder
		for _, suffix := range []string{"", "-wal"} {
			part, err := os.ReadFile(path + suffix)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			all.Write(part)
		}
		return all.String()
	}
	traces := []string{word, word[:9], word[3:], "quixotic", "Quixotic", "zephyr", "Zephyr"}
	for _, trace := range traces[:4] {
		if !strings.Contains(bytes(), trace) {
			t.Fatalf("%q is not in the file while it is public: the test sees nothing", trace)
		}
	}
	if _, err := w.Store.Hide(t.Context(), as, id); err != nil {
		t.Fatal(err)
	}
	left := bytes()
	for _, trace := range traces {
		if strings.Contains(left, trace) {
			t.Errorf("%q is still in the file", trace)
		}
	}
}

func TestAPageTakesFewStatements(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Plant(t, w.Call(t), modelstest.Town(300))
		for _, q := range []models.ListQuery{
			{}, {Order: models.OrderName}, {Order: models.OrderCountry, CountryRank: rank()}, {Country: "AE"}, {Community: "women", Order: models.OrderCountry, CountryRank: rank()},
			{Community: "women", Country: "AE"}, {Text: "memorial"}, {Text: "a"}, {Text: "organisation", Country: "AE"},
		} {
			w.Store.Forget()
			before := w.Store.Statements()
			if _, err := w.Store.Featured(t.Context(), "en"); err != nil { // the frame of the page
				t.Fatal(err)
			}
			page := list(t, w.Store, q)
			if n := w.Store.Statements() - before; n > 3 {
				t.Errorf("%+v took %d statements", q, n)
			}
			q.Page = page.Next
			before = w.Store.Statements()
			list(t, w.Store, q)
			if n := w.Store.Statements() - before; n != 1 {
				t.Errorf("%+v took %d statements when the facets were known", q, n)
			}
		}
	})
}
