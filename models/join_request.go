package models

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Limits of join requests.
const (
	JoinRequestLife = 30 * 24 * time.Hour
	maxJoinRequests = 5 // pending ones of one person
)

// JoinState is where a join request stands.
type JoinState string

// The states of a join request. Pending ends by itself after JoinRequestLife.
const (
	JoinPending  JoinState = "pending"
	JoinAccepted JoinState = "accepted"
	JoinRefused  JoinState = "refused"
)

// JoinRequest is a person asking the signatories of a public organisation to let them act for it. Message is sealed
// under the organisation's data key.
type JoinRequest struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	PersonID       string
	Message        []byte
	State          JoinState
	MadeAt         time.Time
	ExpiresAt      time.Time
	DecidedBy      string
	DecidedAt      *time.Time
}

func joinMessagePlace(id string) seal.Place {
	return seal.Place{Table: "join_requests", Column: "message", Row: id}
}

// Asking names the organisation as the public knows it, and says who asks.
type Asking struct {
	Slug    string
	Message string
}

// AskToJoin asks the signatories of a public organisation. Returns NotFound for an organisation that is not public now,
// as for one that never was; Conflict if the actor represents it, has asked already, or waits for too many answers.
func (s *Store) AskToJoin(ctx context.Context, as Actor, sent Sent, in Asking) error {
	if err := as.MayBegin(); err != nil {
		return err
	}
	// A page has one form for each organisation that it found. Which one was sent is kept as a keyed hash: its address is
	// its name, and it may hide tomorrow.
	sent.Verb = Verb("join_request.made " + hex.EncodeToString(s.slugLookup(in.Slug)))
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		var f faults
		message := checkText(&f, "message", in.Message, maxMandate)
		if message == "" && !f.has("message") {
			f.add("message", "join.message_missing")
		}
		if err := f.err(); err != nil {
			return "", err
		}
		listing, err := one[Listing](t.db.Where("slug = ?", in.Slug))
		if err != nil {
			return "", err
		}
		if _, already := as.At(listing.OrganisationID); already {
			return "", conflict("representative.already")
		}
		if err := t.roomToAsk(as, listing.OrganisationID); err != nil {
			return "", err
		}
		return t.askToJoin(as, listing, message)
	})
	return err
}

// roomToAsk clears the person's requests whose time is over, and counts the others: by the asker's half, so that one to an
// organisation that was erased counts like any other.
func (t *tx) roomToAsk(as Actor, organisationID string) error {
	err := t.db.Where("person_id = ? AND state = ? AND expires_at <= ?", as.PersonID, JoinPending, t.at).Delete(&JoinRequest{}).Error
	if err != nil {
		return fmt.Errorf("clear join requests: %w", err)
	}
	if err := t.keepOldAskings(as.PersonID); err != nil {
		return err
	}
	var waiting []string
	err = t.db.Model(&JoinRequest{}).Where("person_id = ? AND state = ?", as.PersonID, JoinPending).Pluck("organisation_id", &waiting).Error
	if err != nil {
		return fmt.Errorf("count join requests: %w", err)
	}
	for _, id := range waiting {
		if id == organisationID {
			return conflict("join.already")
		}
	}
	var asked int64
	if err := t.db.Model(&OwnHalf{}).Where("person_id = ? AND expires_at > ?", as.PersonID, t.at).Count(&asked).Error; err != nil {
		return fmt.Errorf("count askings: %w", err)
	}
	if asked >= maxJoinRequests {
		return conflict("join.too_many", "n", maxJoinRequests)
	}
	return nil
}

func (t *tx) askToJoin(as Actor, listing Listing, message string) (string, error) {
	organisationID := listing.OrganisationID
	key, err := t.key(t.db, organisationID)
	if err != nil {
		return "", err
	}
	row := JoinRequest{
		ID: t.NewID(), OrganisationID: organisationID, PersonID: as.PersonID, State: JoinPending,
		MadeAt: t.at, ExpiresAt: t.at.Add(JoinRequestLife),
	}
	if row.Message, err = t.sealValue(key, joinMessagePlace(row.ID), message); err != nil {
		return "", err
	}
	if err := t.db.Create(&row).Error; isDuplicate(err) {
		return "", conflict("join.already")
	} else if err != nil {
		return "", fmt.Errorf("ask to join: %w", err)
	}
	if err := t.keepAsking(row, listing.Names); err != nil {
		return "", err
	}
	return row.ID, t.write(as, Event{
		Verb: "join_request.made", ObjectKind: "join_request", ObjectID: row.ID, OrganisationID: organisationID,
	})
}

// pendingJoins selects the join requests that wait for an answer at an instant.
func pendingJoins(db *gorm.DB, at time.Time) *gorm.DB {
	return db.Where("state = ? AND expires_at > ?", JoinPending, at)
}
