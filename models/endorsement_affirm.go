package models

import (
	"context"
	"fmt"
)

// Affirming is the wish to stand under a newer version of a statement: the text that was shown.
type Affirming struct {
	OrganisationID string
	EndorsementID  string
	VersionID      string
	Lang           string // in which it was read
}

// Reaffirm puts a living endorsement under the newest published version. Returns NotFound for a text that is not
// published, Conflict if a newer version than the one that was shown is out.
func (s *Store) Reaffirm(ctx context.Context, as Actor, sent Sent, a Affirming) error {
	if err := as.MayBind(a.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if _, _, err := t.hold(a.OrganisationID); err != nil {
			return "", err
		}
		e, err := t.living(a.OrganisationID, a.EndorsementID)
		if err != nil {
			return "", err
		}
		if err := t.checkNewest(e.StatementID, a); err != nil || e.VersionID == a.VersionID {
			return e.ID, err
		}
		moved := t.db.Model(&Endorsement{}).Where("id = ? AND version_id = ?", e.ID, e.VersionID).
			Updates(map[string]any{"version_id": a.VersionID, "lang": a.Lang})
		if err := changed(moved, conflict("endorsement.newer_version")); err != nil {
			return "", fmt.Errorf("reaffirm %s: %w", e.ID, err)
		}
		if err := t.relist(a.OrganisationID); err != nil {
			return "", err
		}
		return e.ID, t.write(as, Event{Verb: "endorsement.reaffirmed", ObjectKind: "endorsement", ObjectID: e.ID, OrganisationID: a.OrganisationID})
	})
	return err
}

// checkNewest: the version is published in that language, and none is newer.
func (t *tx) checkNewest(statementID string, a Affirming) error {
	newest, err := one[StatementVersion](t.db.Where("statement_id = ? AND published_at <= ?", statementID, t.at).Order("number DESC"))
	if err != nil {
		return err
	}
	if newest.ID != a.VersionID {
		if _, err := one[StatementVersion](t.db.Where("id = ? AND statement_id = ? AND published_at <= ?", a.VersionID, statementID, t.at)); err != nil {
			return err
		}
		return conflict("endorsement.newer_version")
	}
	_, err = one[StatementText](t.db.Where("version_id = ? AND lang = ? AND locked_at <= ?", a.VersionID, a.Lang, t.at))
	return err
}
