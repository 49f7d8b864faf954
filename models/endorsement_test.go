package models_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"keephope/models"
)

func TestWhatCountsAtAnInstant(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	before, after := now.Add(-time.Hour), now.Add(time.Hour)
	member := models.Organisation{State: models.Member}
	hidden := models.Organisation{State: models.Member, HiddenAt: &before}
	for name, c := range map[string]struct {
		organisation models.Organisation
		endorsement  models.Endorsement
		want         models.Level
	}{
		"a member by name":            {member, models.Endorsement{Level: models.Public}, models.Public},
		"to members":                  {member, models.Endorsement{Level: models.Members}, models.Members},
		"to the addressee":            {member, models.Endorsement{Level: models.Delivery}, models.Delivery},
		"counted":                     {member, models.Endorsement{Level: models.Counted}, models.Counted},
		"counted until its day":       {member, models.Endorsement{Level: models.Public, NameFrom: &after}, models.Counted},
		"named from its very instant": {member, models.Endorsement{Level: models.Public, NameFrom: &now}, models.Public},
		"named since":                 {member, models.Endorsement{Level: models.Public, NameFrom: &before}, models.Public},
		"hidden":                      {hidden, models.Endorsement{Level: models.Public}, ""},
		"hidden and counted":          {hidden, models.Endorsement{Level: models.Counted}, ""},
		"withdrawn":                   {member, models.Endorsement{Level: models.Public, WithdrawnAt: &before}, ""},
		"suspended":                   {models.Organisation{State: models.Suspended}, models.Endorsement{Level: models.Public}, ""},
		"left":                        {models.Organisation{State: models.Left}, models.Endorsement{Level: models.Public}, ""},
		"applying":                    {models.Organisation{State: models.Applicant}, models.Endorsement{Level: models.Public}, ""},
		"a prospect":                  {models.Organisation{State: models.Prospect}, models.Endorsement{Level: models.Public}, ""},
	} {
		if got := models.EffectiveLevel(c.organisation, c.endorsement, now); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatIsLouder(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	past, soon, later := now.Add(-time.Hour), now.Add(time.Hour), now.Add(48*time.Hour)
	n := func(l models.Level, from *time.Time) models.Naming { return models.Naming{Level: l, From: from} }
	for name, c := range map[string]struct {
		next, old models.Naming
		want      bool
	}{
		"by name instead of counted":         {n(models.Public, nil), n(models.Counted, nil), true},
		"counted instead of by name":         {n(models.Counted, nil), n(models.Public, nil), false},
		"by name later instead of now":       {n(models.Public, &soon), n(models.Public, nil), false},
		"by name sooner":                     {n(models.Public, &soon), n(models.Public, &later), true},
		"by name later":                      {n(models.Public, &later), n(models.Public, &soon), false},
		"to members, but at once":            {n(models.Members, nil), n(models.Public, &soon), true},
		"to members from the same day":       {n(models.Members, &soon), n(models.Public, &soon), false},
		"to the addressee for members":       {n(models.Delivery, nil), n(models.Members, nil), true},
		"to members for the addressee":       {n(models.Members, nil), n(models.Delivery, nil), true},
		"the same":                           {n(models.Public, nil), n(models.Public, nil), false},
		"the same, with a day long past":     {n(models.Public, &past), n(models.Public, nil), false},
		"by name, once instead of members":   {n(models.Public, &later), n(models.Members, nil), true},
		"counted for ever for counted until": {n(models.Counted, nil), n(models.Public, &soon), false},
	} {
		if got := c.next.LouderThan(c.old, now); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// A change that is not louder never shows anybody more, at whatever instant one looks; one that is, does at some.
func TestNobodySeesMoreOfWhatIsNotLouder(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	naming := rapid.Custom(func(t *rapid.T) models.Naming {
		n := models.Naming{Level: rapid.SampledFrom([]models.Level{models.Public, models.Delivery, models.Members, models.Counted}).Draw(t, "level")}
		if hours := rapid.IntRange(-3, 6).Draw(t, "hours"); hours != 0 {
			from := now.Add(time.Duration(hours) * time.Hour)
			n.From = &from
		}
		return n
	})
	rapid.Check(t, func(t *rapid.T) {
		next, old, more := naming.Draw(t, "next"), naming.Draw(t, "old"), false
		for minutes := range 8 * 60 {
			at := now.Add(time.Duration(minutes) * time.Minute)
			more = more || next.At(at).LouderThan(old.At(at))
		}
		if got := next.LouderThan(old, now); got != more {
			t.Fatalf("louder: %v, but seen by more readers: %v", got, more)
		}
	})
}
