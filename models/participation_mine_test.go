package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/occasion"
)

// partsOf is what an actor reads of what an organisation joined, and of its members' parts in one action.
func partsOf(t *testing.T, w *modelstest.World, as models.Actor, organisation, action string) (mine, in []models.OwnPart, err error) {
	t.Helper()
	mine, err = w.Store.OwnParts(t.Context(), as, organisation)
	all, inErr := w.Store.PartsIn(t.Context(), as, []models.MemberAction{{ID: action}})
	did(t, inErr)
	page, pageErr := w.Store.OwnPartsPage(t.Context(), as, organisation, "")
	if models.KindOf(pageErr) != models.KindOf(err) || len(page.Parts) != len(mine) || err == nil && page.Number != 1 {
		t.Errorf("the page has %d parts, the list %d; %v", len(page.Parts), len(mine), pageErr)
	}
	return mine, all[action], err
}

// What an organisation takes part in, by name, quietly or waiting, is read by its own people and by nobody else: also not by
// those who host it, whom it lets know nothing.
func TestOwnPeopleReadWhatTheirOrganisationJoined(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		tomas, _ := w.Keepers(t)
		host := w.Member(t, call, "House of Windows", models.Public)
		lamp, attic, late := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Attic", models.Counted), w.Member(t, call, "Late", models.Public)
		id := opened(t, w, host, 1)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		takesPart(t, w, attic, id, "Linz", models.JoinQuietly)
		takesPart(t, w, late, id, "", models.JoinNamed)
		observer := w.With(t, attic.ID, "Observer", models.Observer)
		for who, c := range map[string]struct {
			as             models.Actor
			id             string
			quiet, waiting bool
		}{
			"by name": {lamp.Signatory, lamp.ID, false, false}, "quietly": {attic.Signatory, attic.ID, true, false},
			"its observer": {observer, attic.ID, true, false}, "who waits": {late.Signatory, late.ID, false, true},
		} {
			mine, in, err := partsOf(t, w, c.as, c.id, id)
			did(t, err)
			if len(mine) != 1 || len(in) != 1 {
				t.Fatalf("%s reads %d, and in the action %d", who, len(mine), len(in))
			}
			for _, p := range []models.OwnPart{mine[0], in[0]} {
				if p.ID != id || p.OrganisationID != c.id || p.Quiet != c.quiet || p.Waiting != c.waiting {
					t.Errorf("%s reads %+v", who, p)
				}
			}
			if mine[0].Texts["en"].Title != "Light in the window" || len(mine[0].Hosts) != 1 {
				t.Errorf("%s reads of the action %+v", who, mine[0].ActionSheet)
			}
		}
		for who, as := range map[string]models.Actor{
			"the host": host.Signatory, "another member": lamp.Signatory, "nobody": {}, "a stranger": w.AsPerson(t, "Stranger"),
			"a keeper": tomas,
		} {
			mine, in, err := partsOf(t, w, as, attic.ID, id)
			if models.KindOf(err) != models.NotFound || len(mine) != 0 || slices.ContainsFunc(in, func(p models.OwnPart) bool { return p.OrganisationID == attic.ID }) {
				t.Errorf("%s reads %+v and %+v, %v", who, mine, in, err)
			}
		}
		did(t, w.Store.LeaveAction(t.Context(), attic.Signatory, w.Sent("leave"), models.LeavingPart{OrganisationID: attic.ID, ActionID: id, Asked: true}))
		if mine, in, err := partsOf(t, w, attic.Signatory, attic.ID, id); err != nil || len(mine)+len(in) != 0 {
			t.Errorf("who left reads %+v, %+v, %v", mine, in, err)
		}
	})
}

// A part is there while the organisation is a member and may know of the action: it goes with the hosts, with what a coordinator
// hides, and comes back with them. Who hides itself keeps its own.
func TestOwnPartsGoWithWhatMembersMayKnow(t *testing.T) {
	for _, audience := range []models.Audience{models.ForPublic, models.ForMembers} {
		modelstest.On(t, func(t *testing.T, w *modelstest.World) {
			ctx, call := t.Context(), w.Call(t)
			w.Keepers(t)
			c := gathered(t, w, call, audience)
			c.publish()
			lamp := w.Member(t, call, "Lamp", models.Public)
			takesPart(t, w, lamp, c.id, "Graz", models.JoinQuietly)
			want := func(what string, n int) {
				t.Helper()
				mine, err := w.Store.OwnParts(ctx, w.Again(t, lamp.Signatory), lamp.ID)
				if err != nil || len(mine) != n {
					t.Errorf("%s, %s: %d, want %d, %v", audience, what, len(mine), n, err)
				}
			}
			want("joined", 1)
			_, err := w.Store.Hide(ctx, c.host.Signatory, c.host.ID)
			did(t, err)
			want("its host hid", 0)
			shows, err := w.Store.WhatShows(ctx, c.host.Signatory, c.host.ID)
			did(t, err)
			did(t, w.Store.ShowAgain(ctx, c.host.Signatory, w.Sent("show"), c.host.ID, shows.Fingerprint))
			want("its host shows itself", 1)
			irena := w.AsRole(t, "Irena", models.Coordinator)
			did(t, w.Store.HideAction(ctx, irena, w.Sent("hide"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id), Text: "A private home."}))
			want("a coordinator hid it", 0)
			did(t, w.Store.ShowAction(ctx, irena, w.Sent("show"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id)}))
			_, err = w.Store.Hide(ctx, lamp.Signatory, lamp.ID)
			did(t, err)
			want("it hid itself", 1)
			c.state(lamp, "suspended")
			want("it is suspended", 0)
			if in, err := w.Store.PartsIn(ctx, w.Again(t, lamp.Signatory), []models.MemberAction{{ID: c.id}}); err != nil || len(in) != 0 {
				t.Errorf("suspended, it reads %+v, %v", in, err)
			}
		})
	}
}

// What is ahead comes first, by its beginning; then what is over or was called off, the last first.
func TestOwnPartsStandInTheOrderOfTheirTimes(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		ids := map[string]string{}
		for _, day := range []string{"2026-12-20", "2026-11-23", "2026-12-10", "2026-12-15"} {
			content := vigil()
			content.When = occasion.When{Start: day + "T18:00", End: day + "T19:00", Zone: "Europe/Vilnius"}
			edit := models.ActionEdit{OrganisationID: host.ID, Audience: models.ForMembers, Content: content}
			id, err := w.Store.SaveAction(ctx, host.Signatory, w.Sent("action.saved"), edit)
			did(t, err)
			edit.ActionID, edit.Edition = id, 1
			did(t, w.Store.SendAction(ctx, host.Signatory, w.Sent("action.sent"), edit))
			did(t, w.Store.AcceptAction(ctx, irena, w.Sent("action.accepted"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
			takesPart(t, w, lamp, id, "", models.JoinNamed)
			ids[id] = day
		}
		w.Clock.Set(time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC))
		for id, day := range ids {
			if day == "2026-12-15" {
				did(t, w.Store.CancelAction(ctx, host.Signatory, w.Sent("cancel"), models.ActionStep{OrganisationID: host.ID, ActionID: id, Reason: "The hall is closed."}))
			}
		}
		mine, err := w.Store.OwnParts(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		var days []string
		for _, p := range mine {
			days = append(days, fmt.Sprint(ids[p.ID], " ", p.Ahead(w.Clock.Now())))
		}
		if want := []string{"2026-12-10 true", "2026-12-20 true", "2026-12-15 false", "2026-11-23 false"}; !slices.Equal(days, want) {
			t.Errorf("they stand as %v, want %v", days, want)
		}
	})
}

// However much an organisation joined, its page reads as many statements as for one, and shows what it joined last.
func TestOwnPartsAreBounded(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Plant(t, call, modelstest.Town(20))
		w.PlantActions(t, w.Clock.Now(), 150, 2)
		lamp := w.Member(t, call, "Lamp", models.Public)
		takes := func(from, to int) {
			w.Exec(t, fmt.Sprintf(`INSERT INTO participations (id, action_id, organisation_id, quiet, hosts_see, waiting, said, joined_at, joined_by)
				SELECT 'lamp-' || a.id, a.id, '%s', TRUE, FALSE, FALSE, a.said, '2026-11-%02d 12:00:00+00:00', '' FROM
				(SELECT id, said, ROW_NUMBER() OVER (ORDER BY id) AS n FROM actions) a WHERE a.n > %d AND a.n <= %d`, lamp.ID, 10+from%7, from, to))
		}
		read := func() (n int, statements uint64) {
			t.Helper()
			before := w.Store.Statements()
			mine, err := w.Store.OwnParts(t.Context(), lamp.Signatory, lamp.ID)
			did(t, err)
			return len(mine), w.Store.Statements() - before
		}
		takes(0, 1)
		one, few := read()
		takes(1, 150)
		all, many := read()
		if one != 1 || all != 100 || many != few {
			t.Errorf("it reads %d in %d statements, then %d in %d", one, few, all, many)
		}
	})
}
