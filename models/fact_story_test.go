package models_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// TestEveryFactReachesWhoeverSeesIt: what an organisation tells is read under each level by those whom the table of facts
// names, and by nobody else; and what was announced before is what is done.
func TestEveryFactReachesWhoeverSeesIt(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		call := w.Call(t)
		reader := w.Member(t, call, "Reader", models.Counted)
		for i, level := range []models.Level{models.Public, models.Members, models.Counted} {
			told := models.Told{Profile: models.Profile{
				Names: models.Names{Own: fmt.Sprint("Окно", i), OwnLang: "ru", English: fmt.Sprint("Window ", i)}, Kind: "collective", Country: "GE",
				Town: "Gori", Communities: []string{"lgbti", "women"}, Website: "https://example.org", Email: "a@example.org", LogoID: w.Store.NewID(),
			}, Quote: models.Quote{Text: "We stay.", Lang: "en"}}
			id, as := w.Endorser(t, call, told.Profile, level)
			public, members := reads(t, w, reader.Signatory, told.Names.Own)
			announced := announcedOf(t, w, as, id)
			for _, f := range models.Facts() {
				if len(f.Value(told).Texts) == 0 {
					t.Errorf("%s is not told here: give it a word", f.Key)
				}
				says := func(who string, got models.Told, shown bool) {
					t.Helper()
					want := models.FactValue{}
					if shown {
						want = f.Value(told)
					}
					value := f.Value(got)
					if f.Says == models.SayPicture && shown && len(value.Texts) == 1 { // the public address of a logo is another
						value = want
					}
					if diff := cmp.Diff(want, value); diff != "" {
						t.Errorf("%s, %s, %s (-want +got):\n%s", level, who, f.Key, diff)
					}
				}
				says("everybody", public, level == models.Public && f.ShownAt(models.Public))
				says("members", members, level != models.Counted && f.ShownAt(models.Members))
				says("announced", announced, f.ShownAt(level))
			}
		}
	})
}

// reads is what everybody and a member read of an organisation, by the endorser's page and the directory.
func reads(t *testing.T, w *modelstest.World, as models.Actor, name string) (public, members models.Told) {
	t.Helper()
	list, err := w.Store.Endorsers(t.Context(), models.ListQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list.Endorsers {
		if e.Names.Own == name {
			public = e.Told()
		}
	}
	page, err := w.Store.Coalition(t.Context(), as, models.CoalitionQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range page.Members {
		if m.Names.Own == name {
			members = m.Told
		}
	}
	return public, members
}

// announcedOf is what the signatory is told before the organisation is shown again.
func announcedOf(t *testing.T, w *modelstest.World, as models.Actor, id string) models.Told {
	t.Helper()
	if _, err := w.Store.Hide(t.Context(), as, id); err != nil {
		t.Fatal(err)
	}
	showing, err := w.Store.WhatShows(t.Context(), as, id)
	if err != nil {
		t.Fatal(err)
	}
	if len(showing.Shown) == 0 {
		return models.Told{}
	}
	return showing.Shown[0].Told
}
