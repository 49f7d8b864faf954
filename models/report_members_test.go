package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// What was told of an action for members stands on their page, with its pictures, and goes with whoever told it.
func TestMembersReadHowItWas(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		c := gathered(t, w, call, models.ForMembers)
		reader, lamp := w.Member(t, call, "Reader", models.Counted), w.Member(t, call, "Lamp", models.Public)
		c.publish()
		takesPart(t, w, lamp, c.id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, c.id, "Forty windows were lit.")))
		read := func(as models.Actor) []models.ToldReport {
			t.Helper()
			a, err := w.Store.MemberActionByID(ctx, reader.Signatory, c.id)
			did(t, err)
			all, err := w.Store.MemberReports(ctx, as, a)
			if err != nil && models.KindOf(err) != models.NotFound {
				t.Fatal(err)
			}
			return all
		}
		if n := len(read(reader.Signatory)); n != 0 {
			t.Errorf("%d reports that nobody read", n)
		}
		accepts(t, w, irena)
		all := read(reader.Signatory)
		if len(all) != 1 || all[0].Town != "Graz" || all[0].Names.Own != "Lamp" || len(all[0].Pictures) != 1 {
			t.Fatalf("a member reads %+v", all)
		}
		image := all[0].Pictures[0].ID
		picture := func(as models.Actor) models.Kind {
			_, err := w.Store.MemberPicture(ctx, as, c.id, image, 480)
			return models.KindOf(err)
		}
		if _, err := w.Store.MemberPicture(ctx, reader.Signatory, c.id, image, 480); err != nil {
			t.Errorf("a member sees the picture: %v", err)
		}
		if stranger := w.AsPerson(t, "Stranger"); len(read(stranger)) != 0 || picture(stranger) != models.NotFound {
			t.Error("whoever represents no member reads it")
		}
		id := w.Text(t, "SELECT id FROM reports")
		aside := func(step func(models.Decision) error) {
			t.Helper()
			at, err := w.Store.ReportAtDesk(ctx, irena, id)
			did(t, err)
			did(t, step(models.Decision{ID: id, Seen: at.Seen, Text: "A face."}))
		}
		aside(func(d models.Decision) error { return w.Store.HideReport(ctx, irena, w.Sent("hide"), d) })
		if len(read(reader.Signatory)) != 0 || picture(reader.Signatory) != models.NotFound {
			t.Error("members read what a coordinator hid")
		}
		aside(func(d models.Decision) error { return w.Store.ShowReport(ctx, irena, w.Sent("show"), d) })
		if len(read(reader.Signatory)) != 1 {
			t.Error("members do not read it again")
		}
		if _, err := w.Store.Hide(ctx, lamp.Signatory, lamp.ID); err != nil {
			t.Fatal(err)
		}
		if len(read(reader.Signatory)) != 0 || picture(reader.Signatory) != models.NotFound {
			t.Error("the report of who hid is read")
		}
	})
}
