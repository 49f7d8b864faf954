package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// nameLines resolves the names of events that the reader may see: two statements for organisations, two for people.
func (s *Store) nameLines(db *gorm.DB, lang string, events []Event) ([]LogLine, error) {
	var organisations, people []string
	for _, e := range events {
		organisations = append(organisations, e.OrganisationID)
		people = append(people, e.ActorID)
		if e.ObjectKind == "person" {
			people = append(people, e.ObjectID)
		}
	}
	called, err := s.organisationNames(db, unique(organisations), lang)
	if err != nil {
		return nil, err
	}
	names, err := s.peopleCalled(db, unique(people))
	if err != nil {
		return nil, err
	}
	lines := make([]LogLine, len(events))
	for i, e := range events {
		if _, lives := called[e.OrganisationID]; e.OrganisationID != "" && !lives {
			lines[i] = e.ofErased()
			continue
		}
		lines[i] = LogLine{
			At: e.At, Verb: e.Verb, Actor: Named{e.ActorID, names[e.ActorID]},
			Organisation: Named{e.OrganisationID, called[e.OrganisationID]},
		}
		if e.ObjectKind == "person" && e.ObjectID != e.ActorID {
			lines[i].Person = Named{e.ObjectID, names[e.ObjectID]}
		}
	}
	return lines, nil
}

// ofErased is the line of an organisation that was erased: it names nobody.
func (e Event) ofErased() LogLine {
	line := LogLine{At: e.At, Verb: e.Verb, Organisation: Named{ID: e.OrganisationID}}
	if e.ActorID != "" {
		line.Actor.ID = e.OrganisationID
	}
	return line
}

// peopleCalled opens the names of people, by id.
func (s *Store) peopleCalled(db *gorm.DB, ids []string) (map[string]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []Person
	if err := db.Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("find people of events: %w", err)
	}
	return s.personNames(db, rows)
}

// organisationNames opens the shown names of organisations, by id. What is erased is left out.
func (s *Store) organisationNames(db *gorm.DB, ids []string, lang string) (map[string]string, error) {
	var rows []Organisation
	if err := db.Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("find organisations of events: %w", err)
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(rows))
	for _, o := range rows {
		key, ok := keys[o.ID]
		if !ok {
			continue
		}
		profile, err := s.profile(key, o)
		if err != nil {
			return nil, err
		}
		names[o.ID], _ = profile.Names.Shown(lang)
	}
	return names, nil
}

// unique returns the texts that are not empty, each once.
func unique(texts []string) []string {
	texts = slices.Clone(texts)
	slices.Sort(texts)
	return slices.DeleteFunc(slices.Compact(texts), func(text string) bool { return text == "" })
}
