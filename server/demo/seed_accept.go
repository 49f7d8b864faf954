package demo

import (
	"context"

	"keephope/models"
)

// accept opens an application where that is needed, and accepts it.
func (s *Seeding) accept(ctx context.Context, as models.Actor, organisationID string) error {
	return nil
}

// comeEditors lets personas redeem invitations.
func (s *Seeding) comeEditors(ctx context.Context) error { return nil }
