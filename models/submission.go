package models

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Submission is a form that was sent. Its primary key makes a repeat harmless.
type Submission struct {
	PersonID string `gorm:"primaryKey"`
	FormID   string `gorm:"primaryKey"`
	Verb     Verb
	Result   string // id of the thing that came of it
	At       time.Time
}

// Sent names the form that a change came in by. FormID is made anew for every rendered form (Store.NewID).
type Sent struct {
	FormID string
	Verb   Verb
}

// change runs f in one transaction unless this person's form was sent before; then it returns the earlier result
// and changes nothing. f returns the id of what came of it. Two equal forms at once: the second waits for the
// first at the primary key. Returns Conflict if the form's id was used for something else.
func (s *Store) change(ctx context.Context, by Actor, sent Sent, f func(*tx) (string, error)) (string, error) {
	if !ValidID(sent.FormID) {
		return "", &Error{Kind: Invalid, Key: "submission.no_form_id"}
	}
	var result string
	err := s.inTx(ctx, func(t *tx) error {
		row := Submission{PersonID: by.PersonID, FormID: sent.FormID, Verb: sent.Verb, At: t.at}
		first := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if first.Error != nil {
			return fmt.Errorf("keep submission: %w", first.Error)
		}
		if first.RowsAffected == 0 {
			earlier, err := t.earlier(by, sent)
			result = earlier
			return err
		}
		var err error
		if result, err = f(t); err != nil {
			return err
		}
		return t.db.Model(&Submission{}).Where("person_id = ? AND form_id = ?", by.PersonID, sent.FormID).
			Update("result", result).Error
	})
	if errors.Is(err, gorm.ErrForeignKeyViolated) && s.departed(ctx, by) {
		err = &Error{Kind: Unauthenticated}
	}
	return result, err
}

// changeAtDesk is change for what a coordinator does with what has an id. NotFound for what is none.
func (s *Store) changeAtDesk(ctx context.Context, by Actor, sent Sent, id string, f func(*tx) (string, error)) (string, error) {
	if err := by.MayUseDesk(); err != nil {
		return "", err
	}
	if !ValidID(id) {
		return "", notFound()
	}
	return s.change(ctx, by, sent, f)
}

// departed reports whether a person deleted the account while a form of theirs was under way.
func (s *Store) departed(ctx context.Context, a Actor) bool {
	_, err := one[Person](s.db.WithContext(ctx).Where("id = ?", a.PersonID))
	return isNotFound(err)
}

// byForm is change for what the operator's commands do too: a command is no form, and is carried out each time.
func (s *Store) byForm(ctx context.Context, by Actor, sent Sent, f func(*tx) error) error {
	if by.program {
		return s.inTx(ctx, f)
	}
	_, err := s.change(ctx, by, sent, func(t *tx) (string, error) { return "", f(t) })
	return err
}

func (t *tx) earlier(by Actor, sent Sent) (string, error) {
	row, err := one[Submission](t.db.Where("person_id = ? AND form_id = ?", by.PersonID, sent.FormID))
	if err != nil {
		return "", err
	}
	if row.Verb != sent.Verb {
		return "", conflict("submission.used")
	}
	return row.Result, nil
}
