package modelstest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"keephope/models"
)

// Call is a featured campaign's call with one published version in English and Russian.
type Call struct {
	CampaignID  string
	StatementID string
	VersionID   string
}

// Call makes the featured campaign and its call.
func (w *World) Call(t testing.TB) Call {
	t.Helper()
	c := Call{CampaignID: w.Store.NewID(), StatementID: w.Store.NewID()}
	at := stamp(w.Clock.Now())
	w.exec(t,
		fmt.Sprintf(`INSERT INTO campaigns (id, slug, featured, historical, hashtag, original_lang, links, dates, documented, created_at, edited_at)
			VALUES ('%s', 'keep-hope', TRUE, FALSE, '', 'en', '[]', '[]', '[]', '%s', '%s')`, c.CampaignID, at, at),
		fmt.Sprintf(`INSERT INTO campaign_texts (campaign_id, lang, title, summary, occasion, asks)
			VALUES ('%s', 'en', 'Keep Hope Alive', 'We stand together.', '', '[]')`, c.CampaignID),
		fmt.Sprintf(`INSERT INTO statements (id, campaign_id, kind, addressee, created_at)
			VALUES ('%s', '%s', 'call', '', '%s')`, c.StatementID, c.CampaignID, at))
	c.VersionID = w.Version(t, c, 1)
	return c
}

// Version publishes a numbered version of the call in English and Russian, and returns its id.
func (w *World) Version(t testing.TB, c Call, number int) string {
	t.Helper()
	id, at := w.Store.NewID(), stamp(w.Clock.Now())
	w.exec(t, fmt.Sprintf(`INSERT INTO statement_versions (id, statement_id, number, original_lang, created_at, published_at)
		VALUES ('%s', '%s', %d, 'en', '%s', '%s')`, id, c.StatementID, number, at, at))
	for lang, title := range map[string]string{"en": "We stand together", "ru": "Мы стоим вместе"} {
		w.exec(t, fmt.Sprintf(`INSERT INTO statement_texts (version_id, lang, title, body, sha256, saved_at, locked_at)
			VALUES ('%s', '%s', '%s', 'Version %d in %s.', '%s', '%s', '%s')`, id, lang, title, number, lang, strings.Repeat("0", 64), at, at))
	}
	return id
}

// Keepers makes two keepers, so that organisations may be counted.
func (w *World) Keepers(t testing.TB) (first, second models.Actor) {
	t.Helper()
	return w.AsRole(t, "Ilyas", models.Keeper), w.AsRole(t, "Marta", models.Keeper)
}

// Again is the same person with the rights of now.
func (w *World) Again(t testing.TB, as models.Actor) models.Actor {
	t.Helper()
	now, err := w.Store.ActorOf(t.Context(), as.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// Count returns the number that a query gives.
func (w *World) Count(t testing.TB, query string) int {
	t.Helper()
	pool, _ := w.Store.SQL()
	var n int
	if err := pool.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func (w *World) exec(t testing.TB, statements ...string) {
	t.Helper()
	pool, _ := w.Store.SQL()
	for _, statement := range statements {
		if _, err := pool.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func stamp(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05.999999999-07:00") }
