package models

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"

	"keephope/models/fold"
	"keephope/models/seal"
)

// MemberReports lists what was told of an action that members may know of, by town, then by name: of a public one what
// everybody reads, of one for members what hosts and participants tell whom members know by name. NotFound for whoever
// represents no member.
func (s *Store) MemberReports(ctx context.Context, as Actor, a MemberAction) ([]ToldReport, error) {
	if err := as.MayReadMemberActions(); err != nil {
		return nil, err
	}
	if a.Audience == ForPublic {
		return s.ReportsOf(ctx, a.Slug)
	}
	db := s.db.WithContext(ctx)
	var rows []Report
	if err := s.reportsForMembers(db, a.ID).Order("r.id").Limit(participantsShown).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read reports for members: %w", err)
	}
	owners := make([]string, len(rows))
	for i, row := range rows {
		owners[i] = row.OrganisationID
	}
	parts, err := s.partsOf(db, owners)
	if err != nil {
		return nil, err
	}
	opened, err := s.openShown(db, rows)
	if err != nil {
		return nil, err
	}
	towns, err := s.townsOfParts(db, a.ID, opened.keys)
	if err != nil {
		return nil, err
	}
	out := make([]ToldReport, len(rows))
	for i, row := range rows {
		part := parts[row.OrganisationID]
		shown := opened.public(row, func(id string) string { return id })
		out[i] = ToldReport{Slug: part.Slug, Names: part.Names, Town: towns[row.OrganisationID], PublicReport: shown}
	}
	slices.SortStableFunc(out, func(a, b ToldReport) int {
		return cmp.Or(compareBool(a.Town == "", b.Town == ""), cmp.Compare(a.Town, b.Town), cmp.Compare(fold.SortKey(a.Names.Sorting()), fold.SortKey(b.Names.Sorting())))
	})
	return out, nil
}

// reportsForMembers narrows to the published reports on an action of those who host it or take part in it by name, and whom
// members know by name now.
func (s *Store) reportsForMembers(db *gorm.DB, actionID string) *gorm.DB {
	named, args := namedTo(ForMembers, "r.organisation_id", s.clock())
	return db.Table("reports r").Select("r.*").Where("r.action_id = ? AND r.shown IS NOT NULL AND r.withheld_at IS NULL", actionID).Where(named, args...).
		Where(`(EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = r.action_id AND h.organisation_id = r.organisation_id AND h.state = ?)
			OR EXISTS (SELECT 1 FROM participations p WHERE p.action_id = r.action_id AND p.organisation_id = r.organisation_id AND NOT p.quiet AND NOT p.waiting))`, HostAccepted)
}

// townsOfParts opens where organisations, of whom the data keys are given, take part by name in an action.
func (s *Store) townsOfParts(db *gorm.DB, actionID string, keys map[string]seal.DataKey) (map[string]string, error) {
	var rows []Participation
	err := db.Where("action_id = ? AND organisation_id IN ? AND NOT quiet AND withheld_at IS NULL", actionID, slices.Collect(maps.Keys(keys))).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read towns of those who tell of %s: %w", actionID, err)
	}
	towns := make(map[string]string, len(rows))
	for _, row := range rows {
		said, err := openValue[JoiningWords](keys[row.OrganisationID], joiningPlace(row.ID), row.Said)
		if err != nil {
			return nil, err
		}
		towns[row.OrganisationID] = said.Town
	}
	return towns, nil
}

// MemberPicture reads a picture that MemberReports shows of an action for members, as ReportPicture does. NotFound for
// everybody who does not read it there.
func (s *Store) MemberPicture(ctx context.Context, as Actor, actionID, pictureID string, width int) (LogoFile, error) {
	if err := as.MayReadMemberActions(); err != nil {
		return LogoFile{}, err
	}
	if !ValidID(actionID) || !ValidID(pictureID) {
		return LogoFile{}, notFound()
	}
	known, err := s.membersOnly(ctx, s.clock(), "a.id = ?", actionID)
	if err != nil || len(known) == 0 {
		return LogoFile{}, cmp.Or(err, notFound())
	}
	db := s.db.WithContext(ctx)
	var rows []Report
	err = s.reportsForMembers(db, actionID).Where("r.id = (SELECT i.report_id FROM report_pictures i WHERE i.id = ? LIMIT 1)", pictureID).Find(&rows).Error
	if err != nil {
		return LogoFile{}, fmt.Errorf("read report of a picture: %w", err)
	}
	opened, err := s.openShown(db, rows)
	if err != nil {
		return LogoFile{}, err
	}
	for _, row := range rows {
		if slices.ContainsFunc(opened.words[row.ID].Pictures, func(i ReportedImage) bool { return i.ID == pictureID }) {
			return s.reportPicture(db, row.OrganisationID, pictureID, width)
		}
	}
	return LogoFile{}, notFound()
}
