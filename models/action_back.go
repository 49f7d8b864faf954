package models

import (
	"context"
	"fmt"
	"time"

	"keephope/models/seal"
)

// GivenBack is an action, or a change of one, that a coordinator gave back to its hosts, who have not sent it again; or with one a
// report that a coordinator put on hold.
type GivenBack struct {
	ActionID string
	Title    string
	Lang     string
	Report   bool       // a report on the action
	Verb     Step       // ask or decline; "" = on hold, or that was not kept
	Held     *time.Time // until when it is on hold; nil = it was given back
	Text     string     // what the coordinator said
}

// givenBackShown bounds how many are shown of all organisations of somebody: those that were saved last.
const givenBackShown = 20

// GivenBackTo lists what coordinators gave back to the members for which the actor may act or put on hold, by organisation: while one is
// out of sight, nothing that others host too.
func (s *Store) GivenBackTo(ctx context.Context, as Actor) (map[string][]GivenBack, error) {
	var owners []string
	for _, id := range as.members() {
		if as.MayHost(id) == nil {
			owners = append(owners, id)
		}
	}
	if len(owners) == 0 {
		return nil, nil
	}
	var rows []struct {
		Action
		OrganisationID string
	}
	db := s.db.WithContext(ctx)
	err := db.Table("actions a").Select("a.*, h.organisation_id").Joins("JOIN action_hosts h ON h.action_id = a.id AND h.state = ? AND h.organisation_id IN ?", HostAccepted, owners).
		Where("a.said IS NOT NULL AND a.proposed_at IS NULL AND (a.state = ? OR a.proposal IS NOT NULL) OR a.proposed_at IS NOT NULL AND a.held_until > ?", ActionDraft, s.clock()).
		Order("a.saved_at DESC, a.id, h.organisation_id").Limit(givenBackShown).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what was given back: %w", err)
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return nil, err
	}
	all := map[string][]Action{}
	for _, row := range rows {
		all[row.OrganisationID] = append(all[row.OrganisationID], row.Action)
	}
	hostings := map[string]map[string]ownHosting{}
	for id, actions := range all {
		if hostings[id], err = s.hostings(db, id, actions); err != nil {
			return nil, err
		}
	}
	back := map[string][]GivenBack{}
	for _, row := range rows {
		if hostings[row.OrganisationID][row.ID].still {
			continue
		}
		one, ok, err := s.givenBack(keys[row.ID], row.Action)
		if err != nil {
			return nil, err
		}
		if ok {
			back[row.OrganisationID] = append(back[row.OrganisationID], one)
		}
	}
	return back, s.addHeldReports(ctx, as, owners, back)
}

// givenBack opens what was said of an action that was given back or is on hold; ok is false for any other.
func (s *Store) givenBack(key seal.DataKey, a Action) (back GivenBack, ok bool, err error) {
	said, err := openValue[ActionSaid](key, actionPlace(a.ID, "said"), a.Said)
	if err != nil {
		return back, false, err
	}
	content, err := s.actionContent(key, a)
	if err != nil {
		return back, false, err
	}
	back = GivenBack{ActionID: a.ID, Title: content.Texts[content.Original].Title, Lang: content.Original, Verb: said.GivenBack(), Text: said.Reason}
	if a.Waits() {
		back.Held, back.Verb, back.Text = a.HeldUntil, "", said.Held()
	}
	return back, said.Reason != "" || back.Held != nil, nil
}

// addHeldReports adds the reports of some organisations that are on hold and on whose actions they can report now.
func (s *Store) addHeldReports(ctx context.Context, as Actor, owners []string, back map[string][]GivenBack) error {
	var held []Report
	err := s.db.WithContext(ctx).Select("action_id", "organisation_id").
		Where("organisation_id IN ? AND state = ? AND held_until > ?", owners, ReportWaiting, s.clock()).
		Order("sent_at DESC, id").Limit(givenBackShown).Find(&held).Error
	if err != nil {
		return fmt.Errorf("read reports on hold: %w", err)
	}
	for _, r := range held {
		v, err := s.ReportOf(ctx, as, r.OrganisationID, r.ActionID)
		if isNotFound(err) { // its hosts are out of sight
			continue
		}
		if err != nil {
			return err
		}
		back[r.OrganisationID] = append(back[r.OrganisationID], GivenBack{
			ActionID: r.ActionID, Title: v.Content.Texts[v.Content.Original].Title, Lang: v.Content.Original, Report: true, Held: v.Held, Text: v.Said(),
		})
	}
	return nil
}
