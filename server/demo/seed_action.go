package demo

import (
	"context"
	"fmt"
	"time"

	"keephope/models"
	"keephope/models/occasion"
)

// planned is an action of the demo. Its days are counted from the day on which the demo is brought in.
type planned struct {
	Host      string                       `json:"host"` // English name
	Kind      string                       `json:"kind"`
	Original  string                       `json:"original"`
	Texts     map[string]models.ActionText `json:"texts"`
	Community []string                     `json:"communities"`
	Days      int                          `json:"days"`
	From      string                       `json:"from"`
	To        string                       `json:"to"`
	Zone      string                       `json:"zone"` // "" = the local time of every town
	Where     models.Where                 `json:"where"`
	Risk      models.Risk                  `json:"risk"`
	Materials []models.ActionLink          `json:"materials"`
	Cancelled string                       `json:"cancelled"` // why it does not take place; "" = it does
	Named     int                          `json:"named"`     // how many take part by name: the first that are public
	Quietly   bool                         `json:"quietly"`   // those who are not named take part too
}

func (p planned) content(now time.Time) models.ActionContent {
	day := now.AddDate(0, 0, p.Days).Format(occasion.DayLayout)
	return models.ActionContent{
		Kind: p.Kind, Original: p.Original, Texts: p.Texts, Communities: p.Community, Where: p.Where, Risk: p.Risk, Materials: p.Materials,
		When: occasion.When{Start: day + "T" + p.From, End: day + "T" + p.To, Zone: p.Zone},
	}
}

// planActions lets hosts send their actions and a coordinator accept them.
func (s *Seeding) planActions(ctx context.Context) error {
	all, err := read[[]planned]("actions")
	if err != nil {
		return err
	}
	s.Clock.at = s.Now.Add(-time.Hour)
	for _, p := range all {
		if err := s.plan(ctx, p); err != nil {
			return fmt.Errorf("action of %s: %w", p.Host, err)
		}
	}
	return nil
}

func (s *Seeding) plan(ctx context.Context, p planned) error {
	subject, name, err := s.signatory(organisation{English: p.Host})
	if err != nil {
		return err
	}
	host, err := s.arrive(ctx, subject, name)
	if err != nil {
		return err
	}
	edit := models.ActionEdit{OrganisationID: s.joined[p.Host], Audience: models.ForPublic, Content: p.content(s.Now)}
	if edit.ActionID, err = s.Store.SaveAction(ctx, host, s.sent("action.saved"), edit); err != nil {
		return err
	}
	edit.Edition = 1
	if err := s.Store.SendAction(ctx, host, s.sent("action.proposed"), edit); err != nil {
		return err
	}
	coordinator, err := s.again(ctx, "tomas")
	if err != nil {
		return err
	}
	shown, err := s.Store.ActionAtDesk(ctx, coordinator, edit.ActionID)
	if err != nil {
		return err
	}
	if err := s.Store.AcceptAction(ctx, coordinator, s.sent("action.published"), models.Decision{ID: edit.ActionID, Seen: shown.Seen}); err != nil {
		return err
	}
	if err := s.takePart(ctx, p, edit.ActionID); err != nil || p.Cancelled == "" {
		return err
	}
	return s.Store.CancelAction(ctx, host, s.sent("action.cancelled"), models.ActionStep{OrganisationID: edit.OrganisationID, ActionID: edit.ActionID, Reason: p.Cancelled})
}

// takePart lets the others join, each in its own town.
func (s *Seeding) takePart(ctx context.Context, p planned, actionID string) error {
	all, err := read[[]organisation]("organisations")
	if err != nil {
		return err
	}
	named := 0
	for _, o := range all {
		j := models.Joining{OrganisationID: s.joined[o.name()], ActionID: actionID, Way: models.JoinNamed, Town: o.Town}
		switch {
		case o.name() == p.Host:
			continue
		case o.Level == models.Public && named < p.Named:
			named++
		case o.Level != models.Public && p.Quietly:
			j.Way = models.JoinQuietly
		default:
			continue
		}
		subject, name, err := s.signatory(o)
		if err != nil {
			return err
		}
		actor, err := s.arrive(ctx, subject, name)
		if err != nil {
			return err
		}
		if err := s.Store.JoinAction(ctx, actor, s.sent("participation.joined"), j); err != nil {
			return fmt.Errorf("%s takes part: %w", o.name(), err)
		}
	}
	return nil
}
