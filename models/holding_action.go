package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// ActionHolding is an action of which the organisation is a host.
type ActionHolding struct {
	ID       string         `json:"id"`
	Part     HostPart       `json:"part"`
	State    ActionState    `json:"state"`
	Audience Audience       `json:"audience"`
	SavedAt  time.Time      `json:"saved_at"`
	Address  string         `json:"address,omitempty"` // name of its public page
	Content  ActionContent  `json:"content"`
	Change   *ActionContent `json:"change,omitempty"` // what it shall become
	Said     ActionSaid     `json:"said"`
}

// PartHolding is how the organisation takes part in an action.
type PartHolding struct {
	ActionID string    `json:"action"`
	Title    string    `json:"title,omitempty"` // "" while its hosts are out of sight
	Quiet    bool      `json:"quiet"`
	HostsSee bool      `json:"hosts_see"`
	Waiting  bool      `json:"waiting"`
	JoinedAt time.Time `json:"joined_at"`
	JoiningWords
}

// ReportHolding is what the organisation told of how an action was.
type ReportHolding struct {
	ActionID  string       `json:"action"`
	State     ReportState  `json:"state"`
	SentAt    time.Time    `json:"sent_at"`
	Words     ReportWords  `json:"report"`
	Published *ReportWords `json:"published,omitempty"`
	Reason    string       `json:"reason,omitempty"` // what the desk said
}

func (s *Store) holdReports(db *gorm.DB, key seal.DataKey, h *OrganisationHolding) error {
	var rows []Report
	if err := db.Where("organisation_id = ?", h.ID).Order("sent_at, id").Find(&rows).Error; err != nil {
		return fmt.Errorf("read reports of %s: %w", h.ID, err)
	}
	for _, r := range rows {
		held := ReportHolding{ActionID: r.ActionID, State: r.State, SentAt: r.SentAt}
		var err error
		if held.Words, err = openValue[ReportWords](key, reportPlace(r.ID, "said"), r.Said); err != nil {
			return err
		}
		if len(r.Shown) > 0 {
			shown, err := openValue[ReportWords](key, reportPlace(r.ID, "shown"), r.Shown)
			if err != nil {
				return err
			}
			held.Published = &shown
		}
		if held.Reason, err = openValue[string](key, reportPlace(r.ID, "reason"), r.Reason); err != nil {
			return err
		}
		h.Reports = append(h.Reports, held)
	}
	return nil
}

func (s *Store) holdActions(db *gorm.DB, _ seal.DataKey, h *OrganisationHolding) error {
	q := ownActionQuery{organisation: h.ID, n: OwnActionsPageSize}
	for {
		own, err := s.ownActions(db.Statement.Context, q)
		if err != nil {
			return err
		}
		for _, a := range own {
			q.after = a.place()
			h.Actions = append(h.Actions, ActionHolding{
				ID: a.ID, Part: a.Part, State: a.State, Audience: a.Audience, SavedAt: a.SavedAt, Address: a.Slug, Content: a.Content, Change: a.Edit, Said: a.Said,
			})
		}
		if len(own) < q.n {
			return nil
		}
	}
}

func (s *Store) holdParts(db *gorm.DB, key seal.DataKey, h *OrganisationHolding) error {
	var rows []Participation
	if err := db.Where("organisation_id = ?", h.ID).Order("joined_at, id").Find(&rows).Error; err != nil {
		return fmt.Errorf("read where %s takes part: %w", h.ID, err)
	}
	for _, p := range rows {
		part := PartHolding{ActionID: p.ActionID, Quiet: p.Quiet, HostsSee: p.HostsSee, Waiting: p.Waiting, JoinedAt: p.JoinedAt}
		var err error
		if part.JoiningWords, err = openValue[JoiningWords](key, joiningPlace(p.ID), p.Said); err != nil {
			return err
		}
		a, _, err := s.knownAction(db, Organisation{ID: h.ID, State: h.State}, p.ActionID)
		if err == nil {
			part.Title, err = s.titleOfAction(db, a)
		}
		if err != nil && !isNotFound(err) {
			return err
		}
		h.Parts = append(h.Parts, part)
	}
	return nil
}

// titleOfAction opens what an action is called in its original language.
func (s *Store) titleOfAction(db *gorm.DB, a Action) (string, error) {
	key, err := s.key(db, a.ID)
	if err != nil {
		return "", err
	}
	content, err := s.actionContent(key, a)
	return content.Texts[content.Original].Title, err
}
