package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// MemberReports lists what was told of an action that members may know of, by town, then by name: of a public one what
// everybody reads, of one for members what hosts and participants tell whom members know by name. NotFound as for the
// action.
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
	out := make([]ToldReport, len(rows))
	for i, row := range rows {
		if out[i], err = s.toldForMembers(db, row); err != nil {
			return nil, err
		}
		out[i].Slug, out[i].Names = parts[row.OrganisationID].Slug, parts[row.OrganisationID].Names
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

// toldForMembers opens what was published of a report, and the town where its organisation took part.
func (s *Store) toldForMembers(db *gorm.DB, r Report) (told ToldReport, err error) {
	key, err := s.key(db, r.OrganisationID)
	if err != nil {
		return told, err
	}
	words, err := openValue[ReportWords](key, reportPlace(r.ID, "shown"), r.Shown)
	if err != nil {
		return told, err
	}
	told.PublicReport = PublicReport{Lang: words.Lang, Text: words.Text, People: words.People}
	for _, image := range words.Pictures {
		size, err := one[ReportPicture](db.Select("width", "height").Where("id = ?", image.ID).Order("width DESC"))
		if err != nil {
			return told, err
		}
		told.Pictures = append(told.Pictures, PublicImage{ID: image.ID, Alt: image.Alt, Width: size.Width, Height: size.Height})
	}
	p, err := one[Participation](db.Where("action_id = ? AND organisation_id = ? AND NOT quiet", r.ActionID, r.OrganisationID))
	if isNotFound(err) {
		return told, nil
	}
	if err != nil {
		return told, err
	}
	said, err := openValue[JoiningWords](key, joiningPlace(p.ID), p.Said)
	told.Town = said.Town
	return told, err
}

// MemberPicture reads a picture that MemberReports shows of an action for members, as ReportPicture does. NotFound for
// everybody who does not read it there.
func (s *Store) MemberPicture(ctx context.Context, as Actor, actionID, pictureID string, width int) (LogoFile, error) {
	a, err := s.MemberActionByID(ctx, as, actionID)
	if err != nil {
		return LogoFile{}, err
	}
	db := s.db.WithContext(ctx)
	var rows []Report
	err = s.reportsForMembers(db, a.ID).Where("r.id = (SELECT i.report_id FROM report_pictures i WHERE i.id = ? LIMIT 1)", pictureID).Find(&rows).Error
	if err != nil {
		return LogoFile{}, fmt.Errorf("read report of a picture: %w", err)
	}
	for _, row := range rows {
		told, err := s.toldForMembers(db, row)
		if err != nil {
			return LogoFile{}, err
		}
		if slices.ContainsFunc(told.Pictures, func(i PublicImage) bool { return i.ID == pictureID }) {
			return s.reportPicture(db, row.OrganisationID, pictureID, width)
		}
	}
	return LogoFile{}, notFound()
}
