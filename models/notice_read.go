package models

import (
	"context"
	"fmt"
	"time"
)

// noticesShown is how many notices the first page shows.
const noticesShown = 12

// NoticeLine is something that a person is told. Mark says to SeeNotices up to where it was read; it is sealed, because
// the number of the event counts what everybody does.
type NoticeLine struct {
	Mark           string
	At             time.Time
	Verb           Verb
	OrganisationID string // of one that the reader represents, else ""
	Organisation   string
	Seen           bool
}

// Notices lists what the actor is told, newest first. Names are those of organisations that the actor represents now:
// what was erased or left has none.
func (s *Store) Notices(ctx context.Context, as Actor) ([]NoticeLine, error) {
	if !as.SignedIn() {
		return nil, &Error{Kind: Unauthenticated}
	}
	var rows []struct {
		EventID        int64
		At             time.Time
		SeenAt         *time.Time
		Verb           Verb
		OrganisationID string
	}
	err := s.db.WithContext(ctx).Table("notices n").Select("n.event_id, n.at, n.seen_at, e.verb, e.organisation_id").
		Joins("JOIN events e ON e.id = n.event_id").Where("n.person_id = ?", as.PersonID).
		Order("n.event_id DESC").Limit(noticesShown).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read notices: %w", err)
	}
	out := make([]NoticeLine, 0, len(rows))
	for _, r := range rows {
		line := NoticeLine{Mark: s.sealEvent(noticePlace, r.EventID, as.PersonID), At: r.At, Verb: r.Verb, Seen: r.SeenAt != nil}
		if own, ok := as.At(r.OrganisationID); ok {
			line.OrganisationID, line.Organisation = r.OrganisationID, own.Name
		}
		out = append(out, line)
	}
	return out, nil
}

// SeeNotices marks what the actor was told up to the Mark of a NoticeLine as seen. Doing it again changes nothing, nor
// does a mark that is none of this reader's.
func (s *Store) SeeNotices(ctx context.Context, as Actor, mark string) error {
	if !as.SignedIn() {
		return &Error{Kind: Unauthenticated}
	}
	upTo := s.openEvent(noticePlace, mark, as.PersonID)
	err := s.db.WithContext(ctx).Model(&Notice{}).Where("person_id = ? AND event_id <= ? AND seen_at IS NULL", as.PersonID, upTo).
		Update("seen_at", s.clock()).Error
	if err != nil {
		return fmt.Errorf("see notices: %w", err)
	}
	return nil
}
