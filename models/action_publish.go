package models

import (
	"fmt"
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

// relistAction brings the public copy of one action in line with what is true at the transaction's instant, and gives free
// places to those who wait. It is the only function that writes or deletes it, with its reports, but for the row of one participant
// (relistParticipant): every change of an action ends with one of the two.
func (t *tx) relistAction(id string) error {
	if err := t.relistRows(id); err != nil {
		return err
	}
	_, err := t.listReports(id) // for whose names relistRows has had all searched
	return err
}

func (t *tx) relistRows(id string) error {
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
	if err := t.moveUp(a); err != nil {
		return err
	}
	if a.Published() && a.Audience == ForMembers && a.WithheldAt == nil { // what members alone read has no copy, and is searched all the same
		return t.seekNames(id)
	}
	if !a.Published() || a.Audience != ForPublic || a.WithheldAt != nil {
		return nil
	}
	hosts, err := t.publicHosts(id)
	if err != nil || len(hosts) == 0 {
		return err
	}
	participants, err := t.publicParticipants(id, "1 = 1")
	if err != nil {
		return err
	}
	return t.listAction(a, key, append(hosts, participants...))
}

func (t *tx) listAction(a Action, key seal.DataKey, parts []ListedPart) error {
	content, err := t.actionContent(key, a)
	if err != nil {
		return err
	}
	for i := range parts { // in each one's own window hosts take part where they are at home; elsewhere they come to the action
		if parts[i].Part != Participant && content.Where.Mode != AtWindow {
			parts[i].Town = ""
		}
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
		Online: content.Where.Mode == Online, Floating: content.When.Floating(), FirstAt: times[0].Starts.UTC(), LastAt: a.over(times).UTC(),
		Revision: a.Revision, PublishedAt: *a.PublishedAt, ChangedAt: *a.ChangedAt, Shown: content.public(said),
	}
	t.listed = true
	if err := t.db.Create(&row).Error; err != nil {
		return fmt.Errorf("list action %s: %w", a.ID, err)
	}
	if err := t.listActionRows(a.ID, content, times, parts); err != nil {
		return err
	}
	return t.seekNames(a.ID)
}

func (t *tx) listActionRows(id string, content ActionContent, times []occasion.Occurrence, parts []ListedPart) error {
	var occurrences []ListedOccurrence
	for _, o := range times {
		if !o.Off {
			occurrences = append(occurrences, ListedOccurrence{ActionID: id, Day: o.Day, StartsAt: o.Starts.UTC(), EndsAt: o.Ends.UTC()})
		}
	}
	var communities []ListedActionCommunity
	for _, community := range unique(content.Communities) {
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
