package models

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/occasion"
)

// MaxCoHosts is how many co-hosts an action has, those who are asked among them.
const MaxCoHosts = 20

// coHostTime is how long an organisation has to say whether it co-hosts.
const coHostTime = 14 * 24 * time.Hour

// answerBy is the instant at which no answer counts as no: two weeks after the question, or when the action begins.
func (h ActionHost) answerBy(w occasion.When) time.Time {
	by := h.AskedAt.Add(coHostTime).UTC()
	if times := w.Occurrences(); len(times) > 0 && times[0].Starts.After(h.AskedAt) && times[0].Starts.Before(by) {
		return times[0].Starts.UTC()
	}
	return by
}

// HostLine is a host or co-host of an action, as the people of another one know it: by name, as long as it is named to
// those whom the action is for.
type HostLine struct {
	Ref     string // what forms call it; bound to the reader and the action
	Names   Names
	Part    HostPart
	State   HostState
	Until   time.Time // no answer by then counts as no
	Lapsed  bool      // nobody answered
	Offered bool      // it may take over the host's part
	Own     bool      // it is the reader's organisation
}

// Together is who makes an action, and who takes part, as far as the people of one of its hosts may know.
type Together struct {
	Action  OwnAction
	Hosts   []HostLine        // the host first
	In      []ParticipantLine // in the order of joining
	Waiting []ParticipantLine // for a place, likewise
	Next    string            // cursor of the page after; "" on the last page
	Unnamed int               // how many more, by the number of the day; 0 = none is told
	Gone    bool              // somebody of whom the reader knew takes part no more
	Living  bool              // it is neither over nor cancelled
	At      time.Time
}

// reads reports whether a line is that of the reader's organisation, which hosts the action.
func (h HostLine) reads() bool { return h.Own && h.State == HostAccepted }

// Own is the line of the reader's organisation.
func (t Together) Own() HostLine {
	i := slices.IndexFunc(t.Hosts, HostLine.reads)
	return t.Hosts[i]
}

// ActionTogether reads who hosts an action and who takes part, for an organisation that hosts it. One that is out of sight
// is in no line: neither for the other hosts nor for anybody. page is a cursor of an earlier page of those who take part; "" or one
// that does not fit is the first. NotFound for everybody else.
func (s *Store) ActionTogether(ctx context.Context, as Actor, organisationID, actionID, page string) (Together, error) {
	a, err := s.OwnActionByID(ctx, as, organisationID, actionID)
	if err != nil {
		return Together{}, err
	}
	all := Together{Action: a, At: s.clock()}
	all.Living = a.Content.stillComes(a.State, all.At)
	db := s.db.WithContext(ctx)
	if all.Hosts, err = s.hostLines(db, as, organisationID, a); err != nil {
		return all, err
	}
	if !slices.ContainsFunc(all.Hosts, HostLine.reads) { // it stepped down meanwhile
		return Together{}, notFound()
	}
	o, err := one[Organisation](db.Select("id", "state").Where("id = ?", organisationID))
	if err != nil || !a.Published || a.Still || o.State != Member { // who is no member now, or is out of sight, learns of nobody
		return all, err
	}
	if err = s.withParticipants(db, organisationID, page, &all); err != nil {
		return all, err
	}
	if all.Gone, err = s.sawGoing(db, organisationID, a.ID); err != nil {
		return all, err
	}
	all.Gone = all.Gone && a.Content.Where.Secret()
	all.Unnamed, err = s.UnnamedParticipants(ctx, a.ID)
	return all, err
}

// hostLines are the organisation itself and the other hosts that are named now, with those who are asked: who is out of sight itself
// does not read whom others ask.
func (s *Store) hostLines(db *gorm.DB, as Actor, organisationID string, a OwnAction) ([]HostLine, error) {
	rows, err := s.namedHosts(db, []string{a.ID}, a.Audience, organisationID)
	if err != nil {
		return nil, err
	}
	if a.Still {
		rows = slices.DeleteFunc(rows, func(h ActionHost) bool { return h.State != HostAccepted })
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.OrganisationID
	}
	profiles, err := s.profilesOf(db, ids)
	if err != nil {
		return nil, err
	}
	lines := make([]HostLine, len(rows))
	for i, row := range rows {
		until := row.answerBy(a.Content.When)
		lines[i] = HostLine{
			Ref: s.sealPlace(coHostPlace, row.OrganisationID, as.PersonID+a.ID), Names: profiles[row.OrganisationID].Names, Part: row.Part,
			State: row.State, Until: until, Lapsed: row.State == HostAsked && !until.After(s.clock()), Offered: row.OfferedAt != nil,
			Own: row.OrganisationID == organisationID,
		}
	}
	return lines, nil
}

// openCoHost reads the organisation that a form of the actor's names by its Ref; "" if it names none.
func (s *Store) openCoHost(as Actor, actionID, ref string) string {
	var id string
	if !s.openPlace(coHostPlace, ref, as.PersonID+actionID, &id) {
		return ""
	}
	return id
}

// CoHostStep is what an organisation does about the hosts of an action.
type CoHostStep struct {
	OrganisationID string
	ActionID       string
	Ref            string   // of the other one: HostLine.Ref or CoHostFound.Ref
	Yes            bool     // of an answer
	Audience       Audience // of a yes: whom the action is for, as the page said on which it was given
}

func (c CoHostStep) step() ActionStep {
	return ActionStep{OrganisationID: c.OrganisationID, ActionID: c.ActionID}
}
