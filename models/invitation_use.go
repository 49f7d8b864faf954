package models

import (
	"context"
	"time"
)

// Invited is what a link tells whoever holds it: not which organisation, only as what and until when.
type Invited struct {
	Role      Standing
	ExpiresAt time.Time
}

// maxToken bounds what is hashed and looked up.
const maxToken = 100

// Invited reads a link. Returns NotFound if it never was, is used, revoked or over: nobody can tell which.
func (s *Store) Invited(ctx context.Context, token string) (Invited, error) {
	if len(token) > maxToken {
		return Invited{}, notFound()
	}
	db := s.db.WithContext(ctx).Model(&Invitation{})
	return one[Invited](openInvitations(db, s.clock()).Where("token_hash = ?", HashToken(token)))
}

// UseInvitation makes the actor a representative and uses the link up. Returns the organisation's id; NotFound as
// Invited does, and for whoever comes second; Conflict if the actor represents the organisation already.
func (s *Store) UseInvitation(ctx context.Context, as Actor, sent Sent, token string) (organisationID string, err error) {
	if err := as.MayBegin(); err != nil {
		return "", err
	}
	if len(token) > maxToken {
		return "", notFound()
	}
	return s.change(ctx, as, sent, func(t *tx) (string, error) {
		row, err := one[Invitation](openInvitations(t.db, t.at).Where("token_hash = ?", HashToken(token)))
		if err != nil {
			return "", err
		}
		if err := t.lockOrganisation(row.OrganisationID); err != nil {
			return "", err
		}
		used := openInvitations(t.db.Model(&Invitation{}), t.at).Where("id = ?", row.ID).
			Updates(map[string]any{"used_at": t.at, "used_by": as.PersonID})
		if err := changed(used, notFound()); err != nil {
			return "", err
		}
		if err := t.represent(row.OrganisationID, as.PersonID, row.Role); err != nil {
			return "", err
		}
		if err := t.endAsking(row.OrganisationID, as.PersonID); err != nil {
			return "", err
		}
		return row.OrganisationID, t.write(as, Event{
			Verb: "invitation.used", ObjectKind: "invitation", ObjectID: row.ID, OrganisationID: row.OrganisationID,
		})
	})
}
