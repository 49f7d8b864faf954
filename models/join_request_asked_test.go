package models_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// TestWhoAskedCannotTellHiddenFromErased asks to join one organisation after the other. Whatever they do then, the
// asker's line stays as it was, for its thirty days.
func TestWhoAskedCannotTellHiddenFromErased(t *testing.T) {
	ends := map[string]func(t *testing.T, w *modelstest.World, house modelstest.Joined){
		"stays": func(*testing.T, *modelstest.World, modelstest.Joined) {},
		"hides": hides,
		"is counted": func(t *testing.T, w *modelstest.World, house modelstest.Joined) {
			hides(t, w, house)
			if err := w.Store.StayCounted(t.Context(), house.Signatory, w.Sent("stay"), house.ID); err != nil {
				t.Fatal(err)
			}
		},
		"withdraws": func(t *testing.T, w *modelstest.World, house modelstest.Joined) { withdraw(t, w, house, false) },
		"is erased": func(t *testing.T, w *modelstest.World, house modelstest.Joined) {
			err := w.Store.WithdrawCompletely(t.Context(), house.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: house.ID, Typed: "DELETE", AtOnce: true})
			if err != nil {
				t.Fatal(err)
			}
		},
	}
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.AsRole(t, "Marta", models.Keeper)
		w.AsRole(t, "Tamar", models.Keeper)
		for name, end := range ends {
			t.Run(name, func(t *testing.T) {
				house, asker := w.Member(t, call, "House of Windows", models.Public), w.AsPerson(t, "Sandro")
				slug := w.Text(t, "SELECT slug FROM listings WHERE organisation_id = '"+house.ID+"'")
				if err := w.Store.AskToJoin(t.Context(), asker, w.Sent("ask"), models.Asking{Slug: slug, Message: "I keep your books."}); err != nil {
					t.Fatal(err)
				}
				before := asked(t, w, asker)
				if len(before) != 1 || before[0].Names.Own != "House of Windows" {
					t.Fatalf("asked: %+v", before)
				}
				end(t, w, house)
				if err := w.Store.ExpireAll(t.Context()); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(before, asked(t, w, asker)); diff != "" {
					t.Errorf("the asker's line changed:\n%s", diff)
				}
				for i := range 5 { // four more may wait for an answer, wherever the first went
					to := w.Member(t, call, fmt.Sprintf("Door %s %d", name, i), models.Public)
					slug := w.Text(t, "SELECT slug FROM listings WHERE organisation_id = '"+to.ID+"'")
					err := w.Store.AskToJoin(t.Context(), asker, w.Sent("ask"), models.Asking{Slug: slug, Message: "Me too."})
					if want := i == 4; want != (models.KindOf(err) == models.Conflict) {
						t.Errorf("request %d beside it: %v", i+1, err)
					}
				}
				if name == "hides" && bytes.Contains(bytesOf(t, w), []byte("House of Windows")) && w.Count(t, "SELECT count(*) FROM listings WHERE names LIKE '%House of Windows%'") == 0 {
					t.Error("what was asked for stands in plain")
				}
				w.Clock.Add(models.JoinRequestLife)
				if err := w.Store.ExpireAll(t.Context()); err != nil || len(asked(t, w, asker)) != 0 {
					t.Errorf("after its time: %+v, %v", asked(t, w, asker), err)
				}
				if n := w.Count(t, "SELECT count(*) FROM askings"); n != 0 {
					t.Errorf("%d askings are kept after their time", n)
				}
				w.Clock.Add(-models.JoinRequestLife + time.Hour)
			})
		}
	})
}

func hides(t *testing.T, w *modelstest.World, house modelstest.Joined) {
	t.Helper()
	if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
		t.Fatal(err)
	}
}

func asked(t *testing.T, w *modelstest.World, as models.Actor) []models.OwnJoinRequest {
	t.Helper()
	lines, err := w.Store.MyJoinRequests(t.Context(), as)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// TestRequestsOfAnEarlierReleaseGetTheirHalf takes the asker's half away, as if it had never been written.
func TestRequestsOfAnEarlierReleaseGetTheirHalf(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Member(t, w.Call(t), "House of Windows", models.Public)
		asker := w.AsPerson(t, "Sandro")
		if err := w.Store.AskToJoin(t.Context(), asker, w.Sent("ask"), models.Asking{Slug: "house-of-windows", Message: "Me."}); err != nil {
			t.Fatal(err)
		}
		before := asked(t, w, asker)
		w.Exec(t, "DELETE FROM askings")
		if err := w.Store.ExpireAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, asked(t, w, asker)); diff != "" {
			t.Error(diff)
		}
	})
}
