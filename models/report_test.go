package models_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/picture"
)

// vigilIsOver is an instant after the vigil.
func vigilIsOver() time.Time { return time.Date(2026, 12, 11, 9, 0, 0, 0, time.UTC) }

// takesPart has an organisation take part in an action.
func takesPart(t *testing.T, w *modelstest.World, m modelstest.Joined, id, town string, way models.JoinWay) {
	t.Helper()
	did(t, w.Store.JoinAction(t.Context(), m.Signatory, w.Sent("participation.joined"),
		models.Joining{OrganisationID: m.ID, ActionID: id, Way: way, Town: town}))
}

// reporting is a report of an organisation, with a picture.
func reporting(t *testing.T, m modelstest.Joined, id, text string) models.ReportEdit {
	return models.ReportEdit{
		OrganisationID: m.ID, ActionID: id, Lang: "en", Text: text, People: "40",
		Upload: &picture.Upload{Name: "windows.png", Body: bytes.NewReader(grey(t, 90))}, Alt: "A lamp in a window",
	}
}

// accepts has a coordinator publish the report that waits.
func accepts(t *testing.T, w *modelstest.World, as models.Actor) {
	t.Helper()
	id := w.Text(t, "SELECT id FROM reports WHERE state = 'waiting'")
	c, err := w.Store.ReportAtDesk(t.Context(), as, id)
	did(t, err)
	did(t, w.Store.AcceptReport(t.Context(), as, w.Sent("desk.report.accept"), models.Decision{ID: id, Seen: c.Seen}))
}

func toldOf(t *testing.T, w *modelstest.World, id string) []models.ToldReport {
	t.Helper()
	all, err := w.Store.ReportsOf(t.Context(), listedOf(t, w, id))
	did(t, err)
	return all
}

// Who took part by name says afterwards how it was. A coordinator reads it first; then it stands on the page for as long as
// its organisation does.
func TestAReportIsReadAndThenShown(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		send := func(e models.ReportEdit) error {
			return w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), e)
		}
		if err := send(reporting(t, lamp, id, "Too early.")); models.KindOf(err) != models.Conflict {
			t.Errorf("told before it was over: %v", err)
		}
		w.Clock.Set(vigilIsOver())
		did(t, send(reporting(t, lamp, id, "Forty windows were lit.")))
		if n := len(toldOf(t, w, id)); n != 0 {
			t.Errorf("%d reports are public that nobody read", n)
		}
		if held, err := w.Store.Everything(ctx, lamp.Signatory); err != nil || len(held.Organisations[0].Reports) != 1 || held.Organisations[0].Reports[0].Words.Text != "Forty windows were lit." {
			t.Errorf("what is held of it: %v", err)
		}
		accepts(t, w, irena)
		all := toldOf(t, w, id)
		if len(all) != 1 || all[0].Town != "Graz" || all[0].Text != "Forty windows were lit." || *all[0].People != 40 || all[0].Pictures[0].Alt != "A lamp in a window" {
			t.Fatalf("told: %+v", all)
		}
		shown := all[0].Pictures[0].ID
		if file, err := w.Store.ListedPicture(ctx, shown, 400); err != nil || len(file.Bytes) == 0 {
			t.Fatalf("the picture: %v", err)
		}
		if n := w.Count(t, "SELECT count(*) FROM report_pictures WHERE id = '"+shown+"'"); n != 0 {
			t.Error("the public id of a picture is that of a row")
		}

		_, err := w.Store.Hide(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		if _, err := w.Store.ListedPicture(ctx, shown, 400); len(toldOf(t, w, id)) != 0 || models.KindOf(err) != models.NotFound {
			t.Errorf("hidden, it still tells: %v, %v", toldOf(t, w, id), err)
		}
		showing, err := w.Store.WhatShows(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		did(t, w.Store.ShowAgain(ctx, lamp.Signatory, w.Sent("show"), lamp.ID, showing.Fingerprint))
		if _, err := w.Store.ListedPicture(ctx, shown, 400); len(toldOf(t, w, id)) != 1 || err != nil {
			t.Errorf("shown again, it does not tell: %v, %v", toldOf(t, w, id), err)
		}

		again := models.ReportEdit{OrganisationID: lamp.ID, ActionID: id, Edition: 1, Lang: "en", Text: "Fifty windows were lit."}
		did(t, send(again)) // without the picture
		if now := toldOf(t, w, id); now[0].Text != "Forty windows were lit." || len(now[0].Pictures) != 0 || w.Count(t, "SELECT count(*) FROM report_pictures") != 0 {
			t.Errorf("an unread change shows, or a picture that was taken out does: %+v", now)
		}
		if err := send(again); models.KindOf(err) != models.Conflict {
			t.Errorf("an older page overwrote a newer report: %v", err)
		}
		accepts(t, w, irena)
		if now := toldOf(t, w, id); now[0].Text != "Fifty windows were lit." || now[0].People != nil {
			t.Errorf("the change does not show: %+v", now)
		}
		did(t, w.Store.WithdrawReport(ctx, lamp.Signatory, w.Sent("report.withdrawn"), lamp.ID, id))
		if w.Count(t, "SELECT count(*) FROM reports") != 0 || len(toldOf(t, w, id)) != 0 {
			t.Error("a withdrawn report is there")
		}
	})
}

// Nobody tells of what is not theirs, and what is wrong is said field by field.
func TestWhoMayNotReport(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		circle, stranger := w.Member(t, call, "Quiet Circle", models.Counted), w.Member(t, call, "Stranger", models.Public)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		takesPart(t, w, circle, id, "Oslo", models.JoinQuietly)
		w.Clock.Set(vigilIsOver())
		send := func(m modelstest.Joined, e models.ReportEdit) error {
			return w.Store.SendReport(ctx, m.Signatory, w.Sent("report.sent"), e)
		}
		if err := send(circle, reporting(t, circle, id, "Quietly.")); models.KindOf(err) != models.Conflict {
			t.Errorf("who takes part quietly told: %v", err)
		}
		if err := send(stranger, reporting(t, stranger, id, "We were not there.")); models.KindOf(err) != models.NotFound {
			t.Errorf("a stranger told: %v", err)
		}
		if err := send(lamp, reporting(t, lamp, w.Store.NewID(), "Of nothing.")); models.KindOf(err) != models.NotFound {
			t.Errorf("told of nothing: %v", err)
		}
		if err := send(stranger, reporting(t, lamp, id, "In their name.")); models.KindOf(err) != models.NotFound {
			t.Errorf("told in another's name: %v", err)
		}
		wrong := map[string]func(*models.ReportEdit){
			"text":    func(e *models.ReportEdit) { e.Text = strings.Repeat("x", models.MaxReportText+1) },
			"people":  func(e *models.ReportEdit) { e.People = "1000001" },
			"alt":     func(e *models.ReportEdit) { e.Alt = " " },
			"lang":    func(e *models.ReportEdit) { e.Lang = "no such" },
			"picture": func(e *models.ReportEdit) { e.Upload.Body = strings.NewReader("<svg onload='alert(1)'/>") },
		}
		words := reporting(t, lamp, id, "Forty windows.")
		if words.Upload = nil; len(models.FieldsOf(send(lamp, words))) != 1 {
			t.Error("words for a picture that did not come were taken, and dropped")
		}
		for field, spoil := range wrong {
			e := reporting(t, lamp, id, "Forty windows.")
			spoil(&e)
			if fields := models.FieldsOf(send(lamp, e)); len(fields) != 1 || fields[0].Field != field {
				t.Errorf("%s: %v", field, fields)
			}
		}
		if n := w.Count(t, "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM report_pictures)"); n != 0 {
			t.Errorf("%d rows of what was refused", n)
		}
		e := reporting(t, lamp, id, "Forty windows.")
		e.Pictures = []models.ReportedImage{{ID: w.Store.NewID(), Alt: "Not ours"}}
		if err := send(lamp, e); models.KindOf(err) != models.Conflict {
			t.Errorf("a picture that is not there: %v", err)
		}
	})
}

// Two editors send at once: one report, one of them is told.
func TestOneReportOfTwoAtOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		host := w.Member(t, call, "House of Windows", models.Public)
		id := opened(t, w, host, 0)
		w.Clock.Set(vigilIsOver())
		form := w.Sent("report.sent")
		for i, err := range together(4, func(int) error {
			return w.Store.SendReport(t.Context(), host.Signatory, form, reporting(t, host, id, "The same form."))
		}) {
			if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		forms := []models.Sent{w.Sent("report.sent"), w.Sent("report.sent"), w.Sent("report.sent")}
		n := passed(together(3, func(i int) error {
			e := reporting(t, host, id, "A change.")
			e.Edition = 1
			return w.Store.SendReport(t.Context(), host.Signatory, forms[i], e)
		}))
		if n != 1 || w.Count(t, "SELECT count(*) FROM reports") != 1 || w.Count(t, "SELECT count(*) FROM report_pictures") != 1 {
			t.Errorf("%d of 3 changes were kept; %d reports", n, w.Count(t, "SELECT count(*) FROM reports"))
		}
	})
}

// A report goes with its organisation, and with its taking part.
func TestAReportGoesWithItsOrganisation(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		host, lamp, yard := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Yard", models.Public)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		takesPart(t, w, yard, id, "Oslo", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SetTrustActions(ctx, w.AsRole(t, "Ada", models.Administrator), w.Sent("setting"), true))
		for _, m := range []modelstest.Joined{lamp, yard} {
			did(t, w.Store.SendReport(ctx, m.Signatory, w.Sent("report.sent"), reporting(t, m, id, "Windows.")))
		}
		if n := len(toldOf(t, w, id)); n != 2 {
			t.Fatalf("%d reports of two who are trusted", n)
		}
		did(t, w.Store.LeaveAction(ctx, yard.Signatory, w.Sent("participation.left"), models.LeavingPart{OrganisationID: yard.ID, ActionID: id, Asked: true}))
		did(t, w.Store.WithdrawCompletely(ctx, lamp.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: lamp.ID, Typed: "DELETE", AtOnce: true}))
		for _, table := range []string{"reports", "report_pictures", "listed_reports", "listed_report_pictures"} {
			if n := w.Count(t, "SELECT count(*) FROM "+table); n != 0 {
				t.Errorf("%s holds %d rows of who is gone", table, n)
			}
		}
	})
}

// After the end everybody who took part by name is asked once.
func TestEverybodyIsAskedOnceHowItWas(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		host, lamp, circle := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Quiet Circle", models.Counted)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		takesPart(t, w, circle, id, "Oslo", models.JoinQuietly)
		asked := func() int { return w.Count(t, "SELECT count(*) FROM events WHERE verb = 'report.due'") }
		did(t, w.Store.AskReports(ctx, id))
		if asked() != 0 {
			t.Error("asked before the end")
		}
		w.Clock.Set(time.Date(2026, 12, 11, 6, 59, 0, 0, time.UTC)) // in Vilnius it is not yet nine
		did(t, w.Store.AskReports(ctx, id))
		if asked() != 0 {
			t.Error("asked in the night after the vigil")
		}
		w.Clock.Add(time.Minute)
		for range 2 {
			did(t, w.Store.AskReports(ctx, id))
		}
		if asked() != 2 {
			t.Errorf("%d were asked, of a host, one by name and one quietly", asked())
		}
		due, err := w.Store.DueReports(ctx, lamp.Signatory, lamp.ID)
		if did(t, err); len(due) != 1 || due[0].Title != "Light in the window" {
			t.Errorf("waits for the lamp: %+v", due)
		}
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, id, "Windows.")))
		if due, err = w.Store.DueReports(ctx, lamp.Signatory, lamp.ID); err != nil || len(due) != 0 {
			t.Errorf("waits still: %+v, %v", due, err)
		}
		c, err := w.Store.ReportAtDesk(ctx, w.AsRole(t, "Irena", models.Coordinator), w.Text(t, "SELECT id FROM reports"))
		if did(t, err); c.Town != "Graz" {
			t.Errorf("the desk reads that the report stands under %q", c.Town)
		}
	})
}

// Hosts say how it went, once it has begun; then it is done.
func TestHostsSayHowItWent(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		host, stranger := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Stranger", models.Public)
		id := opened(t, w, host, 0)
		finish := func(m modelstest.Joined, outcome string) error {
			return w.Store.FinishAction(ctx, m.Signatory, w.Sent("action.finished"), models.ActionStep{OrganisationID: m.ID, ActionID: id, Outcome: outcome})
		}
		if err := finish(host, "Done."); models.KindOf(err) != models.Conflict {
			t.Errorf("done before it began: %v", err)
		}
		w.Clock.Set(vigilIsOver())
		if err := finish(stranger, "Done."); models.KindOf(err) != models.NotFound {
			t.Errorf("a stranger finished it: %v", err)
		}
		cancel := func() error {
			return w.Store.CancelAction(ctx, host.Signatory, w.Sent("action.cancelled"), models.ActionStep{OrganisationID: host.ID, ActionID: id, Reason: "No."})
		}
		wantConflict(t, "cancelled after its end", cancel(), "action.cancel.over")
		if fields := models.FieldsOf(finish(host, " ")); len(fields) != 1 || fields[0].Field != "outcome" {
			t.Errorf("without words: %v", fields)
		}
		for _, outcome := range []string{"Windows in **eleven** towns.", "Windows in twelve towns."} {
			did(t, finish(host, outcome))
			a, at, err := w.Store.ActionBySlug(ctx, listedOf(t, w, id))
			if did(t, err); a.Outcome != outcome || a.State != models.ActionDone || a.Status(at) != models.Over {
				t.Errorf("the page tells %q, %s", a.Outcome, a.State)
			}
		}
		wantConflict(t, "cancelled after it was done", cancel(), "action.changed")
	})
}
