package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// OrganisationHolding is what is kept of an organisation.
type OrganisationHolding struct {
	ID           string               `json:"id"`
	YourRole     Standing             `json:"your_role"`
	State        OrganisationState    `json:"state"`
	CreatedAt    time.Time            `json:"created_at"`
	JoinedAt     *time.Time           `json:"joined_at,omitempty"`
	HiddenAt     *time.Time           `json:"hidden_at,omitempty"`
	SuspendedAt  *time.Time           `json:"suspended_at,omitempty"`
	Reason       string               `json:"reason,omitempty"`
	LeftAt       *time.Time           `json:"left_at,omitempty"`
	EraseAt      *time.Time           `json:"erase_at,omitempty"`
	Profile      Profile              `json:"profile"`
	Addresses    []string             `json:"addresses"` // every slug that it ever had
	Logos        int                  `json:"logo_files"`
	People       []ColleagueHolding   `json:"people"`
	Applications []ApplicationHolding `json:"applications"`
	Endorsements []EndorsementHolding `json:"endorsements"`
	Changes      []ChangeHolding      `json:"profile_changes"`
	Actions      []ActionHolding      `json:"actions"`
	Reports      []ReportHolding      `json:"reports"`
	Parts        []PartHolding        `json:"takes_part"`
	Events       []EventHolding       `json:"events"`
}

// ColleagueHolding is somebody who acts for the organisation.
type ColleagueHolding struct {
	Name  string    `json:"name"`
	Role  Standing  `json:"role"`
	Since time.Time `json:"since"`
	You   bool      `json:"you"`
}

// ApplicationHolding is an application with its thread.
type ApplicationHolding struct {
	State       ApplicationState `json:"state"`
	Answers     Answers          `json:"answers"`
	SavedAt     time.Time        `json:"saved_at"`
	SubmittedAt *time.Time       `json:"submitted_at,omitempty"`
	DecidedAt   *time.Time       `json:"decided_at,omitempty"`
	Thread      []MessageHolding `json:"thread"`
}

// MessageHolding is a message between the desk and the applicant.
type MessageHolding struct {
	At   time.Time `json:"at"`
	Side string    `json:"side"`
	Text string    `json:"text"`
}

// EndorsementHolding is an endorsement with its sealed words.
type EndorsementHolding struct {
	StatementID string     `json:"statement"`
	VersionID   string     `json:"version"`
	Lang        string     `json:"lang"`
	Level       Level      `json:"level"`
	NameFrom    *time.Time `json:"name_from,omitempty"`
	Quote       Quote      `json:"quote"`
	Mandate     string     `json:"mandate"`
	GivenAt     time.Time  `json:"given_at"`
	PublicSince *time.Time `json:"public_since,omitempty"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
	TracedUntil string     `json:"traced_until,omitempty"`
	TracedAs    *Names     `json:"traced_as,omitempty"` // the names that the trace shows
}

// ChangeHolding is a later change of the profile.
type ChangeHolding struct {
	State    ApplicationState `json:"state"`
	MadeAt   time.Time        `json:"made_at"`
	Proposed ProposedProfile  `json:"proposed"`
	Said     []MessageHolding `json:"said,omitempty"`
	Replaced *Replaced        `json:"replaced,omitempty"` // what an acceptance put it in place of, for a day
}

func (s *Store) organisationHolding(ctx context.Context, as Actor, r Representing) (OrganisationHolding, error) {
	db := s.db.WithContext(ctx)
	o, key, err := s.organisation(db, r.OrganisationID)
	if err != nil {
		return OrganisationHolding{}, err
	}
	h := OrganisationHolding{
		ID: o.ID, YourRole: r.Standing, State: o.State, CreatedAt: o.CreatedAt, JoinedAt: o.JoinedAt, HiddenAt: o.HiddenAt,
		SuspendedAt: o.SuspendedAt, LeftAt: o.LeftAt, EraseAt: o.EraseAt,
	}
	if h.Profile, err = s.profile(key, o); err != nil {
		return h, err
	}
	if h.Reason, err = openValue[string](key, reasonPlace(o.ID), o.Reason); err != nil {
		return h, err
	}
	people, err := s.Representatives(ctx, as, o.ID)
	if err != nil {
		return h, err
	}
	for _, p := range people {
		h.People = append(h.People, ColleagueHolding{p.Name, p.Standing, p.Since, p.You})
	}
	for _, gather := range []func(*gorm.DB, seal.DataKey, *OrganisationHolding) error{
		s.holdAddresses, s.holdApplications, s.holdEndorsements, s.holdChanges, s.holdActions, s.holdParts, s.holdReports,
	} {
		if err := gather(db, key, &h); err != nil {
			return h, err
		}
	}
	h.Events, err = s.eventHoldings(db, db.Table("events").Select("id, at, exact, verb, actor_id = ? AS by_you", as.PersonID).
		Where("organisation_id = ? AND verb NOT IN ?", o.ID, append(amongCoordinators(), askedByOthers()...)).Order("id"))
	return h, err
}

// amongCoordinators are the verbs of what the desk does for itself alone.
func amongCoordinators() []Verb {
	return []Verb{"application.noted", "application.approved_first", "application.approval_taken_back"}
}

// askedByOthers are the verbs of who asks an organisation to host an action and takes that back: whether the question stands is on its
// page, and why it does not is told nowhere.
func askedByOthers() []Verb { return []Verb{"cohost.asked", "cohost.taken_back"} }

func (s *Store) holdAddresses(db *gorm.DB, key seal.DataKey, h *OrganisationHolding) error {
	var slugs []Slug
	if err := db.Where("organisation_id = ?", h.ID).Order("given_at").Find(&slugs).Error; err != nil {
		return fmt.Errorf("read addresses: %w", err)
	}
	for _, row := range slugs {
		slug, err := openValue[string](key, slugPlace(h.ID), row.Sealed)
		if err != nil {
			return err
		}
		h.Addresses = append(h.Addresses, slug)
	}
	var logos int64
	if err := db.Model(&Logo{}).Where("organisation_id = ?", h.ID).Count(&logos).Error; err != nil {
		return fmt.Errorf("count logos: %w", err)
	}
	h.Logos = int(logos)
	return nil
}

func (s *Store) holdApplications(db *gorm.DB, key seal.DataKey, h *OrganisationHolding) error {
	var rows []Application
	if err := db.Where("organisation_id = ?", h.ID).Order("saved_at, id").Find(&rows).Error; err != nil {
		return fmt.Errorf("read applications: %w", err)
	}
	for _, a := range rows {
		answers, err := s.answers(key, a)
		if err != nil {
			return err
		}
		held := ApplicationHolding{State: a.State, Answers: answers, SavedAt: a.SavedAt, SubmittedAt: a.SubmittedAt, DecidedAt: a.DecidedAt}
		thread, err := s.standingThread(db, key, a.ID)
		if err != nil {
			return err
		}
		for _, said := range thread {
			held.Thread = append(held.Thread, MessageHolding{said.At, string(said.Side), said.Text})
		}
		h.Applications = append(h.Applications, held)
	}
	return nil
}

func (s *Store) holdEndorsements(db *gorm.DB, key seal.DataKey, h *OrganisationHolding) error {
	o, err := one[Organisation](db.Where("id = ?", h.ID))
	if err != nil {
		return err
	}
	var rows []Endorsement
	if err := db.Where("organisation_id = ?", h.ID).Order("given_at, id").Find(&rows).Error; err != nil {
		return fmt.Errorf("read endorsements: %w", err)
	}
	for _, e := range rows {
		if err := exactDates(key, &e); err != nil {
			return err
		}
		quote, err := openValue[Quote](key, quotePlace(e.ID), e.Quote)
		if err != nil {
			return err
		}
		mandate, err := openValue[string](key, mandatePlace(e.ID), e.Mandate)
		if err != nil {
			return err
		}
		left, err := s.leftTrace(o, key, e)
		if err != nil {
			return err
		}
		var tracedAs *Names
		if left.Until != "" {
			tracedAs = &left.Names
		}
		h.Endorsements = append(h.Endorsements, EndorsementHolding{
			e.StatementID, e.VersionID, e.Lang, e.Level, e.NameFrom, quote, mandate, e.GivenAt, e.PublicSince, e.WithdrawnAt, left.Until, tracedAs,
		})
	}
	return nil
}

func (s *Store) holdChanges(db *gorm.DB, key seal.DataKey, h *OrganisationHolding) error {
	var rows []ProfileChange
	if err := db.Where("organisation_id = ?", h.ID).Order("made_at, id").Find(&rows).Error; err != nil {
		return fmt.Errorf("read profile changes: %w", err)
	}
	for _, c := range rows {
		proposed, err := openValue[ProposedProfile](key, proposedPlace(c.ID), c.Proposed)
		if err != nil {
			return err
		}
		said, err := saidOf(key, c)
		if err != nil {
			return err
		}
		var told []MessageHolding
		for _, line := range heard(said) {
			told = append(told, MessageHolding{line.At, string(line.Side), line.Text})
		}
		replaced, err := openValue[*Replaced](key, replacedPlace(c.ID), c.Replaced)
		if err != nil {
			return err
		}
		h.Changes = append(h.Changes, ChangeHolding{c.State, c.MadeAt, proposed, told, replaced})
	}
	return nil
}
