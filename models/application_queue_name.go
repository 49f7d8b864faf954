package models

import "gorm.io/gorm"

// nameQueue opens the names of the lines that the reader may open: four statements for all of them.
func (s *Store) nameQueue(db *gorm.DB, as Actor, rows []queued, q *Queue) error {
	owner := make(map[string]string, len(rows))
	for _, r := range rows {
		owner[r.ID] = r.OrganisationID
	}
	var open []*QueueLine
	var ids []string
	for _, part := range q.parts() {
		for i := range *part {
			if l := &(*part)[i]; l.Open {
				open, ids = append(open, l), append(ids, owner[l.ID])
			}
		}
	}
	profiles, err := s.profilesOf(db, ids)
	if err != nil {
		return err
	}
	for _, l := range open {
		p := profiles[owner[l.ID]]
		l.Names, l.Town, l.Country = p.Names, p.Town, p.Country
	}
	if err := s.titleActions(db, open, q.opened); err != nil {
		return err
	}
	if err := s.titleReports(db, as, rows, open); err != nil {
		return err
	}
	return s.nameReaders(db, q)
}

// nameReaders puts names for the ids of who reads the lines that wait.
func (s *Store) nameReaders(db *gorm.DB, q *Queue) error {
	var ids []string
	for _, l := range q.Waiting {
		ids = append(ids, l.Reader)
	}
	names, err := s.namesOfPeople(db, ids...)
	for i := range q.Waiting {
		q.Waiting[i].Reader = names[q.Waiting[i].Reader]
	}
	return err
}
