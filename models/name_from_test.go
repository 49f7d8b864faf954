package models_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// quietHouse is an organisation that stands counted and wishes to be named in two days.
type quietHouse struct {
	desk
	modelstest.Joined
	call          modelstest.Call
	level         models.Level
	tomas, keeper models.Actor
}

func newQuietHouse(t *testing.T, w *modelstest.World, level models.Level) quietHouse {
	t.Helper()
	q := quietHouse{desk: desk{w, t}, call: w.Call(t), level: level}
	q.keeper, _ = w.Keepers(t)
	q.tomas = w.AsRole(t, "Tomas", models.Coordinator)
	q.Joined = w.Member(t, q.call, "Quiet House", models.Counted)
	day := w.Clock.Now().Add(48 * time.Hour)
	q.want("name us from", q.renamed(models.Naming{Level: level, From: &day}))
	w.Clock.Add(time.Hour)
	return q
}

// renamed shows it otherwise, after reading what that shows.
func (q quietHouse) renamed(n models.Naming) error {
	err := rename(q.World, q.t, q.Joined, n, "")
	if unread, ok := errors.AsType[*models.Unconfirmed](err); ok {
		return rename(q.World, q.t, q.Joined, n, unread.Showing.Fingerprint)
	}
	return err
}

func (q quietHouse) hide() {
	q.t.Helper()
	_, err := q.Store.Hide(q.t.Context(), q.Signatory, q.ID)
	q.want("hide", err)
}

func (q quietHouse) showAgain() {
	q.t.Helper()
	showing, err := q.Store.WhatShows(q.t.Context(), q.Signatory, q.ID)
	q.want("read what shows", err)
	q.want("show again", q.Store.ShowAgain(q.t.Context(), q.Signatory, q.Sent("show"), q.ID, showing.Fingerprint))
}

func (q quietHouse) withdraw() {
	q.t.Helper()
	q.want("withdraw", q.Store.Withdraw(q.t.Context(), q.Signatory, q.Sent("withdraw"),
		models.Withdrawing{OrganisationID: q.ID, EndorsementID: q.EndorsementID}))
}

func (q quietHouse) suspend() {
	q.t.Helper()
	q.want("suspend", q.Store.Suspend(q.t.Context(), q.keeper, q.Sent("suspend"), models.Suspension{OrganisationID: q.ID, Reason: "A look."}))
}

func (q quietHouse) restore() {
	q.t.Helper()
	q.want("restore", q.Store.Restore(q.t.Context(), q.keeper, q.Sent("restore"), q.ID))
}

// day lets the day come, and runs what was planned for it.
func (q quietHouse) day() {
	q.t.Helper()
	q.Clock.Add(48 * time.Hour)
	q.want("run what is due", q.Store.PublishDue(q.t.Context(), q.EndorsementID))
}

// known is everything that a coordinator who is no keeper can find of it.
func (q quietHouse) known() string {
	q.t.Helper()
	ctx := q.t.Context()
	text := tells(q.t, q.members(q.tomas))
	if c, err := q.Store.MemberAtDesk(ctx, q.tomas, q.ID, "en"); models.KindOf(err) != models.NotFound {
		text += tells(q.t, c)
	}
	lines := told(q.t, q.World, q.tomas, models.LogQuery{Lang: "en"})
	text += tells(q.t, about(lines, q.ID))
	directory, err := q.Store.Coalition(ctx, q.tomas, models.CoalitionQuery{})
	q.want("read the directory", err)
	queue, err := q.Store.Queue(ctx, q.tomas, models.QueueQuery{})
	q.want("read the queue", err)
	return text + tells(q.t, directory) + tells(q.t, queue)
}

func (q quietHouse) knows() bool {
	text := q.known()
	return strings.Contains(text, "Quiet House") || strings.Contains(text, q.ID)
}

func TestADayThatPassesNamesNobodyWhoIsOutOfSight(t *testing.T) {
	for name, story := range map[string]func(q quietHouse){
		"hidden":    func(q quietHouse) { q.hide(); q.day() },
		"withdrawn": func(q quietHouse) { q.withdraw(); q.day() },
		"suspended": func(q quietHouse) { q.suspend(); q.day() },
		"left": func(q quietHouse) {
			q.want("leave", q.Store.LeaveCoalition(q.t.Context(), q.Signatory, q.Sent("leave"), q.ID))
			q.day()
		},
		"hidden, withdrawn, shown again":  func(q quietHouse) { q.hide(); q.day(); q.withdraw(); q.showAgain() },
		"suspended, hidden, restored":     func(q quietHouse) { q.suspend(); q.day(); q.hide(); q.restore() },
		"suspended, withdrawn, restored":  func(q quietHouse) { q.suspend(); q.day(); q.withdraw(); q.restore() },
		"hidden, then the erasure is off": func(q quietHouse) { q.erasure(); q.Clock.Add(47 * time.Hour); q.keep(); q.day() },
		"hidden, then quieter on paper": func(q quietHouse) {
			q.hide()
			q.day()
			q.want("as it stands", q.renamed(models.Naming{Level: q.level}))
			for _, level := range []models.Level{models.Public, models.Members} {
				if err := q.renamed(models.Naming{Level: level}); level != q.level && models.KindOf(err) != models.Invalid {
					q.t.Errorf("%s while hidden: %v", level, err)
				}
			}
		},
		"hidden, then counted": func(q quietHouse) {
			q.hide()
			q.day()
			q.want("stay counted", q.Store.StayCounted(q.t.Context(), q.Signatory, q.Sent("counted"), q.ID))
		},
	} {
		for _, level := range []models.Level{models.Public, models.Members} {
			t.Run(name+" "+string(level), func(t *testing.T) {
				modelstest.On(t, func(t *testing.T, w *modelstest.World) {
					q := newQuietHouse(t, w, level)
					if q.knows() {
						t.Fatalf("known before: %s", q.known())
					}
					story(q)
					if q.knows() {
						t.Errorf("an ordinary coordinator finds %s", q.known())
					}
				})
			})
		}
	}
}

func (q quietHouse) erasure() {
	q.t.Helper()
	q.want("withdraw completely", q.Store.WithdrawCompletely(q.t.Context(), q.Signatory, q.Sent("erase"), models.Leaving{OrganisationID: q.ID, Typed: "DELETE"}))
}

func (q quietHouse) keep() {
	q.t.Helper()
	q.want("keep after all", q.Store.KeepAfterAll(q.t.Context(), q.Signatory, q.Sent("keep"), q.ID))
}

// TestWhoWasNamedStaysKnownToTheDesk: the other side of it, so that the rule above is not met by silence.
func TestWhoWasNamedStaysKnownToTheDesk(t *testing.T) {
	for name, story := range map[string]func(q quietHouse){
		"its day":                       func(q quietHouse) { q.day() },
		"its day, before the job":       func(q quietHouse) { q.Clock.Add(48 * time.Hour) },
		"its day, then hidden":          func(q quietHouse) { q.Clock.Add(48 * time.Hour); q.hide() },
		"its day, then suspended":       func(q quietHouse) { q.day(); q.suspend() },
		"hidden over its day, and back": func(q quietHouse) { q.hide(); q.day(); q.showAgain() },
		"back, and hidden once more":    func(q quietHouse) { q.hide(); q.day(); q.showAgain(); q.hide() },
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				q := newQuietHouse(t, w, models.Public)
				story(q)
				if !q.knows() {
					t.Errorf("the desk does not know it: %s", q.known())
				}
			})
		})
	}
}

// TestOrdinaryCoordinatorsAreNotToldOfTheUnnamed: a notice names nobody, but it has an instant.
func TestOrdinaryCoordinatorsAreNotToldOfTheUnnamed(t *testing.T) {
	for name, story := range map[string]struct {
		verb string
		does func(q quietHouse)
		want int // notices of a keeper
	}{
		"at risk, and gone before anybody was told": {"application.submitted", func(q quietHouse) {
			id, as := q.Applied(q.t, "Lantern", models.Counted)
			q.want("delete", q.Store.DeleteApplication(q.t.Context(), q.Again(q.t, as), q.Sent("delete"), id))
		}, 0},
		"at risk": {"application.submitted", func(q quietHouse) { q.Applied(q.t, "Lantern", models.Counted) }, 1},
		"not named yet": {"profile_change.proposed", func(q quietHouse) {
			_, err := q.Store.EditProfile(q.t.Context(), q.Signatory, q.Sent("edit"), models.ProfileEdit{OrganisationID: q.ID, Profile: ofItself("Later House")})
			q.want("edit", err)
		}, 1},
		"counted": {"profile_change.proposed", func(q quietHouse) {
			q.World.Exec(q.t, "UPDATE endorsements SET level = 'counted', name_from = NULL")
			_, err := q.Store.EditProfile(q.t.Context(), q.Signatory, q.Sent("edit"), models.ProfileEdit{OrganisationID: q.ID, Profile: ofItself("Later House")})
			q.want("edit", err)
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				q := newQuietHouse(t, w, models.Public)
				story.does(q)
				line := w.Count(t, "SELECT coalesce(max(id), (SELECT max(id) - 1 FROM events)) FROM events WHERE verb = '"+story.verb+"'") // or the one that went
				q.want("tell", w.Store.Tell(t.Context(), int64(line)))
				for _, as := range []models.Actor{q.tomas, q.keeper} {
					notices, err := w.Store.Notices(t.Context(), as, "en")
					if want := map[bool]int{true: story.want}[as.Has(models.Keeper)]; err != nil || len(notices) != want {
						t.Errorf("%s is told %+v, %v, want %d notices", as.Name, notices, err, want)
					}
				}
			})
		})
	}
}
