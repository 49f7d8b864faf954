package models

// BoundLists lowers the number of matches from which a search walks instead of gathering, and up to which it counts.
func BoundLists(s *Store, gathered, counted int) {
	s.lists = listBounds{gathered: gathered, counted: counted}
}
