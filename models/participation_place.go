package models

import "context"

// PlaceInside is where those meet who take part in an action that a member reads: of the place what they alone learn, the link and
// the venue, through the first of the parts that is told it. Nothing for who waits for a place, and for whom the hosts do not know.
func (s *Store) PlaceInside(ctx context.Context, as Actor, parts []OwnPart) (Where, error) {
	for _, part := range parts {
		if part.Waiting || part.Mode != AtVenue && part.Mode != Online {
			continue
		}
		v, err := s.Joinable(ctx, as, part.OrganisationID, part.ID)
		if isNotFound(err) { // it is gone since
			continue
		}
		if w := v.Content.Where; err != nil || w.Venue != "" || w.Link != "" {
			return w, err
		}
	}
	return Where{}, nil
}
