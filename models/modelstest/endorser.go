package modelstest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"crypto/rand"

	"keephope/models"
	"keephope/models/seal"
)

// Founder makes an organisation that is a member already, without an application, and returns its id and its signatory.
func (w *World) Founder(t testing.TB, p models.Profile) (id string, as models.Actor) {
	t.Helper()
	id, as = w.Store.NewID(), w.AsPerson(t, "Nino")
	wrapped, sealed := w.sealed(t, id, p)
	at := stamp(w.Clock.Now())
	w.exec(t,
		fmt.Sprintf(`INSERT INTO data_keys (owner_id, wrapped, made_at) VALUES ('%s', %s, '%s')`, id, w.bytes(wrapped), at),
		fmt.Sprintf(`INSERT INTO organisations (id, number, state, profile, created_at, joined_at)
			VALUES ('%s', %d, 'member', %s, '%s', '%s')`, id, 1_000_000+w.people.Load(), w.bytes(sealed), at, at),
		fmt.Sprintf(`INSERT INTO representatives (organisation_id, person_id, role, since)
			VALUES ('%s', '%s', 'signatory', '%s')`, id, as.PersonID, at))
	return id, w.Again(t, as)
}

// sealed makes an organisation's data key and seals its profile with it.
func (w *World) sealed(t testing.TB, id string, p models.Profile) (wrapped, profile []byte) {
	t.Helper()
	ring, err := seal.ParseRing(w.Keys)
	if err != nil {
		t.Fatal(err)
	}
	wrapped, key, err := ring.NewDataKey(rand.Reader, id)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	profile, err = key.Seal(rand.Reader, seal.Place{Table: "organisations", Column: "profile", Row: id}, plain)
	if err != nil {
		t.Fatal(err)
	}
	return wrapped, profile
}

// Founders makes organisations that are members already, with sealed profiles and nobody who acts for them: many, fast.
func (w *World) Founders(t testing.TB, profiles []models.Profile) {
	t.Helper()
	at := stamp(w.Clock.Now())
	for from := 0; from < len(profiles); from += plantedAtOnce {
		var keys, organisations []string
		for i, p := range profiles[from:min(from+plantedAtOnce, len(profiles))] {
			id := w.Store.NewID()
			wrapped, sealed := w.sealed(t, id, p)
			keys = append(keys, fmt.Sprintf("('%s', %s, '%s')", id, w.bytes(wrapped), at))
			organisations = append(organisations, fmt.Sprintf("('%s', %d, 'member', %s, '%s', '%s')", id, 3_000_000+from+i, w.bytes(sealed), at, at))
		}
		w.exec(t, "INSERT INTO data_keys (owner_id, wrapped, made_at) VALUES "+strings.Join(keys, ","),
			"INSERT INTO organisations (id, number, state, profile, created_at, joined_at) VALUES "+strings.Join(organisations, ","))
	}
}

// Endorser is a member that stands under the call's first version at a level, with a quote.
func (w *World) Endorser(t testing.TB, c Call, p models.Profile, level models.Level) (id string, as models.Actor) {
	t.Helper()
	id, as = w.Founder(t, p)
	_, err := w.Store.Endorse(t.Context(), as, w.Sent("endorse"), models.Giving{
		OrganisationID: id, StatementID: c.StatementID, VersionID: c.VersionID, Lang: "en", Level: level,
		Quote: models.Quote{Text: "We stay.", Lang: "en"}, Mandate: "The board.",
	})
	if err != nil {
		t.Fatal(err)
	}
	return id, as
}

// bytes writes a literal of bytes.
func (w *World) bytes(b []byte) string {
	if _, dialect := w.Store.SQL(); dialect == "postgres" {
		return fmt.Sprintf(`'\x%x'`, b)
	}
	return fmt.Sprintf("x'%x'", b)
}
