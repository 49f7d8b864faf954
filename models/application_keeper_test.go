package models_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"keephope/models"
)

// tells is everything that a read tells, as text.
func tells(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWhatIsAtRiskIsForKeepersWhoTookIt(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas, marta := d.Keepers(t)
		id, organisation, nino := d.applied("Hidden Lantern", models.Counted)
		d.Clock.Add(48 * time.Hour)
		known, _, _ := d.applied("Window", models.Public)
		for name, as := range map[string]models.Actor{"coordinator": irena, "keeper": ilyas} {
			q, err := d.Store.Queue(t.Context(), as, models.QueueQuery{})
			d.want("queue", err)
			text := tells(t, q)
			if strings.Contains(text, "Lantern") || strings.Contains(text, organisation) {
				t.Errorf("before it is taken the %s reads %s", name, text)
			}
			first := q.Waiting[0]
			if len(q.Waiting) != 2 || !first.AtRisk || first.Number == 0 || first.Open || first.Country != "" {
				t.Errorf("the %s sees %+v", name, first)
			}
			keeper := as.Has(models.Keeper)
			if first.MayTake != keeper || first.Since.IsZero() == keeper || (first.State == models.Submitted) != keeper {
				t.Errorf("the %s is told: may take it %t, since %v, %q", name, first.MayTake, first.Since, first.State)
			}
			if q.Bar.Waiting != 2 || q.Bar.AtRisk != 1 {
				t.Errorf("the bar says %+v", q.Bar)
			}
			if age := d.Clock.Now().Sub(*q.Bar.Oldest); (age >= 48*time.Hour) != keeper {
				t.Errorf("to the %s the longest wait is %v", name, age)
			}
		}
		d.nothingFor(irena, id)
		if c := d.caseOf(ilyas, id); c.Opened || strings.Contains(tells(t, c), "Lantern") || !c.MayTake {
			t.Errorf("a keeper who has not taken it reads %+v", c)
		}
		wantConflict(t, "decide unseen", d.Store.Accept(t.Context(), ilyas, d.Sent("accept"), models.Decision{ID: id, Seen: seenBy(t, d, marta, id)}), "queue.take_first")

		d.want("take", d.take(ilyas, id))
		if c := d.caseOf(ilyas, id); !c.Opened || c.Answers.Organisation.Names.Own != "Hidden Lantern" {
			t.Errorf("the keeper who took it reads %+v", c)
		}
		if m := read(t, d.World, nino, organisation); m.TakenAt == nil {
			t.Error("the applicant does not see that it is being read")
		}
		if n := d.Count(t, "SELECT count(*) FROM events WHERE verb = 'application.taken' AND object_id = '"+id+"' AND actor_id = '"+ilyas.PersonID+"'"); n != 1 {
			t.Errorf("%d openings in the ledger", n)
		}
		wantKind(t, "search for it", searchFor(d, irena, "lantern"), models.NotFound)
		d.want("accept", d.accept(ilyas, id))
		d.nothingFor(irena, id)
		if text := tells(t, d.caseOf(irena, known)); strings.Contains(text, "Lantern") {
			t.Errorf("beside it stands %s", text)
		}
	})
}

// seenBy is the mark of a case that marta takes and gives away: whoever guesses it gains nothing.
func seenBy(t *testing.T, d desk, marta models.Actor, id string) string {
	t.Helper()
	d.want("take", d.take(marta, id))
	return d.caseOf(marta, id).Seen
}

func searchFor(d desk, as models.Actor, name string) error {
	q, err := d.Store.Queue(d.t.Context(), as, models.QueueQuery{Search: name})
	if err == nil && len(q.Waiting)+len(q.Elsewhere)+len(q.Decided) == 0 {
		return &models.Error{Kind: models.NotFound}
	}
	return err
}

// nothingFor wants every answer on this application to be that for what never was.
func (d desk) nothingFor(as models.Actor, id string) {
	d.t.Helper()
	on := models.Decision{ID: id, Text: "?", Until: "2026-12-01"}
	ctx := d.t.Context()
	_, read := d.Store.Case(ctx, as, id)
	_, compare := d.Store.Compare(ctx, as, id, d.Store.NewID())
	for what, err := range map[string]error{
		"read": read, "compare": compare, "take": d.take(as, id), "accept": d.Store.Accept(ctx, as, d.Sent("accept"), on),
		"ask": d.Store.Ask(ctx, as, d.Sent("ask"), on), "hold": d.Store.Hold(ctx, as, d.Sent("hold"), on),
		"decline": d.Store.Decline(ctx, as, d.Sent("decline"), on), "note": d.Store.AddNote(ctx, as, d.Sent("note"), id, "?"),
		"take back": d.takeBack(as, id),
	} {
		wantKind(d.t, what, err, models.NotFound)
	}
}

func TestSimilarNamesAcrossScripts(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas, _ := d.Keepers(t)
		first, _, _ := d.applied("Мемориал", models.Public)
		d.want("accept", d.accept(irena, first))
		secret, _, _ := d.applied("Mémorial", models.Counted)
		d.want("take", d.take(ilyas, secret))
		d.want("accept", d.accept(ilyas, secret))
		draft, sandro := d.Applicant(t, "Sandro", "Memorial!")
		d.Fill(t, sandro, draft, models.Public)
		id, _, _ := d.applied("Memorial", models.Public)
		if got := d.caseOf(irena, id).Similar; len(got) != 1 || got[0].Profile.Names.Own != "Мемориал" {
			t.Errorf("the coordinator is shown %+v", got)
		}
		if got := d.caseOf(ilyas, id).Similar; len(got) != 2 {
			t.Errorf("the keeper is shown %+v", got)
		}
		theirs := d.caseOf(ilyas, id).Similar
		for _, other := range theirs {
			c, err := d.Store.Compare(t.Context(), irena, id, other.ID)
			if secret := other.Profile.Names.Own != "Мемориал"; secret {
				wantKind(t, "compare with a secret", err, models.NotFound)
			} else if err != nil || c.This.Names.Own != "Memorial" || c.Other.Names.Own != "Мемориал" {
				t.Errorf("side by side: %+v, %v", c, err)
			}
		}
		_, err := d.Store.Compare(t.Context(), ilyas, id, draft)
		wantKind(t, "compare with a draft", err, models.NotFound)
	})
}

// TestWhoIsAtRiskIsBesideNobodyBeforeItIsTaken: a similar name must not be the way around [Take it].
func TestWhoIsAtRiskIsBesideNobodyBeforeItIsTaken(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas, marta := d.Keepers(t)
		secret, house, _ := d.applied("Lantern House of Sukhumi", models.Counted)
		id, _, _ := d.applied("Lantern House Sukhumi", models.Public)
		untold := func(as models.Actor) {
			t.Helper()
			if text := tells(t, d.caseOf(as, id)); strings.Contains(text, "Lantern House of") {
				t.Errorf("%s did not take it and reads %s", as.Name, text)
			}
			_, err := d.Store.Compare(t.Context(), as, id, house)
			wantKind(t, as.Name+" compares", err, models.NotFound)
		}
		untold(irena)
		untold(ilyas)
		d.want("take", d.take(ilyas, secret))
		if got := d.caseOf(ilyas, id).Similar; len(got) != 1 || got[0].ID != house {
			t.Errorf("who took it is shown %+v", got)
		}
		if _, err := d.Store.Compare(t.Context(), ilyas, id, house); err != nil {
			t.Errorf("who took it compares: %v", err)
		}
		d.want("take over", d.take(marta, secret))
		untold(ilyas)
		d.want("accept", d.accept(marta, secret))
		if got := d.caseOf(ilyas, id).Similar; len(got) != 1 {
			t.Errorf("of a member every keeper knows: %+v", got)
		}
	})
}

func TestNotesStayBetweenCoordinators(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		ilyas := d.AsRole(t, "Ilyas", models.Coordinator)
		id, organisation, nino := d.applied("Window", models.Public)
		d.want("note", d.Store.AddNote(t.Context(), ilyas, d.Sent("note"), id, "Known since 2019."))
		if got := d.caseOf(irena, id).Notes; len(got) != 1 || got[0].Author != "Ilyas" || got[0].Text != "Known since 2019." {
			t.Errorf("the notes are %+v", got)
		}
		if text := tells(t, read(t, d.World, nino, organisation)); strings.Contains(text, "2019") {
			t.Errorf("the applicant reads %s", text)
		}
		for text, key := range map[string]string{" ": "queue.note.missing", "\u202elive": "field.characters", strings.Repeat("я", 2001): "field.too_long"} {
			err := d.Store.AddNote(t.Context(), ilyas, d.Sent("note"), id, text)
			if f := models.FieldsOf(err); len(f) != 1 || f[0].Field != "note" || f[0].Key != key {
				t.Errorf("a note of %d bytes: %v", len(text), err)
			}
		}
	})
}
