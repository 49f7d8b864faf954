package models

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"

	"gorm.io/gorm/clause"

	"keephope/models/seal"
)

// PublicReport is everything of a report that everybody may read, beside who tells it.
type PublicReport struct {
	Lang     string        `json:"lang"`
	Text     string        `json:"text"`
	People   *int          `json:"people"`
	Pictures []PublicImage `json:"pictures"`
}

// PublicImage is a public picture: its id is a keyed hash, as that of a logo is. Width and Height are of its largest size.
type PublicImage struct {
	ID     string `json:"id"`
	Alt    string `json:"alt"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// ListedReport is the public copy of a report.
type ListedReport struct {
	ActionID string `gorm:"primaryKey"`
	Slug     string `gorm:"primaryKey"`
	Names    Names  `gorm:"serializer:json"`
	SortKey  string
	Town     string
	Shown    PublicReport `gorm:"serializer:json"`
}

// ListedReportPicture is the public copy of one size of a picture.
type ListedReportPicture struct {
	PictureID string `gorm:"primaryKey"`
	Width     int    `gorm:"primaryKey;autoIncrement:false"`
	Height    int
	ActionID  string
	MediaType string
	Bytes     []byte
}

// shownImage is a picture that belongs on an action's page.
type shownImage struct {
	id, public string
	key        seal.DataKey
}

// publishedReport is a report with what the action's page tells of who tells it.
type publishedReport struct {
	Report
	Slug    string
	Part    HostPart
	Names   Names `gorm:"serializer:json"`
	SortKey string
	Town    string // of taking part; "" = not told
	Home    string // of its public page
}

// listReports leaves the published reports of those whom a listed action names, with their pictures, and no other. It writes
// those alone that are new or read otherwise than before, and reports whether there are any, or any went.
func (t *tx) listReports(actionID string) (differ bool, err error) {
	var some bool
	err = t.db.Raw(`SELECT EXISTS (SELECT 1 FROM reports WHERE action_id = ?) OR EXISTS (SELECT 1 FROM listed_reports WHERE action_id = ?)
		OR EXISTS (SELECT 1 FROM listed_report_pictures WHERE action_id = ?)`, actionID, actionID, actionID).Scan(&some).Error
	if err != nil {
		return false, fmt.Errorf("look for reports of %s: %w", actionID, err)
	}
	if !some {
		return false, nil
	}
	rows, images, err := t.publicReports(actionID)
	if err != nil {
		return false, err
	}
	var there []ListedReport
	if err := t.db.Where("action_id = ?", actionID).Find(&there).Error; err != nil {
		return false, fmt.Errorf("read listed reports of %s: %w", actionID, err)
	}
	gone := []string{}
	for _, old := range there {
		if i := slices.IndexFunc(rows, old.same); i >= 0 {
			rows = slices.Delete(rows, i, i+1)
		} else {
			gone = append(gone, old.Slug)
		}
	}
	if len(gone) > 0 {
		t.makeQuieter()
		if err := t.db.Where("action_id = ? AND slug IN ?", actionID, gone).Delete(&ListedReport{}).Error; err != nil {
			return false, fmt.Errorf("unlist reports of %s: %w", actionID, err)
		}
	}
	if len(rows) > 0 {
		t.listed = true
		if err := t.db.Create(&rows).Error; err != nil {
			return false, fmt.Errorf("list reports of %s: %w", actionID, err)
		}
	}
	return len(gone)+len(rows) > 0, t.listReportPictures(actionID, images)
}

// same reports whether two rows say the same of the same report.
func (l ListedReport) same(o ListedReport) bool { return reflect.DeepEqual(l, o) }

// touchesReports reports whether a change of one participant's part can be one of the listed reports: its own, or that of
// somebody who went or moved up with it.
func (t *tx) touchesReports(actionID, organisationID string) (touches bool, err error) {
	err = t.db.Raw(`SELECT EXISTS (SELECT 1 FROM reports WHERE action_id = ? AND organisation_id = ?)
		OR EXISTS (SELECT 1 FROM listed_reports l WHERE l.action_id = ? AND NOT EXISTS (SELECT 1 FROM listed_parts p
			JOIN reports r ON r.action_id = p.action_id AND r.organisation_id = p.organisation_id WHERE p.action_id = l.action_id AND p.slug = l.slug))
		OR EXISTS (SELECT 1 FROM reports r JOIN listed_parts p ON p.action_id = r.action_id AND p.organisation_id = r.organisation_id
			WHERE r.action_id = ? AND r.shown IS NOT NULL AND r.withheld_at IS NULL
			AND NOT EXISTS (SELECT 1 FROM listed_reports l WHERE l.action_id = r.action_id AND l.slug = p.slug))`,
		actionID, organisationID, actionID, actionID).Scan(&touches).Error
	if err != nil {
		return false, fmt.Errorf("look for reports of %s: %w", actionID, err)
	}
	return touches, nil
}

// publicReports are the reports that belong on an action's page now, with their pictures.
func (t *tx) publicReports(actionID string) ([]ListedReport, []shownImage, error) {
	var rows []publishedReport
	err := t.db.Table("reports r").
		Select("r.*, p.slug, p.part, p.names, p.sort_key, p.town, (SELECT MAX(l.town) FROM listings l WHERE l.organisation_id = r.organisation_id) AS home").
		Joins("JOIN listed_parts p ON p.action_id = r.action_id AND p.organisation_id = r.organisation_id").
		Where("r.action_id = ? AND r.shown IS NOT NULL AND r.withheld_at IS NULL", actionID).Order("r.id, CASE WHEN p.town = '' THEN 1 ELSE 0 END, p.part DESC").Scan(&rows).Error
	if err != nil {
		return nil, nil, fmt.Errorf("read reports of %s: %w", actionID, err)
	}
	rows = slices.CompactFunc(rows, func(a, b publishedReport) bool { return a.ID == b.ID }) // hosts, and takes part too
	reports := make([]Report, len(rows))
	for i, r := range rows {
		reports[i] = r.Report
	}
	opened, err := t.openShown(t.db, reports)
	if err != nil {
		return nil, nil, err
	}
	var images []shownImage
	listed := make([]ListedReport, len(rows))
	for i, r := range rows {
		listed[i] = ListedReport{
			ActionID: actionID, Slug: r.Slug, Names: r.Names, SortKey: r.SortKey, Town: cmp.Or(r.Town, r.Home), Shown: opened.public(r.Report, t.publicPicture),
		}
		for _, image := range opened.words[r.ID].Pictures {
			images = append(images, shownImage{id: image.ID, public: t.publicPicture(image.ID), key: opened.keys[r.OrganisationID]})
		}
	}
	return listed, images, nil
}

// publicPicture is the id under which everybody reads a picture of a report: see publicLogo.
func (s *Store) publicPicture(id string) string {
	return idAlphabet.EncodeToString(s.keys.Lookup("report picture", id)[:16])
}

// listReportPictures leaves the pictures that belong on an action's page, and no other.
func (t *tx) listReportPictures(actionID string, images []shownImage) error {
	ids := []string{""}
	for _, image := range images {
		ids = append(ids, image.public)
	}
	gone := t.db.Where("action_id = ? AND picture_id NOT IN ?", actionID, ids).Delete(&ListedReportPicture{})
	if gone.Error != nil {
		return fmt.Errorf("unlist pictures of %s: %w", actionID, gone.Error)
	}
	if gone.RowsAffected > 0 {
		t.makeQuieter()
	}
	var there []string
	if err := t.db.Model(&ListedReportPicture{}).Where("action_id = ?", actionID).Distinct().Pluck("picture_id", &there).Error; err != nil {
		return fmt.Errorf("read listed pictures of %s: %w", actionID, err)
	}
	for _, image := range images {
		if slices.Contains(there, image.public) {
			continue
		}
		if err := t.copyReportPicture(actionID, image); err != nil {
			return err
		}
		there = append(there, image.public)
	}
	return nil
}

func (t *tx) copyReportPicture(actionID string, image shownImage) error {
	var sizes []ReportPicture
	if err := t.db.Where("id = ?", image.id).Find(&sizes).Error; err != nil {
		return fmt.Errorf("read picture: %w", err)
	}
	for _, size := range sizes {
		plain, err := image.key.Open(reportPicturePlace(size.ID, size.Width), size.Sealed)
		if err != nil {
			return fmt.Errorf("open picture: %w", err)
		}
		row := ListedReportPicture{PictureID: image.public, Width: size.Width, Height: size.Height, ActionID: actionID, MediaType: size.MediaType, Bytes: plain}
		if err := t.db.Create(&row).Error; err != nil {
			return fmt.Errorf("list picture: %w", err)
		}
	}
	return nil
}

// ToldReport is a report as everybody reads it.
type ToldReport struct {
	Slug  string
	Names Names
	Town  string
	PublicReport
}

// ReportsOf lists what was told of a public action, by town, then by name. It reads public copies only.
func (s *Store) ReportsOf(ctx context.Context, slug string) ([]ToldReport, error) {
	var rows []ListedReport
	err := s.db.WithContext(ctx).Where("action_id = (SELECT l.action_id FROM listed_actions l WHERE l.slug = ?)", slug).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read reports: %w", err)
	}
	slices.SortFunc(rows, func(a, b ListedReport) int {
		return cmp.Or(compareBool(a.Town == "", b.Town == ""), cmp.Compare(a.Town, b.Town), cmp.Compare(a.SortKey, b.SortKey), cmp.Compare(a.Slug, b.Slug))
	})
	out := make([]ToldReport, len(rows))
	for i, r := range rows {
		out[i] = ToldReport{Slug: r.Slug, Names: r.Names, Town: r.Town, PublicReport: r.Shown}
	}
	return out, nil
}

// ListedPicture returns a public picture of a report in the smallest size that is at least width wide, else in its
// largest. NotFound for one that no page shows now.
func (s *Store) ListedPicture(ctx context.Context, id string, width int) (LogoFile, error) {
	if !ValidID(id) {
		return LogoFile{}, notFound()
	}
	row, err := one[ListedReportPicture](s.db.WithContext(ctx).Where("picture_id = ?", id).Clauses(clause.OrderBy{Expression: clause.Expr{
		SQL: "CASE WHEN width >= ? THEN 0 ELSE 1 END, CASE WHEN width >= ? THEN width ELSE -width END", Vars: []any{width, width},
	}}))
	if err != nil {
		return LogoFile{}, err
	}
	return LogoFile{MediaType: row.MediaType, Width: row.Width, Height: row.Height, Bytes: row.Bytes}, nil
}
