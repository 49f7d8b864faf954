package models

import (
	"context"
	"strings"
	"time"

	"keephope/models/fold"
	"keephope/models/occasion"
)

// hostedShown is how many actions a host's own page lists, and frontActions how many the first page does.
const (
	hostedShown  = 10
	frontActions = 3
)

// ActionBySlug returns the public action at an address, and the instant of reading. At one of its earlier addresses it is
// found too, but for those of before a keeper took its words out of sight: its Slug then is another, and the reader is sent there. Returns NotFound for every address that shows nothing
// now, whether it once did or never.
func (s *Store) ActionBySlug(ctx context.Context, slug string) (ActionSheet, time.Time, error) {
	at := s.clock()
	if len(slug) > 2*fold.MaxSlug {
		return ActionSheet{}, at, notFound()
	}
	row, err := one[sheetRow](isListed(s.db.WithContext(ctx).Table("listed_actions q").Select(sheetColumns)).
		Where("slug = ? OR action_id = (SELECT g.action_id FROM action_slugs g WHERE g.lookup = ? AND g.ended_at IS NULL)", slug, s.actionSlugLookup(slug)))
	if err != nil {
		return ActionSheet{}, at, err
	}
	sheets, err := s.sheets(ctx, []sheetRow{row})
	if err == nil && len(sheets) == 0 {
		err = notFound()
	}
	if err != nil {
		return ActionSheet{}, at, err
	}
	return sheets[0], at, nil
}

// ActionsHostedBy lists the public actions of a public organisation, by its address name: what ends last comes first.
func (s *Store) ActionsHostedBy(ctx context.Context, slug string) (ActionPage, error) {
	return s.fewActions(ctx, ActionQuery{host: slug, size: hostedShown})
}

// nextActions are the next ones that take place.
func (s *Store) nextActions(ctx context.Context) ([]ActionSheet, error) {
	page, err := s.fewActions(ctx, ActionQuery{standing: true, size: frontActions})
	return page.Actions, err
}

func (s *Store) fewActions(ctx context.Context, q ActionQuery) (ActionPage, error) {
	page := ActionPage{At: s.clock()}
	rows, err := s.actionRows(ctx, q, actionCursor{}, page.At)
	if err != nil {
		return page, err
	}
	page.Actions, err = s.sheets(ctx, rows[:min(len(rows), q.size)])
	return page, err
}

// Status returns where the action stands at an instant.
func (a ActionSheet) Status(at time.Time) ActionStatus {
	status := ActionStatusAt(a.State, a.When, at)
	if status == ActionStatus(ActionOpen) && a.Capacity > 0 && a.Taken >= a.Capacity {
		return Full
	}
	return status
}

// Next returns the action's time that is under way or comes next; the last of all that take place when it is over.
func (a PublicAction) Next(at time.Time) occasion.Occurrence {
	var next occasion.Occurrence
	for i, o := range a.When.Occurrences() {
		if i == 0 || !o.Off {
			next = o
		}
		if !o.Off && o.Ends.After(at) {
			break
		}
	}
	return next
}

// Text returns the action's words in a language, else in its original one, and in which they are.
func (a PublicAction) Text(lang string) (ActionText, string) {
	if text, ok := a.Texts[lang]; ok && text.Title != "" {
		return text, lang
	}
	return a.Texts[a.Original], a.Original
}

// actionCursor is a place between two rows of the public actions.
type actionCursor struct {
	Back bool   `json:"b,omitempty"` // towards the beginning
	At   int64  `json:"t"`           // microseconds: of the next beginning, or of the end
	ID   string `json:"i"`           // action
}

// at is the cursor's instant as the database keeps it.
func (c actionCursor) at() time.Time { return time.UnixMicro(c.At).UTC() }

// place is the cursor at a row.
func (a ListedAction) place(q ActionQuery, at time.Time, back bool) actionCursor {
	stands := a.LastAt
	if !q.latestFirst() {
		stands = a.FirstAt
		if next := a.Shown.Next(at); !next.Off {
			stands = next.Starts
		}
	}
	return actionCursor{Back: back, At: stands.UnixMicro(), ID: a.ActionID}
}

func (s *Store) sealActionCursor(q ActionQuery, c actionCursor) string {
	return s.sealPlace(actionsPlace, c, q.bound())
}

// openActionCursor reads the query's cursor; placed is false if it has none that fits.
func (s *Store) openActionCursor(q ActionQuery) (c actionCursor, placed bool) {
	if !s.openPlace(actionsPlace, q.Page, q.bound(), &c) {
		return actionCursor{}, false
	}
	return c, true
}

// bound is what a cursor of this query belongs to.
func (q ActionQuery) bound() string {
	flags := map[bool]string{true: "past"}[q.Past] + map[bool]string{true: "online"}[q.Online]
	return strings.Join([]string{flags, q.Kind, q.Country, q.Community}, "\x00")
}
