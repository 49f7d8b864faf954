package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// TestNobodyIsNamedWithoutASignatory: a day that comes while an organisation is out of sight names it by no way back but a
// signatory's own.
func TestNobodyIsNamedWithoutASignatory(t *testing.T) {
	for name, story := range map[string]func(q quietHouse){
		"restored after its day":       func(q quietHouse) { q.suspend(); q.day(); q.restore() },
		"restored before its day":      func(q quietHouse) { q.suspend(); q.restore(); q.day() },
		"restored, and everything due": func(q quietHouse) { q.suspend(); q.day(); q.restore(); q.day() },
		"keys rotated while suspended": func(q quietHouse) {
			q.suspend()
			q.day()
			_, err := q.Store.RotateKeys(q.t.Context(), models.Program())
			q.want("rotate", err)
			q.want("sweep", q.Store.Sweep(q.t.Context()))
			q.restore()
		},
		"the erasure taken back": func(q quietHouse) {
			q.erasure()
			q.Clock.Add(47*time.Hour + 30*time.Minute)
			q.want("run what is due", q.Store.PublishDue(q.t.Context(), q.EndorsementID))
			q.keep()
			q.want("sweep", q.Store.Sweep(q.t.Context()))
		},
	} {
		for _, level := range []models.Level{models.Public, models.Members} {
			t.Run(name+" "+string(level), func(t *testing.T) {
				modelstest.On(t, func(t *testing.T, w *modelstest.World) {
					q := newQuietHouse(t, w, level)
					story(q)
					if n := w.Count(t, "SELECT count(*) FROM listings"); n != 0 {
						t.Error("everybody reads its name")
					}
					if q.knows() {
						t.Errorf("an ordinary coordinator finds %s", q.known())
					}
				})
			})
		}
	}
}

func TestWhoIsRestoredUnnamedIsToldAndMayBeNamedAgain(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		q := newQuietHouse(t, w, models.Public)
		q.suspend()
		q.day()
		q.restore()
		q.want("tell", w.Store.Tell(t.Context(), int64(w.Count(t, "SELECT max(id) FROM events"))))
		notices, err := w.Store.Notices(t.Context(), w.Again(t, q.Signatory), "en")
		if err != nil || len(notices) == 0 || notices[0].Verb != "organisation.restored_unnamed" {
			t.Errorf("its signatory is told %+v, %v", notices, err)
		}
		if n := w.Count(t, "SELECT count(*) FROM endorsements WHERE level = 'counted' AND name_from IS NULL"); n != 1 {
			t.Errorf("%d stand counted, want 1", n)
		}
		wantKind(t, "named without reading", rename(w, t, q.Joined, models.Naming{Level: models.Public}, ""), models.Conflict)
		q.want("named after reading", q.renamed(models.Naming{Level: models.Public}))
		if n := w.Count(t, "SELECT count(*) FROM listings"); n != 1 {
			t.Errorf("%d listings, want 1", n)
		}
	})
}

// TestAChangeOfWhoBecomesUnnamedLeavesTheDesk: the line goes whole, so that it tells nothing of a member. Keepers have it.
func TestAChangeOfWhoBecomesUnnamedLeavesTheDesk(t *testing.T) {
	for name, quiet := range map[string]func(d desk, j modelstest.Joined){
		"counted": func(d desk, j modelstest.Joined) {
			d.want("quieter", rename(d.World, d.t, j, models.Naming{Level: models.Counted}, ""))
		},
		"hidden, then counted": func(d desk, j modelstest.Joined) {
			_, err := d.Store.Hide(d.t.Context(), j.Signatory, j.ID)
			d.want("hide", err)
			d.want("stay counted", d.Store.StayCounted(d.t.Context(), j.Signatory, d.Sent("counted"), j.ID))
		},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				d, call := desk{w, t}, w.Call(t)
				keeper, _ := d.Keepers(t)
				tomas := d.AsRole(t, "Tomas", models.Coordinator)
				house := d.Member(t, call, "House of Windows", models.Public)
				d.wishes(house, "House of Gates")
				if n := len(d.queue(tomas, models.QueueQuery{}).Waiting); n != 1 {
					t.Fatalf("%d lines before: this test is blind", n)
				}
				quiet(d, house)
				if q := d.queue(tomas, models.QueueQuery{}); len(q.Waiting) != 0 || q.Bar.Waiting != 0 || q.Bar.AtRisk != 0 {
					t.Errorf("an ordinary coordinator sees %+v of %+v", q.Waiting, q.Bar)
				}
				if q := d.queue(keeper, models.QueueQuery{}); len(q.Waiting) != 1 || !q.Waiting[0].Open {
					t.Errorf("a keeper sees %+v", q.Waiting)
				}
			})
		})
	}
}

// TestWhoActsForItAsksNoMore: by whatever way somebody came to act for an organisation, both halves of what it asked end.
func TestWhoActsForItAsksNoMore(t *testing.T) {
	for name, comes := range map[string]func(d desk, j modelstest.Joined, asker models.Actor){
		"appointed": func(d desk, j modelstest.Joined, asker models.Actor) {
			d.want("the signatory is kept out", d.Store.Disable(d.t.Context(), d.AsRole(d.t, "Ada", models.Administrator), d.Sent("person"), j.Signatory.PersonID))
			for _, name := range []string{"Irena", "Ilyas"} {
				d.want("appoint", d.Store.Appoint(d.t.Context(), d.AsRole(d.t, name, models.Coordinator), d.Sent("appoint"), j.ID, asker.PersonID))
			}
		},
		"invited": func(d desk, j modelstest.Joined, asker models.Actor) {
			token, err := d.Store.Invite(d.t.Context(), j.Signatory, d.Sent("invite"), models.Inviting{OrganisationID: j.ID, Standing: models.Editor})
			d.want("invite", err)
			_, err = d.Store.UseInvitation(d.t.Context(), asker, d.Sent("use"), token)
			d.want("use", err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				d, call := desk{w, t}, w.Call(t)
				house := d.Member(t, call, "Open House", models.Public)
				d.Member(t, call, "Other House", models.Public)
				asker := d.AsPerson(t, "Sandro")
				for _, slug := range []string{"open-house", "other-house"} {
					d.want("ask", d.Store.AskToJoin(t.Context(), asker, d.Sent("ask"), models.Asking{Slug: slug, Message: "I work there."}))
				}
				comes(d, house, asker)
				mine, err := d.Store.MyJoinRequests(t.Context(), d.Again(t, asker))
				if err != nil || len(mine) != 1 || mine[0].Names.Own != "Other House" {
					t.Errorf("he still asks %+v, %v", mine, err)
				}
				if n := d.Count(t, "SELECT count(*) FROM join_requests WHERE state = 'pending'"); n != 1 {
					t.Errorf("%d requests wait, want 1", n)
				}
			})
		})
	}
}
