package models

import (
	"context"
	"fmt"
)

// Take starts "Being read": it is written down, and the applicant sees it. It opens an application at risk, to whoever
// took it last; another keeper takes it anew. Returns NotFound for what this coordinator may not know of, Forbidden for
// an organisation that they represent, Conflict if the applicant took the application back.
func (s *Store) Take(ctx context.Context, as Actor, sent Sent, id string) error {
	_, err := s.atDesk(ctx, as, sent, id, func(t *tx, a Application) error {
		if a.State == Withdrawn {
			return t.happened(a)
		}
		if a.TakenBy == as.PersonID {
			return nil
		}
		taken := t.db.Model(&Application{}).Where("id = ?", a.ID).Updates(map[string]any{"taken_at": t.at, "taken_by": as.PersonID})
		if taken.Error != nil {
			return fmt.Errorf("take application %s: %w", a.ID, taken.Error)
		}
		return t.write(as, Event{Verb: "application.taken", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
	})
	return err
}

// Matter is who may know of an application.
func (a Application) Matter() Matter {
	return Matter{OrganisationID: a.OrganisationID, Secret: a.AtRisk}
}

// OpenTo reports whether a coordinator who may know of it may read it: what is at risk was taken by them first.
func (a Application) OpenTo(as Actor) bool {
	return as.MaySee(a.Matter()) == nil && (!a.AtRisk || a.TakenBy == as.PersonID)
}

// atDesk runs a coordinator's change of one application. Changes of one organisation come one after the other: whoever
// is second sees what the first did.
func (s *Store) atDesk(ctx context.Context, as Actor, sent Sent, id string, f func(*tx, Application) error) (string, error) {
	return s.changeAtDesk(ctx, as, sent, id, func(t *tx) (string, error) {
		a, err := one[Application](t.db.Where("id = ?", id))
		if err != nil {
			return "", err
		}
		if err := t.lockOrganisation(a.OrganisationID); err != nil {
			return "", err
		}
		if a, err = one[Application](t.db.Where("id = ?", id)); err != nil {
			return "", err
		}
		if a.State == Draft {
			return "", notFound()
		}
		if err := t.mayKnow(t.db, as, a); err != nil {
			return "", err
		}
		if err := as.MayDecide(a.Matter()); err != nil {
			return "", err
		}
		return a.ID, f(t, a)
	})
}
