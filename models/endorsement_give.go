package models

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/job"
)

// Giving is what a signatory binds the organisation to: the text that was shown, in the language that was read.
type Giving struct {
	OrganisationID string
	StatementID    string
	VersionID      string
	Lang           string
	Level          Level
	NameFrom       *time.Time // counted until then
	Quote          Quote
	Mandate        string // who decided
}

// Endorse gives a member's endorsement of a statement: the signatory binds the organisation. Members endorse directly;
// an applicant's endorsement is given when the application is accepted. Returns NotFound for a statement or version
// that is not published, Conflict if the organisation stands under this statement already, Invalid for anything louder than
// counted while the organisation is hidden: nothing gets louder by being shown again unless that was chosen in sight.
func (s *Store) Endorse(ctx context.Context, as Actor, sent Sent, g Giving) (string, error) {
	if err := as.MayBind(g.OrganisationID); err != nil {
		return "", err
	}
	return s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, _, err := t.hold(g.OrganisationID)
		if err != nil {
			return "", err
		}
		if o.State != Member {
			return "", conflict("endorsement.not_member")
		}
		checked, err := t.checkGiving(g)
		if err != nil {
			return "", err
		}
		if o.HiddenAt != nil && (Naming{checked.Level, checked.NameFrom}).LouderThan(Naming{Level: Counted}, t.at) {
			return "", hiddenFirst()
		}
		return t.give(as, checked)
	})
}

// give writes a checked endorsement, lists it if it is public, and plans its publication if that is later.
func (t *tx) give(by Actor, g Giving) (string, error) {
	key, err := t.key(t.db, g.OrganisationID)
	if err != nil {
		return "", err
	}
	e := Endorsement{
		ID: t.NewID(), OrganisationID: g.OrganisationID, StatementID: g.StatementID, VersionID: g.VersionID,
		Lang: g.Lang, Level: g.Level, NameFrom: g.NameFrom, GivenAt: t.at, GivenBy: by.PersonID,
	}
	if e.Quote, err = t.sealValue(key, quotePlace(e.ID), g.Quote); err != nil {
		return "", err
	}
	if e.Mandate, err = t.sealValue(key, mandatePlace(e.ID), g.Mandate); err != nil {
		return "", err
	}
	if err := t.db.Create(&e).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
		return "", conflict("endorsement.given_already")
	} else if err != nil {
		return "", fmt.Errorf("give endorsement: %w", err)
	}
	if e.NameFrom != nil && t.at.Before(*e.NameFrom) {
		if err := t.job(job.Publish{EndorsementID: e.ID}, *e.NameFrom); err != nil {
			return "", err
		}
	}
	if err := t.relist(e.OrganisationID); err != nil {
		return "", err
	}
	return e.ID, t.write(by, Event{Verb: "endorsement.given", ObjectKind: "endorsement", ObjectID: e.ID, OrganisationID: e.OrganisationID})
}

// checkGiving returns what is given with its words cleaned, field errors, or NotFound for a text that is not published in
// that language.
func (t *tx) checkGiving(g Giving) (Giving, error) {
	statement, err := one[Statement](t.db.Where("id = ?", g.StatementID))
	if err != nil {
		return g, err
	}
	version, err := one[StatementVersion](t.db.Where("id = ? AND statement_id = ? AND published_at <= ?", g.VersionID, g.StatementID, t.at))
	if err != nil {
		return g, err
	}
	if _, err := one[StatementText](t.db.Where("version_id = ? AND lang = ? AND locked_at <= ?", version.ID, g.Lang, t.at)); err != nil {
		return g, err
	}
	var f faults
	if err := t.checkLevel(&f, statement, g.Level); err != nil {
		return g, err
	}
	naming := Naming{g.Level, g.NameFrom}
	checkFrom(&f, naming, t.at)
	g.NameFrom = naming.settled(t.at).From
	g.Quote = checkQuote(&f, "", g.Quote)
	g.Mandate = checkText(&f, "mandate", g.Mandate, maxMandate)
	return g, f.err()
}

// checkLevel reads whether there are keepers enough, and asks offeredLevel.
func (t *tx) checkLevel(f *faults, statement Statement, level Level) error {
	keepers, err := enoughKeepers(t.db)
	offeredLevel(f, statement, level, keepers)
	return err
}

// offeredLevel adds a field error for a level that is not offered: delivery needs an addressee, counted needs two
// keepers, anything else must be a level.
func offeredLevel(f *faults, statement Statement, level Level, keepers bool) {
	switch level {
	case Public, Members:
	case Delivery:
		if statement.Addressee == "" {
			f.add("level", "field.choice")
		}
	case Counted:
		if !keepers {
			f.add("level", "endorsement.level.counted_needs_keepers")
		}
	default:
		f.add("level", "endorsement.level.choose")
	}
}

// keepersNeeded is how many keepers there must be before an organisation may stand unnamed.
const keepersNeeded = 2

func enoughKeepers(db *gorm.DB) (bool, error) {
	var n int64
	err := db.Table("roles r").Joins("JOIN people p ON p.id = r.person_id").
		Where("r.role = ? AND p.disabled_at IS NULL", Keeper).Count(&n).Error
	return n >= keepersNeeded, err
}
