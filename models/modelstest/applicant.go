package modelstest

import (
	"testing"

	"keephope/models"
)

// Applicant registers a new organisation and returns its id and its signatory.
func (w *World) Applicant(t testing.TB, signatory, organisation string) (id string, as models.Actor) {
	t.Helper()
	as = w.AsPerson(t, signatory)
	id, err := w.Store.BeginApplication(t.Context(), as, w.Sent("begin"), models.Beginning{Name: organisation, Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return id, w.Again(t, as)
}

// Fill fills in all parts of an organisation's draft.
func (w *World) Fill(t testing.TB, as models.Actor, id string, level models.Level) {
	t.Helper()
	in := models.Saving{OrganisationID: id}
	r, _ := as.At(id)
	for _, err := range []error{
		w.Store.SaveOrganisation(t.Context(), as, w.Sent("save"), in, models.Profile{
			Names: models.Names{Own: r.Name, OwnLang: "ka"}, Kind: "collective", Country: "GE",
			Communities: []string{"women", "lgbti"}, Website: "https://example.org",
		}),
		w.Store.SaveAuthority(t.Context(), as, w.Sent("save"), in, models.AuthorityAnswer{
			Position: "Chair", Decided: models.DecidedBoard, Confirm: true,
		}),
		w.Store.SaveNaming(t.Context(), as, w.Sent("save"), in, models.NamingAnswer{Level: level, NoPlace: true}),
		w.Store.SaveWords(t.Context(), as, w.Sent("save"), in, models.WordsSent{Quote: models.Quote{Text: "We stay.", Lang: "en"}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Submit sends an organisation's filled-in draft, under the version that is shown now.
func (w *World) Submit(t testing.TB, as models.Actor, id string) {
	t.Helper()
	m, err := w.Store.MyApplication(t.Context(), as, id, "en")
	if err == nil {
		err = w.Store.Submit(t.Context(), as, w.Sent("submit"), models.Sending{
			OrganisationID: id, VersionID: m.Text.VersionID, Lang: m.Text.Lang,
		})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Applied is an organisation whose application waits at the desk.
func (w *World) Applied(t testing.TB, organisation string, level models.Level) (id string, as models.Actor) {
	t.Helper()
	id, as = w.Applicant(t, "Nino", organisation)
	w.Fill(t, as, id, level)
	w.Submit(t, as, id)
	return id, w.Again(t, as)
}

// Sent is a form just rendered.
func (w *World) Sent(verb models.Verb) models.Sent {
	return models.Sent{FormID: w.Form(), Verb: verb}
}
