package models

import (
	"context"
	"fmt"
	"time"
)

// DeskVersion is a version with its texts, as coordinators see it.
type DeskVersion struct {
	StatementVersion
	Texts []StatementText
}

// Text returns the version's text in a language; the zero value if there is none.
func (v DeskVersion) Text(lang string) StatementText {
	for _, text := range v.Texts {
		if text.Lang == lang {
			return text
		}
	}
	return StatementText{}
}

// SeenIn is the mark of the text that a form shows: when it was saved, zero if there is none.
func (v DeskVersion) SeenIn(lang string) time.Time { return v.Text(lang).SavedAt }

// DeskStatement is the featured campaign's call with all its versions, newest first. The newest may be a draft.
type DeskStatement struct {
	Statement
	OriginalLang string // the campaign's, for the first draft
	Versions     []DeskVersion
}

// Draft returns the version that is being written, if there is one.
func (d DeskStatement) Draft() (DeskVersion, bool) {
	if len(d.Versions) > 0 && d.Versions[0].PublishedAt == nil {
		return d.Versions[0], true
	}
	return DeskVersion{}, false
}

// Newest returns the newest published version, if there is one.
func (d DeskStatement) Newest() (DeskVersion, bool) {
	for _, v := range d.Versions {
		if v.PublishedAt != nil {
			return v, true
		}
	}
	return DeskVersion{}, false
}

// CallAtDesk returns the call as coordinators see it. Returns NotFound while there is no campaign.
func (s *Store) CallAtDesk(ctx context.Context, as Actor) (DeskStatement, error) {
	if err := as.MayEditCampaign(); err != nil {
		return DeskStatement{}, err
	}
	db := s.db.WithContext(ctx)
	campaign, err := one[Campaign](db.Where("featured"))
	if err != nil {
		return DeskStatement{}, err
	}
	statement, err := one[Statement](db.Where("campaign_id = ? AND kind = ?", campaign.ID, Call))
	if err != nil {
		return DeskStatement{}, err
	}
	out := DeskStatement{Statement: statement, OriginalLang: campaign.OriginalLang}
	var versions []StatementVersion
	if err := db.Where("statement_id = ?", statement.ID).Order("number DESC").Find(&versions).Error; err != nil {
		return out, fmt.Errorf("list versions: %w", err)
	}
	var texts []StatementText
	err = db.Joins("JOIN statement_versions v ON v.id = statement_texts.version_id").
		Where("v.statement_id = ?", statement.ID).Order("statement_texts.lang").Find(&texts).Error
	if err != nil {
		return out, fmt.Errorf("list texts: %w", err)
	}
	if err := s.openDrafts(db, texts); err != nil {
		return out, err
	}
	for _, v := range versions {
		of := DeskVersion{StatementVersion: v}
		for _, text := range texts {
			if text.VersionID == v.ID {
				of.Texts = append(of.Texts, text)
			}
		}
		out.Versions = append(out.Versions, of)
	}
	return out, nil
}
