package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"keephope/models/seal"
)

// OwnHalf is the asker's half of a join request: the name that it saw, under its own data key. It hangs on no
// organisation and is looked up anew never, so that its line stays the same until its time is over or it is answered:
// whether the organisation hid, was erased or came back under another name, the asker cannot tell.
type OwnHalf struct {
	ID        string `gorm:"primaryKey"` // of the join request
	PersonID  string
	Names     []byte
	MadeAt    time.Time
	ExpiresAt time.Time
}

// TableName implements gorm's Tabler.
func (OwnHalf) TableName() string { return "askings" }

func askingPlace(id string) seal.Place {
	return seal.Place{Table: "askings", Column: "names", Row: id}
}

// keepAsking writes the asker's half, unless it is there.
func (t *tx) keepAsking(of JoinRequest, seen Names) error {
	key, err := t.key(t.db, of.PersonID)
	if err != nil {
		return err
	}
	row := OwnHalf{ID: of.ID, PersonID: of.PersonID, MadeAt: of.MadeAt.UTC(), ExpiresAt: of.ExpiresAt.UTC()}
	if row.Names, err = t.sealValue(key, askingPlace(row.ID), seen); err != nil {
		return err
	}
	if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return fmt.Errorf("keep the asker's half of a join request: %w", err)
	}
	return nil
}

// keepOldAskings writes the half of those who asked in an earlier release: of one person, or of all if it is "".
func (t *tx) keepOldAskings(personID string) error {
	var rows []JoinRequest
	err := pendingJoins(t.db, t.at).Where("(person_id = ? OR ? = '') AND NOT EXISTS (SELECT 1 FROM askings a WHERE a.id = join_requests.id)", personID, personID).
		Find(&rows).Error
	if err != nil {
		return fmt.Errorf("find join requests without the asker's half: %w", err)
	}
	for _, row := range rows {
		o, key, err := t.organisation(t.db, row.OrganisationID)
		if err != nil {
			return err
		}
		profile, err := t.profile(key, o)
		if err != nil {
			return err
		}
		if err := t.keepAsking(row, profile.Names); err != nil {
			return err
		}
	}
	return nil
}

// endAsking ends, in both halves, what a person asked of an organisation for which it acts now by another way.
func (t *tx) endAsking(organisationID, personID string) error {
	asked := t.db.Model(&JoinRequest{}).Select("id").Where("organisation_id = ? AND person_id = ?", organisationID, personID)
	if err := t.db.Where("id IN (?)", asked).Delete(&OwnHalf{}).Error; err != nil {
		return fmt.Errorf("end the asker's half of a join request: %w", err)
	}
	answered := t.db.Model(&JoinRequest{}).Where("organisation_id = ? AND person_id = ? AND state = ?", organisationID, personID, JoinPending).
		Updates(map[string]any{"state": JoinAccepted, "decided_at": t.at})
	if answered.Error != nil {
		return fmt.Errorf("answer join request: %w", answered.Error)
	}
	return nil
}

// OwnJoinRequest is what the person who asked sees: the name that it saw then.
type OwnJoinRequest struct {
	ID        string
	MadeAt    time.Time
	ExpiresAt time.Time
	Names     Names
}

// MyJoinRequests lists what the actor asked for and is not over, newest first.
func (s *Store) MyJoinRequests(ctx context.Context, as Actor) ([]OwnJoinRequest, error) {
	if err := as.MayBegin(); err != nil {
		return nil, err
	}
	db := s.db.WithContext(ctx)
	var rows []OwnHalf
	err := db.Where("person_id = ? AND expires_at > ?", as.PersonID, s.clock()).Order("made_at DESC, id").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	key, err := s.key(db, as.PersonID)
	if err != nil {
		return nil, err
	}
	out := make([]OwnJoinRequest, len(rows))
	for i, row := range rows {
		out[i] = OwnJoinRequest{ID: row.ID, MadeAt: row.MadeAt, ExpiresAt: row.ExpiresAt}
		if out[i].Names, err = openValue[Names](key, askingPlace(row.ID), row.Names); err != nil {
			return nil, err
		}
	}
	return out, nil
}
