package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// ShownAction is a joint action that names an organisation, or its report, once that is shown again. What it is called is no part of what
// the organisation agrees to: else its hosts could keep it from showing itself by calling it otherwise again and again.
type ShownAction struct {
	ID       string
	Audience Audience
	Part     HostPart
	Title    string `json:"-"`
	Lang     string `json:"-"`
	Report   bool   // what it told of it is shown too
	Waiting  bool   // it waits by name: it is named from when a place is free, which may be at once
}

// audiencesOf are those who come to know an organisation by name from what becomes visible of it at once.
func audiencesOf(lines []Shown) []Audience {
	known := func(levels ...Level) bool {
		return slices.ContainsFunc(lines, func(l Shown) bool { return l.Until == "" && l.From == nil && slices.Contains(levels, l.Level) })
	}
	switch {
	case known(Public):
		return []Audience{ForPublic, ForMembers}
	case known(Members):
		return []Audience{ForMembers}
	}
	return []Audience{}
}

// shownActions lists the published actions that name an organisation to these audiences: those that it hosts and those that
// it takes part in by name, or waits to: a place that is free goes to it in the same change. One that another host has to show first is not
// among them.
func (s *Store) shownActions(db *gorm.DB, o Organisation, audiences []Audience) ([]ShownAction, error) {
	if len(audiences) == 0 {
		return nil, nil
	}
	var rows []struct {
		Action
		Part    HostPart
		Report  bool
		Waiting bool
	}
	const report = "EXISTS (SELECT 1 FROM reports r WHERE r.action_id = a.id AND r.organisation_id = ? AND r.shown IS NOT NULL AND r.withheld_at IS NULL) AS report"
	err := db.Table("actions a").Select("a.*, COALESCE(h.part, ?) AS part, h.action_id IS NULL AND p.waiting AS waiting, "+report, Participant, o.ID).
		Joins("LEFT JOIN action_hosts h ON h.action_id = a.id AND h.organisation_id = ? AND h.state = ?", o.ID, HostAccepted).
		Joins("LEFT JOIN participations p ON p.action_id = a.id AND p.organisation_id = ? AND NOT p.quiet", o.ID).
		Where("a.published_at IS NOT NULL AND a.withheld_at IS NULL AND a.audience IN ? AND (h.action_id IS NOT NULL OR p.id IS NOT NULL)", audiences).
		Order("a.published_at, a.id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list actions that %s shows: %w", o.ID, err)
	}
	var shown []ShownAction
	for _, row := range rows {
		if row.Part == Participant {
			if _, _, err := s.knownAction(db, Organisation{ID: o.ID, State: o.State}, row.ID); isNotFound(err) {
				continue
			} else if err != nil {
				return nil, err
			}
		}
		key, err := s.key(db, row.ID)
		if err != nil {
			return nil, err
		}
		content, err := s.actionContent(key, row.Action)
		if err != nil {
			return nil, err
		}
		if row.Waiting && !content.stillComes(row.State, s.clock()) {
			continue
		}
		shown = append(shown, ShownAction{row.ID, row.Audience, row.Part, content.Texts[content.Original].Title, content.Original, row.Report, row.Waiting})
	}
	return shown, nil
}
