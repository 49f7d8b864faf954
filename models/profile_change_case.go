package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// ChangeCase is a profile change as a coordinator reads it: what an organisation tells of itself now, and what it wishes
// to tell.
type ChangeCase struct {
	ID             string
	OrganisationID string
	Number         int
	Unnamed        bool // for keepers alone
	Own            bool // the reader represents it: others decide
	State          ApplicationState
	Now            Profile
	Proposed       ProposedProfile
	Quotes         []QuoteChange
	MadeBy         string // name
	MadeByLang     string // in which they read
	MadeAt         time.Time
	Message        string // the desk's question or reason
	HeldUntil      *time.Time
	DecidedAt      *time.Time
	DecidedBy      string // name
	Seen           string
	Steps          []Step
	MayTakeBack    bool // as far as time and person go
}

// QuoteChange is a sentence that shall become another one.
type QuoteChange struct{ Now, Proposed Quote }

// May reports whether the reader may take a step now.
func (c ChangeCase) May(step Step) bool {
	for _, s := range c.Steps {
		if s == step {
			return true
		}
	}
	return false
}

// Mark changes with everything that a decision is based on.
func (c ProfileChange) Mark() string { return mark(string(c.State), &c.MadeAt, c.DecidedAt) }

// StateAt is what the state counts as at an instant: held counts as submitted once its day has come.
func (c ProfileChange) StateAt(at time.Time) ApplicationState {
	return Application{State: c.State, HeldUntil: c.HeldUntil}.StateAt(at)
}

// matter is who may know of a profile change: of an unnamed organisation keepers alone.
func (s *Store) matter(db *gorm.DB, organisationID string) (Matter, error) {
	secret, err := s.unnamed(db, organisationID, s.clock())
	return Matter{OrganisationID: organisationID, Secret: secret}, err
}

// ChangeCase reads a profile change for a coordinator. Returns NotFound for one that was taken back, and for one of an
// unnamed organisation unless the reader is a keeper.
func (s *Store) ChangeCase(ctx context.Context, as Actor, id string) (ChangeCase, error) {
	db := s.db.WithContext(ctx)
	row, m, err := s.sentChange(db, as, id)
	if err != nil {
		return ChangeCase{}, err
	}
	o, key, err := s.organisation(db, row.OrganisationID)
	if err != nil {
		return ChangeCase{}, err
	}
	at := s.clock()
	c := ChangeCase{
		ID: row.ID, OrganisationID: o.ID, Number: o.Number, Unnamed: m.Secret, State: row.StateAt(at), MadeAt: row.MadeAt,
		HeldUntil: row.HeldUntil, DecidedAt: row.DecidedAt, Seen: row.Mark(),
	}
	_, c.Own = as.At(o.ID)
	c.MayTakeBack = row.CanTakeBack(as, m, at)
	for _, step := range []Step{StepAccept, StepAsk, StepHold, StepDecline} {
		if _, ok := c.State.After(step); ok && as.MayDecide(m) == nil {
			c.Steps = append(c.Steps, step)
		}
	}
	if c.Now, err = s.profile(key, o); err != nil {
		return ChangeCase{}, err
	}
	if c.Proposed, err = openValue[ProposedProfile](key, proposedPlace(row.ID), row.Proposed); err != nil {
		return ChangeCase{}, err
	}
	if c.Message, err = openValue[string](key, changeMessagePlace(row.ID), row.Message); err != nil {
		return ChangeCase{}, err
	}
	quotes, err := s.quotes(db, key, o.ID)
	if err != nil {
		return ChangeCase{}, err
	}
	for endorsement, quote := range c.Proposed.Quotes {
		if now, ok := quotes[endorsement]; ok {
			c.Quotes = append(c.Quotes, QuoteChange{Now: now, Proposed: quote})
		}
	}
	return c, s.nameChange(db, row, &c)
}

func (s *Store) nameChange(db *gorm.DB, row ProfileChange, c *ChangeCase) error {
	names, err := s.namesOfPeople(db, row.MadeBy, row.DecidedBy)
	if err != nil {
		return err
	}
	c.MadeBy = names[row.MadeBy]
	if !c.Own {
		c.DecidedBy = names[row.DecidedBy]
	}
	c.MadeByLang, err = s.langOf(db, row.MadeBy)
	return err
}

func (s *Store) sentChange(db *gorm.DB, as Actor, id string) (ProfileChange, Matter, error) {
	if err := as.MayUseDesk(); err != nil {
		return ProfileChange{}, Matter{}, err
	}
	if !ValidID(id) {
		return ProfileChange{}, Matter{}, notFound()
	}
	row, err := one[ProfileChange](db.Where("id = ? AND state <> ?", id, Withdrawn))
	if err != nil {
		return row, Matter{}, err
	}
	m, err := s.matter(db, row.OrganisationID)
	if err != nil {
		return row, m, err
	}
	return row, m, as.MaySee(m)
}

// ChangeLogo reads the logo that a profile change proposes.
func (s *Store) ChangeLogo(ctx context.Context, as Actor, id string, width int) (LogoFile, error) {
	c, err := s.ChangeCase(ctx, as, id)
	if err != nil {
		return LogoFile{}, err
	}
	if c.Proposed.LogoID == nil {
		return LogoFile{}, notFound()
	}
	return s.logoFile(ctx, c.OrganisationID, *c.Proposed.LogoID, width)
}

// keepMessage seals what the desk says about a change.
func (t *tx) keepMessage(row ProfileChange, text string) ([]byte, error) {
	if text == "" {
		return row.Message, nil
	}
	key, err := t.key(t.db, row.OrganisationID)
	if err != nil {
		return nil, fmt.Errorf("find key of change %s: %w", row.ID, err)
	}
	return t.sealValue(key, changeMessagePlace(row.ID), text)
}
