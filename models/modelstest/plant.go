package modelstest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/fold"
	"keephope/models/terms"
)

// plantedAtOnce is how many listings one statement inserts.
const plantedAtOnce = 200

// Plant writes listings as they are, with organisations and endorsements of which only the rows exist: many public
// endorsers fast, for lists that are only read. Listings need names, folded name, sort key and all that is shown; ids
// are given here.
func (w *World) Plant(t testing.TB, c Call, listings []models.Listing) {
	t.Helper()
	for from := 0; from < len(listings); from += plantedAtOnce {
		w.plant(t, c, from, listings[from:min(from+plantedAtOnce, len(listings))])
	}
}

func (w *World) plant(t testing.TB, c Call, from int, listings []models.Listing) {
	var organisations, endorsements, rows, communities []string
	for i, l := range listings {
		organisation, endorsement, at := w.Store.NewID(), w.Store.NewID(), stamp(l.ListedFrom)
		names, err := json.Marshal(l.Names)
		if err != nil {
			t.Fatal(err)
		}
		working, err := json.Marshal(l.Communities)
		if err != nil {
			t.Fatal(err)
		}
		organisations = append(organisations, fmt.Sprintf("('%s', %d, 'member', %s, '%s')", organisation, 2_000_000+from+i, w.bytes(nil), at))
		endorsements = append(endorsements, fmt.Sprintf("('%s', '%s', '%s', '%s', 'en', 'public', %s, %s, '%s', '', '%s')",
			endorsement, organisation, c.StatementID, c.VersionID, w.bytes(nil), w.bytes(nil), at, at))
		rows = append(rows, fmt.Sprintf("('%s', '%s', '%s', %s, %s, %s, '%s', '%s', %s, '%s', %s, %s, %s, '%s', '%s', %d, '%s')",
			endorsement, organisation, c.StatementID, literal(l.Slug), literal(string(names)), literal(l.Folded), l.SortKey, l.Country, literal(l.Town),
			l.Kind, literal(l.Website), literal(string(working)), literal(l.Quote), l.QuoteLang, l.LogoID, max(1, l.Version), at))
		for _, community := range l.Communities {
			communities = append(communities, fmt.Sprintf("('%s', '%s', '%s', '%s', '%s', '%s', %s)", c.StatementID, community, at, endorsement, l.SortKey, l.Country, literal(l.Folded)))
		}
	}
	w.exec(t,
		"INSERT INTO organisations (id, number, state, profile, created_at) VALUES "+strings.Join(organisations, ","),
		"INSERT INTO endorsements (id, organisation_id, statement_id, version_id, lang, level, quote, mandate, given_at, given_by, public_since) VALUES "+strings.Join(endorsements, ","),
		`INSERT INTO listings (endorsement_id, organisation_id, statement_id, slug, names, folded, sort_key, country, town,
			kind, website, communities, quote, quote_lang, logo_id, version, listed_from) VALUES `+strings.Join(rows, ","))
	if len(communities) > 0 {
		w.exec(t, "INSERT INTO listing_communities (statement_id, community, listed_from, endorsement_id, sort_key, country, folded) VALUES "+strings.Join(communities, ","))
	}
}

// literal writes a literal of text.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Analyze has PostgreSQL look at what was planted, as it does by itself in the course of a day.
func (w *World) Analyze(t testing.TB) {
	t.Helper()
	w.exec(t, "VACUUM ANALYZE")
}

// Town makes n endorsers with names as different as names are, the same every time.
func Town(n int) []models.Listing {
	first := []string{"Open Window", "Vilniaus moterų namai", "Мемориал", "House of Hope", "ღია ფანჯარა", "دار الجسر", "Human Rights Watchers", "Romani Voices", "Atlas", "Sieť hlasov"}
	second := []string{"Tbilisi", "Kraków", "Rotterdam", "Network", "Centre", "Львів", "Association", "Forum", "Երևան", "Table", "Collective", "Foundation", "Youth"}
	countries, communities := terms.Countries(), terms.Communities()
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	out := make([]models.Listing, n)
	for i := range out {
		own := fmt.Sprintf("%s %s %s", first[i%len(first)], second[i/7%len(second)], fold.Slug(fmt.Sprintf("%x", i*2654435761%4294967296)))
		english := fmt.Sprintf("Organisation %d of %s", i, second[i/3%len(second)])
		out[i] = models.Listing{
			Slug: fmt.Sprintf("organisation-%d", i), Names: models.Names{Own: own, OwnLang: "ka", English: english},
			Folded: fold.SearchKey(own, english, second[i%len(second)]), SortKey: fold.SortKey(english),
			Country: countries[i*i%97], Town: second[i%len(second)], Kind: "collective", Website: "https://example.org",
			Communities: []string{communities[i%25]}, Quote: "We keep one window open for whoever comes next.", QuoteLang: "en",
			ListedFrom: start.Add(time.Duration(i*7919%n) * time.Minute),
		}
	}
	return out
}
