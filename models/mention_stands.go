package models

import (
	"bytes"
	"fmt"
	"slices"
)

// sentences are those of some texts in which one of the names stands, folded. Words that may stand in prose say something else where
// a place or a link is told.
func (s sought) sentences(all []written) (found []string) {
	for _, w := range all {
		for _, name := range s.names {
			for _, sentence := range name.Sentences(w.Text) {
				if tellsWhere(w.Field) {
					sentence = w.Field + ":" + sentence
				}
				found = append(found, sentence)
			}
		}
	}
	return found
}

func tellsWhere(field string) bool {
	return slices.Contains([]string{"place", "venue", "link", "materials", "town"}, field)
}

// standing is what is kept of a sentence that a keeper let stand: it tells nobody what it is, nor that another mention has it too.
func (s *Store) standing(mentionID, sentence string) []byte {
	return s.keys.Lookup("mention stands", mentionID+sentence)
}

// whatStands is what is kept of the sentences that a mention is about.
func (t *tx) whatStands(m mentioned) ([]byte, error) {
	profiles, err := t.profilesOf(t.db, []string{m.OrganisationID})
	if err != nil {
		return nil, err
	}
	found := soughtOf(m.OrganisationID, profiles[m.OrganisationID].Names).sentences(m.words)
	slices.Sort(found)
	var kept []byte
	for _, sentence := range slices.Compact(found) {
		kept = append(kept, t.standing(m.ID, sentence)...)
	}
	return kept, nil
}

// allStand reports whether a keeper let all of some sentences stand.
func (s *Store) allStand(m Mention, sentences []string) bool {
	return !slices.ContainsFunc(sentences, func(sentence string) bool {
		one := s.standing(m.ID, sentence)
		for kept := range slices.Chunk(m.Stands, len(one)) {
			if bytes.Equal(kept, one) {
				return false
			}
		}
		return true
	})
}

// reopen has what was settled wait for keepers again: the name stands in other sentences than they let stand.
func (t *tx) reopen(again []string) error {
	if len(again) == 0 {
		return nil
	}
	open := t.db.Model(&Mention{}).Where("id IN ? AND state = ?", again, MentionSettled).
		Updates(map[string]any{"state": MentionOpen, "found_at": t.at, "decided_at": nil, "stands": nil})
	if open.Error != nil {
		return fmt.Errorf("ask keepers again: %w", open.Error)
	}
	return nil
}
