package views

import (
	"time"

	"keephope/models"
)

// namingChoice is how an endorsement is, or shall be, shown: what the cards and the day begin with.
type namingChoice struct {
	Keepers   bool // counted is offered
	Addressee bool // delivery is offered
	Chosen    models.Level
	Known     bool // others have read the name: counting cannot undo that
}

// levelCards is the choice of who sees an endorsement, from loud to quiet.
func levelCards(p Page, n namingChoice) Choice {
	c := Choice{Name: "level", Legend: p.T("application.naming.legend"), Hidden: true}
	add := func(level models.Level, name, hint string) {
		c.Options = append(c.Options, Option{Value: string(level), Label: p.T(name), Hint: p.T(hint), Chosen: n.Chosen == level})
	}
	add(models.Public, "application.naming.public", "application.naming.public_hint")
	if n.Addressee || n.Chosen == models.Delivery {
		add(models.Delivery, "endorsement.level.delivery", "endorsement.change.delivery_hint")
	}
	add(models.Members, "application.naming.members", "application.naming.members_hint")
	if n.Keepers || n.Chosen == models.Counted {
		add(models.Counted, "application.naming.counted", "application.naming.counted_hint")
		if n.Known {
			c.Options[len(c.Options)-1].Hint += " " + p.T("endorsement.level.counted_known")
		}
	}
	return c
}

// NameFromValue is a day for a date field: "" once it has come.
func NameFromValue(from *time.Time, now time.Time) string {
	if from == nil || !now.Before(*from) {
		return ""
	}
	return from.UTC().Format(time.DateOnly)
}
