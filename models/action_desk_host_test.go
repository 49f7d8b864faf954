package models_test

import (
	"strconv"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// retitles sends an action anew for a host, or a change of a published one, under another title.
func (c company) retitles(m modelstest.Joined, title string) {
	c.t.Helper()
	ctx := c.t.Context()
	own, err := c.Store.OwnActionByID(ctx, m.Signatory, m.ID, c.id)
	did(c.t, err)
	text := own.Content.Texts["en"]
	text.Title = title
	own.Content.Texts["en"] = text
	e := models.ActionEdit{OrganisationID: m.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}
	if own.Published {
		did(c.t, c.Store.EditAction(ctx, m.Signatory, c.Sent("action.edited"), e))
	} else {
		did(c.t, c.Store.SendAction(ctx, m.Signatory, c.Sent("action.sent"), e))
	}
}

// counts has an organisation stand counted from now on.
func (c company) counts(m modelstest.Joined) {
	c.t.Helper()
	did(c.t, c.Store.Rename(c.t.Context(), m.Signatory, c.Sent("quieter"), models.Renaming{
		OrganisationID: m.ID, EndorsementID: c.Text(c.t, "SELECT id FROM endorsements WHERE organisation_id = '"+m.ID+"'"), Naming: models.Naming{Level: models.Counted},
	}))
}

// atDesk is what a coordinator finds of an action: by whom its case is, what waits in the queue, which titles the log has, and what the
// case of a member leads to.
func (c company) atDesk(as models.Actor, m modelstest.Joined) (host string, waiting, titled, links int) {
	c.t.Helper()
	ctx := c.t.Context()
	if read, err := c.Store.ActionAtDesk(ctx, as, c.id); err != nil {
		host = err.Error()
	} else if host = read.Host.Own; len(read.Beside) > 0 {
		host += " beside " + read.Beside[0].Names.Own
	}
	q, err := c.Store.Queue(ctx, as, models.QueueQuery{})
	did(c.t, err)
	log, err := c.Store.Log(ctx, as, models.LogQuery{})
	did(c.t, err)
	for _, l := range log.Lines {
		if l.Verb == "action.edit_proposed" && l.Title.Text != "" {
			titled++
		}
	}
	read, err := c.Store.MemberAtDesk(ctx, as, m.ID, "en")
	did(c.t, err)
	return host, len(q.Waiting), titled, len(read.Together)
}

// While a host is named, coordinators read an action as its: whether the one that began it hid, stands counted or left. They are told
// of what is changed, and decide on it. Keepers read of the other too.
func TestTheDeskGoesByTheHostInSight(t *testing.T) {
	goes := map[string]func(company){
		"hidden":  func(c company) { c.hides(c.host) },
		"counted": func(c company) { c.counts(c.host) },
		"left": func(c company) {
			did(c.t, c.Store.LeaveCoalition(c.t.Context(), c.host.Signatory, c.Sent("leave"), c.host.ID))
		},
	}
	for how, leaves := range goes {
		t.Run(how, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				ctx, call := t.Context(), w.Call(t)
				keeper, _ := w.Keepers(t)
				irena := w.AsRole(t, "Irena", models.Coordinator)
				c := gathered(t, w, call, models.ForPublic)
				door := w.Member(t, call, "Door", models.Public)
				c.publish()
				c.joins(door, "Door")
				leaves(c)
				c.retitles(door, "Lamps in every window")
				last, err := strconv.ParseInt(w.Text(t, "SELECT CAST(MAX(id) AS text) FROM events WHERE verb = 'action.edit_proposed'"), 10, 64)
				did(t, err)
				did(t, w.Store.Tell(ctx, last))
				if n := w.Count(t, "SELECT count(*) FROM notices WHERE person_id = '"+irena.PersonID+"'"); n != 1 {
					t.Errorf("she is told %d times", n)
				}
				if host, waiting, titled, links := c.atDesk(irena, door); host != "Door" || waiting != 1 || titled != 1 || links != 1 {
					t.Errorf("she reads %q, %d wait, %d titles, %d links", host, waiting, titled, links)
				}
				if host, waiting, titled, links := c.atDesk(keeper, door); host != "Door beside House of Windows" || waiting != 1 || titled != 1 || links != 1 {
					t.Errorf("a keeper reads %q, %d wait, %d titles, %d links", host, waiting, titled, links)
				}
				did(t, w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id)}))
				did(t, w.Store.HideAction(ctx, irena, w.Sent("hide"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id), Text: "It names a neighbour."}))
				c.hides(door)
				c.counts(door)
				if _, err := w.Store.ActionAtDesk(ctx, irena, c.id); how == "counted" && models.KindOf(err) != models.NotFound {
					t.Errorf("with nobody in sight: %v", err)
				}
			})
		})
	}
}

// What an action is called that waits, sent by an organisation that stands counted by now, is for keepers: a coordinator reads it neither
// there, nor with a report on it that was published while the action was, nor on the way there.
func TestTheTitleOfAnUnnamedSenderIsForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, door, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public)
		series := vigil()
		series.When.Until = "2027-01-31"
		id, err := w.Store.SaveAction(ctx, host.Signatory, w.Sent("action.saved"), models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: series})
		did(t, err)
		c := company{World: w, t: t, id: id, host: host}
		c.joins(door, "Door")
		w.Clock.Set(vigilIsOver().Add(-6 * time.Hour))
		c.retitles(host, "A vigil")
		did(t, w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, id, "Forty came.")))
		report := w.Text(t, "SELECT id FROM reports")
		did(t, w.Store.TakeActionBack(ctx, irena, w.Sent("back"), id))
		did(t, w.Store.RecallAction(ctx, host.Signatory, w.Sent("recall"), models.ActionStep{OrganisationID: host.ID, ActionID: id}))
		c.retitles(host, "A new title")
		reads := func(as models.Actor, want string) {
			t.Helper()
			read, err := w.Store.ReportAtDesk(ctx, as, report)
			did(t, err)
			member, err := w.Store.MemberAtDesk(ctx, as, lamp.ID, "en")
			did(t, err)
			if len(member.Together) != 1 || read.Title != want || member.Together[0].Title.Text != want {
				t.Errorf("reads %q and %+v, want %q", read.Title, member.Together, want)
			}
		}
		reads(irena, "A new title")
		c.counts(host)
		if _, err := w.Store.ActionAtDesk(ctx, irena, id); models.KindOf(err) != models.NotFound {
			t.Errorf("the case of the action: %v", err)
		}
		reads(irena, "")
		reads(keeper, "A new title")
	})
}

// What the desk was told while an organisation was public names it no more to coordinators once it stands counted, although a host in
// sight keeps the case open to them: whether the change waits still or was dropped.
func TestNoticesOfTheDeskNameNoCountedSender(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.publish()
		c.joins(door, "Door")
		c.retitles(c.host, "Lamps in every window")
		for event := range w.Count(t, "SELECT MAX(id) FROM events") {
			did(t, w.Store.Tell(ctx, int64(event+1)))
		}
		names := func(as models.Actor) (open, named int) {
			t.Helper()
			lines, err := w.Store.Notices(ctx, as, "en")
			did(t, err)
			for _, l := range lines {
				if l.MatterID != "" {
					open++
				}
				if l.Organisation == "House of Windows" {
					named++
				}
			}
			return open, named
		}
		reads := func(when string, as models.Actor, wantOpen, wantNamed int) {
			t.Helper()
			if open, named := names(as); open != wantOpen || named != wantNamed {
				t.Errorf("%s: %d of %d cases name it, want %d of %d", when, named, open, wantNamed, wantOpen)
			}
		}
		reads("in sight", irena, 2, 2)
		c.counts(c.host)
		reads("counted, a keeper", keeper, 2, 2)
		reads("counted, while its change waits", irena, 0, 0)
		did(t, w.Store.DropEdit(ctx, door.Signatory, w.Sent("drop"), models.ActionStep{OrganisationID: door.ID, ActionID: c.id}))
		reads("counted, its change dropped", irena, 2, 0)
	})
}

// What became of a change that an organisation sent which stands counted by now is for keepers, as the sending is: whoever decides on it,
// the ledger and the queue's last decision say nothing to others.
func TestTheEndOfAnUnnamedSendingIsForKeepers(t *testing.T) {
	for how, ends := range map[string]func(company, models.Actor, modelstest.Joined){
		"accepted": func(c company, keeper models.Actor, _ modelstest.Joined) {
			did(c.t, c.Store.AcceptAction(c.t.Context(), keeper, c.Sent("accept"), models.Decision{ID: c.id, Seen: markOf(c.t, c.World, keeper, c.id)}))
		},
		"asked": func(c company, keeper models.Actor, _ modelstest.Joined) {
			did(c.t, c.Store.AskAction(c.t.Context(), keeper, c.Sent("ask"), models.Decision{ID: c.id, Seen: markOf(c.t, c.World, keeper, c.id), Text: "Who comes?"}))
		},
		"dropped": func(c company, _ models.Actor, door modelstest.Joined) {
			did(c.t, c.Store.DropEdit(c.t.Context(), door.Signatory, c.Sent("drop"), models.ActionStep{OrganisationID: door.ID, ActionID: c.id}))
		},
	} {
		t.Run(how, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				ctx, call := t.Context(), w.Call(t)
				keeper, _ := w.Keepers(t)
				irena := w.AsRole(t, "Irena", models.Coordinator)
				c := gathered(t, w, call, models.ForPublic)
				door := w.Member(t, call, "Door", models.Public)
				c.joins(door, "Door")
				c.publish()
				c.retitles(c.host, "Lamps in every window")
				c.counts(c.host)
				reads := func(as models.Actor) (lines int, last time.Time) {
					t.Helper()
					q, err := w.Store.Queue(ctx, as, models.QueueQuery{})
					did(t, err)
					if q.Bar.LastDecision != nil {
						last = *q.Bar.LastDecision
					}
					return len(about(told(t, w, as, models.LogQuery{}), door.ID)), last
				}
				lines, last := reads(irena)
				more, _ := reads(keeper)
				w.Clock.Add(time.Hour)
				ends(c, keeper, door)
				if now, at := reads(irena); now != lines || !at.Equal(last) {
					t.Errorf("a coordinator reads %d lines of Door, before %d, and the last decision moved from %s to %s", now, lines, last, at)
				}
				if now, at := reads(keeper); now != more+1 || how != "dropped" && !at.After(last) {
					t.Errorf("a keeper reads %d lines of Door, before %d, the last decision at %s", now, more, at)
				}
			})
		})
	}
}

// What an organisation sent that is erased by now is for keepers, as it was while that stood counted: under the name of who hosts on,
// coordinators would read what is published nowhere. What is sent after it is theirs again.
func TestWhatAnErasedHostSentIsForKeepers(t *testing.T) {
	for how, before := range map[string]func(company){"counted": func(c company) { c.counts(c.host) }, "named": func(company) {}} {
		modelstest.On(t, func(t *testing.T, w *modelstest.World) {
			call := w.Call(t)
			keeper, _ := w.Keepers(t)
			irena := w.AsRole(t, "Irena", models.Coordinator)
			c := gathered(t, w, call, models.ForPublic)
			door := w.Member(t, call, "Door", models.Public)
			c.publish()
			c.joins(door, "Door")
			c.retitles(c.host, "Lamps in every window")
			before(c)
			did(t, w.Store.WithdrawCompletely(t.Context(), c.host.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: c.host.ID, Typed: "DELETE", AtOnce: true}))
			reads := func(as models.Actor, want int) {
				t.Helper()
				if host, waiting, titled, links := c.atDesk(as, door); (host == "Door") != (want == 1) || waiting != want || titled != want {
					t.Errorf("%s: %s reads it of %q, %d lines wait, the log has %d titles, Door has %d links", how, as.Name, host, waiting, titled, links)
				}
			}
			reads(irena, 0)
			reads(keeper, 1)
			w.Clock.Add(time.Minute)
			c.retitles(door, "Doors in every window")
			reads(irena, 1)
		})
	}
}

// A coordinator is told the language of the host in sight, not of whoever began it elsewhere.
func TestTheDeskReadsTheLanguageOfTheHostInSight(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		w.Exec(t, "UPDATE people SET lang = 'ka' WHERE id = '"+c.host.Signatory.PersonID+"'", "UPDATE people SET lang = 'fr' WHERE id = '"+door.Signatory.PersonID+"'")
		c.publish()
		c.joins(door, "Door")
		reads := func(want string) {
			t.Helper()
			read, err := w.Store.ActionAtDesk(t.Context(), irena, c.id)
			if did(t, err); read.HostLang != want {
				t.Errorf("with %s as host the language is %q, want %q", read.Host.Own, read.HostLang, want)
			}
		}
		reads("ka")
		c.counts(c.host)
		reads("fr")
	})
}
