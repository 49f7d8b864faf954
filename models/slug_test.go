package models_test

import (
	"regexp"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// TestATakenAddressTellsNotHowOftenItWasTaken: who had a name before may not be known any more.
func TestATakenAddressTellsNotHowOftenItWasTaken(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		slug := func(organisationID string) string {
			return w.Text(t, "SELECT slug FROM listings WHERE organisation_id = '"+organisationID+"'")
		}
		first := w.Member(t, call, "Дом окон", models.Public)
		if got := slug(first.ID); got != "dom-okon" {
			t.Errorf("the first is at %q", got)
		}
		err := w.Store.WithdrawCompletely(t.Context(), first.Signatory, w.Sent("erase"),
			models.Leaving{OrganisationID: first.ID, Typed: "DELETE", AtOnce: true})
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		for range 3 {
			next := w.Member(t, call, "Dom okon", models.Public)
			got := slug(next.ID)
			if !regexp.MustCompile(`^dom-okon-[1-9]\d{3}$`).MatchString(got) {
				t.Errorf("another is at %q", got)
			}
			if _, err := w.Store.Hide(t.Context(), next.Signatory, next.ID); err != nil {
				t.Fatal(err)
			}
			showing, err := w.Store.WhatShows(t.Context(), next.Signatory, next.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Store.ShowAgain(t.Context(), next.Signatory, w.Sent("show"), next.ID, showing.Fingerprint); err != nil || slug(next.ID) != got {
				t.Errorf("back at %q, was at %q, %v", slug(next.ID), got, err)
			}
			seen = append(seen, got)
		}
		if seen[0] == seen[1] || seen[1] == seen[2] {
			t.Errorf("two at one address: %v", seen)
		}
	})
}
