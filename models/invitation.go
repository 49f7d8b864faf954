package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Limits of invitations.
const (
	InvitationLife = 72 * time.Hour
	maxInvitations = 20 // open ones of one organisation
)

// Invitation is a link that makes whoever follows it a representative: 256 random bits, kept hashed, single use, bound
// to organisation and standing, and worth nothing once who made it may bind the organisation no more.
type Invitation struct {
	ID             string `gorm:"primaryKey"`
	TokenHash      []byte
	OrganisationID string
	Role           Standing
	MadeBy         string
	MadeAt         time.Time
	ExpiresAt      time.Time
	UsedAt         *time.Time
	UsedBy         string
	RevokedAt      *time.Time
}

// Inviting is for which organisation, and with what standing.
type Inviting struct {
	OrganisationID string
	Standing       Standing
}

// OpenInvitation is an invitation that can still be used, as its organisation sees it.
type OpenInvitation struct {
	ID        string
	Role      Standing
	MadeAt    time.Time
	ExpiresAt time.Time
}

// openInvitations selects the invitations that can be used at an instant.
func openInvitations(db *gorm.DB, at time.Time) *gorm.DB {
	return db.Where("used_at IS NULL AND revoked_at IS NULL AND expires_at > ?", at).
		Where("EXISTS (SELECT 1 FROM representatives r JOIN people p ON p.id = r.person_id WHERE r.organisation_id = invitations.organisation_id AND r.person_id = invitations.made_by AND r.role = ? AND p.disabled_at IS NULL)", Signatory).
		Where("EXISTS (SELECT 1 FROM organisations o WHERE o.id = invitations.organisation_id AND o.state <> ?)", Left)
}

// Invite makes an invitation and returns the secret of its link. It is shown this once: a repeat of the same form gets
// "". Returns Conflict if too many are open.
func (s *Store) Invite(ctx context.Context, as Actor, sent Sent, in Inviting) (token string, err error) {
	if err := as.MayBind(in.OrganisationID); err != nil {
		return "", err
	}
	if !in.Standing.Known() {
		return "", faults{{Field: "standing", Key: "invitation.standing_missing"}}.err()
	}
	_, err = s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.lockOrganisation(in.OrganisationID); err != nil {
			return "", err
		}
		var open int64
		err := openInvitations(t.db.Model(&Invitation{}), t.at).Where("organisation_id = ?", in.OrganisationID).Count(&open).Error
		if err != nil {
			return "", fmt.Errorf("count invitations: %w", err)
		}
		if open >= maxInvitations {
			return "", conflict("invitation.too_many", "n", maxInvitations)
		}
		secret, hash := t.newToken()
		row := Invitation{
			ID: t.NewID(), TokenHash: hash, OrganisationID: in.OrganisationID, Role: in.Standing,
			MadeBy: as.PersonID, MadeAt: t.at, ExpiresAt: t.at.Add(InvitationLife),
		}
		if err := t.db.Create(&row).Error; err != nil {
			return "", fmt.Errorf("make invitation: %w", err)
		}
		token = secret
		return row.ID, t.write(as, Event{
			Verb: "invitation.made", ObjectKind: "invitation", ObjectID: row.ID, OrganisationID: in.OrganisationID,
		})
	})
	if err != nil {
		return "", err
	}
	return token, nil
}

// Invitations lists an organisation's invitations that can still be used, newest first.
func (s *Store) Invitations(ctx context.Context, as Actor, organisationID string) ([]OpenInvitation, error) {
	if err := as.MayBind(organisationID); err != nil {
		return nil, err
	}
	var rows []OpenInvitation
	err := openInvitations(s.db.WithContext(ctx).Model(&Invitation{}), s.clock()).
		Where("organisation_id = ?", organisationID).Order("made_at DESC, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	return rows, nil
}

// RevokeInvitation makes a link worthless. Returns NotFound if it is not the organisation's, or is not open any more.
func (s *Store) RevokeInvitation(ctx context.Context, as Actor, sent Sent, id string) error {
	if !ValidID(id) {
		return notFound()
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		row, err := one[Invitation](t.db.Where("id = ?", id))
		if err != nil {
			return "", err
		}
		if err := as.MayBind(row.OrganisationID); err != nil {
			return "", err
		}
		revoked := t.db.Model(&Invitation{}).Where("id = ? AND used_at IS NULL AND revoked_at IS NULL", id).Update("revoked_at", t.at)
		if err := changed(revoked, notFound()); err != nil {
			return "", err
		}
		return id, t.write(as, Event{
			Verb: "invitation.revoked", ObjectKind: "invitation", ObjectID: id, OrganisationID: row.OrganisationID,
		})
	})
	return err
}
