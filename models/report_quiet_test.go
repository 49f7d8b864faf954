package models_test

import (
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// Whoever told how it was and takes part quietly from then on looks to coordinators like one that left: what it told is for keepers.
func TestAReportOfWhoTurnedQuietIsForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		quiet, gone := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Candle", models.Public)
		series := vigil()
		series.When.Until = "2027-01-31"
		id := openedAs(t, w, host, series)
		reports := map[string]string{}
		w.Clock.Add(time.Minute)
		for _, m := range []modelstest.Joined{quiet, gone} {
			takesPart(t, w, m, id, "Graz", models.JoinNamed)
		}
		w.Clock.Set(vigilIsOver())
		for _, m := range []modelstest.Joined{quiet, gone} {
			did(t, w.Store.SendReport(ctx, m.Signatory, w.Sent("report.sent"), reporting(t, m, id, "Forty came.")))
			accepts(t, w, irena)
			reports[m.ID] = w.Text(t, "SELECT id FROM reports WHERE organisation_id = '"+m.ID+"'")
			w.Clock.Add(time.Hour)
			own, err := w.Store.ReportOf(ctx, m.Signatory, m.ID, id)
			did(t, err)
			again := reporting(t, m, id, "Fifty came.")
			again.Edition = own.Edition
			did(t, w.Store.SendReport(ctx, m.Signatory, w.Sent("report.sent"), again))
		}
		did(t, w.Store.JoinAction(ctx, quiet.Signatory, w.Sent("quiet"), models.Joining{OrganisationID: quiet.ID, ActionID: id, Way: models.JoinQuietly}))
		did(t, w.Store.LeaveAction(ctx, gone.Signatory, w.Sent("left"), models.LeavingPart{OrganisationID: gone.ID, ActionID: id, Asked: true}))
		desk{w, t}.tellAll()

		reads := func(as models.Actor, of modelstest.Joined) (out []string) {
			t.Helper()
			add := func(what string, there bool) {
				if there {
					out = append(out, what)
				}
			}
			q, err := w.Store.Queue(ctx, as, models.QueueQuery{})
			did(t, err)
			for _, l := range slices.Concat(q.Waiting, q.Elsewhere, q.Decided) {
				add("queue", l.ID == reports[of.ID])
			}
			_, err = w.Store.ReportAtDesk(ctx, as, reports[of.ID])
			add("case", err == nil)
			_, ok, err := w.Store.DoneJust(ctx, as, reports[of.ID])
			did(t, err)
			add("toast", ok)
			c, err := w.Store.ActionAtDesk(ctx, as, id)
			did(t, err)
			for _, l := range c.Reports {
				add("action's case", l.ID == reports[of.ID])
			}
			member, err := w.Store.MemberAtDesk(ctx, as, of.ID, "en")
			did(t, err)
			add("member's case", len(member.Together) > 0)
			log, err := w.Store.Log(ctx, as, models.LogQuery{OrganisationID: of.ID, Lang: "en"})
			did(t, err)
			for _, l := range log.Lines {
				add("ledger "+string(l.Verb), l.ActionID != "" || l.Verb == "report.sent" || l.Verb == "report.published")
			}
			notices, err := w.Store.Notices(ctx, as, "en")
			did(t, err)
			for _, n := range notices {
				add("notice", n.MatterID == reports[of.ID])
			}
			return out
		}
		if got, want := reads(irena, quiet), reads(irena, gone); !slices.Equal(got, want) {
			t.Errorf("a coordinator reads of who turned quiet %v, of who left %v", got, want)
		}
		if got := reads(keeper, quiet); !slices.Contains(got, "queue") || !slices.Contains(got, "case") || !slices.Contains(got, "action's case") {
			t.Errorf("a keeper reads %v", got)
		}
		if n := w.Count(t, "SELECT count(*) FROM notices n JOIN events e ON e.id = n.event_id WHERE e.verb = 'report.sent' AND n.person_id = '"+irena.PersonID+"'"); n != 0 {
			t.Errorf("the coordinator is told of %d reports that are for keepers", n)
		}
	})
}
