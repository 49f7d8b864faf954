package server_test

import (
	"bytes"
	"time"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/models/picture"
)

// evening has an organisation publish an action that is over in three minutes, and returns its id.
func (s *story) evening(p *party, audience models.Audience) string {
	s.t.Helper()
	ctx, at := s.t.Context(), s.w.Clock.Now()
	edit := models.ActionEdit{OrganisationID: p.id, Audience: audience, Content: models.ActionContent{
		Kind: "public-event", Original: "en", Risk: models.NoRisk, Communities: []string{"women"},
		Texts: map[string]models.ActionText{"en": {Title: "Evening of " + p.own, Body: "Place a lamp in a window."}},
		When:  occasion.When{Zone: "UTC", Start: at.Add(time.Minute).Format(occasion.LocalLayout), End: at.Add(2 * time.Minute).Format(occasion.LocalLayout)},
		Where: models.Where{Mode: models.AtVenue, Venue: "Behind the old mill"},
	}}
	as := s.w.Again(s.t, p.as)
	id, err := s.w.Store.SaveAction(ctx, as, s.w.Sent("action.saved"), edit)
	s.must(err)
	edit.ActionID, edit.Edition = id, 1
	s.must(s.w.Store.SendAction(ctx, as, s.w.Sent("action.sent"), edit))
	c, err := s.w.Store.ActionAtDesk(ctx, s.keepers[0], id)
	s.must(err)
	s.must(s.w.Store.AcceptAction(ctx, s.keepers[0], s.w.Sent("action.accepted"), models.Decision{ID: id, Seen: c.Seen}))
	return id
}

// tellsOf sends a report with a picture to the desk, and returns its id.
func (s *story) tellsOf(p *party, action, text string) string {
	s.t.Helper()
	s.must(s.w.Store.SendReport(s.t.Context(), s.w.Again(s.t, p.as), s.w.Sent("report.sent"), models.ReportEdit{
		OrganisationID: p.id, ActionID: action, Lang: "en", Text: text, People: "12",
		Upload: &picture.Upload{Name: "lamp.png", Body: bytes.NewReader(noise(s.t, text))}, Alt: text + " in a picture",
	}))
	return s.w.Text(s.t, "SELECT id FROM reports WHERE organisation_id = '"+p.id+"' AND action_id = '"+action+"'")
}

// publishesReport has a keeper accept a report.
func (s *story) publishesReport(report string) {
	s.t.Helper()
	c, err := s.w.Store.ReportAtDesk(s.t.Context(), s.keepers[0], report)
	s.must(err)
	s.must(s.w.Store.AcceptReport(s.t.Context(), s.keepers[0], s.w.Sent("desk.report.accept"), models.Decision{ID: report, Seen: c.Seen}))
}

// toldOf are the reports of the matrix, by object: of members, and at the desk.
type toldOf struct {
	pictures, public map[string]string // of members: a picture's id, and its public one
	desk, deskImages map[string]string
	evenings         map[string]string // actions, by whose they are
	among, amongSeen map[string]string // actions that members alone read of, and a picture of each
}

// tell has every member report on an evening, before the hidden one hides itself. What another member and the unnamed one
// tell waits at the desk.
func (m *matrix) tell() {
	m.t.Helper()
	m.told = toldOf{
		pictures: map[string]string{}, public: map[string]string{}, desk: map[string]string{}, deskImages: map[string]string{}, evenings: map[string]string{},
	}
	evenings := m.told.evenings
	for _, object := range []string{own, others, hidden} {
		evenings[object] = m.evening(m.members[object], models.ForPublic)
	}
	levels := func(level models.Level) {
		m.exec("UPDATE endorsements SET level = '%s' WHERE id = '%s'", level, m.secret.endorsement)
	}
	levels(models.Members)
	among := map[string]string{own: m.evening(m.members[own], models.ForMembers), hidden: m.evening(m.secret, models.ForMembers)}
	m.w.Clock.Add(3 * time.Minute)
	image := func(report string) string {
		return m.w.Text(m.t, "SELECT DISTINCT id FROM report_pictures WHERE report_id = '"+report+"'")
	}
	for _, object := range []string{own, others, hidden} {
		report := m.tellsOf(m.members[object], evenings[object], "Lamps of "+object)
		m.told.pictures[object] = image(report)
		if object == others {
			m.told.desk[own], m.told.deskImages[own] = report, image(report)
			continue
		}
		m.publishesReport(report)
		m.told.public[object] = m.w.Text(m.t, "SELECT picture_id FROM listed_report_pictures WHERE action_id = '"+evenings[object]+"'")
	}
	inside := m.tellsOf(m.members[own], among[own], "Lamps among members")
	m.publishesReport(inside)
	unnamed := m.tellsOf(m.secret, among[hidden], "Lamps of the unnamed")
	m.told.among, m.told.amongSeen = among, map[string]string{own: image(inside), hidden: image(unnamed)}
	m.told.desk[hidden], m.told.deskImages[hidden] = unnamed, image(unnamed)
	levels(models.Counted)
}
