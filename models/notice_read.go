package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// noticesShown is how many notices the first page shows.
const noticesShown = 12

// NoticeLine is something that a person is told. Mark says to SeeNotices up to where it was read; it is sealed, because
// the number of the event counts what everybody does. Organisation is the name of one that the reader represents, or of one
// that a matter of the desk is about which the reader may open, else "".
type NoticeLine struct {
	Mark           string
	At             time.Time
	Verb           Verb
	OrganisationID string // of one that the reader represents, else ""
	Organisation   string
	Matter         string // kind of what waits at the desk, "application", "profile_change" or "action", else ""
	MatterID       string // of that, "" unless the reader may open it
	ActionID       string // of the joint action that it is about, where the reader's organisation has a part in it
	Title          Worded // of that action, or of the one that waits at the desk
	TakesPart      bool   // takes part in that action, and does not host it
	Whom, By       string // of a role that was granted or taken, for keepers and administrators; By "" = the program or the operator
	Seen           bool   // by its reader, or a question that is open no more
}

// Notices lists what the actor is told, newest first. Names are those of organisations that the actor represents now:
// what was erased or left has none. What the desk is told has the name of its case where the actor may open that case now.
func (s *Store) Notices(ctx context.Context, as Actor, lang string) ([]NoticeLine, error) {
	if !as.SignedIn() {
		return nil, &Error{Kind: Unauthenticated}
	}
	var rows []told
	err := s.db.WithContext(ctx).Table("notices n").Select("n.event_id, n.at, n.seen_at, e.exact, e.verb, e.organisation_id, e.object_kind, e.object_id, e.actor_id, "+
		"EXISTS (SELECT 1 FROM events l WHERE l.organisation_id = e.organisation_id AND l.object_id = e.object_id AND l.id > e.id AND l.verb IN ? AND e.verb IN ?) AS over",
		questionOver(), []Verb{"application.asked", "profile_change.asked", "action.asked", "report.asked"}).
		Joins("JOIN events e ON e.id = n.event_id").Where("n.person_id = ?", as.PersonID).
		Order("n.event_id DESC").Limit(noticesShown).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read notices: %w", err)
	}
	err = s.exactTimes(s.db.WithContext(ctx), len(rows), func(i int) (int64, []byte, *time.Time) {
		return rows[i].EventID, rows[i].Exact, &rows[i].At
	})
	if err != nil {
		return nil, err
	}
	if rows, err = s.withoutOldAsks(s.db.WithContext(ctx), rows); err != nil {
		return nil, err
	}
	out := make([]NoticeLine, 0, len(rows))
	for _, r := range rows {
		line := NoticeLine{Mark: s.sealEvent(noticePlace, r.EventID, as.PersonID), At: r.At, Verb: r.Verb, Seen: r.SeenAt != nil || r.Over}
		if own, ok := as.At(r.OrganisationID); ok {
			line.OrganisationID, line.Organisation = r.OrganisationID, own.Name
		}
		out = append(out, line)
	}
	if err := s.linkActions(s.db.WithContext(ctx), as, rows, out); err != nil {
		return nil, err
	}
	if err := s.nameRoles(s.db.WithContext(ctx), as, rows, out); err != nil {
		return nil, err
	}
	if err := s.nameMatters(s.db.WithContext(ctx), as, lang, rows, out); err != nil {
		return nil, err
	}
	return out, s.titleNotices(s.db.WithContext(ctx), rows, out)
}

// nameRoles says of roles that were granted or taken whose and by whom, to those who are trusted now.
func (s *Store) nameRoles(db *gorm.DB, as Actor, rows []told, lines []NoticeLine) error {
	if !as.Has(Keeper) && !as.Has(Administrator) {
		return nil
	}
	var people []string
	for _, r := range rows {
		if r.Verb.isOfRoles() {
			people = append(people, r.ActorID, r.ObjectID)
		}
	}
	called, err := s.peopleCalled(db, unique(people))
	if err != nil {
		return err
	}
	for i, r := range rows {
		if r.Verb.isOfRoles() {
			lines[i].Whom, lines[i].By = called[r.ObjectID], called[r.ActorID]
		}
	}
	return nil
}

// told is a notice with its event.
type told struct {
	EventID        int64
	At             time.Time
	Exact          []byte // sealed, of an old one
	SeenAt         *time.Time
	Verb           Verb
	OrganisationID string
	ObjectKind     string
	ObjectID       string
	ActorID        string
	Over           bool // a question that is open no more: nobody need read it
}

// questionOver is what ends a question of the desk.
func questionOver() []Verb {
	return []Verb{
		"application.answered", "application.withdrawn", "application.accepted", "application.declined", "application.taken_back",
		"profile_change.answered", "profile_change.withdrawn", "profile_change.accepted", "profile_change.declined", "profile_change.taken_back",
		"action.proposed", "action.published", "action.discarded", "action.recalled", "action.edit_proposed", "action.edit_accepted", "action.edit_dropped",
		"report.sent", "report.published", "report.withdrawn",
	}
}

// nameMatters gives the lines of the desk their cases. One that the actor may not open has neither name nor address: its
// time stands beside it. Nor has one a name that was sent by an organisation which is for keepers by now.
func (s *Store) nameMatters(db *gorm.DB, as Actor, lang string, rows []told, lines []NoticeLine) error {
	if as.MayUseDesk() != nil {
		return nil
	}
	var named []string
	for i, r := range rows {
		if audiences(r.Verb) != toDesk || lines[i].OrganisationID != "" {
			continue
		}
		lines[i].Matter = r.ObjectKind
		switch err := s.mayOpen(db, as, r); {
		case err == nil:
			lines[i].MatterID = r.ObjectID
			m, err := s.matter(db, r.OrganisationID)
			if err != nil {
				return err
			}
			if as.MaySee(m) == nil { // who did it may be one that is for keepers, in a case that is not
				named = append(named, r.OrganisationID)
			}
		case KindOf(err) != NotFound && KindOf(err) != Forbidden:
			return err
		}
	}
	if len(named) == 0 {
		return nil
	}
	names, err := s.organisationNames(db, unique(named), lang)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if lines[i].MatterID != "" {
			lines[i].Organisation = names[r.OrganisationID]
		}
	}
	return nil
}

// mayOpen reports whether an actor may open what the desk was told of.
func (s *Store) mayOpen(db *gorm.DB, as Actor, r told) error {
	switch r.ObjectKind {
	case "profile_change":
		_, _, err := s.sentChange(db, as, r.ObjectID)
		return err
	case "action":
		_, _, err := s.sentAction(db, as, r.ObjectID)
		return err
	case "report":
		_, _, err := s.sentReport(db, as, r.ObjectID)
		return err
	}
	_, err := s.openApplication(db, as, r.ObjectID)
	return err
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
