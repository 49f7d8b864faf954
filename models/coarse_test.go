package models_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// TestAnOldCopyOfTheListAndABackupNameNobody makes an organisation public, changes it, hides it and lets it stay counted.
// Somebody kept the public list all the while: they know its days to the hour, its logo's address and that its words were
// picked. A backup without the key ring must lead from these to nothing, while a keyed reader still knows the day.
func TestAnOldCopyOfTheListAndABackupNameNobody(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Clock.Set(time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC))
		call := w.Call(t)
		w.AsRole(t, "Marta", models.Keeper)
		w.AsRole(t, "Tamar", models.Keeper)
		w.Clock.Set(time.Date(2026, 11, 3, 9, 41, 7, 0, time.UTC))
		house := w.Member(t, call, "House of Windows", models.Public)
		since := w.Clock.Now()
		campaign := w.Text(t, "SELECT id FROM campaigns")
		w.Exec(t, "INSERT INTO voices (campaign_id, organisation_id, picked_at) VALUES ('"+campaign+"', '"+house.ID+"', '2026-11-04 00:00:00+00:00')")
		w.Clock.Set(time.Date(2026, 11, 12, 3, 12, 55, 0, time.UTC))
		hides(t, w, house)
		if err := w.Store.StayCounted(t.Context(), house.Signatory, w.Sent("stay"), house.ID); err != nil {
			t.Fatal(err)
		}
		row := w.Text(t, "SELECT CAST(public_since AS text) || ' ' || CAST(given_at AS text) FROM endorsements")
		if strings.Contains(row, "11-03") || !strings.Contains(row, "2026-11-01") {
			t.Errorf("counted, its days stand in plain: %s", row)
		}
		if n := w.Count(t, "SELECT count(*) FROM voices"); n != 0 {
			t.Error("that its words were picked stands in plain")
		}
		if e := standing(t, w, house).Endorsements[0]; !e.GivenAt.Equal(since) || e.PublicSince == nil || !e.PublicSince.Equal(since) {
			t.Errorf("its own people read %v, %v, want %v", e.GivenAt, e.PublicSince, since)
		}

		w.Clock.Add(8 * 24 * time.Hour) // a session or a form of then is gone too
		w.Exec(t, "DELETE FROM river_job")
		for range 2 {
			if err := w.Store.ExpireAll(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for _, at := range instantsOf(t, w, house.ID) {
			if !strings.Contains(at, "-01 00:00:00") {
				t.Errorf("%s", at)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM events WHERE exact IS NOT NULL AND organisation_id = '"+house.ID+"'"); n != 0 {
			t.Errorf("%d exact instants of it are kept", n)
		}
		if e := standing(t, w, house).Endorsements[0]; !e.PublicSince.Equal(since) {
			t.Errorf("its own people read %v, want %v", e.PublicSince, since)
		}
	})
}

// instantsOf reads every column of instants in the rows of an organisation.
func instantsOf(t *testing.T, w *modelstest.World, id string) (found []string) {
	t.Helper()
	for _, of := range [][3]string{
		{"organisations", "id", "created_at joined_at hidden_at suspended_at left_at"}, {"representatives", "organisation_id", "since"},
		{"slugs", "organisation_id", "given_at"}, {"endorsements", "organisation_id", "given_at public_since withdrawn_at"},
		{"applications", "organisation_id", "saved_at submitted_at answered_at taken_at decided_at"},
		{"data_keys", "owner_id", "made_at"}, {"events", "organisation_id", "at"},
		{"notices", "(SELECT e.organisation_id FROM events e WHERE e.id = event_id)", "at"},
	} {
		for column := range strings.FieldsSeq(of[2]) {
			pool, dialect := w.Store.SQL()
			text := "CAST(" + column + " AS text)"
			if dialect == "postgres" {
				text = "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
			}
			rows, err := pool.Query(fmt.Sprintf("SELECT %s FROM %s WHERE %s = '%s' AND %s IS NOT NULL", text, of[0], of[1], id, column))
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				var at string
				if err := rows.Scan(&at); err != nil {
					t.Fatal(err)
				}
				found = append(found, of[0]+"."+column+" "+at)
			}
			_ = rows.Close()
		}
	}
	if !slices.ContainsFunc(found, func(at string) bool { return strings.HasPrefix(at, "events.at") }) {
		t.Fatal("nothing is found: this test is blind")
	}
	return found
}

// TestWhoIsPublicAgainIsSoSinceTheSameDay hides and shows again.
func TestWhoIsPublicAgainIsSoSinceTheSameDay(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		since := w.Clock.Now()
		w.Clock.Add(100 * time.Hour)
		hides(t, w, house)
		w.Clock.Add(30 * 24 * time.Hour)
		if err := w.Store.ExpireAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		shows, err := w.Store.WhatShows(t.Context(), house.Signatory, house.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Store.ShowAgain(t.Context(), house.Signatory, w.Sent("show"), house.ID, shows.Fingerprint); err != nil {
			t.Fatal(err)
		}
		page, err := w.Store.EndorserBySlug(t.Context(), "house-of-windows")
		if err != nil || !page.Since.Equal(since) {
			t.Errorf("since %v, want %v (%v)", page.Since, since, err)
		}
		if n := w.Count(t, "SELECT count(*) FROM endorsements WHERE dates IS NULL"); n != 1 {
			t.Error("its days are sealed while it is public")
		}
		// as an earlier release left it
		hides(t, w, house)
		w.Exec(t, "UPDATE endorsements SET dates = NULL, public_since = '2026-11-22 12:00:00+00:00', given_at = '2026-11-22 12:00:00+00:00'")
		if err := w.Store.ExpireAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if row := w.Text(t, "SELECT CAST(public_since AS text) || CAST(given_at AS text) FROM endorsements"); strings.Contains(row, "11-22") {
			t.Errorf("what an earlier release left stands in plain: %s", row)
		}
	})
}
