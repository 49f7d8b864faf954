package models

import (
	"context"
	"fmt"
)

// Readiness is what there is to do before others are invited.
type Readiness struct {
	Keepers      int64 // who are able to sign in; keepersNeeded before anybody may stand unnamed
	Coordinators int64 // keepers among them
	Campaign     bool  // there is a featured campaign with its texts
	Statement    bool  // its call has a published version
}

// EnoughKeepers reports whether organisations may stand unnamed.
func (r Readiness) EnoughKeepers() bool { return r.Keepers >= keepersNeeded }

// Readiness counts what there is to do. For administrators.
func (s *Store) Readiness(ctx context.Context, as Actor) (Readiness, error) {
	if err := as.MayAdminister(); err != nil {
		return Readiness{}, err
	}
	var row struct{ Keepers, Coordinators, Texts, Versions int64 }
	err := s.db.WithContext(ctx).Raw(`SELECT
		(SELECT count(*) FROM roles r JOIN people p ON p.id = r.person_id WHERE r.role = ? AND p.disabled_at IS NULL) AS keepers,
		(SELECT count(DISTINCT r.person_id) FROM roles r JOIN people p ON p.id = r.person_id
			WHERE r.role IN (?, ?) AND p.disabled_at IS NULL) AS coordinators,
		(SELECT count(*) FROM campaigns c JOIN campaign_texts t ON t.campaign_id = c.id AND t.lang = c.original_lang
			WHERE c.featured AND t.title <> '') AS texts,
		(SELECT count(*) FROM campaigns c JOIN statements s ON s.campaign_id = c.id AND s.kind = 'call'
			JOIN statement_versions v ON v.statement_id = s.id WHERE c.featured AND v.published_at <= ?) AS versions`,
		Keeper, Keeper, Coordinator, s.clock()).Scan(&row).Error
	if err != nil {
		return Readiness{}, fmt.Errorf("count what there is to do: %w", err)
	}
	return Readiness{Keepers: row.Keepers, Coordinators: row.Coordinators, Campaign: row.Texts > 0, Statement: row.Versions > 0}, nil
}
