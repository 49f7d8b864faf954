package models

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// DoneJust is what the reader just decided, for "Accepted. Undo".
type DoneJust struct {
	ID     string
	Change bool             // it is a profile change
	Action bool             // it is a joint action
	Edit   bool             // of a joint action: of an edit of what was published
	Inside bool             // a joint action that is for members only
	Undo   bool             // of a joint action or a report: it can be taken back
	Report bool             // it is a report
	State  ApplicationState // approved, asked, held or declined; submitted after a first of two approvals
	At     time.Time
	Names  Names  // of the organisation
	Title  Worded // of a joint action, or of that which a report is on; nothing = it is gone
	Hidden bool   // a joint action or a report that is out of sight, whatever was decided on it
	Aside  Step   // hide or show: that is done, and nothing is decided
}

// DoneJust reads what the reader decided on an application or a profile change, if it can be taken back, or in the last day
// on a joint action. ok is false for anything else: it is no error to ask.
func (s *Store) DoneJust(ctx context.Context, as Actor, id string) (done DoneJust, ok bool, err error) {
	db := s.db.WithContext(ctx)
	a, err := s.sentApplication(db, as, id)
	if KindOf(err) == NotFound {
		return s.changeDoneJust(ctx, as, id)
	}
	if err != nil {
		return DoneJust{}, false, err
	}
	done = DoneJust{ID: a.ID, State: a.State}
	if a.OpenTo(as) {
		if done.Names, err = s.namesOf(db, a.OrganisationID); err != nil {
			return DoneJust{}, false, err
		}
	}
	if a.CanTakeBack(as, s.clock()) {
		done.At = *a.DecidedAt
		return done, true, nil
	}
	if a.State != Submitted {
		return DoneJust{}, false, nil
	}
	own, err := one[ApplicationApproval](db.Where("application_id = ? AND person_id = ?", a.ID, as.PersonID))
	if isNotFound(err) {
		return DoneJust{}, false, nil
	}
	done.At = own.At
	return done, err == nil, err
}

func (s *Store) changeDoneJust(ctx context.Context, as Actor, id string) (done DoneJust, ok bool, err error) {
	db := s.db.WithContext(ctx)
	row, m, err := s.sentChange(db, as, id)
	if KindOf(err) == NotFound {
		return s.togetherDoneJust(ctx, as, id)
	}
	if err != nil || !row.CanTakeBack(as, m, s.clock()) {
		return DoneJust{}, false, err
	}
	names, err := s.namesOf(db, row.OrganisationID)
	return DoneJust{ID: row.ID, Change: true, State: row.State, At: *row.DecidedAt, Names: names}, err == nil, err
}

// namesOf opens what one organisation is called.
func (s *Store) namesOf(db *gorm.DB, organisationID string) (Names, error) {
	profiles, err := s.profilesOf(db, []string{organisationID})
	return profiles[organisationID].Names, err
}

// ApplicantLogo reads the logo of an application that the reader has open: the smallest size that is at least as wide
// as asked for, else the widest. Returns NotFound if there is none.
func (s *Store) ApplicantLogo(ctx context.Context, as Actor, id string, width int) (LogoFile, error) {
	db := s.db.WithContext(ctx)
	a, err := s.openApplication(db, as, id)
	if err != nil {
		return LogoFile{}, err
	}
	key, err := s.key(db, a.OrganisationID)
	if err != nil {
		return LogoFile{}, err
	}
	answers, err := s.answers(key, a)
	if err != nil {
		return LogoFile{}, err
	}
	return s.logoFile(ctx, a.OrganisationID, answers.Words.LogoID, width)
}
