package models

import (
	"context"
	"fmt"
	"time"

	"keephope/models/seal"
)

// OwnAction is an action as its hosts read it.
type OwnAction struct {
	ID        string
	State     ActionState
	Audience  Audience
	Content   ActionContent
	Said      ActionSaid
	Edition   int
	Slug      string // of its public page; "" = it has none now
	SavedAt   time.Time
	Published bool
	Withheld  bool           // a keeper has its words out of sight
	Hidden    bool           // a coordinator has
	Edit      *ActionContent // what it shall become once a coordinator agrees; nil = nothing is wished
	EditWaits bool           // and was not given back
	Held      *time.Time     // until when a coordinator put what waits on hold; nil = it is not
	Past      bool           // nothing but its words can change any more
	Part      HostPart       // of the reader's organisation, as it is now
	Still     bool           // that is out of sight, and somebody else hosted it, now or once: it changes nothing, and reads what is published without venue, link and edits
	Settled   bool           // it was published, or others host it, now or once: for whom it is stays
	Full      bool           // no place is left for who joins by name
}

// Stands reports whether it is published and still ahead or under way, so that its hosts close joining or cancel it.
func (a OwnAction) Stands(at time.Time) bool {
	return (a.State == ActionOpen || a.State == ActionClosed) && ActionStatusAt(a.State, a.Content.When, at) != Over
}

// OwnActionByID reads an action for its hosts. NotFound for everybody else, and for an organisation that is no member now, if
// it hosts it with others.
func (s *Store) OwnActionByID(ctx context.Context, as Actor, organisationID, actionID string) (OwnAction, error) {
	if err := as.MayRead(organisationID); err != nil {
		return OwnAction{}, err
	}
	all, err := s.ownActions(ctx, ownActionQuery{organisation: organisationID, action: actionID})
	if err != nil {
		return OwnAction{}, err
	}
	if len(all) == 0 {
		return OwnAction{}, notFound()
	}
	return all[0], nil
}

// ownActionPlace is a place among an organisation's actions: after this one.
type ownActionPlace struct {
	SavedAt time.Time `json:"t"`
	ID      string    `json:"i"`
}

func (a OwnAction) place() ownActionPlace { return ownActionPlace{SavedAt: a.SavedAt.UTC(), ID: a.ID} }

// ownActionQuery asks for n of an organisation's actions after a place, or for one.
type ownActionQuery struct {
	organisation string
	action       string         // "" = all
	after        ownActionPlace // zero = from the newest
	n            int
}

// ownRow is an action as it is kept, with the address of its public page.
type ownRow struct {
	Action
	Slug string
}

func (s *Store) ownActions(ctx context.Context, q ownActionQuery) ([]OwnAction, error) {
	var rows []ownRow
	db := s.db.WithContext(ctx)
	query := db.Table("actions a").Select("a.*, COALESCE(l.slug, '') AS slug").
		Joins("JOIN action_hosts h ON h.action_id = a.id AND h.organisation_id = ? AND h.state = ?", q.organisation, HostAccepted).
		Joins("LEFT JOIN listed_actions l ON l.action_id = a.id").
		Where(hostReads)
	if q.action != "" {
		query = query.Where("a.id = ?", q.action)
	}
	if q.after.ID != "" {
		query = query.Where("(a.saved_at, a.id) < (?, ?)", q.after.SavedAt.UTC(), q.after.ID)
	}
	if q.n > 0 {
		query = query.Limit(q.n)
	}
	err := query.Order("a.saved_at DESC, a.id DESC").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list actions of %s: %w", q.organisation, err)
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return nil, err
	}
	actions := make([]Action, len(rows))
	for i, row := range rows {
		actions[i] = row.Action
	}
	hostings, err := s.hostings(db, q.organisation, actions)
	if err != nil {
		return nil, err
	}
	out := make([]OwnAction, len(rows))
	for i, row := range rows {
		if out[i], err = s.ownAction(keys[row.ID], row, q.organisation, hostings[row.ID]); err != nil {
			return nil, err
		}
	}
	return out, s.markFull(db, out, s.clock())
}

// ownAction opens an action for an organisation that hosts it. Of what others host too, or once did, who is out of sight reads what is
// published, without venue and link, nor why anything was given back; of what is not published only that it is there.
func (s *Store) ownAction(key seal.DataKey, row ownRow, organisationID string, own ownHosting) (OwnAction, error) {
	if own.still && !row.Published() {
		return OwnAction{ID: row.ID, State: ActionDraft, Audience: row.Audience, SavedAt: row.SavedAt, Part: own.part, Still: true, Settled: true}, nil
	}
	content, err := s.actionContent(key, row.Action)
	if err != nil {
		return OwnAction{}, err
	}
	said, err := openValue[ActionSaid](key, actionPlace(row.ID, "said"), row.Said)
	if err != nil {
		return OwnAction{}, err
	}
	edit, err := s.actionProposal(key, row.Action)
	if err != nil {
		return OwnAction{}, err
	}
	if own.still {
		content.Where, edit, row.HeldUntil = content.Where.open(), nil, nil
		said.settle()
	}
	if row.Published() && said.Of != "" && said.Of != organisationID {
		said.Answer = "" // of another host: whoever sends a change instead answers in its own words
	}
	said.Of = ""
	return OwnAction{
		Edit: edit, EditWaits: edit != nil && row.Waits(), Held: heldUntil(row.StateAt(s.clock()), row.HeldUntil), Past: row.Past(content, s.clock()),
		ID: row.ID, State: row.State, Audience: row.Audience, Content: content, Said: said, Edition: row.Edition,
		Slug: row.Slug, SavedAt: row.SavedAt, Published: row.Published(), Withheld: byKeeper(row.WithheldAt, row.HiddenAt), Hidden: row.HiddenAt != nil,
		Part: own.part, Still: own.still, Settled: row.WasPublished || row.Together,
	}, nil
}
