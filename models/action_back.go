package models

import (
	"context"
	"fmt"
)

// GivenBack is an action, or a change of one, that a coordinator gave back to its hosts, who have not sent it again.
type GivenBack struct {
	ActionID string
	Title    string
	Lang     string
}

// givenBackShown bounds how many are shown of all organisations of somebody: those that were saved last.
const givenBackShown = 20

// GivenBackTo lists what coordinators gave back to the members for which the actor may act, by organisation: while one is out of sight,
// nothing that others host too.
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
		Where("a.said IS NOT NULL AND a.proposed_at IS NULL AND (a.state = ? OR a.proposal IS NOT NULL)", ActionDraft).
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
		said, err := openValue[ActionSaid](keys[row.ID], actionPlace(row.ID, "said"), row.Said)
		if err != nil {
			return nil, err
		}
		content, err := s.actionContent(keys[row.ID], row.Action)
		if err != nil {
			return nil, err
		}
		if said.Reason != "" {
			back[row.OrganisationID] = append(back[row.OrganisationID], GivenBack{ActionID: row.ID, Title: content.Texts[content.Original].Title, Lang: content.Original})
		}
	}
	return back, nil
}
