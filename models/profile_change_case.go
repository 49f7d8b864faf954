package models

import (
	"context"
	"fmt"
	"maps"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
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
	Now            Profile // of one that is decided: as it was told before
	Proposed       ProposedProfile
	Logo           bool // the picture that it proposes is still there
	Quotes         []QuoteChange
	MadeBy         string // name
	MadeByLang     string // in which they read
	MadeAt         time.Time
	Message        string // the desk's last question or reason
	Thread         []ChangeSaid
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
func (c ProfileChange) Mark() string {
	return mark(string(c.State), &c.MadeAt, c.DecidedAt, c.AnsweredAt)
}

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
	if err := s.fillChange(db, key, row, &c); err != nil {
		return ChangeCase{}, err
	}
	return c, s.nameChange(db, row, &c)
}

// fillChange opens what is told, what shall be told, and what was said. Of a decided change what stood in its place is
// its own record: what is told now may be another thing altogether.
func (s *Store) fillChange(db *gorm.DB, key seal.DataKey, row ProfileChange, c *ChangeCase) error {
	o, err := one[Organisation](db.Where("id = ?", row.OrganisationID))
	if err != nil {
		return err
	}
	if c.Now, err = s.profile(key, o); err != nil {
		return err
	}
	if c.Proposed, err = openValue[ProposedProfile](key, proposedPlace(row.ID), row.Proposed); err != nil {
		return err
	}
	if c.Message, err = openValue[string](key, changeMessagePlace(row.ID), row.Message); err != nil {
		return err
	}
	if c.Thread, err = saidOf(key, row); err != nil {
		return err
	}
	if c.Logo, err = s.hasLogo(db, o.ID, c.Proposed.logo()); err != nil {
		return err
	}
	quotes, err := s.quotes(db, key, o.ID)
	if err != nil {
		return err
	}
	stood, err := openValue[ProposedProfile](key, stoodPlace(row.ID), row.Stood)
	if err != nil {
		return err
	}
	c.Now = stood.Over(c.Now)
	maps.Copy(quotes, stood.Quotes)
	for endorsement, quote := range c.Proposed.Quotes {
		if now, ok := quotes[endorsement]; ok {
			c.Quotes = append(c.Quotes, QuoteChange{Now: now, Proposed: quote})
		}
	}
	return nil
}

func (s *Store) nameChange(db *gorm.DB, row ProfileChange, c *ChangeCase) error {
	people := []string{row.MadeBy, row.DecidedBy}
	for _, said := range c.Thread {
		people = append(people, said.AuthorID)
	}
	names, err := s.namesOfPeople(db, people...)
	if err != nil {
		return err
	}
	for i, said := range c.Thread {
		if said.Side == FromApplicant || !c.Own {
			c.Thread[i].Author = names[said.AuthorID]
		}
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
	if c.Proposed.logo() == "" {
		return LogoFile{}, notFound()
	}
	return s.logoFile(ctx, c.OrganisationID, c.Proposed.logo(), width)
}

// keepWords seals what the desk says about a change, for its row.
func (t *tx) keepWords(by Actor, row ProfileChange, r ruling, set map[string]any) error {
	if r.Text == "" {
		return nil
	}
	key, err := t.key(t.db, row.OrganisationID)
	if err != nil {
		return fmt.Errorf("find key of change %s: %w", row.ID, err)
	}
	if set["message"], err = t.sealValue(key, changeMessagePlace(row.ID), r.Text); err != nil {
		return err
	}
	set["said"], err = t.saidWith(key, row, ChangeSaid{Side: FromDesk, Verb: r.step, AuthorID: by.PersonID, Text: r.Text})
	return err
}
