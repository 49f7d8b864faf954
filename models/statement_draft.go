package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"keephope/models/wording"
)

// Limits of a statement's text, in characters.
const (
	maxStatementTitle = 200
	MaxStatementBody  = 20_000
)

// NewVersion asks for the next version of a statement.
type NewVersion struct {
	StatementID  string
	OriginalLang string
}

// DraftVersion begins the next version of a statement. There is one draft at a time: Conflict if there is one
// already. Returns the version's id.
func (s *Store) DraftVersion(ctx context.Context, as Actor, sent Sent, n NewVersion) (string, error) {
	if err := as.MayEditCampaign(); err != nil {
		return "", err
	}
	return s.change(ctx, as, sent, func(t *tx) (string, error) {
		statement, err := one[Statement](t.db.Where("id = ?", n.StatementID))
		if err != nil {
			return "", err
		}
		var f faults
		if checkLang(&f, n.OriginalLang); f.err() != nil {
			return "", f.err()
		}
		newest, err := one[StatementVersion](t.db.Where("statement_id = ?", statement.ID).Order("number DESC"))
		if err != nil && !isNotFound(err) {
			return "", fmt.Errorf("read newest version: %w", err)
		}
		if err == nil && newest.PublishedAt == nil {
			return "", conflict("statement.draft_exists")
		}
		v := StatementVersion{
			ID: t.NewID(), StatementID: statement.ID, Number: newest.Number + 1, OriginalLang: n.OriginalLang, CreatedAt: t.at,
		}
		if err := t.db.Create(&v).Error; err != nil {
			return "", duplicate(err, "statement.draft_exists")
		}
		return v.ID, t.write(as, v.event("statement.drafted", statement))
	})
}

func (v StatementVersion) event(verb Verb, of Statement) Event {
	return Event{Verb: verb, ObjectKind: "version", ObjectID: v.ID, CampaignID: of.CampaignID}
}

// Wording is a version's text in one language, as a form sends it. Seen is when the text that the form showed had
// been saved; zero if there was none.
type Wording struct {
	VersionID string
	Lang      string
	Title     string
	Body      string
	Seen      time.Time
}

// SaveStatementText writes a draft's text in one language; without title and body it is taken away. Returns Conflict
// if the version is published by now, or if somebody else saved this text since the form was shown.
func (s *Store) SaveStatementText(ctx context.Context, as Actor, sent Sent, w Wording) error {
	if err := as.MayEditCampaign(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		version, statement, err := t.version(w.VersionID)
		if err != nil {
			return "", err
		}
		w, err := w.cleaned()
		if err != nil {
			return "", err
		}
		if err := t.holdDraft(version.ID); err != nil {
			return "", err
		}
		if err := t.replaceText(w); err != nil {
			return "", err
		}
		return version.ID, t.write(as, version.event("statement.edited", statement))
	})
	return err
}

// version reads a version and its statement.
func (t *tx) version(id string) (StatementVersion, Statement, error) {
	version, err := one[StatementVersion](t.db.Where("id = ?", id))
	if err != nil {
		return version, Statement{}, err
	}
	statement, err := one[Statement](t.db.Where("id = ?", version.StatementID))
	return version, statement, err
}

// cleaned returns the text in its normal form (package wording), or Invalid.
func (w Wording) cleaned() (Wording, error) {
	var f faults
	w = w.normal(&f)
	return w, f.err()
}

func (w Wording) normal(f *faults) Wording {
	checkLang(f, w.Lang)
	w.Title = wording.Normal(checkLine(f, "title", w.Title, maxStatementTitle))
	w.Body = wording.Normal(checkText(f, "body", w.Body, MaxStatementBody))
	return w
}

// holdDraft locks the version's row until the end of the transaction, so that nobody publishes it meanwhile. Returns
// Conflict if it is published.
func (t *tx) holdDraft(versionID string) error {
	held := t.db.Model(&StatementVersion{}).Where("id = ? AND published_at IS NULL", versionID).
		Update("created_at", gorm.Expr("created_at"))
	return changed(held, conflict("statement.locked"))
}

// replaceText puts one text of a held draft in the place of the one that the form showed.
func (t *tx) replaceText(w Wording) error {
	meanwhile := conflict("statement.edited_meanwhile")
	text, err := t.sealDraft(StatementText{VersionID: w.VersionID, Lang: w.Lang, Title: w.Title, Body: w.Body, SavedAt: t.at})
	if err != nil {
		return err
	}
	if w.Seen.IsZero() {
		if w.Title == "" && w.Body == "" {
			return nil
		}
		return changed(t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&text), meanwhile)
	}
	t.makeQuieter() // on SQLite this also empties the write-ahead log
	seen := w.Seen.UTC().Truncate(time.Microsecond)
	old := t.db.Where("version_id = ? AND lang = ? AND saved_at = ? AND locked_at IS NULL", w.VersionID, w.Lang, seen)
	if w.Title == "" && w.Body == "" {
		return changed(old.Delete(&StatementText{}), meanwhile)
	}
	text.SavedAt = t.later(seen)
	return changed(old.Model(&StatementText{}).Select("Title", "Body", "Sealed", "SavedAt").Updates(text), meanwhile)
}

// DiscardDraft takes a draft and its texts away. Returns Conflict if it is published.
func (s *Store) DiscardDraft(ctx context.Context, as Actor, sent Sent, versionID string) error {
	if err := as.MayEditCampaign(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		version, statement, err := t.version(versionID)
		if err != nil {
			return "", err
		}
		gone := t.db.Where("id = ? AND published_at IS NULL", version.ID).Delete(&StatementVersion{})
		if err := changed(gone, conflict("statement.locked")); err != nil {
			return "", err
		}
		if err := t.destroyDraftKey(version.ID); err != nil {
			return "", err
		}
		return version.ID, t.write(as, version.event("statement.discarded", statement))
	})
	return err
}
