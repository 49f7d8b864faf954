package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"gorm.io/gorm/clause"

	"keephope/models/wording"
)

// Publishing locks a draft for good. Shown is what the page before the button showed (DraftFingerprint): nobody
// publishes a text that they did not see.
type Publishing struct {
	VersionID string
	Shown     string
}

// DraftFingerprint names the texts of a draft as a whole: it changes with every word and every language.
func DraftFingerprint(texts []StatementText) string {
	texts = slices.Clone(texts)
	slices.SortFunc(texts, byLang)
	sum := sha256.New()
	for _, text := range texts {
		fmt.Fprintf(sum, "%s %s\n", text.Lang, wording.Fingerprint(text.Title, text.Body))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func byLang(a, b StatementText) int {
	switch {
	case a.Lang < b.Lang:
		return -1
	case a.Lang > b.Lang:
		return 1
	}
	return 0
}

// PublishVersion locks a draft: from now on its texts never change, each has its SHA-256, and who endorses stands
// under it. Those who stand under an earlier version are asked to re-affirm. Returns Conflict if it is published
// already or changed since it was shown, Invalid if the original or a title or body is missing.
func (s *Store) PublishVersion(ctx context.Context, as Actor, sent Sent, p Publishing) error {
	if err := as.MayEditCampaign(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		version, statement, err := t.version(p.VersionID)
		if err != nil {
			return "", err
		}
		if err := t.holdDraft(version.ID); err != nil {
			return "", err
		}
		var texts []StatementText
		if err := t.db.Where("version_id = ?", version.ID).Find(&texts).Error; err != nil {
			return "", fmt.Errorf("read texts of draft: %w", err)
		}
		if err := t.openDrafts(t.db, texts); err != nil {
			return "", err
		}
		if DraftFingerprint(texts) != p.Shown {
			return "", conflict("statement.changed_since_shown")
		}
		if err := checkComplete(version, texts); err != nil {
			return "", err
		}
		if err := t.lockAll(version.ID, texts); err != nil {
			return "", err
		}
		published := t.db.Model(&StatementVersion{}).Where("id = ? AND published_at IS NULL", version.ID).Update("published_at", t.at)
		if err := changed(published, conflict("statement.locked")); err != nil {
			return "", err
		}
		t.listed = true
		return version.ID, t.write(as, version.event("statement.published", statement))
	})
	return err
}

// checkComplete: the original is there, and every language has a title and a body.
func checkComplete(version StatementVersion, texts []StatementText) error {
	var f faults
	original := false
	for _, text := range texts {
		original = original || text.Lang == version.OriginalLang
		if text.Title == "" || text.Body == "" {
			f.add("text-"+text.Lang, "statement.incomplete", "lang", Tongue(text.Lang))
		}
	}
	if !original {
		f.add("text-"+version.OriginalLang, "statement.original_missing", "lang", Tongue(version.OriginalLang))
	}
	return f.err()
}

// Unready is what a draft lacks before it can be published; empty if nothing.
func (v DeskVersion) Unready() []FieldError {
	return FieldsOf(checkComplete(v.StatementVersion, v.Texts))
}

// lockAll locks the texts of a version, in plain from now on: the key of the draft goes.
func (t *tx) lockAll(versionID string, texts []StatementText) error {
	for _, text := range texts {
		if err := t.lock(text); err != nil {
			return err
		}
	}
	return t.destroyDraftKey(versionID)
}

// lock gives a text its hash, once.
func (t *tx) lock(text StatementText) error {
	locked := t.db.Model(&StatementText{}).
		Where("version_id = ? AND lang = ? AND locked_at IS NULL", text.VersionID, text.Lang).
		Select("Title", "Body", "Sealed", "SHA256", "LockedAt").
		Updates(StatementText{Title: text.Title, Body: text.Body, SHA256: wording.Fingerprint(text.Title, text.Body), LockedAt: &t.at})
	return changed(locked, conflict("statement.locked"))
}

// Translated returns a translation as it would be locked, to be read before that; nothing is kept. Returns Invalid if
// title or body is missing, Conflict if the version has a text in this language by now.
func (s *Store) Translated(ctx context.Context, as Actor, w Wording) (StatementText, error) {
	if err := as.MayEditCampaign(); err != nil {
		return StatementText{}, err
	}
	w, err := w.complete()
	if err != nil {
		return StatementText{}, err
	}
	var there int64
	err = s.db.WithContext(ctx).Model(&StatementText{}).Where("version_id = ? AND lang = ?", w.VersionID, w.Lang).Count(&there).Error
	if err != nil {
		return StatementText{}, fmt.Errorf("look for translation: %w", err)
	}
	if there > 0 {
		return StatementText{}, conflict("statement.translated_already")
	}
	return StatementText{VersionID: w.VersionID, Lang: w.Lang, Title: w.Title, Body: w.Body}, nil
}

// AddTranslation gives a published version a text in one more language, locked at once with its own hash and date.
// Returns Conflict if there is one already.
func (s *Store) AddTranslation(ctx context.Context, as Actor, sent Sent, w Wording) error {
	if err := as.MayEditCampaign(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		version, statement, err := t.version(w.VersionID)
		if err != nil {
			return "", err
		}
		if version.PublishedAt == nil {
			return "", conflict("statement.not_published")
		}
		w, err := w.complete()
		if err != nil {
			return "", err
		}
		text := StatementText{
			VersionID: version.ID, Lang: w.Lang, Title: w.Title, Body: w.Body,
			SHA256: wording.Fingerprint(w.Title, w.Body), SavedAt: t.at, LockedAt: &t.at,
		}
		added := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&text)
		if err := changed(added, conflict("statement.translated_already")); err != nil {
			return "", err
		}
		t.listed = true
		return version.ID, t.write(as, version.event("statement.translated", statement))
	})
	return err
}

// complete is cleaned for a text that is locked at once: nothing may be missing.
func (w Wording) complete() (Wording, error) {
	var f faults
	w = w.normal(&f)
	if w.Title == "" {
		f.add("title", "statement.title_missing")
	}
	if w.Body == "" {
		f.add("body", "statement.body_missing")
	}
	return w, f.err()
}
