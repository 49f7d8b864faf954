package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// gone is how often the people of a host were told that somebody takes part no more, and whether the list says so.
func (c company) gone(m modelstest.Joined) (int, bool) {
	c.t.Helper()
	all, err := c.Store.ActionTogether(c.t.Context(), m.Signatory, m.ID, c.id, "")
	did(c.t, err)
	return c.Count(c.t, "SELECT count(*) FROM events WHERE verb = 'participation.gone' AND organisation_id = '"+m.ID+"'"), all.Gone
}

// part joins, or changes how, and returns what the organisation then reads.
func (c company) part(m modelstest.Joined, way models.JoinWay, tick bool) models.JoinView {
	c.t.Helper()
	c.Clock.Add(time.Minute)
	did(c.t, c.Store.JoinAction(c.t.Context(), m.Signatory, c.Sent("participation.joined"),
		models.Joining{OrganisationID: m.ID, ActionID: c.id, Way: way, HostsSee: tick, HostsMark: c.reads(m).HostsMark}))
	return c.reads(m)
}

func (c company) reads(m modelstest.Joined) models.JoinView {
	c.t.Helper()
	v, err := c.Store.Joinable(c.t.Context(), m.Signatory, m.ID, c.id)
	did(c.t, err)
	return v
}

// calendarTells reports whether the organisation's own calendar has the venue.
func (c company) calendarTells(m modelstest.Joined) bool {
	c.t.Helper()
	token, err := c.Store.MakeCalendar(c.t.Context(), m.Signatory, c.Sent("calendar.made"), m.ID, "en")
	did(c.t, err)
	_, all, err := c.Store.PrivateCalendar(c.t.Context(), token)
	did(c.t, err)
	return len(all) == 1 && all[0].Venue != ""
}

// The venue and the link are for those whom the hosts can see: nobody reads them unseen, and goes.
func TestThePlaceIsForThoseOfWhomTheHostsKnow(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		c := gathered(t, w, call, models.ForPublic)
		lamp, circle := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Quiet Circle", models.Counted)
		c.publish()
		tells := func(what string, m modelstest.Joined, v models.JoinView, want bool) {
			t.Helper()
			page, err := w.Store.MemberActionByID(ctx, m.Signatory, c.id)
			did(t, err)
			parts, err := w.Store.PartsIn(ctx, m.Signatory, []models.MemberAction{page})
			did(t, err)
			inside, err := w.Store.PlaceInside(ctx, m.Signatory, parts[c.id])
			did(t, err)
			if place := v.Content.Where; (place.Venue != "") != want || v.Apart == want || c.calendarTells(m) != want || (inside.Venue != "") != want {
				t.Errorf("%s: page %q, members' page %q, apart %v, calendar %v", what, place.Venue, inside.Venue, v.Apart, c.calendarTells(m))
			}
		}
		tells("quietly", circle, c.part(circle, models.JoinQuietly, false), false)
		tells("quietly, and hosts may know", circle, c.part(circle, models.JoinQuietly, true), true)
		tells("quietly again", circle, c.part(circle, models.JoinQuietly, false), false)
		tells("by name", lamp, c.part(lamp, models.JoinNamed, false), true)
		_, err := w.Store.Hide(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		tells("who hid", lamp, c.reads(lamp), false)
		if v := c.reads(lamp); !v.Hidden {
			t.Error("who hid is not told why")
		}
		if report, err := w.Store.ReportOf(ctx, circle.Signatory, circle.ID, c.id); err != nil || report.Content.Where.Venue+report.Content.Where.Link != "" {
			t.Errorf("the report's page has the place: %+v, %v", report.Content.Where, err)
		}
	})
}

// Hosts are told that somebody whom they knew went, the same however it went, and never of who was unknown to them.
func TestHostsAreToldThatSomebodyWent(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		c := gathered(t, w, call, models.ForPublic)
		lamp, circle, door := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Quiet Circle", models.Counted), w.Member(t, call, "Door", models.Public)
		c.publish()
		want := func(what string, m modelstest.Joined, n int) {
			t.Helper()
			if got, told := c.gone(m); got != n || told != (n > 0) {
				t.Errorf("%s: told %d times, want %d; the list says it: %v", what, got, n, told)
			}
		}
		leaves := func(m modelstest.Joined) {
			t.Helper()
			did(t, w.Store.LeaveAction(ctx, m.Signatory, w.Sent("participation.left"), models.LeavingPart{OrganisationID: m.ID, ActionID: c.id}))
		}
		c.part(circle, models.JoinQuietly, false)
		leaves(circle)
		want("who was quiet left", c.host, 0)
		c.part(lamp, models.JoinNamed, false)
		leaves(lamp)
		want("who was named left", c.host, 1)
		c.part(lamp, models.JoinNamed, false)
		_, err := w.Store.Hide(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		want("who was named hid", c.host, 2)
		leaves(lamp)
		want("who hid left", c.host, 2)
		c.part(circle, models.JoinQuietly, true)
		w.Clock.Add(time.Hour)
		c.joins(door, "Door")
		c.part(circle, models.JoinQuietly, false)
		want("who let this host know is quiet by now", c.host, 3)
		want("a host whom it did not let know", door, 0)
		candle := w.Member(t, call, "Candle", models.Public)
		c.part(circle, models.JoinQuietly, true)
		c.part(candle, models.JoinNamed, false)
		erases := func(m modelstest.Joined) {
			t.Helper()
			did(t, w.Store.WithdrawCompletely(ctx, m.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: m.ID, Typed: "DELETE", AtOnce: true}))
		}
		erases(candle)
		want("who was named was erased", c.host, 4)
		want("who was named was erased, to the other host", door, 1)
		erases(circle)
		want("who let the hosts know was erased", c.host, 5)
		want("who let the hosts know was erased, to the other host", door, 2)
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'participation.gone' AND actor_id <> ''"); n != 0 {
			t.Errorf("%d lines tell who went", n)
		}
	})
}

// Where everybody reads where it is, nobody is told that somebody who knows it went; nor while the hosts know of who only gave up its
// name.
func TestHostsAreToldOnlyOfWhoMayKnowThePlace(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		open := vigil()
		open.Where = models.Where{Mode: models.AtPlace, Country: "LT", Town: "Vilnius", Place: "The square"}
		house := w.Member(t, call, "House of Windows", models.Public)
		lamp := w.Member(t, call, "Lamp", models.Public)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		for what, content := range map[string]models.ActionContent{"everybody reads the place": open, "the hosts know": vigil()} {
			c := company{World: w, t: t, host: house, id: openedBy(t, w, house, irena, content)}
			c.part(lamp, models.JoinNamed, false)
			c.part(lamp, models.JoinQuietly, content.Where.Mode == models.AtVenue)
			if n, told := c.gone(house); n != 0 || told {
				t.Errorf("%s: told %d times, and in the list %v", what, n, told)
			}
		}
	})
}

// A quiet guest stands last in the list of its hosts once they know of it again, be it that it hid meanwhile or left: which of the two the
// one was that went is told to nobody.
func TestQuietGuestsComeBackAlike(t *testing.T) {
	for what, goes := range map[string]func(company, modelstest.Joined){
		"hid": func(c company, m modelstest.Joined) { c.hides(m); c.Clock.Add(time.Minute); c.shows(m) },
		"left": func(c company, m modelstest.Joined) {
			did(c.t, c.Store.LeaveAction(c.t.Context(), m.Signatory, c.Sent("left"), models.LeavingPart{OrganisationID: m.ID, ActionID: c.id, Asked: true}))
			c.part(m, models.JoinQuietly, true)
		},
	} {
		t.Run(what, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				call := w.Call(t)
				w.Keepers(t)
				c := gathered(t, w, call, models.ForPublic)
				circle, candle := w.Member(t, call, "Quiet Circle", models.Counted), w.Member(t, call, "Candle", models.Public)
				c.publish()
				c.part(circle, models.JoinQuietly, true)
				c.part(candle, models.JoinNamed, false)
				w.Clock.Add(time.Minute)
				goes(c, circle)
				all, err := w.Store.ActionTogether(t.Context(), c.host.Signatory, c.host.ID, c.id, "")
				did(t, err)
				if len(all.In) != 2 || all.In[0].Names.Own != "Candle" || all.In[1].Names.Own != "Quiet Circle" {
					t.Errorf("its hosts read %+v", all.In)
				}
			})
		})
	}
}
