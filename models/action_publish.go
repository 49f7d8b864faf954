package models

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"keephope/models/occasion"
	"keephope/models/seal"
)

// PublicAction is everything of an action that everybody may read, as it is kept in its public copy.
type PublicAction struct {
	Kind        string                `json:"kind"`
	Original    string                `json:"original"`
	Texts       map[string]ActionText `json:"texts"`
	Communities []string              `json:"communities"`
	When        occasion.When         `json:"when"`
	Mode        PlaceMode             `json:"mode"`
	Country     string                `json:"country"`
	Town        string                `json:"town"`
	Place       string                `json:"place"` // "" for a venue that only those who take part learn
	Risk        Risk                  `json:"risk"`
	Materials   []ActionLink          `json:"materials"`
	Capacity    int                   `json:"capacity"`
	Cancelled   string                `json:"cancelled"` // why it does not take place
	Outcome     string                `json:"outcome"`   // how it went
}

// public is what of the content goes into the public copy: not the link and the venue, which those who take part learn.
func (c ActionContent) public(said ActionSaid) PublicAction {
	p := PublicAction{
		Kind: c.Kind, Original: c.Original, Texts: c.Texts, Communities: c.Communities, When: c.When, Mode: c.Where.Mode,
		Country: c.Where.Country, Town: c.Where.Town, Place: c.Where.Place, Risk: c.Risk, Materials: c.Materials, Capacity: c.Capacity,
		Cancelled: said.Cancelled, Outcome: said.Outcome,
	}
	if p.Mode == AtVenue {
		p.Place = ""
	}
	return p
}

// ListedAction is the public copy of an action, in plain, while one of its hosts is public.
type ListedAction struct {
	ActionID    string `gorm:"primaryKey"`
	CampaignID  string
	Slug        string
	State       ActionState
	Kind        string
	Country     string
	Online      bool
	Floating    bool
	FirstAt     time.Time
	LastAt      time.Time
	Revision    int
	PublishedAt time.Time
	ChangedAt   time.Time
	Shown       PublicAction `gorm:"serializer:json"`
}

// ListedOccurrence is one time of a listed action.
type ListedOccurrence struct {
	ActionID string `gorm:"primaryKey"`
	Day      string `gorm:"primaryKey"`
	StartsAt time.Time
	EndsAt   time.Time
}

// ListedActionCommunity is a community that a listed action is for.
type ListedActionCommunity struct {
	Community string `gorm:"primaryKey"`
	ActionID  string `gorm:"primaryKey"`
}

// ListedPart is an organisation that a listed action names.
type ListedPart struct {
	ActionID string   `gorm:"primaryKey"`
	Slug     string   `gorm:"primaryKey"`
	Part     HostPart `gorm:"primaryKey"`
	Names    Names    `gorm:"serializer:json"`
	SortKey  string
	Town     string
}

// relistActions brings the public copies of all actions of one organisation in line with what is public of it now. relist
// calls it: with its organisation an action goes, or goes on under the others.
func (t *tx) relistActions(organisationID string) error {
	var ids []string
	err := t.db.Raw(`SELECT action_id FROM action_hosts WHERE organisation_id = ? AND state = ?
		UNION SELECT action_id FROM participations WHERE organisation_id = ? AND NOT quiet ORDER BY 1`,
		organisationID, HostAccepted, organisationID).Scan(&ids).Error
	if err != nil {
		return fmt.Errorf("list actions of %s: %w", organisationID, err)
	}
	for _, id := range ids {
		if err := t.relistAction(id); err != nil {
			return err
		}
	}
	return nil
}

// relistAction brings the public copy of one action in line with what is true at the transaction's instant. It is the only
// function that writes or deletes it: every change of an action ends with it.
func (t *tx) relistAction(id string) error {
	a, key, err := t.holdAction(id)
	if err != nil {
		return fmt.Errorf("list action %s: %w", id, err)
	}
	gone := t.db.Where("action_id = ?", id).Delete(&ListedAction{}) // what belongs to it goes with it
	if gone.Error != nil {
		return fmt.Errorf("unlist action %s: %w", id, gone.Error)
	}
	if gone.RowsAffected > 0 {
		t.makeQuieter()
	}
	if !a.Published() || a.Audience != ForPublic {
		return nil
	}
	hosts, err := t.publicHosts(id)
	if err != nil || len(hosts) == 0 {
		return err
	}
	participants, err := t.publicParticipants(id)
	if err != nil {
		return err
	}
	return t.listAction(a, key, append(hosts, participants...))
}

// publicParticipants are those who take part by name and are public now.
func (t *tx) publicParticipants(actionID string) ([]ListedPart, error) {
	var rows []struct {
		Listing
		ID   string
		Said []byte
	}
	err := t.db.Table("participations p").Select("l.*, p.id, p.said").Joins("JOIN listings l ON l.organisation_id = p.organisation_id").
		Joins("JOIN statements s ON s.id = l.statement_id AND s.kind = ?", Call).
		Where("p.action_id = ? AND NOT p.quiet AND NOT p.waiting", actionID).Order("l.sort_key, l.endorsement_id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read participants of %s: %w", actionID, err)
	}
	owners := make([]string, len(rows))
	for i, row := range rows {
		owners[i] = row.OrganisationID
	}
	keys, err := t.keysOf(t.db, owners)
	if err != nil {
		return nil, err
	}
	parts := map[string]ListedPart{}
	for _, row := range rows {
		said, err := openValue[JoiningWords](keys[row.OrganisationID], joiningPlace(row.ID), row.Said)
		if err != nil {
			return nil, err
		}
		parts[row.Slug] = ListedPart{ActionID: actionID, Slug: row.Slug, Part: Participant, Names: row.Names, SortKey: row.SortKey, Town: said.Town}
	}
	return slices.SortedFunc(maps.Values(parts), func(a, b ListedPart) int { return cmp.Compare(a.SortKey+a.Slug, b.SortKey+b.Slug) }), nil
}

// publicHosts are the accepted hosts of an action that are public now, the host first.
func (t *tx) publicHosts(actionID string) ([]ListedPart, error) {
	var rows []struct {
		Listing
		Part HostPart
	}
	err := t.db.Table("action_hosts h").Select("l.*, h.part").Joins("JOIN listings l ON l.organisation_id = h.organisation_id").
		Joins("JOIN statements s ON s.id = l.statement_id AND s.kind = ?", Call).
		Where("h.action_id = ? AND h.state = ?", actionID, HostAccepted).
		Order("CASE WHEN h.part = 'host' THEN 0 ELSE 1 END, l.sort_key, l.endorsement_id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read hosts of %s: %w", actionID, err)
	}
	var parts []ListedPart
	for _, row := range rows {
		if slices.ContainsFunc(parts, func(p ListedPart) bool { return p.Slug == row.Slug }) {
			continue // stands under two calls
		}
		parts = append(parts, ListedPart{ActionID: actionID, Slug: row.Slug, Part: row.Part, Names: row.Names, SortKey: row.SortKey})
	}
	return parts, nil
}

func (t *tx) listAction(a Action, key seal.DataKey, parts []ListedPart) error {
	content, err := t.actionContent(key, a)
	if err != nil {
		return err
	}
	said, err := openValue[ActionSaid](key, actionPlace(a.ID, "said"), a.Said)
	if err != nil {
		return err
	}
	slug, err := t.actionSlug(a.ID, key, content.Texts[content.Original].Title)
	if err != nil {
		return err
	}
	times := content.When.Occurrences()
	if len(times) == 0 {
		return fmt.Errorf("list action %s: it has no time", a.ID)
	}
	row := ListedAction{
		ActionID: a.ID, CampaignID: a.CampaignID, Slug: slug, State: a.State, Kind: content.Kind, Country: content.Where.Country,
		Online: content.Where.Mode == Online, Floating: content.When.Floating(), FirstAt: times[0].Starts.UTC(), LastAt: lastEnd(times).UTC(),
		Revision: a.Revision, PublishedAt: *a.PublishedAt, ChangedAt: *a.ChangedAt, Shown: content.public(said),
	}
	t.listed = true
	if err := t.db.Create(&row).Error; err != nil {
		return fmt.Errorf("list action %s: %w", a.ID, err)
	}
	return t.listActionRows(a.ID, content, times, parts)
}

// lastEnd is after which an action is over.
func lastEnd(times []occasion.Occurrence) time.Time {
	last := times[0].Ends
	for _, o := range times {
		if !o.Off && o.Ends.After(last) {
			last = o.Ends
		}
	}
	return last
}

func (t *tx) listActionRows(id string, content ActionContent, times []occasion.Occurrence, parts []ListedPart) error {
	var occurrences []ListedOccurrence
	for _, o := range times {
		if !o.Off {
			occurrences = append(occurrences, ListedOccurrence{ActionID: id, Day: o.Day, StartsAt: o.Starts.UTC(), EndsAt: o.Ends.UTC()})
		}
	}
	var communities []ListedActionCommunity
	for _, community := range content.Communities {
		communities = append(communities, ListedActionCommunity{Community: community, ActionID: id})
	}
	if len(occurrences) > 0 {
		if err := t.db.Create(&occurrences).Error; err != nil {
			return fmt.Errorf("list times of action %s: %w", id, err)
		}
	}
	if len(communities) > 0 {
		if err := t.db.Create(&communities).Error; err != nil {
			return fmt.Errorf("list communities of action %s: %w", id, err)
		}
	}
	if err := t.db.CreateInBatches(&parts, 500).Error; err != nil {
		return fmt.Errorf("list hosts and participants of action %s: %w", id, err)
	}
	return nil
}
