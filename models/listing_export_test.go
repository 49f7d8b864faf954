package models

// CountMatchesUpTo lowers the number of matches from which a search walks instead of gathering.
func CountMatchesUpTo(s *Store, n int) { s.countedMatches = n }
