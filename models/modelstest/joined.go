package modelstest

import (
	"testing"

	"keephope/models"
)

// Joined is a member organisation that a test made, with its signatory.
type Joined struct {
	ID            string
	EndorsementID string
	Signatory     models.Actor
}

// Joins is a member that stands under the call at a level.
func (w *World) Joins(t testing.TB, c Call, organisation string, level models.Level) Joined {
	t.Helper()
	id, as := w.Member(t, models.Profile{
		Names: models.Names{Own: organisation, OwnLang: "ka"}, Kind: "collective", Country: "GE",
		Communities: []string{"women", "lgbti"}, Website: "https://example.org",
	})
	j := Joined{ID: id, Signatory: as}
	given, err := w.Store.Endorse(t.Context(), j.Signatory, w.Sent("endorse"), models.Giving{
		OrganisationID: id, StatementID: c.StatementID, VersionID: c.VersionID, Lang: "en", Level: level,
		Quote: models.Quote{Text: "We keep a light on.", Lang: "en"}, Mandate: "Our board, on 12 November",
	})
	if err != nil {
		t.Fatal(err)
	}
	j.EndorsementID = given
	return j
}

// With makes somebody new act for an organisation.
func (w *World) With(t testing.TB, organisationID, name string, standing models.Standing) models.Actor {
	t.Helper()
	as := w.AsPerson(t, name)
	w.exec(t, "INSERT INTO representatives (organisation_id, person_id, role, since) VALUES ('"+
		organisationID+"', '"+as.PersonID+"', '"+string(standing)+"', '"+stamp(w.Clock.Now())+"')")
	return w.Again(t, as)
}
