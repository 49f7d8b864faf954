package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// myEndorsements reads an organisation's endorsements, newest first.
func (s *Store) myEndorsements(db *gorm.DB, o Organisation, key seal.DataKey, lang string) ([]MyEndorsement, error) {
	at := s.clock()
	var rows []struct {
		Endorsement
		Version   int
		Newest    int
		NewestID  string
		Addressee string
	}
	err := db.Table("endorsements e").Select("e.*, v.number AS version, n.number AS newest, n.id AS newest_id, t.addressee").
		Joins("JOIN statements t ON t.id = e.statement_id").Joins("JOIN statement_versions v ON v.id = e.version_id").
		Joins("JOIN statement_versions n ON n.statement_id = e.statement_id AND n.number = (?)", newestNumber(db, at)).
		Where("e.organisation_id = ?", o.ID).Order("e.given_at DESC, e.id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read endorsements of %s: %w", o.ID, err)
	}
	out, versions := make([]MyEndorsement, 0, len(rows)), make([]string, 0, len(rows))
	for _, r := range rows {
		if err := exactDates(key, &r.Endorsement); err != nil {
			return nil, err
		}
		quote, err := openValue[Quote](key, quotePlace(r.ID), r.Quote)
		if err != nil {
			return nil, err
		}
		left, err := s.leftTrace(o, key, r.Endorsement)
		if err != nil {
			return nil, err
		}
		versions = append(versions, r.VersionID)
		out = append(out, MyEndorsement{
			ID: r.ID, StatementID: r.StatementID, VersionID: r.VersionID, Version: r.Version, Newest: r.Newest, NewestID: r.NewestID,
			Addressee: r.Addressee, Level: r.Level, Effective: EffectiveLevel(o, r.Endorsement, at), NameFrom: r.NameFrom,
			GivenAt: r.GivenAt, PublicSince: r.PublicSince, WithdrawnAt: r.WithdrawnAt, TracedUntil: left.Until, Quote: quote,
		})
	}
	titles, err := s.titles(db, versions, lang)
	for i := range out {
		out[i].Title = titles[out[i].VersionID]
	}
	return out, err
}

// newestNumber selects the number of the newest version of the statement n that is published at an instant.
func newestNumber(db *gorm.DB, at time.Time) *gorm.DB {
	return db.Table("statement_versions p").Select("max(p.number)").Where("p.statement_id = n.statement_id AND p.published_at <= ?", at)
}

// openStatements lists what a member could endorse beside, the newest first.
func (s *Store) openStatements(db *gorm.DB, o Organisation, lang string) ([]OpenStatement, error) {
	if o.State != Member {
		return nil, nil
	}
	var out []OpenStatement
	living := db.Table("endorsements e").Select("1").Where("e.organisation_id = ? AND e.statement_id = n.statement_id AND e.withdrawn_at IS NULL", o.ID)
	err := db.Table("statement_versions n").Select("n.statement_id, n.id AS version_id, n.number, t.addressee").
		Joins("JOIN statements t ON t.id = n.statement_id").Joins("JOIN campaigns c ON c.id = t.campaign_id AND c.featured").
		Where("n.number = (?) AND NOT EXISTS (?)", newestNumber(db, s.clock()), living).
		Order("n.published_at DESC, n.id").Find(&out).Error
	if err != nil {
		return nil, fmt.Errorf("read statements: %w", err)
	}
	versions := make([]string, len(out))
	for i, o := range out {
		versions[i] = o.VersionID
	}
	titles, err := s.titles(db, versions, lang)
	for i := range out {
		out[i].Title = titles[out[i].VersionID]
	}
	return out, err
}

// titles reads the titles of versions in lang, else in the original's language, by id of the version.
func (s *Store) titles(db *gorm.DB, versionIDs []string, lang string) (map[string]Worded, error) {
	var rows []struct{ VersionID, Lang, Title string }
	err := db.Table("statement_texts t").Select("t.version_id, t.lang, t.title").
		Joins("JOIN statement_versions v ON v.id = t.version_id").
		Where("t.version_id IN ? AND t.lang IN (?, v.original_lang) AND t.locked_at IS NOT NULL", versionIDs, lang).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read titles: %w", err)
	}
	titles := make(map[string]Worded, len(versionIDs))
	for _, row := range rows {
		if _, have := titles[row.VersionID]; !have || row.Lang == lang {
			titles[row.VersionID] = Worded{row.Title, row.Lang}
		}
	}
	return titles, nil
}
