package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// posted is an action that everybody may read.
func posted(t *testing.T, w *modelstest.World, host modelstest.Joined, c models.ActionContent) string {
	t.Helper()
	edit := models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: c}
	id, err := w.Store.SaveAction(t.Context(), host.Signatory, w.Sent("action.saved"), edit)
	did(t, err)
	edit.ActionID, edit.Edition = id, 1
	did(t, w.Store.SendAction(t.Context(), host.Signatory, w.Sent("action.sent"), edit))
	irena := w.AsRole(t, "Irena", models.Coordinator)
	did(t, w.Store.AcceptAction(t.Context(), irena, w.Sent("action.accepted"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
	return id
}

// on is a vigil with another title and day.
func on(title, start, end string, change func(*models.ActionContent)) models.ActionContent {
	c := vigil()
	text := c.Texts["en"]
	text.Title = title
	c.Texts["en"] = text
	c.When.Start, c.When.End = start, end
	if change != nil {
		change(&c)
	}
	return c
}

func titles(page models.ActionPage) (all []string) {
	for _, a := range page.Actions {
		all = append(all, a.Texts["en"].Title)
	}
	return all
}

func TestThePublicReadsWhatIsToComeAndWhatIsOver(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		call := w.Call(t)
		house, yard := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Yard", models.Public)
		posted(t, w, house, on("Third", "2026-12-20T18:00", "2026-12-20T19:00", nil))
		posted(t, w, house, on("First", "2026-11-29T18:00", "2026-11-29T19:00", func(c *models.ActionContent) { c.Kind = "press"; c.Communities = nil }))
		posted(t, w, yard, on("Second", "2026-12-01T18:00", "2026-12-01T19:00", func(c *models.ActionContent) {
			c.When.Zone = ""
			c.Where = models.Where{Mode: models.Online, Link: "https://meet.example/room"}
		}))
		posted(t, w, yard, on("Weekly", "2026-11-26T18:00", "2026-11-26T19:00", func(c *models.ActionContent) { c.When.Until = "2026-12-17" }))
		read := func(q models.ActionQuery) []string {
			t.Helper()
			page, err := w.Store.Actions(ctx, q)
			did(t, err)
			return titles(page)
		}
		for name, want := range map[string]struct {
			q    models.ActionQuery
			list []string
		}{
			"all":       {models.ActionQuery{}, []string{"Weekly", "First", "Second", "Third"}},
			"kind":      {models.ActionQuery{Kind: "press"}, []string{"First"}},
			"country":   {models.ActionQuery{Country: "LT"}, []string{"Weekly", "First", "Third"}},
			"community": {models.ActionQuery{Community: "women"}, []string{"Weekly", "Second", "Third"}},
			"online":    {models.ActionQuery{Online: true}, []string{"Second"}},
			"past":      {models.ActionQuery{Past: true}, nil},
			"none":      {models.ActionQuery{Country: "GE"}, nil},
		} {
			if diff := cmp.Diff(want.list, read(want.q)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		if _, err := w.Store.Actions(ctx, models.ActionQuery{Kind: "party"}); models.KindOf(err) != models.Invalid {
			t.Errorf("a kind that there is not: %v", err)
		}
		front, err := w.Store.Front(ctx, "en")
		did(t, err)
		if got := titles(models.ActionPage{Actions: front.Actions}); !slices.Equal(got, []string{"Weekly", "First", "Second"}) {
			t.Errorf("the first page shows %v", got)
		}
		w.Clock.Set(time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)) // the series goes on after the second
		if got := read(models.ActionQuery{}); !slices.Equal(got, []string{"Second", "Weekly", "Third"}) {
			t.Errorf("a week later: %v", got)
		}
		if got := read(models.ActionQuery{Past: true}); !slices.Equal(got, []string{"First"}) {
			t.Errorf("over: %v", got)
		}
		if _, err := w.Store.Hide(ctx, house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		if got := append(read(models.ActionQuery{}), read(models.ActionQuery{Past: true})...); !slices.Equal(got, []string{"Second", "Weekly"}) {
			t.Errorf("after a host hid itself: %v", got)
		}
		if _, _, err := w.Store.ActionBySlug(ctx, "third"); models.KindOf(err) != models.NotFound {
			t.Errorf("an action of a hidden host: %v", err)
		}
	})
}

func TestThePublicPagesThroughActions(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		var want []string
		for n := range models.ActionPageSize + 3 { // two of each time
			day := time.Date(2026, 12, 1+n/2, 18, 0, 0, 0, time.UTC).Format(time.DateOnly)
			title := fmt.Sprintf("Action %02d", n)
			posted(t, w, house, on(title, day+"T18:00", day+"T19:00", nil))
			want = append(want, title)
		}
		first, err := w.Store.Actions(t.Context(), models.ActionQuery{})
		did(t, err)
		second, err := w.Store.Actions(t.Context(), models.ActionQuery{Page: first.Next})
		did(t, err)
		back, err := w.Store.Actions(t.Context(), models.ActionQuery{Page: second.Previous})
		did(t, err)
		got := append(titles(first), titles(second)...)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || first.Previous != "" || second.Next != "" {
			t.Errorf("on two pages (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(titles(first), titles(back)); diff != "" || back.Previous != "" || back.Next == "" {
			t.Errorf("back on the first page, before it %q (-want +got):\n%s", back.Previous, diff)
		}
		other, err := w.Store.Actions(t.Context(), models.ActionQuery{Country: "LT", Page: first.Next})
		did(t, err)
		if other.Previous != "" {
			t.Error("the cursor of another filter was taken")
		}
	})
}

func TestTheClockTellsHowAnActionStands(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		id := posted(t, w, house, on("Light", "2026-12-10T18:00", "2026-12-10T19:30", nil)) // 16:00 to 17:30 UTC
		status := func(at time.Time) models.ActionStatus {
			t.Helper()
			w.Clock.Set(at)
			a, now, err := w.Store.ActionBySlug(t.Context(), "light")
			did(t, err)
			return a.Status(now)
		}
		begins, ends := time.Date(2026, 12, 10, 16, 0, 0, 0, time.UTC), time.Date(2026, 12, 10, 17, 30, 0, 0, time.UTC)
		for at, want := range map[time.Time]models.ActionStatus{
			begins.Add(-time.Microsecond): models.ActionStatus(models.ActionOpen), begins: models.HappeningNow,
			ends.Add(-time.Microsecond): models.HappeningNow, ends: models.Over,
		} {
			if got := status(at); got != want {
				t.Errorf("at %s: %s, want %s", at, got, want)
			}
		}
		w.Clock.Set(begins.Add(-time.Hour))
		did(t, w.Store.CloseAction(t.Context(), house.Signatory, w.Sent("close"), models.ActionStep{OrganisationID: house.ID, ActionID: id}))
		if got := status(begins.Add(-time.Minute)); got != models.ActionStatus(models.ActionClosed) {
			t.Errorf("closed: %s", got)
		}
		did(t, w.Store.CancelAction(t.Context(), house.Signatory, w.Sent("cancel"), models.ActionStep{OrganisationID: house.ID, ActionID: id, Reason: "Snow."}))
		if got := status(ends.Add(time.Hour)); got != models.ActionStatus(models.ActionCancelled) {
			t.Errorf("cancelled: %s", got)
		}
		hosted, err := w.Store.ActionsHostedBy(t.Context(), w.Text(t, "SELECT slug FROM listed_parts"))
		did(t, err)
		if len(hosted.Actions) != 1 || hosted.Actions[0].Cancelled != "Snow." {
			t.Errorf("its host shows %+v", hosted.Actions)
		}
	})
}
