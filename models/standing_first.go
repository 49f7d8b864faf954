package models

import "context"

// FirstPage is what somebody sees first after sign-in.
type FirstPage struct {
	Organisations []Mine
	Notices       []NoticeLine
	Waiting       map[string]MyApplication // by organisation: sent, and not accepted
	Asked         map[string][]CoHostAsk   // by organisation: what others ask it
	Due           map[string][]DueReport   // by organisation: actions that it took part in and has not told of
	Asks          map[string][]MyAsk       // by organisation: what the campaign asks of it
	Parts         map[string][]OwnPart     // by organisation: what it joined
	Back          map[string][]GivenBack   // by organisation: actions that a coordinator gave back
	Lost          map[string]bool          // by organisation: something that it joined is not shown any more
}

// FirstPage reads how every organisation that the actor represents stands, and what the actor is told.
func (s *Store) FirstPage(ctx context.Context, as Actor, lang string) (FirstPage, error) {
	notices, err := s.Notices(ctx, as, lang)
	if err != nil {
		return FirstPage{}, err
	}
	page := FirstPage{Notices: notices, Waiting: map[string]MyApplication{}, Asked: map[string][]CoHostAsk{}, Due: map[string][]DueReport{}, Asks: map[string][]MyAsk{}, Parts: map[string][]OwnPart{}, Lost: map[string]bool{}}
	if page.Back, err = s.GivenBackTo(ctx, as); err != nil {
		return FirstPage{}, err
	}
	for _, r := range as.Represents {
		m, err := s.Standing(ctx, as, r.OrganisationID, lang)
		if isNotFound(err) { // erased between sign-in and here
			continue
		}
		if err != nil {
			return FirstPage{}, err
		}
		page.Organisations = append(page.Organisations, m)
		if page.Asked[m.ID], err = s.CoHostAsks(ctx, as, m.ID); err != nil {
			return FirstPage{}, err
		}
		if page.Due[m.ID], err = s.DueReports(ctx, as, m.ID); err != nil {
			return FirstPage{}, err
		}
		if page.Asks[m.ID], err = s.MyAsks(ctx, as, m.ID); err != nil {
			return FirstPage{}, err
		}
		if page.Parts[m.ID], err = s.OwnParts(ctx, as, m.ID); err != nil {
			return FirstPage{}, err
		}
		if page.Lost[m.ID], err = s.HasLostParts(ctx, as, m.ID); err != nil {
			return FirstPage{}, err
		}
		if m.Application == "" || m.Application == Draft || m.Application == Approved {
			continue
		}
		if page.Waiting[m.ID], err = s.MyApplication(ctx, as, m.ID, lang); err != nil {
			return FirstPage{}, err
		}
	}
	return page, nil
}
