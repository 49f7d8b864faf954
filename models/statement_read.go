package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/wording"
)

// PublicText is a published version of the call in one language, with what a reader needs to hold on to it.
type PublicText struct {
	StatementID  string
	VersionID    string
	Number       int
	OriginalLang string
	PublishedAt  time.Time
	Lang         string // of the text: the asked one if there is a text in it, else the original
	Title        string
	Body         string // Markdown without HTML
	SHA256       string
	LockedAt     time.Time // later than PublishedAt for a translation that was added
	Languages    []PublicLanguage
}

// PublicLanguage is a language in which a version can be read.
type PublicLanguage struct {
	Lang     string
	SHA256   string
	LockedAt time.Time
}

// PublicVersion is a line of the list of versions.
type PublicVersion struct {
	Number      int
	PublishedAt time.Time
	Languages   []PublicLanguage
}

// Call returns the newest published version of the featured campaign's call in lang, else in its original language.
// Returns NotFound while nothing is published.
func (s *Store) Call(ctx context.Context, lang string) (PublicText, error) {
	return s.publicText(ctx, lang, func(q *gorm.DB) *gorm.DB { return q })
}

// CallVersion is Call for version n.
func (s *Store) CallVersion(ctx context.Context, n int, lang string) (PublicText, error) {
	return s.publicText(ctx, lang, func(q *gorm.DB) *gorm.DB { return q.Where("v.number = ?", n) })
}

// StatementFile returns the bytes of version n in exactly lang. Their SHA-256 is the one that is shown. Returns
// NotFound if there is no text in that language.
func (s *Store) StatementFile(ctx context.Context, n int, lang string) ([]byte, error) {
	text, err := s.CallVersion(ctx, n, lang)
	if err != nil {
		return nil, err
	}
	if text.Lang != lang {
		return nil, notFound()
	}
	return wording.File(text.Title, text.Body), nil
}

// published is the one scope of public reads of the call: versions that are out, texts that are locked.
func (s *Store) published(ctx context.Context, callID string) *gorm.DB {
	now := s.clock()
	return s.db.WithContext(ctx).Table("statement_versions v").
		Joins("JOIN statement_texts t ON t.version_id = v.id AND t.locked_at <= ?", now).
		Where("v.statement_id = ? AND v.published_at <= ?", callID, now)
}

// textRow is a published version joined with one of its texts.
type textRow struct {
	ID, StatementID, OriginalLang string
	Number                        int
	PublishedAt                   time.Time
	Lang, Title, Body             string
	SHA256                        string `gorm:"column:sha256"`
	LockedAt                      time.Time
}

func (s *Store) publicText(ctx context.Context, lang string, which func(*gorm.DB) *gorm.DB) (PublicText, error) {
	featured, err := s.Featured(ctx, lang)
	if err != nil {
		return PublicText{}, err
	}
	var rows []textRow
	newest := which(s.published(ctx, featured.CallID)).Select("v.id").Order("v.number DESC").Limit(1)
	err = s.published(ctx, featured.CallID).Where("v.id IN (?)", newest).
		Select("v.*, t.lang, t.title, t.body, t.sha256, t.locked_at").Order("t.lang").Find(&rows).Error
	if err != nil {
		return PublicText{}, fmt.Errorf("read call: %w", err)
	}
	if len(rows) == 0 {
		return PublicText{}, notFound()
	}
	return publicText(rows, lang), nil
}

// publicText puts the rows of one version together, with the text in lang, else the original.
func publicText(rows []textRow, lang string) PublicText {
	shown := rows[0]
	var languages []PublicLanguage
	for _, r := range rows {
		if r.Lang == lang || r.Lang == r.OriginalLang && shown.Lang != lang {
			shown = r
		}
		languages = append(languages, PublicLanguage{r.Lang, r.SHA256, r.LockedAt})
	}
	return PublicText{
		StatementID: shown.StatementID, VersionID: shown.ID, Number: shown.Number, OriginalLang: shown.OriginalLang,
		PublishedAt: shown.PublishedAt, Lang: shown.Lang, Title: shown.Title, Body: shown.Body, SHA256: shown.SHA256,
		LockedAt: shown.LockedAt, Languages: languages,
	}
}

// CallVersions lists the published versions of the call, newest first.
func (s *Store) CallVersions(ctx context.Context) ([]PublicVersion, error) {
	featured, err := s.Featured(ctx, "")
	if err != nil {
		return nil, err
	}
	var rows []textRow
	err = s.published(ctx, featured.CallID).
		Select("v.number, v.published_at, t.lang, t.sha256, t.locked_at").Order("v.number DESC, t.lang").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list versions: %w", err)
	}
	var out []PublicVersion
	for _, r := range rows {
		if len(out) == 0 || out[len(out)-1].Number != r.Number {
			out = append(out, PublicVersion{Number: r.Number, PublishedAt: r.PublishedAt})
		}
		last := &out[len(out)-1]
		last.Languages = append(last.Languages, PublicLanguage{r.Lang, r.SHA256, r.LockedAt})
	}
	return out, nil
}

// VersionChanges is what is new in a version beside the one before it, in one language.
type VersionChanges struct {
	Number, Before int
	Lang           string
	Title, Body    wording.Changes
}

// CallChanges compares version n of the call with the published one before it: in lang if both have a text in it,
// else in the original's language. Returns NotFound for the first version.
func (s *Store) CallChanges(ctx context.Context, n int, lang string) (VersionChanges, error) {
	after, err := s.CallVersion(ctx, n, lang)
	if err != nil {
		return VersionChanges{}, err
	}
	before, err := s.CallVersion(ctx, n-1, after.Lang)
	if err != nil {
		return VersionChanges{}, err
	}
	if before.Lang != after.Lang && slices.ContainsFunc(after.Languages, func(l PublicLanguage) bool { return l.Lang == before.Lang }) {
		if after, err = s.CallVersion(ctx, n, before.Lang); err != nil {
			return VersionChanges{}, err
		}
	}
	return VersionChanges{
		Number: after.Number, Before: before.Number, Lang: after.Lang,
		Title: wording.Compare(before.Title, after.Title), Body: wording.Compare(before.Body, after.Body),
	}, nil
}
