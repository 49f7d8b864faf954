package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// wishes proposes another name for an organisation and returns the id of the change.
func (d desk) wishes(house modelstest.Joined, name string) string {
	d.t.Helper()
	profile := models.Profile{
		Names: models.Names{Own: name, OwnLang: "ka"}, Kind: "collective", Country: "GE", Communities: []string{"women", "lgbti"}, Website: "https://example.org",
	}
	_, err := d.Store.EditProfile(d.t.Context(), house.Signatory, d.Sent("edit"), models.ProfileEdit{OrganisationID: house.ID, Profile: profile})
	d.want("edit", err)
	q, err := d.Store.Queue(d.t.Context(), models.Actor{PersonID: d.Store.NewID(), Roles: []models.Role{models.Keeper}}, models.QueueQuery{})
	d.want("queue", err)
	for _, l := range append(q.Waiting, q.Elsewhere...) {
		if l.Change {
			return l.ID
		}
	}
	d.t.Fatal("no change waits")
	return ""
}

func (d desk) changeOf(as models.Actor, id string) models.ChangeCase {
	d.t.Helper()
	c, err := d.Store.ChangeCase(d.t.Context(), as, id)
	d.want("read change", err)
	return c
}

func TestAChangeOfAProfileIsReadFirst(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		house := d.Member(t, call, "House of Windows", models.Public)
		id := d.wishes(house, "House of Doors")
		listed := func(name string) int {
			return d.Count(t, "SELECT count(*) FROM listings WHERE CAST(names AS TEXT) LIKE '%"+name+"%'")
		}
		if listed("Windows") != 1 || listed("Doors") != 0 {
			t.Error("the old text does not stay")
		}
		c := d.changeOf(irena, id)
		if c.Now.Names.Own != "House of Windows" || c.Proposed.Profile.Names.Own != "House of Doors" || !c.May(models.StepAccept) {
			t.Errorf("the desk reads %+v", c)
		}
		on := models.Decision{ID: id, Seen: c.Seen}
		forms := []models.Sent{d.Sent("accept"), d.Sent("decline")}
		refuse := on
		refuse.Text = "No."
		errs := together(2, func(i int) error {
			if i == 0 {
				return d.Store.AcceptChange(t.Context(), irena, forms[0], on)
			}
			return d.Store.DeclineChange(t.Context(), irena, forms[1], refuse)
		})
		if passed(errs) != 1 {
			t.Errorf("two decisions at once: %v", errs)
		}
		if errs[0] == nil != (listed("Doors") == 1) {
			t.Errorf("accepted: %t, listed: %d", errs[0] == nil, listed("Doors"))
		}
	})
}

func TestTheVerbsOfAChange(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		house := d.Member(t, call, "House of Windows", models.Public)
		id := d.wishes(house, "House of Doors")
		on := func(text, until string) models.Decision {
			return models.Decision{ID: id, Seen: d.changeOf(irena, id).Seen, Text: text, Until: until}
		}
		d.want("hold", d.Store.HoldChange(t.Context(), irena, d.Sent("hold"), on("", "2026-11-25")))
		if c := d.changeOf(irena, id); c.State != models.Held {
			t.Errorf("it is %s", c.State)
		}
		d.Clock.Add(72 * time.Hour)
		d.want("ask", d.Store.AskChange(t.Context(), irena, d.Sent("ask"), on("Why?", "")))
		if c := d.changeOf(irena, id); c.State != models.Asked || c.Message != "Why?" {
			t.Errorf("it is %+v", c)
		}
		wantConflict(t, "accept while the question is open", d.Store.AcceptChange(t.Context(), irena, d.Sent("accept"), on("", "")), "queue.happened.asked")
		stale := on("No.", "")
		d.Clock.Add(time.Minute)
		next := d.wishes(house, "House of Gates")
		if next == id {
			t.Fatal("the answer is no new wish")
		}
		wantConflict(t, "decline what was taken back", d.Store.DeclineChange(t.Context(), irena, d.Sent("decline"), stale), "queue.happened.withdrawn")
		id = next
		d.want("decline", d.Store.DeclineChange(t.Context(), irena, d.Sent("decline"), on("We could not confirm it.", "")))
		if n := d.Count(t, "SELECT count(*) FROM listings WHERE CAST(names AS TEXT) LIKE '%Windows%'"); n != 1 {
			t.Error("the old text is gone")
		}
	})
}

func TestAChangeOfAnUnnamedOrganisationIsForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		ilyas, _ := d.Keepers(t)
		lantern := d.Member(t, call, "Lantern", models.Counted)
		id := d.wishes(lantern, "Candle")
		_, err := d.Store.ChangeCase(t.Context(), irena, id)
		wantKind(t, "read", err, models.NotFound)
		wantKind(t, "decide", d.Store.AcceptChange(t.Context(), irena, d.Sent("accept"), models.Decision{ID: id}), models.NotFound)
		q, err := d.Store.Queue(t.Context(), irena, models.QueueQuery{})
		d.want("queue", err)
		if len(q.Waiting) != 0 {
			t.Errorf("the coordinator sees %+v", q.Waiting)
		}
		d.want("accept", d.Store.AcceptChange(t.Context(), ilyas, d.Sent("accept"), models.Decision{ID: id, Seen: d.changeOf(ilyas, id).Seen}))
		if own := lantern.Signatory; d.changeOf(ilyas, id).State != models.Approved || d.Count(t, "SELECT count(*) FROM listings") != 0 || own.PersonID == "" {
			t.Error("what is accepted of an unnamed organisation became public, or nothing was")
		}
	})
}
