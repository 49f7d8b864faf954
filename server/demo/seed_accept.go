package demo

import (
	"context"
	"time"

	"keephope/models"
)

// accept lets a keeper open an application some minutes after it was sent, and accept it.
func (s *Seeding) accept(ctx context.Context, applicationID string) error {
	s.Clock.at = s.Clock.at.Add(20 * time.Minute)
	keeper, err := s.again(ctx, "ilyas")
	if err != nil {
		return err
	}
	if err := s.Store.Take(ctx, keeper, s.sent("application.taken"), applicationID); err != nil {
		return err
	}
	shown, err := s.Store.Case(ctx, keeper, applicationID)
	if err != nil {
		return err
	}
	return s.Store.Accept(ctx, keeper, s.sent("application.accepted"), models.Decision{ID: applicationID, Seen: shown.Seen})
}

// comeEditors lets personas redeem the invitations that make them editors.
func (s *Seeding) comeEditors(ctx context.Context) error {
	personas, err := Personas()
	if err != nil {
		return err
	}
	for _, p := range personas {
		if p.Editor == "" {
			continue
		}
		if err := s.comeEditor(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Seeding) comeEditor(ctx context.Context, p Persona) error {
	subject, name, err := s.signatory(organisation{English: p.Editor})
	if err != nil {
		return err
	}
	signatory, err := s.arrive(ctx, subject, name)
	if err != nil {
		return err
	}
	token, err := s.Store.Invite(ctx, signatory, s.sent("invitation.made"),
		models.Inviting{OrganisationID: s.joined[p.Editor], Standing: models.Editor})
	if err != nil {
		return err
	}
	_, err = s.Store.UseInvitation(ctx, s.people[p.Subject], s.sent("invitation.used"), token)
	return err
}
