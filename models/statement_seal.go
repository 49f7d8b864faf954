package models

import (
	"fmt"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// draftWords is what is sealed of a draft in one language.
type draftWords struct{ Title, Body string }

func draftPlace(text StatementText) seal.Place {
	return seal.Place{Table: "statement_texts", Column: "sealed", Row: text.VersionID + " " + text.Lang}
}

// sealDraft moves title and body of a draft's text into Sealed. The version's row is held, so that of two who write at
// the same time one makes the key.
func (t *tx) sealDraft(text StatementText) (StatementText, error) {
	key, err := t.key(t.db, text.VersionID)
	if isNotFound(err) {
		key, err = t.newKey(text.VersionID)
	}
	if err != nil {
		return text, err
	}
	text.Sealed, err = t.sealValue(key, draftPlace(text), draftWords{text.Title, text.Body})
	text.Title, text.Body = "", ""
	return text, err
}

// openDrafts puts title and body back into the texts of which they are sealed.
func (s *Store) openDrafts(db *gorm.DB, texts []StatementText) error {
	keys := map[string]seal.DataKey{}
	for i, text := range texts {
		if len(text.Sealed) == 0 {
			continue
		}
		key, known := keys[text.VersionID]
		if !known {
			var err error
			if key, err = s.key(db, text.VersionID); err != nil {
				return err
			}
			keys[text.VersionID] = key
		}
		words, err := openValue[draftWords](key, draftPlace(text), text.Sealed)
		if err != nil {
			return err
		}
		texts[i].Title, texts[i].Body = words.Title, words.Body
	}
	return nil
}

// destroyDraftKey makes what is left of a draft's sealed texts unreadable.
func (t *tx) destroyDraftKey(versionID string) error {
	t.makeQuieter()
	if err := t.db.Where("owner_id = ?", versionID).Delete(&DataKey{}).Error; err != nil {
		return fmt.Errorf("destroy data key of draft: %w", err)
	}
	return nil
}

// sealOldDrafts seals drafts that an earlier release wrote in plain.
func (t *tx) sealOldDrafts() error {
	var texts []StatementText
	err := t.db.Where("locked_at IS NULL AND sealed IS NULL").Find(&texts).Error
	if err != nil {
		return fmt.Errorf("read drafts in plain: %w", err)
	}
	for _, text := range texts {
		t.makeQuieter()
		sealed, err := t.sealDraft(text)
		if err != nil {
			return err
		}
		kept := t.db.Model(&StatementText{}).Where("version_id = ? AND lang = ? AND saved_at = ? AND locked_at IS NULL", text.VersionID, text.Lang, text.SavedAt.UTC()).
			Updates(map[string]any{"title": "", "body": "", "sealed": sealed.Sealed})
		if kept.Error != nil {
			return fmt.Errorf("seal draft: %w", kept.Error)
		}
	}
	return nil
}
