package models_test

import (
	"fmt"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/occasion"
)

// An organisation reads all its actions page by page, each once, forward and back: what is to come by its next beginning, drafts
// whose time has passed or is not said, what is over. What is held of it is whole. A cursor of another organisation is none.
func TestOwnActionsComeInPages(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		house, door := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Door", models.Public)
		day := w.Clock.Now().UTC()
		saved := func(title string, days int, state models.ActionState) {
			content := vigil()
			content.Texts = map[string]models.ActionText{"en": {Title: title}}
			content.When = occasion.When{}
			if days != 0 {
				at := day.AddDate(0, 0, days).Format("2006-01-02")
				content.When = occasion.When{Start: at + "T18:00", End: at + "T19:00", Zone: "UTC"}
			}
			w.Clock.Add(time.Second)
			id, err := w.Store.SaveAction(ctx, house.Signatory, w.Sent("action.saved"), models.ActionEdit{OrganisationID: house.ID, Audience: models.ForPublic, Content: content})
			did(t, err)
			w.Exec(t, "UPDATE actions SET state = '"+string(state)+"' WHERE id = '"+id+"'")
		}
		const many = models.OwnActionsPageSize
		saved("in three days", 3, models.ActionOpen)
		saved("cancelled", 9, models.ActionCancelled)
		saved("tomorrow", 1, models.ActionOpen)
		saved("without a time", 0, models.ActionDraft)
		saved("a draft for the day after", 2, models.ActionDraft)
		for i := range many {
			saved(fmt.Sprint("over for ", i+2), -i-2, models.ActionDone)
		}
		want := []string{"tomorrow", "a draft for the day after", "in three days", "without a time", "cancelled"}
		for i := range many {
			want = append(want, fmt.Sprint("over for ", i+2))
		}
		read := func(page string) (models.OwnActionList, []string) {
			t.Helper()
			list, err := w.Store.OwnActions(ctx, house.Signatory, house.ID, page)
			did(t, err)
			var titles []string
			for _, a := range list.Actions {
				titles = append(titles, a.Content.Texts["en"].Title)
			}
			return list, titles
		}
		first, titles := read("")
		same(t, "the first page", titles, want[:many]...)
		last, titles := read(first.Next)
		same(t, "the second page", titles, want[many:]...)
		if first.Previous != "" || first.Number != 1 || last.Number != 2 || last.Next != "" {
			t.Errorf("pages %d and %d", first.Number, last.Number)
		}
		if first.Sent == nil || last.Sent == nil || first.Sent.Content.Texts["en"].Title != fmt.Sprint("over for ", many+1) {
			t.Errorf("sent last: %+v", first.Sent)
		}
		back, titles := read(last.Previous)
		if same(t, "back", titles, want[:many]...); back.Previous != "" || back.Next != first.Next {
			t.Error("the way back leads elsewhere")
		}
		_, titles = read("no cursor")
		same(t, "without a cursor", titles, want[:many]...)
		if of, err := w.Store.OwnActions(ctx, door.Signatory, door.ID, first.Next); err != nil || len(of.Actions) != 0 {
			t.Errorf("another organisation reads %d, %v", len(of.Actions), err)
		}
		held, err := w.Store.Everything(ctx, house.Signatory)
		if did(t, err); len(held.Organisations[0].Actions) != len(want) {
			t.Errorf("%d are held of it", len(held.Organisations[0].Actions))
		}
	})
}

// Hosts read those who take part page by page, each once, who waits behind all who are in.
func TestParticipantsForHostsComeInPages(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		const all = models.ParticipantLinesPage + 20
		w.Plant(t, call, modelstest.Town(all))
		c := gathered(t, w, call, models.ForPublic)
		c.publish()
		w.Exec(t, fmt.Sprintf(`INSERT INTO participations (id, action_id, organisation_id, quiet, hosts_see, waiting, said, joined_at, joined_by)
			SELECT 'part-' || l.slug, '%s', l.organisation_id, FALSE, TRUE, l.n %% 3 = 0, o.profile, '2026-11-21 12:00:00+00:00', ''
			FROM (SELECT slug, organisation_id, ROW_NUMBER() OVER (ORDER BY endorsement_id) AS n FROM listings WHERE organisation_id <> '%s') l
			JOIN organisations o ON o.id = l.organisation_id WHERE l.n <= %d`, c.id, c.host.ID, all)) // their sealed words are empty
		in, waiting, pages := 0, 0, 0
		for page := ""; pages == 0 || page != ""; pages++ {
			host, err := w.Store.ActionTogether(ctx, c.host.Signatory, c.host.ID, c.id, page)
			did(t, err)
			if len(host.In) > 0 && waiting > 0 {
				t.Error("somebody is in behind those who wait")
			}
			in, waiting = in+len(host.In), waiting+len(host.Waiting)
			page = host.Next
		}
		if in != all-all/3 || waiting != all/3 || pages != 2 {
			t.Errorf("%d in and %d waiting of %d on %d pages", in, waiting, all, pages)
		}
	})
}
