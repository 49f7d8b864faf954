package models

import (
	"context"
	"time"
)

// ActionPreview is an action that waits, or a change of one, as its readers will see it.
type ActionPreview struct {
	ID       string
	Sheet    ActionSheet
	Where    Where // all of it, as those read it who take part
	Audience Audience
	Timeless bool // it does not say yet when it is, so there is no page of it
	At       time.Time
}

// PreviewAction reads for the hosts of an action what a page of it will say: of a draft as it was saved last, of what is
// published as it shall become. NotFound for everybody else, and for who is out of sight,
// of what others host too and is not published.
func (s *Store) PreviewAction(ctx context.Context, as Actor, organisationID, actionID string) (ActionPreview, error) {
	a, err := s.OwnActionByID(ctx, as, organisationID, actionID)
	if err != nil {
		return ActionPreview{}, err
	}
	if a.Still && !a.Published {
		return ActionPreview{}, notFound()
	}
	content := a.Content
	if a.Edit != nil {
		content = *a.Edit
	}
	db := s.db.WithContext(ctx)
	rows, err := s.namedHosts(db, []string{a.ID}, a.Audience, organisationID)
	if err != nil {
		return ActionPreview{}, err
	}
	var ids []string
	for _, row := range rows {
		if row.State == HostAccepted {
			ids = append(ids, row.OrganisationID)
		}
	}
	parts, err := s.partsOf(db, ids)
	if err != nil {
		return ActionPreview{}, err
	}
	v := ActionPreview{ID: a.ID, Where: content.Where, Audience: a.Audience, At: s.clock()}
	v.Sheet = ActionSheet{State: ActionOpen, PublishedAt: v.At, ChangedAt: v.At, PublicAction: content.public(ActionSaid{})}
	for _, id := range ids {
		v.Sheet.Hosts = append(v.Sheet.Hosts, parts[id])
	}
	if times := content.When.Occurrences(); len(times) > 0 {
		v.Sheet.LastAt = lastEnd(times).UTC()
	} else {
		v.Timeless = true
	}
	return v, nil
}
