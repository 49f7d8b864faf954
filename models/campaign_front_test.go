package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// window is an organisation's profile by its name and country.
func window(name, country string) models.Profile {
	return models.Profile{Names: models.Names{Own: name, OwnLang: "en"}, Kind: "ngo", Country: country, Communities: []string{"women"}}
}

func slugsOf(voices []models.PublicVoice) []string {
	var out []string
	for _, v := range voices {
		out = append(out, v.Slug)
	}
	return out
}

func TestTheFirstPageCountsAndShowsPublicRowsOnly(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		empty, err := w.Store.Front(t.Context(), "en")
		if err != nil || empty.Campaign.ID != "" {
			t.Fatalf("before there is a campaign: %+v, %v", empty, err)
		}
		call := w.Call(t)
		w.Keepers(t)
		for i, e := range []struct {
			name, country string
			level         models.Level
		}{
			{"Lamp", "GE", models.Public}, {"Door", "INT", models.Public}, {"Bridge", "GE", models.Public},
			{"Quiet House", "AM", models.Members}, {"Hidden House", "BY", models.Counted},
		} {
			w.Clock.Set(time.Date(2026, 11, 22, 12, i, 0, 0, time.UTC))
			w.Endorser(t, call, window(e.name, e.country), e.level)
		}
		w.Clock.Add(time.Hour)
		front, err := w.Store.Front(t.Context(), "ru")
		if err != nil {
			t.Fatal(err)
		}
		if front.Counts.Named != 3 || front.Counts.Unnamed != 0 || front.Counts.Places() != 1 || len(front.Counts.Communities) != 1 {
			t.Errorf("counters are %+v", front.Counts)
		}
		if got := slugsOf(front.Newest); !slices.Equal(got, []string{"bridge", "door", "lamp"}) {
			t.Errorf("newest lights are %v", got)
		}
		if got := slugsOf(front.Voices); !slices.Equal(got, []string{"bridge", "door", "lamp"}) || front.Voices[0].Quote != "We stay." {
			t.Errorf("voices are %v", got)
		}
		if front.Campaign.Title != "Надежда жива" || front.Text.Lang != "ru" || front.Text.Number != 1 {
			t.Errorf("in Russian it is %+v", front.Campaign)
		}
	})
}

func TestACoordinatorPicksVoices(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, irena, call := t.Context(), w.AsRole(t, "Irena", models.Coordinator), w.Call(t)
		lamp, nino := w.Endorser(t, call, window("Lamp", "GE"), models.Public)
		w.Clock.Add(time.Minute)
		w.Endorser(t, call, window("Door", "AM"), models.Public)
		quiet, _ := w.Endorser(t, call, window("Quiet House", "AM"), models.Members)

		wantKind(t, "somebody picks", w.Store.PickVoice(ctx, nino, w.Sent(""), lamp), models.Forbidden)
		wantKind(t, "a quote that is not public", w.Store.PickVoice(ctx, irena, w.Sent(""), quiet), models.NotFound)
		if err := w.Store.PickVoice(ctx, irena, w.Sent(""), lamp); err != nil {
			t.Fatal(err)
		}
		if got := frontVoices(t, w); !slices.Equal(got, []string{"lamp"}) {
			t.Errorf("with one picked, voices are %v", got)
		}
		offered, err := w.Store.VoicesAtDesk(ctx, irena)
		if err != nil || len(offered) != 2 || !offered[0].Picked || offered[0].OrganisationID != lamp || offered[1].Picked {
			t.Errorf("the desk is offered %+v, %v", offered, err)
		}
		if err := w.Store.DropVoice(ctx, irena, w.Sent(""), lamp); err != nil {
			t.Fatal(err)
		}
		if err := w.Store.PickVoice(ctx, irena, w.Sent(""), lamp); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Store.Hide(ctx, nino, lamp); err != nil {
			t.Fatal(err)
		}
		if got := frontVoices(t, w); !slices.Equal(got, []string{"door"}) {
			t.Errorf("with the picked one hidden, voices are %v", got)
		}
		if err := w.Store.DropVoice(ctx, irena, w.Sent(""), lamp); models.KindOf(err) != models.NotFound {
			t.Errorf("hiding leaves the pick: %v", err)
		}
		if n := w.Count(t, "SELECT count(*) FROM voices"); n != 0 {
			t.Errorf("%d picks are left", n)
		}
		for what, id := range map[string]string{"the same again": lamp, "what was never picked": quiet, "what never was": w.Store.NewID()} {
			wantKind(t, what, w.Store.DropVoice(ctx, irena, w.Sent(""), id), models.NotFound)
		}
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'campaign.voice_dropped'"); n != 1 {
			t.Errorf("the ledger has %d lines of it", n)
		}
	})
}

func frontVoices(t *testing.T, w *modelstest.World) []string {
	t.Helper()
	front, err := w.Store.Front(t.Context(), "en")
	if err != nil {
		t.Fatal(err)
	}
	return slugsOf(front.Voices)
}

func TestThereIsRoomForSixVoices(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		irena, call := w.AsRole(t, "Irena", models.Coordinator), w.Call(t)
		for i := range 7 {
			id, _ := w.Endorser(t, call, window(fmt.Sprintf("Window %d", i), "GE"), models.Public)
			err := w.Store.PickVoice(t.Context(), irena, w.Sent(""), id)
			if i < 6 && err != nil {
				t.Fatal(err)
			}
			if i == 6 {
				wantKind(t, "the seventh", err, models.Conflict)
			}
		}
		if got := frontVoices(t, w); len(got) != 6 {
			t.Errorf("voices are %v", got)
		}
	})
}
