package models

import "context"

// Inside is what of an action's place those alone learn who take part, the link and the venue, as one of them reads it.
type Inside struct {
	Where
	Apart  bool // it takes part and learns nothing, because the hosts do not know of it
	Hidden bool // it is hidden, and so they cannot
}

// PlaceInside is where those meet who take part in an action that a member reads, through the first of the parts that is told it.
// Nothing for who waits for a place, and for whom the hosts do not know: that one reads why.
func (s *Store) PlaceInside(ctx context.Context, as Actor, parts []OwnPart) (in Inside, err error) {
	for _, part := range parts {
		if part.Waiting || part.Mode != AtVenue && part.Mode != Online {
			continue
		}
		v, err := s.Joinable(ctx, as, part.OrganisationID, part.ID)
		if isNotFound(err) { // it is gone since
			continue
		}
		if err != nil || !v.Apart {
			return Inside{Where: v.Content.Where}, err
		}
		in = Inside{Apart: true, Hidden: v.Hidden}
	}
	return in, nil
}
