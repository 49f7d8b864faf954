package server_test

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/occasion"
)

// An action that says something in every field is saved, read, shown in its form, sent back as the browser sends it, and read
// again: nothing of it is lost or becomes something else.
func TestNoFieldOfAnActionIsLostInItsForm(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	as := s.actor(nino)
	want := modelstest.Action()
	action, err := s.app.Store().SaveAction(t.Context(), as, s.world().Sent("save"), models.ActionEdit{OrganisationID: id, Audience: models.ForMembers, Content: want})
	if err != nil {
		t.Fatal(err, models.FieldsOf(err))
	}
	read := func(what string, edition int) {
		t.Helper()
		own, err := s.app.Store().OwnActionByID(t.Context(), as, id, action)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, own.Content); diff != "" || own.Audience != models.ForMembers || own.Edition != edition {
			t.Errorf("%s, for %s, edition %d (-want +got):\n%s", what, own.Audience, own.Edition, diff)
		}
	}
	read("saved", 1)
	at := "/en/me/" + id + "/actions/" + action
	form := filled(t, nino.get(at).page(t).Find(`main form:has([name="title"])`))
	form.Set("step", "save")
	wantTo(t, "sent back", nino.post(at, form), at)
	read("sent back", 2)
}

// What is emptied or unticked in the form is gone, and what is filled in or ticked is there: the form of one action, sent to
// another one, makes it the same, field by field and in both directions.
func TestTheFormOfAnActionTakesAwayAndBringsBack(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	as := s.actor(nino)
	saved := func(c models.ActionContent) (string, error) {
		return s.app.Store().SaveAction(t.Context(), as, s.world().Sent("save"), models.ActionEdit{OrganisationID: id, Audience: models.ForMembers, Content: c})
	}
	read := func(action string) models.OwnAction {
		t.Helper()
		own, err := s.app.Store().OwnActionByID(t.Context(), as, id, action)
		if err != nil {
			t.Fatal(err)
		}
		return own
	}
	at := func(action string) string { return "/en/me/" + id + "/actions/" + action }
	shown := func(action string) url.Values {
		return filled(t, nino.get(at(action)).page(t).Find(`main form:has([name="title"])`))
	}
	becomes := func(path, action, like string, form url.Values) {
		t.Helper()
		form = maps.Clone(form)
		form.Set("step", "save")
		form.Set("edition", strconv.Itoa(read(action).Edition))
		form.Set("form_id", nino.get(at(action)).formID())
		wantTo(t, path, nino.post(at(action), form), at(action))
		if diff := cmp.Diff(asAsked(read(like).Content), read(action).Content); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	full, err := saved(modelstest.Action())
	if err != nil {
		t.Fatal(err)
	}
	fullForm, tried := shown(full), map[string]bool{}
	try := func(path string, changed models.ActionContent) {
		t.Helper()
		other, err := saved(changed)
		if models.KindOf(err) == models.Invalid { // not even a draft can hold it
			return
		}
		if err != nil {
			t.Fatal(path, err)
		}
		tried[modelstest.Unindexed(path)] = true
		otherForm := shown(other)
		becomes(path+": it alone is other", full, other, otherForm)
		becomes(path+": back again", full, other, otherForm) // twice is once
		again, err := saved(modelstest.Action())
		if err != nil {
			t.Fatal(err)
		}
		becomes(path+": brought back", other, again, fullForm)
		becomes(path+": as it was", full, again, fullForm)
		for _, draft := range []string{other, again} { // there is a bound on drafts
			if err := s.app.Store().DiscardAction(t.Context(), as, s.world().Sent("discard"), id, draft); err != nil {
				t.Fatal(err)
			}
		}
	}
	modelstest.EachEmptied(t, modelstest.Action(), try)
	modelstest.EachField(t, modelstest.Action(), func(path string, changed models.ActionContent) {
		if !tried[modelstest.Unindexed(path)] { // marks, and what cannot be empty
			try(path, changed)
		}
	})
	for _, kind := range []string{"When.Second", "When.Except.Off", "When.Except.Second", "Materials", "Communities", "Capacity", "Texts.Before", "Where.Venue"} {
		if !tried[kind] {
			t.Errorf("%s was not tried", kind)
		}
	}
}

// asAsked is a content as the form can ask for it: there is one question for all equal hours, where there are any, and a week that
// is left out has a day.
func asAsked(c models.ActionContent) models.ActionContent {
	w := &c.When
	w.Second = w.Second && w.Start != "" && w.End != "" && !w.Floating()
	w.Except = slices.DeleteFunc(slices.Clone(w.Except), func(e occasion.Exception) bool { return e.Off && e.Day == "" })
	for i := range w.Except {
		w.Except[i].Second = w.Second && !w.Except[i].Off
	}
	if len(w.Except) == 0 {
		w.Except = nil
	}
	return c
}
