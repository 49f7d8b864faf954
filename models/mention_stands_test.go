package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// What a keeper let stand is its sentences. The same sentence in another place is no item again; another one with the same name is, be it in
// the title, which is an address too.
func TestWhatStandsIsItsSentences(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		d := desk{w, t}
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := openedBy(t, w, host, irena, called("Walk home"))
		mentioning(t, w, host, id, "We sing. We form a quiet circle on the square.")
		seeks(t, w, id, "")
		settles(t, w, keeper, false)
		w.Clock.Add(72 * time.Hour)
		open := func(when string, want bool) {
			t.Helper()
			seeks(t, w, id, "")
			line, ok := waitingMention(t, w, keeper)
			if is := ok && line.State == models.Submitted; is != want || mentions(t, w) != 1 {
				t.Errorf("%s: %d mentions, waits %v, want %v", when, mentions(t, w), is, want)
			}
		}
		open("nothing new", false)
		mentioning(t, w, host, id, "Come at six! We form a Quiet Circle on the square. Bring songs.")
		open("the same sentence among others", false)
		mentioning(t, w, host, id, "We form a quiet circle on the square. Ask those of Quiet Circle for the way.")
		open("one sentence more", true)
		settles(t, w, keeper, false)
		w.Clock.Add(72 * time.Hour)
		mentioning(t, w, host, id, "Ask those of Quiet Circle for the way.")
		open("one sentence less", false)
		d.want("edit", d.edits(host, id, titled("Walk with the organisation Quiet Circle, Pskov street 5")))
		d.want("accept", d.accepts(irena, id))
		open("in the title", true)
		settles(t, w, keeper, true)
		if slug := listedOf(t, w, id); slug != "" {
			t.Errorf("out of sight it is %s", slug)
		}
	})
}

// The same holds of a report and of a town.
func TestWhatStandsInAReportAndATownIsItsSentences(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := openedBy(t, w, host, irena, called("Walk home"))
		waits := func(when string, want bool) {
			t.Helper()
			line, ok := waitingMention(t, w, keeper)
			if is := ok && line.State == models.Submitted; is != want {
				t.Errorf("%s: waits %v, want %v", when, is, want)
			}
		}
		comesFrom := func(town string) {
			t.Helper()
			takesPart(t, w, lamp, id, town, models.JoinNamed)
			did(t, w.Store.SeekTown(ctx, w.Text(t, "SELECT id FROM participations WHERE organisation_id = '"+lamp.ID+"'")))
		}
		comesFrom("Graz, a quiet circle")
		settles(t, w, keeper, false)
		w.Clock.Add(72 * time.Hour)
		seeks(t, w, id, "")
		waits("a town that may stand", false)
		comesFrom("Pskov, office of Quiet Circle")
		waits("another town", true)
		settles(t, w, keeper, false)

		w.Clock.Set(vigilIsOver())
		tells := func(text string) {
			t.Helper()
			w.Clock.Add(72 * time.Hour)
			own, err := w.Store.ReportOf(ctx, lamp.Signatory, lamp.ID, id)
			did(t, err)
			e := reporting(t, lamp, id, text)
			e.Edition = own.Edition
			did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), e))
			accepts(t, w, irena)
			seeks(t, w, id, "")
		}
		tells("We stood in a quiet circle.")
		settles(t, w, keeper, false)
		tells("We came. We stood in a quiet circle.")
		waits("a report with another sentence beside it", false)
		tells("Our host was the organisation Quiet Circle in Pskov.")
		waits("another report", true)
	})
}

// Words that may stand in prose are an item again where a link or a place is told: there they say where somebody is found.
func TestWhatStandsInProseStandsInNoLink(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		d := desk{w, t}
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := openedBy(t, w, host, irena, called("Quiet circle"))
		seeks(t, w, id, "")
		settles(t, w, keeper, false)
		d.want("edit", d.edits(host, id, func(c *models.ActionContent) {
			titled("Quiet circle")(c)
			c.Materials = []models.ActionLink{{Label: "Quiet circle", URL: "https://qc.example/join"}}
		}))
		d.want("accept", d.accepts(irena, id))
		seeks(t, w, id, "")
		if line, ok := waitingMention(t, w, keeper); !ok || line.State != models.Submitted {
			t.Errorf("in a link: %v, %+v", ok, line)
		}
	})
}
