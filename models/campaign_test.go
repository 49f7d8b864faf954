package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// edit is the form of the campaign in a language, as a coordinator was shown it.
func edit(t *testing.T, w *modelstest.World, as models.Actor, lang string) models.CampaignEdit {
	t.Helper()
	desk, err := w.Store.CampaignAtDesk(t.Context(), as)
	if err != nil {
		t.Fatal(err)
	}
	text := desk.Texts[lang]
	e := models.CampaignEdit{
		CampaignID: desk.ID, Lang: lang, Seen: desk.EditedAt, Title: text.Title, Summary: text.Summary,
		Occasion: text.Occasion, Asks: text.Asks, Hashtag: desk.Hashtag,
	}
	for _, link := range desk.Links {
		e.Links = append(e.Links, models.LinkEdit{URL: link.URL, Label: link.Label[lang]})
	}
	for _, d := range desk.Dates {
		e.Dates = append(e.Dates, d.Edit(lang))
	}
	return e
}

func TestACoordinatorEditsTheCampaignLanguageByLanguage(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, irena := t.Context(), w.AsRole(t, "Irena", models.Coordinator)
		w.Call(t)
		e := edit(t, w, irena, "en")
		e.Summary, e.Hashtag = "  Every community is next.  ", "#HopeAlive"
		e.Links = []models.LinkEdit{{URL: "https://example.org/a", Label: "Background"}, {}}
		e.Dates = []models.DateEdit{
			{Day: "2026-12-10", Clock: "20:00", Zone: "Europe/Vilnius", Title: "Light in the window", Text: "One evening."},
			{Day: "2013-09-02", Zone: "Europe/Moscow", Title: "Launch"},
		}
		if err := w.Store.EditCampaign(ctx, irena, w.Sent("campaign.edit"), e); err != nil {
			t.Fatal(err)
		}
		e = edit(t, w, irena, "ru")
		e.Links[0] = models.LinkEdit{URL: "https://elsewhere.example", Label: "Справка"}
		e.Dates[1].Title, e.Dates[1].Day = "Свет в окне", "1999-01-01"
		if err := w.Store.EditCampaign(ctx, irena, w.Sent("campaign.edit"), e); err != nil {
			t.Fatal(err)
		}
		got, err := w.Store.CampaignIn(ctx, "ru")
		if err != nil {
			t.Fatal(err)
		}
		if got.Lang != "ru" || got.Summary != "Мы стоим вместе." || got.Hashtag != "#HopeAlive" {
			t.Errorf("in Russian it is %+v", got)
		}
		if diff := cmp.Diff([]models.PublicLink{{Label: models.Worded{Text: "Справка", Lang: "ru"}, URL: "https://example.org/a"}}, got.Links); diff != "" {
			t.Errorf("a translation moves a link: %s", diff)
		}
		launch, light := got.Dates[0], got.Dates[1]
		if !launch.AllDay || launch.Title != (models.Worded{Text: "Launch", Lang: "en"}) || launch.At.In(launch.Place).Format("2006-01-02 -0700") != "2013-09-02 +0400" {
			t.Errorf("the launch is %+v", launch)
		}
		if light.Title.Text != "Свет в окне" || light.Text.Lang != "en" || !light.At.Equal(time.Date(2026, 12, 10, 18, 0, 0, 0, time.UTC)) {
			t.Errorf("the evening is %+v", light)
		}
		english, err := w.Store.CampaignIn(ctx, "ar")
		if err != nil || english.Lang != "en" || english.Summary != "Every community is next." {
			t.Errorf("in Arabic, which it lacks, it is %+v, %v", english, err)
		}
	})
}

func TestTheFrameShowsAnEditAtOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, irena := t.Context(), w.AsRole(t, "Irena", models.Coordinator)
		w.Call(t)
		if site, err := w.Store.Featured(ctx, "ru"); err != nil || site.Title != "Надежда жива" || site.CallID == "" {
			t.Fatalf("the frame is %+v, %v", site, err)
		}
		e := edit(t, w, irena, "ru")
		e.Title = "Надежда"
		if err := w.Store.EditCampaign(ctx, irena, w.Sent("campaign.edit"), e); err != nil {
			t.Fatal(err)
		}
		if site, err := w.Store.Featured(ctx, "ru"); err != nil || site.Title != "Надежда" {
			t.Errorf("the frame is %+v, %v", site, err)
		}
	})
}

func TestTwoCoordinatorsDoNotOverwriteEachOther(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, irena, ilyas := t.Context(), w.AsRole(t, "Irena", models.Coordinator), w.AsRole(t, "Ilyas", models.Keeper)
		w.Call(t)
		hers, his := edit(t, w, irena, "en"), edit(t, w, ilyas, "en")
		hers.Title, his.Title = "Hers", "His"
		form := w.Sent("campaign.edit")
		for range 2 { // the second is the same form, sent again
			if err := w.Store.EditCampaign(ctx, irena, form, hers); err != nil {
				t.Fatal(err)
			}
		}
		wantKind(t, "the second edit", w.Store.EditCampaign(ctx, ilyas, w.Sent("campaign.edit"), his), models.Conflict)
		if got, _ := w.Store.CampaignIn(ctx, "en"); got.Title != "Hers" {
			t.Errorf("the title is %q", got.Title)
		}
	})
}

func TestWhatIsWrongInTheCampaignsFormIsToldAtItsField(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		irena := w.AsRole(t, "Irena", models.Coordinator)
		w.Call(t)
		for field, breaks := range map[string]func(*models.CampaignEdit){
			"title":    func(e *models.CampaignEdit) { e.Title = " " },
			"summary":  func(e *models.CampaignEdit) { e.Summary = strings.Repeat("a", 601) },
			"hashtag":  func(e *models.CampaignEdit) { e.Hashtag = "#two words" },
			"occasion": func(e *models.CampaignEdit) { e.Occasion = "a\x00b" },
			"ask-1":    func(e *models.CampaignEdit) { e.Asks = []models.Ask{{Text: "no title"}} },
			"url-1":    func(e *models.CampaignEdit) { e.Links = []models.LinkEdit{{URL: "http://example.org", Label: "a"}} },
			"url-2": func(e *models.CampaignEdit) {
				e.Links = []models.LinkEdit{{}, {URL: "https://user@example.org", Label: "a"}}
			},
			"label-1": func(e *models.CampaignEdit) { e.Links = []models.LinkEdit{{URL: "https://example.org"}} },
			"day-1": func(e *models.CampaignEdit) {
				e.Dates = []models.DateEdit{{Day: "10.12.2026", Zone: "UTC", Title: "a"}}
			},
			"clock-1": func(e *models.CampaignEdit) {
				e.Dates = []models.DateEdit{{Day: "2027-03-28", Clock: "02:30", Zone: "Europe/Berlin", Title: "the hour that is skipped"}}
			},
			"zone-1": func(e *models.CampaignEdit) {
				e.Dates = []models.DateEdit{{Day: "2026-12-10", Zone: "Local", Title: "a"}}
			},
			"date-1": func(e *models.CampaignEdit) { e.Dates = []models.DateEdit{{Day: "2026-12-10", Zone: "UTC"}} },
		} {
			e := edit(t, w, irena, "en")
			breaks(&e)
			err := w.Store.EditCampaign(t.Context(), irena, w.Sent("campaign.edit"), e)
			wantKind(t, field, err, models.Invalid)
			if fields := models.FieldsOf(err); len(fields) != 1 || fields[0].Field != field {
				t.Errorf("%s: fields are %+v", field, fields)
			}
		}
		e := edit(t, w, irena, "en")
		e.Dates = []models.DateEdit{{Day: "2027-03-28", Clock: "02:30", Zone: "Europe/Berlin", Title: "a"}}
		fields := models.FieldsOf(w.Store.EditCampaign(t.Context(), irena, w.Sent("campaign.edit"), e))
		if diff := cmp.Diff([]any{"clock", "02:30", "other", "03:30"}, fields[0].Args); diff != "" {
			t.Errorf("the hour that is skipped: %s", diff)
		}
	})
}

func TestOnlyCoordinatorsEditTheCampaign(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		e := edit(t, w, models.Program(), "en")
		for name, who := range map[string]models.Actor{
			"the public": {}, "somebody": w.AsPerson(t, "Nino"), "an administrator": w.AsRole(t, "Ada", models.Administrator),
		} {
			wantKind(t, name, w.Store.EditCampaign(t.Context(), who, w.Sent("campaign.edit"), e), models.Forbidden)
		}
		_, err := w.Store.MakeCampaign(t.Context(), w.AsPerson(t, "Sandro"), w.Sent("campaign.made"), models.NewCampaign{})
		wantKind(t, "somebody makes a campaign", err, models.Forbidden)
	})
}

func TestWhatATranslationLacksIsCounted(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		desk, err := w.Store.CampaignAtDesk(t.Context(), models.Program())
		if err != nil {
			t.Fatal(err)
		}
		for lang, want := range map[string]int{"en": 0, "ru": 0, "ar": 4} {
			if got := desk.Missing(lang); got != want {
				t.Errorf("%s lacks %d texts, want %d", lang, got, want)
			}
		}
	})
}
