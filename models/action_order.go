package models

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// What an organisation plans is sealed, with its times: so its own lists are opened and sorted in Go, the newest saved of so many.
const ownActionsBound = 2000

// OwnActionsPageSize is how many actions a page of an organisation's own lists has.
const OwnActionsPageSize = 50

// Paging is where a page stands in a list.
type Paging struct {
	Number   int    // of the page, from 1
	Previous string // cursor of the page before; "" on the first page
	Next     string // cursor of the page after; "" on the last page
}

// OwnActionList is one page of an organisation's actions.
type OwnActionList struct {
	Actions []OwnAction
	Sent    *OwnAction // what was saved last of what is no draft, on whatever page; nil = nothing
	Paging
}

// OwnPartList is one page of what an organisation takes part in.
type OwnPartList struct {
	Parts []OwnPart
	Paging
}

// OwnActions lists the actions of an organisation: what is to come by its next beginning, then drafts whose time is not said or has
// passed, the last saved first, then what is over or cancelled, the latest first. One that is no member now reads those that it
// hosts alone: of others nothing. page is a cursor of an earlier page; "" or one that does not fit is the first page.
func (s *Store) OwnActions(ctx context.Context, as Actor, organisationID, page string) (list OwnActionList, err error) {
	if err := as.MayRead(organisationID); err != nil {
		return list, err
	}
	all, err := s.ownActions(ctx, ownActionQuery{organisation: organisationID, n: ownActionsBound})
	if err != nil {
		return list, err
	}
	if i := slices.IndexFunc(all, func(a OwnAction) bool { return a.State != ActionDraft }); i >= 0 {
		sent := all[i]
		list.Sent = &sent
	}
	at := s.clock()
	list.Actions, list.Paging = pageOf(s, all, func(a OwnAction) ownOrder { return a.order(at) }, ownPage{ownActionsAt, organisationID, page})
	return list, nil
}

// OwnPartsPage lists what an organisation of the actor joined, in the order of OwnParts, page by page.
func (s *Store) OwnPartsPage(ctx context.Context, as Actor, organisationID, page string) (list OwnPartList, err error) {
	all, err := s.ownParts(ctx, as, organisationID, ownActionsBound)
	if err != nil {
		return list, err
	}
	at := s.clock()
	list.Parts, list.Paging = pageOf(s, all, func(p OwnPart) ownOrder { return p.order(at) }, ownPage{ownPartsAt, organisationID, page})
	return list, nil
}

// ownOrder is the place of an action in an organisation's own lists: the lowest comes first.
type ownOrder struct {
	Back  bool   `json:"b,omitempty"` // of a cursor: the page ends before it
	Group int    `json:"g"`
	At    int64  `json:"t"` // microseconds, negative where the latest comes first
	ID    string `json:"i"`
}

// The groups of an organisation's own lists, in their order.
const (
	ownAhead = iota
	ownUntimed
	ownOver
)

func (o ownOrder) compare(than ownOrder) int {
	return cmp.Or(cmp.Compare(o.Group, than.Group), cmp.Compare(o.At, than.At), cmp.Compare(o.ID, than.ID))
}

func (a OwnAction) order(at time.Time) ownOrder {
	times := a.Content.When.Occurrences()
	over := len(times) > 0 && !lastEnd(times).After(at)
	unsent := a.State == ActionDraft || a.State == ActionProposed
	switch {
	case unsent && (over || len(times) == 0):
		return ownOrder{Group: ownUntimed, At: -a.SavedAt.UnixMicro(), ID: a.ID}
	case len(times) == 0 || over || a.State == ActionDone || a.State == ActionCancelled:
		return overOrder(a.ID, lastEnd(times))
	}
	return aheadOrder(a.ID, PublicAction{When: a.Content.When}.Next(at).Starts)
}

func (p OwnPart) order(at time.Time) ownOrder {
	if p.Ahead(at) {
		return aheadOrder(p.ID, p.Next(at).Starts)
	}
	return overOrder(p.ID, p.LastAt)
}

func aheadOrder(id string, starts time.Time) ownOrder {
	return ownOrder{Group: ownAhead, At: starts.UnixMicro(), ID: id}
}

func overOrder(id string, ended time.Time) ownOrder {
	return ownOrder{Group: ownOver, At: -ended.UnixMicro(), ID: id}
}

// ownPage asks for a page of an organisation's own list.
type ownPage struct {
	kind         sealedPlace
	organisation string
	cursor       string
}

// pageOf sorts all and cuts out the page that a cursor asks for.
func pageOf[T any](s *Store, all []T, order func(T) ownOrder, q ownPage) ([]T, Paging) {
	slices.SortFunc(all, func(a, b T) int { return order(a).compare(order(b)) })
	var c ownOrder
	from := 0
	if s.openPlace(q.kind, q.cursor, q.organisation, &c) {
		at, found := slices.BinarySearchFunc(all, c, func(x T, c ownOrder) int { return order(x).compare(c) })
		switch {
		case c.Back:
			from = max(0, at-OwnActionsPageSize)
		case found:
			from = at + 1
		default:
			from = at
		}
	}
	if from >= len(all) { // what stood there is gone
		from = max(0, len(all)-OwnActionsPageSize)
	}
	to := min(len(all), from+OwnActionsPageSize)
	paging := Paging{Number: 1 + (from+OwnActionsPageSize-1)/OwnActionsPageSize}
	if from > 0 {
		first := order(all[from])
		first.Back = true
		paging.Previous = s.sealPlace(q.kind, first, q.organisation)
	}
	if to < len(all) {
		paging.Next = s.sealPlace(q.kind, order(all[to-1]), q.organisation)
	}
	return all[from:to], paging
}
