package models_test

import (
	"slices"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Members read what is for members, from hosts and with participants whom members know; nobody else learns that it is there.
func TestActionsForMembersOnly(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		c := gathered(t, w, call, models.ForMembers)
		reader := w.Member(t, call, "Reader", models.Counted)
		c.publish()
		cellar, lamp, attic := w.Member(t, call, "Cellar", models.Members), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Attic", models.Counted)
		c.joins(cellar, "Cellar")
		for m, way := range map[string]models.Joining{
			"lamp": {OrganisationID: lamp.ID, Way: models.JoinNamed, Town: "Graz"}, "attic": {OrganisationID: attic.ID, Way: models.JoinQuietly, Town: "Linz"},
		} {
			way.ActionID = c.id
			did(t, w.Store.JoinAction(ctx, map[string]models.Actor{"lamp": lamp.Signatory, "attic": attic.Signatory}[m], w.Sent("join"), way))
		}
		read := func(as models.Actor) (int, models.MemberAction, error) {
			list, err := w.Store.MemberActions(ctx, as, models.MemberActionQuery{})
			a, none := w.Store.MemberActionByID(ctx, as, c.id)
			if models.KindOf(err) == models.NotFound && models.KindOf(none) != models.NotFound {
				t.Errorf("the list is not there, and the page is")
			}
			return len(list.Actions), a, none
		}
		n, a, err := read(reader.Signatory)
		did(t, err)
		if n != 1 || a.Audience != models.ForMembers || len(a.Hosts) != 2 || a.Hosts[1].Slug != "" || a.Place != "" ||
			len(a.People.Shown) != 1 || a.People.Named != 3 || a.People.Shown[0].Town != "Graz" || a.People.Unnamed != 0 {
			t.Errorf("a member reads %d, %+v", n, a)
		}
		_, applicant := w.Applied(t, "House of Doors", models.Public)
		for who, as := range map[string]models.Actor{
			"nobody": {}, "somebody": w.AsPerson(t, "Stranger"), "an applicant": applicant, "a coordinator": w.AsRole(t, "Tomas", models.Coordinator),
		} {
			if n, _, err := read(as); n != 0 || models.KindOf(err) != models.NotFound {
				t.Errorf("%s reads %d, %v", who, n, err)
			}
		}
		if listedOf(t, w, c.id) != "" {
			t.Error("it has a public copy")
		}
		for _, m := range []modelstest.Joined{lamp, cellar} {
			_, err := w.Store.Hide(ctx, m.Signatory, m.ID)
			did(t, err)
		}
		if _, a, err := read(reader.Signatory); err != nil || len(a.Hosts) != 1 || a.People.Named != 1 {
			t.Errorf("after two hid: %+v, %v", a, err)
		}
		_, err = w.Store.Hide(ctx, c.host.Signatory, c.host.ID)
		did(t, err)
		if n, _, err := read(reader.Signatory); n != 0 || models.KindOf(err) != models.NotFound {
			t.Errorf("of hidden hosts alone: %d, %v", n, err)
		}
		shows, err := w.Store.WhatShows(ctx, c.host.Signatory, c.host.ID)
		did(t, err)
		did(t, w.Store.ShowAgain(ctx, c.host.Signatory, w.Sent("show"), c.host.ID, shows.Fingerprint))
		if n, _, err := read(reader.Signatory); n != 1 || err != nil {
			t.Errorf("shown again: %d, %v", n, err)
		}
	})
}

// The members' list has both kinds in the order of their beginnings, and what is over on the other page.
func TestTheMembersListOfActions(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		var ids []string
		var c company
		for i, audience := range []models.Audience{models.ForPublic, models.ForMembers, models.ForPublic} {
			c = gathered(t, w, call, audience)
			own, err := w.Store.OwnActionByID(t.Context(), c.host.Signatory, c.host.ID, c.id)
			did(t, err)
			own.Content.When.Start = []string{"2026-12-10T18:00", "2026-12-09T18:00", "2026-12-08T18:00"}[i]
			_, err = w.Store.SaveAction(t.Context(), c.host.Signatory, w.Sent("save"), models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: 1, Audience: audience, Content: own.Content})
			did(t, err)
			c.publish()
			ids = append([]string{c.id}, ids...)
		}
		for what, q := range map[string]models.MemberActionQuery{"all": {}, "in its country": {Country: "LT"}, "of its kind": {Kind: "public-event"}} {
			list, err := w.Store.MemberActions(t.Context(), c.host.Signatory, q)
			did(t, err)
			var got []string
			for _, a := range list.Actions {
				got = append(got, a.ID)
			}
			if !slices.Equal(got, ids) || list.More {
				t.Errorf("%s: %v, want %v", what, got, ids)
			}
		}
		for what, q := range map[string]models.MemberActionQuery{"over": {Past: true}, "elsewhere": {Country: "SE"}} {
			if list, err := w.Store.MemberActions(t.Context(), c.host.Signatory, q); err != nil || len(list.Actions) != 0 {
				t.Errorf("%s: %d, %v", what, len(list.Actions), err)
			}
		}
		if _, err := w.Store.MemberActions(t.Context(), c.host.Signatory, models.MemberActionQuery{Kind: "nothing"}); models.KindOf(err) != models.Invalid {
			t.Errorf("no kind: %v", err)
		}
	})
}
