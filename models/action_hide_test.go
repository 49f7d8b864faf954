package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// hiddenNow is a published action that a coordinator took out of sight.
func hiddenNow(t *testing.T, w *modelstest.World, host modelstest.Joined, irena models.Actor) (id string) {
	t.Helper()
	id = opened(t, w, host, 0)
	hide := models.Decision{ID: id, Seen: markOf(t, w, irena, id)}
	if err := w.Store.HideAction(t.Context(), irena, w.Sent("hide"), hide); models.KindOf(err) != models.Invalid {
		t.Errorf("hides without a reason: %v", err)
	}
	hide.Text = "The address is of a private home."
	did(t, w.Store.HideAction(t.Context(), irena, w.Sent("hide"), hide))
	return id
}

// A coordinator takes a published action down at once: its hosts read why, the desk does not forget it, and it comes back.
func TestACoordinatorHidesAnActionNowAndDecidesLater(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		irena, host := w.AsRole(t, "Irena", models.Coordinator), w.Member(t, w.Call(t), "House of Windows", models.Public)
		id := hiddenNow(t, w, host, irena)
		if listedOf(t, w, id) != "" {
			t.Error("it is public still")
		}
		own, err := w.Store.OwnActionByID(ctx, host.Signatory, host.ID, id)
		if did(t, err); !own.Hidden || own.Withheld || own.Said.Hidden == "" || own.State != models.ActionOpen {
			t.Errorf("its host reads %+v", own)
		}
		w.Clock.Add(3 * 24 * time.Hour)
		q, err := w.Store.Queue(ctx, irena, models.QueueQuery{})
		if did(t, err); len(q.Elsewhere) != 1 || q.Elsewhere[0].ID != id || !q.Elsewhere[0].Hidden {
			t.Errorf("the queue has %+v", q.Elsewhere)
		}
		did(t, w.Store.Tell(ctx, int64(w.Count(t, "SELECT max(id) FROM events WHERE verb = 'action.hidden'"))))
		notices, err := w.Store.Notices(ctx, host.Signatory, "en")
		if did(t, err); len(notices) == 0 || notices[0].Verb != "action.hidden" || notices[0].ActionID != id {
			t.Errorf("its host is told %+v", notices)
		}
		content := own.Content
		content.Materials = []models.ActionLink{{Label: "Poster", URL: "https://example.org/poster"}}
		did(t, w.Store.EditAction(ctx, host.Signatory, w.Sent("edit"), models.ActionEdit{OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: content}))
		c, err := w.Store.ActionAtDesk(ctx, irena, id)
		if did(t, err); c.Edit == nil || !c.May(models.StepShow) || c.May(models.StepHide) {
			t.Errorf("a change of what is hidden does not wait: %+v", c.Steps)
		}
		did(t, w.Store.ShowAction(ctx, irena, w.Sent("show"), models.Decision{ID: id, Seen: c.Seen}))
		if listedOf(t, w, id) == "" {
			t.Error("it is not shown again")
		}
		if err := w.Store.ShowAction(ctx, irena, w.Sent("show"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}); models.KindOf(err) != models.Conflict {
			t.Errorf("shows what is shown: %v", err)
		}
	})
}

// Whoever represents a host hides nothing of it at the desk, nor does anybody who is no coordinator.
func TestHostsDoNotHideTheirActionAtTheDesk(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		irena, host := w.AsRole(t, "Irena", models.Coordinator), w.Member(t, w.Call(t), "House of Windows", models.Public)
		id := opened(t, w, host, 0)
		hide := models.Decision{ID: id, Seen: markOf(t, w, irena, id), Text: "Why not"}
		if err := w.Store.HideAction(t.Context(), host.Signatory, w.Sent("hide"), hide); err == nil {
			t.Error("a member hides it")
		}
		w.Exec(t, "INSERT INTO roles (person_id, role, granted_at) VALUES ('"+host.Signatory.PersonID+"', 'coordinator', '2026-11-22 12:00:00+00:00')")
		if err := w.Store.HideAction(t.Context(), w.Again(t, host.Signatory), w.Sent("hide"), hide); models.KindOf(err) != models.Forbidden {
			t.Errorf("its host hides it: %v", err)
		}
		if listedOf(t, w, id) == "" {
			t.Error("it is gone")
		}
	})
}

// A report that is hidden goes from the page at once, and stays at the desk with its reason.
func TestACoordinatorHidesAReport(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		w.Keepers(t)
		irena, host := w.AsRole(t, "Irena", models.Coordinator), w.Member(t, w.Call(t), "House of Windows", models.Public)
		action := opened(t, w, host, 0)
		w.Clock.Add(vigilIsOver().Sub(w.Clock.Now()))
		did(t, w.Store.SendReport(ctx, host.Signatory, w.Sent("report.sent"), reporting(t, host, action, "Forty lamps.")))
		accepts(t, w, irena)
		id := w.Text(t, "SELECT id FROM reports")
		c, err := w.Store.ReportAtDesk(ctx, irena, id)
		did(t, err)
		did(t, w.Store.HideReport(ctx, irena, w.Sent("hide"), models.Decision{ID: id, Seen: c.Seen, Text: "A face."}))
		if all := toldOf(t, w, action); len(all) != 0 {
			t.Errorf("it is told still: %+v", all)
		}
		w.Clock.Add(3 * 24 * time.Hour)
		house, err := w.Store.MemberAtDesk(ctx, irena, host.ID, "en")
		if did(t, err); len(house.Together) != 2 || house.Together[0].ID != action || house.Together[1].ID != id || !house.Together[1].Hidden {
			t.Errorf("its organisation's page leads to %+v", house.Together)
		}
		at, err := w.Store.ActionAtDesk(ctx, irena, action)
		if did(t, err); len(at.Reports) != 1 || at.Reports[0].ID != id || at.Reports[0].Title.Text != "Light in the window" {
			t.Errorf("the action's case leads to %+v", at.Reports)
		}
		if c, err = w.Store.ReportAtDesk(ctx, irena, id); err != nil || c.ActionID != action {
			t.Errorf("the report's case leads to %q: %v", c.ActionID, err)
		}
		own, err := w.Store.ReportOf(ctx, host.Signatory, host.ID, action)
		if did(t, err); !own.Hidden || own.Withheld || own.Reason != "A face." {
			t.Errorf("its organisation reads %+v", own)
		}
		c, err = w.Store.ReportAtDesk(ctx, irena, id)
		did(t, err)
		did(t, w.Store.ShowReport(ctx, irena, w.Sent("show"), models.Decision{ID: id, Seen: c.Seen}))
		if all := toldOf(t, w, action); len(all) != 1 {
			t.Errorf("it is not told again: %+v", all)
		}
	})
}

// What waits because it was hidden waits on when members became trusted meanwhile.
func TestAnEditOfWhatIsHiddenWaitsForTrustedMembersToo(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d := desk{w, t}
		irena, host := w.AsRole(t, "Irena", models.Coordinator), w.Member(t, w.Call(t), "House of Windows", models.Public)
		id := hiddenNow(t, w, host, irena)
		d.want("trust", w.Store.SetTrustActions(t.Context(), w.AsRole(t, "Ada", models.Administrator), w.Sent("trust"), true))
		d.want("edit", d.edits(host, id, worded("Place a lantern in a window.")))
		if own := d.own(host, id); !own.EditWaits || listedOf(t, w, id) != "" {
			t.Error("what is hidden changes unread")
		}
		d.want("show", w.Store.ShowAction(t.Context(), irena, w.Sent("show"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		if own := d.own(host, id); !own.EditWaits {
			t.Error("showing it again publishes what nobody read")
		}
	})
}
