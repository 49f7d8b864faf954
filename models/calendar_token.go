package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// CalendarToken is the secret address of a person's calendar of an organisation's actions: 256 random bits, of which a
// keyed hash is kept.
type CalendarToken struct {
	Lookup         []byte `gorm:"primaryKey"`
	OrganisationID string
	PersonID       string
	Lang           string // of the page on which it was made
	MadeAt         time.Time
}

// PrivateCalendars is what an organisation's people see of its secret addresses.
type PrivateCalendars struct {
	MadeAt  *time.Time // the reader's own; nil = none
	Others  int        // of other people; 0 for whoever may not revoke them
	Unnamed bool       // the organisation is not named to everybody now
}

func (s *Store) calendarLookup(token string) []byte { return s.keys.Lookup("calendar token", token) }

// PrivateCalendars reads who has a secret address. NotFound for everybody but the organisation's people.
func (s *Store) PrivateCalendars(ctx context.Context, as Actor, organisationID string) (PrivateCalendars, error) {
	if err := as.MayRead(organisationID); err != nil {
		return PrivateCalendars{}, err
	}
	db := s.db.WithContext(ctx)
	var rows []CalendarToken
	if err := usableCalendars(db).Where("calendar_tokens.organisation_id = ?", organisationID).Find(&rows).Error; err != nil {
		return PrivateCalendars{}, fmt.Errorf("list calendars of %s: %w", organisationID, err)
	}
	named, err := s.isNamedTo(db, ForPublic, organisationID, s.clock())
	out := PrivateCalendars{Unnamed: !named}
	for _, row := range rows {
		if row.PersonID == as.PersonID {
			at := row.MadeAt.UTC()
			out.MadeAt = &at
		} else if as.MayBind(organisationID) == nil {
			out.Others++
		}
	}
	return out, err
}

// usableCalendars selects the addresses that answer: of members, for people who still act for them.
func usableCalendars(db *gorm.DB) *gorm.DB {
	return db.Model(&CalendarToken{}).
		Where("EXISTS (SELECT 1 FROM organisations o WHERE o.id = calendar_tokens.organisation_id AND o.state = ?)", Member).
		Where(`EXISTS (SELECT 1 FROM representatives r JOIN people p ON p.id = r.person_id
			WHERE r.organisation_id = calendar_tokens.organisation_id AND r.person_id = calendar_tokens.person_id AND p.disabled_at IS NULL)`)
}

// MakeCalendar makes the actor's secret address for an organisation and returns its secret, in the place of the one before.
// It is shown this once: a repeat of the same form gets "". Returns Conflict if the organisation is no member now.
func (s *Store) MakeCalendar(ctx context.Context, as Actor, sent Sent, organisationID, lang string) (token string, err error) {
	if err := as.MayRead(organisationID); err != nil {
		return "", err
	}
	_, err = s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, err := one[Organisation](t.db.Where("id = ?", organisationID))
		if err != nil {
			return "", err
		}
		if o.State != Member {
			return "", conflict("action.not_member")
		}
		gone := t.db.Where("organisation_id = ? AND person_id = ?", organisationID, as.PersonID).Delete(&CalendarToken{})
		if gone.Error != nil {
			return "", fmt.Errorf("replace calendar: %w", gone.Error)
		}
		secret, _ := t.newToken()
		row := CalendarToken{Lookup: t.calendarLookup(secret), OrganisationID: organisationID, PersonID: as.PersonID, Lang: lang, MadeAt: t.at}
		if err := t.db.Create(&row).Error; err != nil {
			return "", fmt.Errorf("make calendar: %w", err)
		}
		token = secret
		return organisationID, t.write(as, Event{Verb: "calendar.made", ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID})
	})
	if err != nil {
		return "", err
	}
	return token, nil
}

// RevokeCalendars makes the actor's secret address worthless; with everybody that of everybody who acts for the
// organisation, which is for its signatories. Returns NotFound if there is none.
func (s *Store) RevokeCalendars(ctx context.Context, as Actor, sent Sent, organisationID string, everybody bool) error {
	if err := as.MayRead(organisationID); err != nil {
		return err
	}
	if everybody {
		if err := as.MayBind(organisationID); err != nil {
			return err
		}
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		gone := t.db.Where("organisation_id = ?", organisationID)
		if !everybody {
			gone = gone.Where("person_id = ?", as.PersonID)
		}
		if gone = gone.Delete(&CalendarToken{}); gone.Error != nil {
			return "", fmt.Errorf("revoke calendars of %s: %w", organisationID, gone.Error)
		}
		if gone.RowsAffected == 0 {
			return "", notFound()
		}
		return organisationID, t.write(as, Event{Verb: "calendar.revoked", ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID})
	})
	return err
}
