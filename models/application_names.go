package models

import (
	"time"

	"github.com/maypok86/otter/v2"
	"gorm.io/gorm"

	"keephope/models/fold"
)

// Bounds of what is kept of names, so that a case does not open ten thousand of them anew. An entry is one to two
// kilobytes.
const (
	namesKept    = 20_000
	namesKeptFor = 10 * time.Minute
)

// markBytes is how many bytes of a sealed profile tell it from every other: those with the nonce of its sealing.
const markBytes = 32

// folded is an organisation's names made ready for comparing, and the mark of the sealed profile that they stand in.
type folded struct {
	mark  string
	names fold.Profile
}

// foldedNames keeps folded names of organisations in this replica's memory and nowhere else, by organisation. One whose
// profile was sealed anew is opened anew; one that was erased is forgotten after namesKeptFor, and compared with nobody
// before, because the database says each time which organisations there are.
type foldedNames struct{ kept *otter.Cache[string, folded] }

func newFoldedNames() *foldedNames {
	return &foldedNames{otter.Must(&otter.Options[string, folded]{
		MaximumSize: namesKept, ExpiryCalculator: otter.ExpiryWriting[string, folded](namesKeptFor),
	})}
}

// marked is an organisation with the mark of its sealed profile.
type marked struct {
	Organisation
	Mark []byte
}

// foldedOf returns the folded names of organisations, in their order: those that are kept, the others opened.
func (s *Store) foldedOf(db *gorm.DB, organisations []marked) ([]fold.Profile, error) {
	names := make([]fold.Profile, len(organisations))
	var missing []string
	at := map[string]int{}
	for i, o := range organisations {
		if kept, ok := s.names.kept.GetIfPresent(o.ID); ok && kept.mark == string(o.Mark) {
			names[i] = kept.names
			continue
		}
		missing, at[o.ID] = append(missing, o.ID), i
	}
	profiles, err := s.profilesOf(db, missing)
	if err != nil {
		return nil, err
	}
	for id, p := range profiles {
		i := at[id]
		names[i] = fold.NewProfile(p.Names.Own, p.Names.English)
		s.names.kept.Set(id, folded{mark: string(organisations[i].Mark), names: names[i]})
	}
	return names, nil
}
