package models_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/picture"
)

// shows counts the listings that hold a word.
func (d desk) shows(word string) int {
	return d.Count(d.t, "SELECT count(*) FROM listings WHERE CAST(names AS TEXT) LIKE '%"+word+"%'")
}

func (d desk) takeChangeBack(as models.Actor, id string) error {
	return d.Store.TakeChangeBack(d.t.Context(), as, d.Sent("take-back"), id)
}

// rules decides on a change.
func (d desk) rules(as models.Actor, id string, how func(models.Sent, models.Decision) error, text, until string) {
	d.t.Helper()
	d.want("decide", how(d.Sent("decide"), models.Decision{ID: id, Seen: d.changeOf(as, id).Seen, Text: text, Until: until}))
}

func TestADecisionOnAChangeIsTakenBackByWhoeverTookIt(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena, ilyas := d.AsRole(t, "Irena", models.Coordinator), d.AsRole(t, "Ilyas", models.Coordinator)
		accept := func(s models.Sent, on models.Decision) error { return d.Store.AcceptChange(t.Context(), irena, s, on) }
		hold := func(s models.Sent, on models.Decision) error { return d.Store.HoldChange(t.Context(), irena, s, on) }
		ask := func(s models.Sent, on models.Decision) error { return d.Store.AskChange(t.Context(), irena, s, on) }
		house := d.Member(t, call, "House of Windows", models.Public)
		id := d.wishes(house, "House of Doors")
		wantConflict(t, "what is not decided", d.takeChangeBack(irena, id), "queue.take_back.nothing")

		d.rules(irena, id, ask, "Why?", "")
		d.rules(irena, id, hold, "Later.", "2026-12-01")
		d.want("take the hold back", d.takeChangeBack(irena, id))
		if c := d.changeOf(irena, id); c.State != models.Asked || c.Message != "Why?" || c.HeldUntil != nil {
			t.Errorf("after the hold it is %+v", c)
		}
		d.Clock.Add(time.Minute)
		id = d.wishes(house, "House of Gates")
		d.rules(irena, id, accept, "", "")
		if d.shows("Gates") != 1 || !d.changeOf(irena, id).MayTakeBack || d.changeOf(ilyas, id).MayTakeBack {
			t.Error("it is not accepted, or not hers to take back")
		}
		done, ok, err := d.Store.DoneJust(t.Context(), irena, id)
		if !ok || err != nil || !done.Change || done.State != models.Approved {
			t.Errorf("just done: %+v %t %v", done, ok, err)
		}
		wantConflict(t, "somebody else's", d.takeChangeBack(ilyas, id), "queue.happened.approved")
		d.want("take back", d.takeChangeBack(irena, id))
		if d.shows("Gates") != 0 || d.shows("Windows") != 1 || d.changeOf(ilyas, id).State != models.Submitted {
			t.Error("the old text is not there again, or the wish does not wait")
		}
		d.rules(irena, id, accept, "", "")
		if d.shows("Gates") != 1 {
			t.Error("it cannot be decided anew")
		}
	})
}

func TestTakingAChangeBackHasItsTimeAndItsReason(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		accept := func(s models.Sent, on models.Decision) error { return d.Store.AcceptChange(t.Context(), irena, s, on) }
		house := d.Member(t, call, "House of Windows", models.Public)
		id := d.wishes(house, "House of Doors")
		d.rules(irena, id, accept, "", "")
		d.Clock.Add(24*time.Hour - time.Second)
		if !d.changeOf(irena, id).MayTakeBack {
			t.Error("a second before the day is over it is not offered")
		}
		d.want("sweep", d.Store.Sweep(t.Context()))
		if d.Count(t, "SELECT count(*) FROM profile_changes WHERE replaced IS NOT NULL") != 1 {
			t.Error("what it replaced is gone too early")
		}
		d.Clock.Add(time.Second)
		wantConflict(t, "a day later", d.takeChangeBack(irena, id), "queue.take_back.late")
		d.want("sweep", d.Store.Sweep(t.Context()))
		if d.Count(t, "SELECT count(*) FROM profile_changes WHERE replaced IS NOT NULL") != 0 {
			t.Error("what it replaced is kept beyond its use")
		}
		id = d.wishes(house, "House of Gates")
		d.rules(irena, id, accept, "", "")
		d.wishes(house, "House of Roofs")
		wantConflict(t, "what the house built on", d.takeChangeBack(irena, id), "queue.take_back.built")
		wantKind(t, "a stranger", d.takeChangeBack(house.Signatory, id), models.Forbidden)
		wantKind(t, "nothing", d.takeChangeBack(irena, d.Store.NewID()), models.NotFound)
	})
}

func TestALogoComesBackWithItsDecision(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		accept := func(s models.Sent, on models.Decision) error { return d.Store.AcceptChange(t.Context(), irena, s, on) }
		decline := func(s models.Sent, on models.Decision) error { return d.Store.DeclineChange(t.Context(), irena, s, on) }
		house := d.Member(t, call, "House of Windows", models.Public)
		wish := func(shade uint8) string {
			t.Helper()
			_, err := d.Store.EditProfile(t.Context(), house.Signatory, d.Sent("edit"), models.ProfileEdit{
				OrganisationID: house.ID, Profile: ofItself("House of Windows"), Picture: &picture.Upload{Name: "logo.png", Body: bytes.NewReader(grey(t, shade))},
			})
			d.want("edit", err)
			return d.Text(t, "SELECT id FROM profile_changes WHERE state = 'submitted'")
		}
		logos := func(want int) {
			t.Helper()
			if n := d.Count(t, "SELECT count(DISTINCT id) FROM logos"); n != want {
				t.Errorf("%d logos, want %d", n, want)
			}
		}
		first := wish(10)
		d.rules(irena, first, accept, "", "")
		shown := d.Text(t, "SELECT logo_id FROM listings")
		d.Clock.Add(25 * time.Hour)
		d.want("sweep", d.Store.Sweep(t.Context()))
		second := wish(20)
		d.rules(irena, second, accept, "", "")
		logos(2)
		d.want("take back", d.takeChangeBack(irena, second))
		if got := d.Text(t, "SELECT logo_id FROM listings"); got != shown {
			t.Error("the earlier logo is not there again")
		}
		d.rules(irena, second, decline, "No.", "")
		logos(2)
		d.want("take the refusal back", d.takeChangeBack(irena, second))
		if _, err := d.Store.ChangeLogo(t.Context(), irena, second, 96); err != nil {
			t.Errorf("the wished logo is gone: %v", err)
		}
		pictured := func(want bool) {
			t.Helper()
			if c, err := d.Store.ChangeCase(t.Context(), irena, second); err != nil || c.Logo != want {
				t.Errorf("the desk is told of a picture: %v, %v; want %v", c.Logo, err, want)
			}
		}
		d.rules(irena, second, decline, "No.", "")
		pictured(true)
		d.Clock.Add(25 * time.Hour)
		d.want("sweep", d.Store.Sweep(t.Context()))
		logos(1)
		pictured(false)
	})
}

// grey is a picture of one shade.
func grey(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range img.Pix {
		img.Pix[i] = color.Gray{Y: shade}.Y
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
