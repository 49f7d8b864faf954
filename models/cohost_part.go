package models

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"
)

// hostRow is a host of an action as it is kept, and whether those whom the action is for know it by name now.
type hostRow struct {
	ActionHost `gorm:"embedded"`
	Named      bool
}

// since is from when on an organisation is what it is to an action.
func (h ActionHost) since() time.Time {
	if h.AnsweredAt != nil {
		return *h.AnsweredAt
	}
	return h.AskedAt
}

// partsNow gives the hosts of one action, asked ones among them, the parts that they have now, in order: the host, then who
// accepted, as they came. The host is the one that is kept as such while it is in sight, else who accepted first of those in sight.
// So it is the same to the others whether a host hid itself, left, stepped down or was erased. What one out of sight offered
// stands no more.
func partsNow(rows []hostRow) []ActionHost {
	slices.SortFunc(rows, func(a, b hostRow) int {
		accepted := map[HostState]int{HostAccepted: -1}
		return cmp.Or(accepted[a.State]-accepted[b.State], a.since().Compare(b.since()), cmp.Compare(a.OrganisationID, b.OrganisationID))
	})
	kept := slices.IndexFunc(rows, func(h hostRow) bool { return h.Part == Host && h.Named })
	host := kept
	if host < 0 {
		host = slices.IndexFunc(rows, func(h hostRow) bool { return h.State == HostAccepted && h.Named })
	}
	if host < 0 { // nobody is in sight: to the one that reads it is its own
		host = slices.IndexFunc(rows, func(h hostRow) bool { return h.State == HostAccepted })
	}
	hosts := make([]ActionHost, len(rows))
	for i, h := range rows {
		hosts[i] = h.ActionHost
		hosts[i].kept = h.Part == Host
		if hosts[i].Part = CoHost; i == host {
			hosts[i].Part = Host
		}
		if kept < 0 {
			hosts[i].OfferedAt = nil
		}
	}
	if host > 0 {
		hosts = slices.Concat(hosts[host:host+1], hosts[:host], hosts[host+1:])
	}
	return hosts
}

// namedHosts are the hosts of actions that are named to an audience now, asked ones too, and one's own organisation, with the parts
// that they have now: of each action the host first, then who accepted, in the order in which they came.
func (s *Store) namedHosts(db *gorm.DB, actions []string, audience Audience, own string) ([]ActionHost, error) {
	named, args := namedTo(audience, "h.organisation_id", s.clock())
	var rows []hostRow
	err := db.Table("action_hosts h").Select("h.*, "+named+" AS named", args...).
		Where("h.action_id IN ?", actions).Where("(h.organisation_id = ? OR "+named+")", append([]any{own}, args...)...).
		Order("h.action_id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read hosts of actions: %w", err)
	}
	var hosts []ActionHost
	for len(rows) > 0 {
		n := slices.IndexFunc(rows, func(h hostRow) bool { return h.ActionID != rows[0].ActionID })
		if n < 0 {
			n = len(rows)
		}
		hosts, rows = append(hosts, partsNow(rows[:n])...), rows[n:]
	}
	return hosts, nil
}

// isHost: Conflict for an organisation that has not the host's part, or has it no more.
func (t *tx) isHost(a Action, organisationID string) error {
	hosts, err := t.namedHosts(t.db, []string{a.ID}, a.Audience, organisationID)
	if err != nil {
		return err
	}
	for _, h := range hosts {
		if h.OrganisationID == organisationID && h.Part == Host {
			return nil
		}
	}
	return conflict("cohost.not_host")
}

// ownHosting is what an organisation is to an action that it hosts.
type ownHosting struct {
	part  HostPart
	named bool
	still bool // it is out of sight, and somebody else hosted it, now or once
}

// hostings are what an organisation is to actions that it hosts, by action.
func (s *Store) hostings(db *gorm.DB, organisationID string, actions []Action) (map[string]ownHosting, error) {
	all := make(map[string]ownHosting, len(actions))
	for _, audience := range []Audience{ForPublic, ForMembers} {
		var of []string
		for _, a := range actions {
			if a.Audience == audience {
				of = append(of, a.ID)
			}
		}
		these, err := s.hostingsOf(db, organisationID, audience, of)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, these)
	}
	for _, a := range actions {
		own := all[a.ID]
		own.still = a.Together && !own.named
		all[a.ID] = own
	}
	return all, nil
}

// hostingsOf are what an organisation is to actions for an audience that it hosts, by action.
func (s *Store) hostingsOf(db *gorm.DB, organisationID string, audience Audience, actions []string) (map[string]ownHosting, error) {
	if len(actions) == 0 {
		return nil, nil
	}
	hosts, err := s.namedHosts(db, actions, audience, organisationID)
	if err != nil {
		return nil, err
	}
	named, err := s.isNamedTo(db, audience, organisationID, s.clock())
	if err != nil {
		return nil, err
	}
	all := make(map[string]ownHosting, len(actions))
	for _, h := range hosts {
		if h.OrganisationID == organisationID {
			all[h.ActionID] = ownHosting{part: h.Part, named: named}
		}
	}
	return all, nil
}

// nextHost is for whom the host's part is kept once the organisation that has it is erased: who accepted first, in sight or not, as if
// it had hidden itself. NotFound if nobody else hosts the action.
func (t *tx) nextHost(actionID, erased string) (string, error) {
	if _, _, err := t.holdAction(actionID); err != nil {
		return "", err
	}
	return t.firstHost(actionID, erased)
}
