package demo

import (
	"context"
	"fmt"
	"time"

	"keephope/models"
)

// Seeding brings the coalition in. Store must run on Clock, so that each organisation comes on its own day.
type Seeding struct {
	Store  *models.Store
	Clock  *Clock
	Issuer string // of the demo's OpenID provider
	Now    time.Time

	people map[string]models.Actor // personas by subject
	joined map[string]string       // organisation ids by what personas call them
	due    []due                   // what happens on a day of its own
	called map[string]string       // who signs for an organisation that no persona signs for
}

// seedDays is how long ago the demo's campaign was brought in.
const seedDays = 30

// Seed fills an empty store. The order is that of life: people, roles, campaign, text, organisations, day by day.
func (s *Seeding) Seed(ctx context.Context) error {
	s.people, s.joined = map[string]models.Actor{}, map[string]string{}
	s.called = map[string]string{}
	s.Clock.at = s.Now.AddDate(0, 0, -seedDays)
	for _, step := range []func(context.Context) error{s.comePeople, s.makeCampaign, s.planActions, s.comeOrganisations, s.comeEditors} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("bring in the demo: %w", err)
		}
	}
	if err := s.until(ctx, s.Now); err != nil {
		return fmt.Errorf("bring in the demo: %w", err)
	}
	s.Clock.at = s.Now
	return s.Store.WriteTally(ctx)
}

// comePeople lets every persona sign in once, and gives the roles.
func (s *Seeding) comePeople(ctx context.Context) error {
	personas, err := Personas()
	if err != nil {
		return err
	}
	for _, p := range personas {
		actor, err := s.arrive(ctx, p.Subject, p.Name)
		if err != nil {
			return err
		}
		if p.Role != "" {
			if err := s.Store.Grant(ctx, models.Program(), models.Sent{}, actor.PersonID, p.Role); err != nil {
				return err
			}
			if actor, err = s.arrive(ctx, p.Subject, p.Name); err != nil {
				return err
			}
		}
		s.people[p.Subject] = actor
	}
	return nil
}

// arrive signs somebody in at the demo's provider and returns who they are now.
func (s *Seeding) arrive(ctx context.Context, subject, name string) (models.Actor, error) {
	token, err := s.Store.Arrived(ctx, models.Arrival{
		Identity: models.Identity{Provider: "demo", Issuer: s.Issuer, Subject: subject, Name: name}, Lang: "en",
	})
	if err != nil {
		return models.Actor{}, err
	}
	return s.Store.Actor(ctx, token)
}

// again is the persona with the rights of now.
func (s *Seeding) again(ctx context.Context, subject string) (models.Actor, error) {
	return s.arrive(ctx, subject, s.people[subject].Name)
}

func (s *Seeding) sent(verb models.Verb) models.Sent {
	return models.Sent{FormID: s.Store.NewID(), Verb: verb}
}
