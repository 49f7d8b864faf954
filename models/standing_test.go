package models_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

func standing(t *testing.T, w *modelstest.World, j modelstest.Joined) models.Mine {
	t.Helper()
	m, err := w.Store.Standing(t.Context(), j.Signatory, j.ID, "ru")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestHowAnOrganisationStands(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		m := standing(t, w, house)
		if len(m.Endorsements) != 1 || m.Slug != "house-of-windows" || m.Role != models.Signatory || m.Keepers {
			t.Fatalf("stands as %+v", m)
		}
		e := m.Endorsements[0]
		if e.Effective != models.Public || e.Title.Text != "Мы стоим вместе" || e.Title.Lang != "ru" || e.Version != 1 || e.Newest != 1 {
			t.Errorf("its endorsement is %+v", e)
		}
		w.Version(t)
		if e := standing(t, w, house).Endorsements[0]; e.Version != 1 || e.Newest != 2 {
			t.Errorf("version %d, newest %d", e.Version, e.Newest)
		}
		w.Clock.Add(time.Hour)
		if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		m = standing(t, w, house)
		if m.HiddenAt == nil || m.Slug != "" || m.Endorsements[0].Effective != "" || len(m.Open) != 0 {
			t.Errorf("hidden it stands as %+v", m)
		}
		withdraw(t, w, house, false)
		m = standing(t, w, house)
		if len(m.Living()) != 0 || len(m.Open) != 1 || m.Open[0].Number != 2 {
			t.Errorf("withdrawn it stands as %+v", m)
		}
	})
}

func TestOnlyItsPeopleSeeHowItStands(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		if _, err := w.Store.Standing(t.Context(), w.With(t, house.ID, "Oto", models.Observer), house.ID, "en"); err != nil {
			t.Errorf("an observer: %v", err)
		}
		for name, as := range map[string]models.Actor{
			"a stranger": w.AsPerson(t, "Stranger"), "a keeper": w.AsRole(t, "Ilyas", models.Keeper), "nobody": {},
		} {
			_, err := w.Store.Standing(t.Context(), as, house.ID, "en")
			wantKind(t, name, err, models.NotFound)
		}
	})
}

func TestWhatSomebodyIsTold(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		events := w.Count(t, "SELECT max(id) FROM events")
		w.Exec(t, "INSERT INTO events (at, actor_id, verb, object_kind, object_id, organisation_id) VALUES ('2026-11-22 12:00:00+00:00', '', 'organisation.suspended', 'organisation', '"+house.ID+"', '"+house.ID+"')")
		told := int64(events + 1)
		if err := w.Store.Tell(t.Context(), told); err != nil {
			t.Fatal(err)
		}
		page, err := w.Store.FirstPage(t.Context(), house.Signatory, "en")
		if err != nil || len(page.Organisations) != 1 || len(page.Notices) != 1 {
			t.Fatalf("the first page is %+v, %v", page, err)
		}
		if n := page.Notices[0]; strings.Contains(n.Mark, strconv.FormatInt(told, 10)) || n.Organisation != "House of Windows" || n.Seen {
			t.Errorf("is told %+v", n)
		}
		mark, stranger := page.Notices[0].Mark, w.AsPerson(t, "Stranger")
		w.Exec(t, "INSERT INTO notices (person_id, event_id, at) VALUES ('"+stranger.PersonID+"', "+strconv.FormatInt(told, 10)+", '2026-11-22 12:00:00+00:00')")
		if err := w.Store.SeeNotices(t.Context(), stranger, mark); err != nil {
			t.Fatal(err)
		}
		if err := w.Store.SeeNotices(t.Context(), house.Signatory, strconv.FormatInt(told, 10)); err != nil {
			t.Fatal(err)
		}
		if w.Count(t, "SELECT count(*) FROM notices WHERE seen_at IS NULL") != 2 {
			t.Error("a mark of somebody else's, or a number, was taken for the reader's own")
		}
		w.Exec(t, "DELETE FROM notices WHERE person_id = '"+stranger.PersonID+"'")
		if other, err := w.Store.Notices(t.Context(), house.Signatory, "en"); err != nil || other[0].Mark != mark {
			t.Errorf("the mark changes: %+v, %v", other, err)
		}
		if err := w.Store.SeeNotices(t.Context(), house.Signatory, mark); err != nil || w.Count(t, "SELECT count(*) FROM notices WHERE seen_at IS NULL") != 0 {
			t.Errorf("not seen: %v", err)
		}
	})
}
