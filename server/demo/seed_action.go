package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"keephope/models"
	"keephope/models/occasion"
)

// planned is an action of the demo. Its days are counted from the day on which the demo is brought in.
type planned struct {
	models.ActionContent // all but When, which the days tell

	Host      string   `json:"host"` // English name
	Days      int      `json:"days"`
	From      string   `json:"from"`
	To        string   `json:"to"`
	Zone      string   `json:"zone"`      // "" = the local time of every town
	Cancelled string   `json:"cancelled"` // why it does not take place; "" = it does
	Planned   int      `json:"planned"`   // how many days ago it was published; 0 = an hour ago
	CoHosts   []string `json:"cohosts"`   // English names
	With      []string `json:"with"`      // English names of who takes part by name, beside the next
	Late      []string `json:"late"`      // English names of who joins by name the day before
	Named     int      `json:"named"`     // how many more take part by name: the first that are public
	Quietly   bool     `json:"quietly"`   // those who are not named take part too
	Asked     bool     `json:"asked"`     // by the campaign: a coordinator pins it
	Outcome   string   `json:"outcome"`
	Reports   []told   `json:"reports"`
}

// told is how an action went in one town.
type told struct {
	By     string `json:"by"` // English name
	Text   string `json:"text"`
	People string `json:"people"`
}

func (p planned) content(now time.Time) models.ActionContent {
	day := now.AddDate(0, 0, p.Days).Format(occasion.DayLayout)
	content := p.ActionContent
	content.When = occasion.When{Start: day + "T" + p.From, End: day + "T" + p.To, Zone: p.Zone}
	return content
}

// due is something that happens on its day, in the order of the ledger.
type due struct {
	at time.Time
	do func(context.Context) error
}

// later keeps something for its day.
func (s *Seeding) later(at time.Time, do func(context.Context) error) {
	s.due = append(s.due, due{at, do})
	slices.SortStableFunc(s.due, func(a, b due) int { return a.at.Compare(b.at) })
}

// until lets happen what is due before an instant.
func (s *Seeding) until(ctx context.Context, at time.Time) error {
	for len(s.due) > 0 && s.due[0].at.Before(at) {
		next := s.due[0]
		s.due = s.due[1:]
		s.Clock.forward(next.at)
		if err := next.do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// planActions lets hosts send their actions on their days, and a coordinator accept them.
func (s *Seeding) planActions(context.Context) error {
	all, err := read[[]planned]("actions")
	if err != nil {
		return err
	}
	for _, p := range all {
		s.later(s.Now.AddDate(0, 0, -p.Planned).Add(-time.Hour), func(ctx context.Context) error {
			if err := s.plan(ctx, p); err != nil {
				return fmt.Errorf("action of %s: %w", p.Host, err)
			}
			return nil
		})
	}
	return nil
}

// acts lets the signatory of an organisation act.
func (s *Seeding) acts(ctx context.Context, organisation organisation) (models.Actor, error) {
	subject, name, err := s.signatory(organisation)
	if err != nil {
		return models.Actor{}, err
	}
	return s.arrive(ctx, subject, name)
}

func (s *Seeding) plan(ctx context.Context, p planned) error {
	host, err := s.acts(ctx, organisation{English: p.Host})
	if err != nil {
		return err
	}
	id, err := s.publish(ctx, host, p)
	if err != nil {
		return err
	}
	for _, name := range p.CoHosts {
		if err := s.coHost(ctx, host, models.CoHostStep{OrganisationID: s.joined[p.Host], ActionID: id, Audience: models.ForPublic}, name); err != nil {
			return fmt.Errorf("%s co-hosts: %w", name, err)
		}
	}
	if err := s.takePart(ctx, p, id); err != nil {
		return err
	}
	if len(p.Late) > 0 {
		s.later(s.Now.AddDate(0, 0, p.Days-1), func(ctx context.Context) error {
			return s.takePart(ctx, planned{Host: p.Host, CoHosts: p.CoHosts, With: p.Late}, id)
		})
	}
	if p.Asked {
		coordinator, err := s.again(ctx, "tomas")
		if err != nil {
			return err
		}
		if err := s.Store.PinAction(ctx, coordinator, s.sent("ask.pinned"), id); err != nil {
			return err
		}
	}
	step := models.ActionStep{OrganisationID: s.joined[p.Host], ActionID: id, Reason: p.Cancelled, Outcome: p.Outcome}
	switch {
	case p.Cancelled != "":
		return s.Store.CancelAction(ctx, host, s.sent("action.cancelled"), step)
	case p.Outcome != "":
		s.later(s.Now.AddDate(0, 0, p.Days+1), func(ctx context.Context) error { return s.tell(ctx, p, step) })
		s.later(s.Now.AddDate(0, 0, p.Days+2), func(ctx context.Context) error { return s.Store.AskReports(ctx, id) })
	}
	return nil
}

// publish sends an action to the desk, where a coordinator accepts it.
func (s *Seeding) publish(ctx context.Context, host models.Actor, p planned) (id string, err error) {
	edit := models.ActionEdit{OrganisationID: s.joined[p.Host], Audience: models.ForPublic, Content: p.content(s.Now)}
	if edit.ActionID, err = s.Store.SaveAction(ctx, host, s.sent("action.saved"), edit); err != nil {
		return "", err
	}
	edit.Edition = 1
	if err := s.Store.SendAction(ctx, host, s.sent("action.proposed"), edit); err != nil {
		return "", err
	}
	coordinator, err := s.again(ctx, "tomas")
	if err != nil {
		return "", err
	}
	shown, err := s.Store.ActionAtDesk(ctx, coordinator, edit.ActionID)
	if err != nil {
		return "", err
	}
	return edit.ActionID, s.Store.AcceptAction(ctx, coordinator, s.sent("action.published"), models.Decision{ID: edit.ActionID, Seen: shown.Seen})
}

// coHost lets a host ask another organisation, which accepts.
func (s *Seeding) coHost(ctx context.Context, host models.Actor, step models.CoHostStep, name string) error {
	found, err := s.Store.FindCoHosts(ctx, host, step, name)
	if err != nil {
		return err
	}
	if err := s.Store.AskCoHosts(ctx, host, s.sent("cohost.asked"), step, []string{found[0].Ref}); err != nil {
		return err
	}
	other, err := s.acts(ctx, organisation{English: name})
	if err != nil {
		return err
	}
	step.OrganisationID, step.Yes = s.joined[name], true
	return s.Store.AnswerCoHost(ctx, other, s.sent("cohost.accepted"), step)
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
		case o.name() == p.Host, slices.Contains(p.CoHosts, o.name()):
			continue
		case slices.Contains(p.With, o.name()):
		case o.Level == models.Public && named < p.Named:
			named++
		case o.Level != models.Public && p.Quietly:
			j.Way = models.JoinQuietly
		default:
			continue
		}
		actor, err := s.acts(ctx, o)
		if err != nil {
			return err
		}
		if err := s.Store.JoinAction(ctx, actor, s.sent("participation.joined"), j); err != nil {
			return fmt.Errorf("%s takes part: %w", o.name(), err)
		}
	}
	return nil
}

// tell lets those who took part tell how it was, on the day after, and the host how it went.
func (s *Seeding) tell(ctx context.Context, p planned, step models.ActionStep) error {
	for _, r := range p.Reports {
		by, err := s.acts(ctx, organisation{English: r.By})
		if err != nil {
			return err
		}
		edit := models.ReportEdit{OrganisationID: s.joined[r.By], ActionID: step.ActionID, Lang: "en", Text: r.Text, People: r.People}
		if err := s.Store.SendReport(ctx, by, s.sent("report.sent"), edit); err != nil {
			return fmt.Errorf("%s reports: %w", r.By, err)
		}
	}
	if err := s.acceptReports(ctx); err != nil {
		return err
	}
	host, err := s.acts(ctx, organisation{English: p.Host})
	if err != nil {
		return err
	}
	return s.Store.FinishAction(ctx, host, s.sent("action.finished"), step)
}

// acceptReports has a coordinator accept every report that waits.
func (s *Seeding) acceptReports(ctx context.Context) error {
	coordinator, err := s.again(ctx, "tomas")
	if err != nil {
		return err
	}
	queue, err := s.Store.Queue(ctx, coordinator, models.QueueQuery{})
	if err != nil {
		return err
	}
	for _, line := range queue.Waiting {
		if !line.Report {
			continue
		}
		shown, err := s.Store.ReportAtDesk(ctx, coordinator, line.ID)
		if err != nil {
			return err
		}
		if err := s.Store.AcceptReport(ctx, coordinator, s.sent("report.published"), models.Decision{ID: line.ID, Seen: shown.Seen}); err != nil {
			return err
		}
	}
	return nil
}
