package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// MentionCase is a mention as keepers read it: whose name it is, and the words that have it in them now.
type MentionCase struct {
	ID        string
	Own       bool // the reader represents the organisation, or whoever wrote the words: others decide
	Steps     []Step
	State     MentionState
	Changed   bool  // the words were changed since they are out of sight
	Names     Names // whose; none = it was erased since
	Title     string
	TitleLang string
	Slug      string // of the action's public page; "" = it has none now
	ActionID  string
	Report    bool  // a report has the name
	Town      bool  // the town of who takes part has it
	Address   bool  // an old address of the action has it, and nothing else
	Writer    Names // whose report or town it is, or who hosts the action
	Passages  []MentionPassage
	Note      string
	Seen      string
	Found     time.Time
}

// MentionPassage is a piece of a text that names the organisation.
type MentionPassage struct{ Field, Lang, Text string }

// May reports whether the reader may take a step now.
func (c MentionCase) May(step Step) bool { return slices.Contains(c.Steps, step) }

// Bounds of what a case shows.
const (
	passageAround = 160
	passagesShown = 12
)

// MaySettle mentions: keepers.
func (a Actor) MaySettle() error {
	if err := a.MayUseDesk(); err != nil {
		return err
	}
	if !a.Has(Keeper) { // for other coordinators there is none
		return notFound()
	}
	return nil
}

// mentioned is a mention with the words that it is about.
type mentioned struct {
	Mention
	action  Action
	key     seal.DataKey // of the action
	report  *Report
	content ActionContent
	words   []written
	writers []string // organisations that wrote them
}

// mentioned opens what a mention is about, as it stands now, be it in sight or not. NotFound while the action is a draft.
func (s *Store) mentioned(db *gorm.DB, id string) (m mentioned, err error) {
	if !ValidID(id) {
		return m, notFound()
	}
	if m.Mention, err = one[Mention](db.Where("id = ?", id)); err != nil {
		return m, err
	}
	if m.action, err = one[Action](db.Table("actions a").Where("a.id = ? AND "+sentRule, m.ActionID)); err != nil {
		return m, err
	}
	if m.key, err = s.key(db, m.ActionID); err != nil {
		return m, err
	}
	if m.content, err = s.actionContent(m.key, m.action); err != nil {
		return m, err
	}
	if m.ReportID != "" {
		return m, s.mentionedReport(db, &m)
	}
	if m.ParticipationID != "" {
		return m, s.mentionedTown(db, &m)
	}
	said, err := openValue[ActionSaid](m.key, actionPlace(m.ActionID, "said"), m.action.Said)
	if err != nil {
		return m, err
	}
	m.words = append(m.content.public(said).written(), m.content.guestWords()...)
	err = db.Model(&ActionHost{}).Where("action_id = ? AND state = ?", m.ActionID, HostAccepted).
		Order("CASE WHEN part = 'host' THEN 0 ELSE 1 END, organisation_id").Pluck("organisation_id", &m.writers).Error
	if err != nil {
		return m, fmt.Errorf("read hosts of %s: %w", m.ActionID, err)
	}
	return m, nil
}

func (s *Store) mentionedReport(db *gorm.DB, m *mentioned) error {
	r, err := one[Report](db.Where("id = ?", m.ReportID))
	if err != nil {
		return err
	}
	m.report, m.writers = &r, []string{r.OrganisationID}
	key, err := s.key(db, r.OrganisationID)
	if err != nil {
		return err
	}
	words, err := openValue[ReportWords](key, reportPlace(r.ID, "shown"), r.Shown)
	if err != nil {
		return err
	}
	shown := PublicReport{Lang: words.Lang, Text: words.Text}
	for _, image := range words.Pictures {
		shown.Pictures = append(shown.Pictures, PublicImage{Alt: image.Alt})
	}
	m.words = shown.written()
	return nil
}

// changed reports whether the words were changed since they are out of sight.
func (m mentioned) changed() bool {
	if m.State != MentionWithheld {
		return false
	}
	if m.report != nil {
		return m.report.SentAt.After(*m.DecidedAt)
	}
	if m.ParticipationID != "" {
		return m.ChangedAt != nil && m.ChangedAt.After(*m.DecidedAt)
	}
	return m.action.Revision != m.Revision
}

// seen is the mark of what a page shows of it.
func (m mentioned) seen() string {
	if m.report != nil { // what is published changes without its edition
		return mark(string(m.report.State)+"."+m.Mark(m.report.Edition), m.report.PublishedAt)
	}
	if m.ParticipationID != "" {
		return mark("town."+m.Mark(0), m.ChangedAt)
	}
	return m.Mark(m.action.Edition)
}

// by reports whether an actor represents who is named, or who wrote it.
func (m mentioned) by(as Actor) bool {
	return slices.ContainsFunc(append([]string{m.OrganisationID}, m.writers...), func(id string) bool { _, own := as.At(id); return own })
}

// passages are the pieces that have one of the names.
func (m mentioned) passages(names sought) (found []MentionPassage) {
	for _, w := range m.words {
		for _, name := range names.names {
			if text, ok := name.Passage(w.Text, passageAround); ok && len(found) < passagesShown {
				found = append(found, MentionPassage{w.Field, w.Lang, text})
				break
			}
		}
	}
	return found
}

// MentionAtDesk reads a mention for keepers. NotFound for everybody else.
func (s *Store) MentionAtDesk(ctx context.Context, as Actor, id string) (MentionCase, error) {
	if err := as.MaySettle(); err != nil {
		return MentionCase{}, err
	}
	db := s.db.WithContext(ctx)
	m, err := s.mentioned(db, id)
	if err != nil {
		return MentionCase{}, err
	}
	c := MentionCase{
		ID: m.ID, State: m.State, Changed: m.changed(), ActionID: m.ActionID, Report: m.report != nil, Town: m.ParticipationID != "", Seen: m.seen(), Found: m.FoundAt,
		Title: m.content.Texts[m.content.Original].Title, TitleLang: m.content.Original, Own: m.by(as),
	}
	profiles, err := s.profilesOf(db, unique(append([]string{m.OrganisationID}, m.writers...)))
	if err != nil {
		return c, err
	}
	c.Names = profiles[m.OrganisationID].Names
	if len(m.writers) > 0 {
		c.Writer = profiles[m.writers[0]].Names
	}
	name := soughtOf(m.OrganisationID, c.Names)
	old, err := s.oldAddresses(db, m, name)
	if err != nil {
		return c, err
	}
	c.Passages = m.passages(name)
	c.Address = len(old) > 0 && len(c.Passages) == 0
	c.Passages = append(c.Passages, old...)
	if c.Note, err = openValue[string](m.key, mentionPlace(m.ID), m.Note); err != nil {
		return c, err
	}
	if !c.Own && m.State != MentionSettled {
		c.Steps = []Step{StepAccept}
	}
	if !c.Own && m.State == MentionOpen {
		c.Steps = append(c.Steps, StepDecline)
	}
	c.Slug, err = slugOfAction(db, m.ActionID)
	return c, err
}

// slugOfAction is the name of an action's public page; "" = it has none now.
func slugOfAction(db *gorm.DB, id string) (string, error) {
	row, err := one[ListedAction](db.Select("slug").Where("action_id = ?", id))
	if isNotFound(err) {
		return "", nil
	}
	return row.Slug, err
}
