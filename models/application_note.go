package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// maxNote is the longest note between coordinators, in characters.
const maxNote = 2000

// ApplicationNote is a note between coordinators. Applicants never see it. Body is sealed.
type ApplicationNote struct {
	ID            string `gorm:"primaryKey"`
	ApplicationID string
	AuthorID      string
	Body          []byte
	At            time.Time
}

func notePlace(id string) seal.Place {
	return seal.Place{Table: "application_notes", Column: "body", Row: id}
}

// NoteLine is a note that can be read.
type NoteLine struct {
	Author string // name; "" if the person is gone
	Text   string
	At     time.Time
}

// AddNote keeps a note on an application for other coordinators. Returns Invalid for an empty or a too long one.
func (s *Store) AddNote(ctx context.Context, as Actor, sent Sent, id, text string) error {
	_, err := s.atDesk(ctx, as, sent, id, func(t *tx, a Application) error {
		var f faults
		if text = checkLine(&f, "note", text, maxNote); text == "" && len(f) == 0 {
			f.add("note", "queue.note.missing")
		}
		if err := f.err(); err != nil {
			return err
		}
		if a.State == Withdrawn {
			return t.happened(a)
		}
		if !a.OpenTo(as) {
			return conflict("queue.take_first")
		}
		return t.keepNote(as, a, text)
	})
	return err
}

func (t *tx) keepNote(as Actor, a Application, text string) error {
	key, err := t.key(t.db, a.OrganisationID)
	if err != nil {
		return err
	}
	row := ApplicationNote{ID: t.NewID(), ApplicationID: a.ID, AuthorID: as.PersonID, At: t.at}
	if row.Body, err = t.sealValue(key, notePlace(row.ID), text); err != nil {
		return err
	}
	if err := t.db.Create(&row).Error; err != nil {
		return fmt.Errorf("keep note: %w", err)
	}
	return t.write(as, Event{Verb: "application.noted", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
}

// noteRows reads the notes on an application, oldest first.
func (s *Store) noteRows(db *gorm.DB, applicationID string) ([]ApplicationNote, error) {
	var rows []ApplicationNote
	if err := db.Where("application_id = ?", applicationID).Order("at, id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read notes: %w", err)
	}
	return rows, nil
}
