package server_test

import (
	"errors"
	"testing"

	"keephope/models"
)

// offers has an organisation publish an action with so many places, and a link for those who take part.
func (s *story) offers(p *party, places int) string {
	s.t.Helper()
	content := planning("Reading aloud")
	content.Capacity = places
	edit := models.ActionEdit{OrganisationID: p.id, Audience: models.ForPublic, Content: content}
	id, err := s.w.Store.SaveAction(s.t.Context(), p.as, s.w.Sent("save"), edit)
	s.must(err)
	edit.ActionID, edit.Edition = id, 1
	s.must(s.w.Store.SendAction(s.t.Context(), p.as, s.w.Sent("send"), edit))
	return id
}

// gone is how often hosts were told that somebody takes part no more.
func (s *story) gone() int {
	s.t.Helper()
	return s.w.Count(s.t, "SELECT count(*) FROM events WHERE verb = 'participation.gone'")
}

// TestWhoIsOutOfSightHoldsNoPlace: an action is full by those who are named, and those alone move up. Nobody can count by its
// places, by the link, or by what the desk answers, who hid or came quietly.
func TestWhoIsOutOfSightHoldsNoPlace(t *testing.T) {
	s := newStory(t, "")
	host, first, second, third := s.member(plain("Harbour")), s.member(plain("Orchard")), s.member(plain("Cellar")), s.member(plain("Lantern"))
	id := s.offers(host, 1)
	shown, err := s.w.Store.ActionAtDesk(t.Context(), s.keepers[0], id)
	s.must(err)
	decision := models.Decision{ID: id, Seen: shown.Seen}
	s.must(s.w.Store.AcceptAction(t.Context(), s.keepers[0], s.w.Sent("accept"), decision))
	view := func(p *party) models.JoinView {
		t.Helper()
		v, err := s.w.Store.Joinable(t.Context(), p.as, p.id, id)
		s.must(err)
		return v
	}
	join := func(p *party, way models.JoinWay) models.JoinView {
		t.Helper()
		s.must(s.w.Store.JoinAction(t.Context(), p.as, s.w.Sent("join"), models.Joining{OrganisationID: p.id, ActionID: id, Way: way}))
		return view(p)
	}
	if v := view(first); v.Content.Where.Link != "" {
		t.Error("the link is told before joining")
	}
	if v := join(first, models.JoinNamed); v.Content.Where.Link == "" || v.Joined.Waiting {
		t.Errorf("who is in: %+v", v)
	}
	if v := join(second, models.JoinNamed); v.Content.Where.Link != "" || !v.Joined.Waiting {
		t.Errorf("who waits: %+v", v)
	}
	s.hide(second) // as it waits
	s.hide(first)  // the only one that is in
	if n := s.gone(); n != 2 {
		t.Errorf("the host was told %d times that somebody went, want it of both who hid, as if they left", n)
	}
	if v := view(first); v.Content.Where.Link != "" || !v.Apart {
		t.Error("who is seen by no host any more reads the link")
	}
	if v := view(third); v.Full {
		t.Error("the place of who hid is taken")
	}
	if v := view(second); !v.Joined.Waiting {
		t.Error("who hid was given a place")
	}
	if v := join(third, models.JoinNamed); v.Joined.Waiting {
		t.Error("the place of who hid, or one for who waited and hid, is taken")
	}
	candle := s.member(plain("Candle"))
	if v := join(candle, models.JoinQuietly); v.Content.Where.Link != "" {
		t.Error("who came unseen reads the link")
	}
	token, err := s.w.Store.MakeCalendar(t.Context(), candle.as, s.w.Sent("calendar"), candle.id, "en")
	s.must(err)
	if _, all, err := s.w.Store.PrivateCalendar(t.Context(), token); err != nil || len(all) != 1 || all[0].Link != "" {
		t.Errorf("the calendar of who came unseen: %+v, %v", all, err)
	}
	s.must(s.w.Store.LeaveAction(t.Context(), candle.as, s.w.Sent("leave"), models.LeavingPart{OrganisationID: candle.id, ActionID: id, Asked: true}))
	if n := s.gone(); n != 2 {
		t.Error("the host was told that somebody went of whom it knew nothing")
	}
	var told *models.Error
	if err := s.w.Store.AcceptAction(t.Context(), s.keepers[1], s.w.Sent("accept"), decision); !errors.As(err, &told) || told.Key != "action.desk.happened.published" {
		t.Errorf("what the desk is told after somebody joined: %v", err)
	}
}
