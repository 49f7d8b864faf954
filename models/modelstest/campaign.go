package modelstest

import (
	"testing"

	"keephope/models"
)

// Call is the call of a World's campaign: what there is to endorse.
type Call struct {
	CampaignID  string
	StatementID string
	VersionID   string // its newest published version
	Number      int
	SHA256      string // of the English text
}

// Call makes the featured campaign, in English and Russian, with version 1 of its call published in both.
func (w *World) Call(t testing.TB) Call {
	t.Helper()
	_, err := w.Store.MakeCampaign(t.Context(), models.Program(), w.Sent("campaign.made"), models.NewCampaign{
		Slug: "keep-hope-alive", Hashtag: "#KeepHopeAlive", OriginalLang: "en",
		Texts: map[string]models.CampaignText{
			"en": {Title: "Keep Hope Alive", Summary: "We stand together.", Asks: []models.Ask{{Title: "Meet your government", Text: "Ask it to speak."}}},
			"ru": {Title: "Надежда жива", Summary: "Мы стоим вместе.", Asks: []models.Ask{{Title: "Обратитесь к правительству", Text: "Пусть скажет."}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w.PublishCall(t, map[string][2]string{
		"en": {"We stand together", "We stand together.\n\nBy name where we can, quietly where we must."},
		"ru": {"Мы стоим вместе", "Мы стоим вместе.\n\nПод своим именем, где можем, и тихо, где иначе нельзя."},
	})
}

// Version publishes the next version of the call in English and Russian, and returns its id.
func (w *World) Version(t testing.TB) string {
	t.Helper()
	return w.PublishCall(t, map[string][2]string{
		"en": {"We stand together", "Another version."}, "ru": {"Мы стоим вместе", "Другая версия."},
	}).VersionID
}

// PublishCall publishes the next version of the call. texts are title and body by language; English is the original.
func (w *World) PublishCall(t testing.TB, texts map[string][2]string) Call {
	t.Helper()
	as := models.Program()
	desk := w.callAtDesk(t)
	version, err := w.Store.DraftVersion(t.Context(), as, w.Sent("statement.drafted"), models.NewVersion{StatementID: desk.ID, OriginalLang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	for lang, text := range texts {
		draft := models.Wording{VersionID: version, Lang: lang, Title: text[0], Body: text[1]}
		if err := w.Store.SaveStatementText(t.Context(), as, w.Sent("statement.edited"), draft); err != nil {
			t.Fatal(err)
		}
	}
	draft, _ := w.callAtDesk(t).Draft()
	shown := models.Publishing{VersionID: version, Shown: models.DraftFingerprint(draft.Texts)}
	if err := w.Store.PublishVersion(t.Context(), as, w.Sent("statement.published"), shown); err != nil {
		t.Fatal(err)
	}
	desk = w.callAtDesk(t)
	newest, _ := desk.Newest()
	return Call{
		CampaignID: desk.CampaignID, StatementID: desk.ID, VersionID: newest.ID, Number: newest.Number,
		SHA256: newest.Text("en").SHA256,
	}
}

func (w *World) callAtDesk(t testing.TB) models.DeskStatement {
	t.Helper()
	desk, err := w.Store.CallAtDesk(t.Context(), models.Program())
	if err != nil {
		t.Fatal(err)
	}
	return desk
}
