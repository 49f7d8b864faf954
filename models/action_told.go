package models

import (
	"maps"
	"slices"
)

// untoldDecision says in SQL whether an event e is what became of something that an organisation sent of an action which is for keepers
// alone by now, or erased: others have no line of the sending, and from this one they would learn of it. The placeholders are: the verbs
// of endings, now, now.
const untoldDecision = `(e.verb IN ? AND EXISTS (SELECT 1 FROM events ev
	WHERE ev.id = (SELECT MAX(x.id) FROM events x WHERE x.object_kind = 'action' AND x.object_id = e.object_id AND x.id < e.id AND x.verb IN ('action.proposed', 'action.edit_proposed'))
	AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = ev.organisation_id AND NOT ` + unnamedRule + `)))`

// sentEndings are what becomes of an action, or of a change of one, that was sent to the desk.
func sentEndings() []Verb {
	return append(slices.Collect(maps.Keys(actionDecisions())), "action.taken_back", "action.recalled", "action.edit_dropped")
}
