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

// Member is an organisation that was accepted and stands under the call at a level. Its profile is that of Fill.
func (w *World) Member(t testing.TB, c Call, organisation string, level models.Level) Joined {
	t.Helper()
	id, as := w.Applicant(t, "Nino", organisation)
	w.Fill(t, as, id, models.Public)
	w.exec(t, "UPDATE organisations SET state = 'member', joined_at = created_at, profile = profile WHERE id = '"+id+"'",
		"DELETE FROM applications WHERE organisation_id = '"+id+"'")
	j := Joined{ID: id, Signatory: w.Again(t, as)}
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
