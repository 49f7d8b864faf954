package models_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// public counts every public row of an organisation.
func public(t *testing.T, w *modelstest.World, id string) int {
	t.Helper()
	return w.Count(t, "SELECT (SELECT count(*) FROM listings WHERE organisation_id = '"+id+"')"+
		" + (SELECT count(*) FROM public_traces)"+
		" + (SELECT count(*) FROM listing_communities)")
}

func TestHideUsNow(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		if public(t, w, house.ID) == 0 {
			t.Fatal("it was not named before")
		}
		quieter := 0
		w.Store.OnQuieter(func() { quieter++ })
		w.Clock.Add(time.Hour)
		since, err := w.Store.Hide(t.Context(), house.Signatory, house.ID)
		if err != nil || !since.Equal(w.Clock.Now()) {
			t.Fatalf("hidden since %v, %v", since, err)
		}
		if n := public(t, w, house.ID); n != 0 || quieter == 0 {
			t.Errorf("%d public rows are left, pages dropped %d times", n, quieter)
		}
		w.Clock.Add(time.Hour)
		again, err := w.Store.Hide(t.Context(), house.Signatory, house.ID)
		if err != nil || !again.Equal(since) {
			t.Errorf("hidden twice: since %v, %v", again, err)
		}
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'organisation.hidden'"); n != 1 {
			t.Errorf("the ledger says it %d times", n)
		}
	})
}

func TestWhoMayHide(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		for name, c := range map[string]struct {
			as   models.Actor
			want models.Kind
		}{
			"an observer":    {w.With(t, house.ID, "Oto", models.Observer), models.Forbidden},
			"a stranger":     {w.AsPerson(t, "Stranger"), models.NotFound},
			"a coordinator":  {w.AsRole(t, "Irena", models.Coordinator), models.NotFound},
			"nobody at all":  {models.Actor{}, models.NotFound},
			"another's head": {w.Member(t, call, "Other", models.Members).Signatory, models.NotFound},
		} {
			_, err := w.Store.Hide(t.Context(), c.as, house.ID)
			wantKind(t, name, err, c.want)
		}
		editor := w.With(t, house.ID, "Eka", models.Editor)
		if _, err := w.Store.Hide(t.Context(), editor, house.ID); err != nil {
			t.Errorf("an editor: %v", err)
		}
		if err := w.Store.ShowAgain(t.Context(), editor, w.Sent("show"), house.ID, ""); models.KindOf(err) != models.Forbidden {
			t.Errorf("an editor shows it again: %v", err)
		}
		other := w.Member(t, call, "Third", models.Public)
		if _, err := w.Store.Hide(t.Context(), models.Program(), other.ID); err != nil {
			t.Errorf("the operator: %v", err)
		}
	})
}

func TestShowUsAgainListsExactlyWhatShows(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		first := w.Text(t, "SELECT slug FROM listings")
		day := w.Clock.Now()
		w.Clock.Add(30 * 24 * time.Hour)
		if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		w.Clock.Add(time.Hour)
		err := w.Store.ShowAgain(t.Context(), house.Signatory, w.Sent("show"), house.ID, "")
		var unread *models.Unconfirmed
		if !errors.As(err, &unread) || unread.Changed || public(t, w, house.ID) != 0 {
			t.Fatalf("shown unread: %v", err)
		}
		showing, err := w.Store.WhatShows(t.Context(), house.Signatory, house.ID)
		if err != nil || len(showing.Shown) != 1 || showing.Fingerprint != unread.Showing.Fingerprint {
			t.Fatalf("shows %+v, %v", showing, err)
		}
		line := showing.Shown[0]
		if line.Level != models.Public || line.Names.Own != "House of Windows" || line.Quote.Text != "We keep a light on." || line.Country != "GE" {
			t.Errorf("shows %+v", line)
		}
		if err := w.Store.ShowAgain(t.Context(), house.Signatory, w.Sent("show"), house.ID, showing.Fingerprint); err != nil {
			t.Fatal(err)
		}
		if n := w.Count(t, fmt.Sprintf("SELECT count(*) FROM listings WHERE slug = '%s'", first)); n != 1 {
			t.Errorf("it has another address now")
		}
		if since := w.Time(t, "SELECT listed_from FROM listings"); !since.Equal(day) {
			t.Errorf("since %v, want the first day %v", since, day)
		}
	})
}

func TestWhatChangedMeanwhileIsReadAgain(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		house := w.Member(t, w.Call(t), "House of Windows", models.Members)
		if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		read, err := w.Store.WhatShows(t.Context(), house.Signatory, house.ID)
		if err != nil {
			t.Fatal(err)
		}
		err = w.Store.Rename(t.Context(), house.Signatory, w.Sent("rename"), models.Renaming{
			OrganisationID: house.ID, EndorsementID: house.EndorsementID, Naming: models.Naming{Level: models.Counted},
		})
		if err != nil {
			t.Fatal(err)
		}
		err = w.Store.ShowAgain(t.Context(), house.Signatory, w.Sent("show"), house.ID, read.Fingerprint)
		var unread *models.Unconfirmed
		if !errors.As(err, &unread) || !unread.Changed || len(unread.Showing.Shown) != 0 {
			t.Errorf("shown by an old list: %v", err)
		}
		if models.KindOf(err) != models.Conflict {
			t.Errorf("it is no conflict: %v", err)
		}
	})
}

func TestStayCounted(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		if err := w.Store.StayCounted(t.Context(), house.Signatory, w.Sent("count"), house.ID); err == nil {
			t.Error("counted without having been hidden")
		}
		if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		err := w.Store.StayCounted(t.Context(), house.Signatory, w.Sent("count"), house.ID)
		wantKind(t, "counted without keepers", err, models.Conflict)
		if n := w.Count(t, "SELECT count(*) FROM organisations WHERE hidden_at IS NOT NULL"); n != 1 {
			t.Fatal("it did not stay hidden")
		}
		w.Keepers(t)
		if err := w.Store.StayCounted(t.Context(), house.Signatory, w.Sent("count"), house.ID); err != nil {
			t.Fatal(err)
		}
		if n := w.Count(t, "SELECT count(*) FROM endorsements WHERE level = 'counted' AND name_from IS NULL AND withdrawn_at IS NULL"); n != 1 {
			t.Errorf("%d endorsements are counted", n)
		}
		if n := w.Count(t, "SELECT count(*) FROM organisations WHERE hidden_at IS NULL"); n != 1 || public(t, w, house.ID) != 0 {
			t.Errorf("the mark is still there, or something is public")
		}
	})
}

// A trace names the organisation too: staying counted must not bring it back.
func TestStayCountedBringsNoTraceBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		withdraw(t, w, house, true)
		if w.Count(t, "SELECT count(*) FROM public_traces") != 1 {
			t.Fatal("no trace was left")
		}
		if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		if public(t, w, house.ID) != 0 {
			t.Error("a hidden organisation's trace shows")
		}
		if err := w.Store.StayCounted(t.Context(), house.Signatory, w.Sent("count"), house.ID); err != nil {
			t.Fatal(err)
		}
		if public(t, w, house.ID) != 0 {
			t.Error("staying counted named it")
		}
	})
}

func withdraw(t *testing.T, w *modelstest.World, j modelstest.Joined, trace bool) {
	t.Helper()
	err := w.Store.Withdraw(t.Context(), j.Signatory, w.Sent("withdraw"), models.Withdrawing{
		OrganisationID: j.ID, EndorsementID: j.EndorsementID, Trace: trace,
	})
	if err != nil {
		t.Fatal(err)
	}
}
