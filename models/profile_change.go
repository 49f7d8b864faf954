package models

import (
	"maps"
	"slices"
	"time"

	"keephope/models/seal"
)

// ProfileChange is a later edit of what a member's listing shows. A coordinator reads it first; until then the old text
// stays. Its states are those of an application; at most one lives per organisation.
type ProfileChange struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	State          ApplicationState // never draft
	Proposed       []byte           // sealed ProposedProfile
	MadeBy         string
	MadeAt         time.Time
	Message        []byte // sealed string: the coordinator's last question or reason
	Said           []byte // sealed list of ChangeSaid: both sides, oldest first
	AnsweredAt     *time.Time
	HeldUntil      *time.Time
	DecidedAt      *time.Time
	DecidedBy      string
	Replaced       []byte // sealed Replaced; nil once the decision cannot be taken back any more
	SpareLogo      string // the logo that the decision left without use, kept as long as Replaced
	Stood          []byte // sealed ProposedProfile: what acceptance or refusal found in its place; nil while it waits
}

// ProposedProfile is what is to become different. A fact that it does not name stays as it is, so that what is removed
// meanwhile does not come back with an acceptance.
type ProposedProfile struct {
	Facts   []string         `json:"facts,omitempty"`  // keys of Facts, in their order
	Profile Profile          `json:"profile"`          // of it those facts, and nothing else
	Quotes  map[string]Quote `json:"quotes,omitempty"` // by id of the endorsement
}

func proposedPlace(id string) seal.Place {
	return seal.Place{Table: "profile_changes", Column: "proposed", Row: id}
}

func changeMessagePlace(id string) seal.Place {
	return seal.Place{Table: "profile_changes", Column: "message", Row: id}
}

func replacedPlace(id string) seal.Place {
	return seal.Place{Table: "profile_changes", Column: "replaced", Row: id}
}

// Empty reports whether nothing is to become different.
func (p ProposedProfile) Empty() bool { return len(p.Facts) == 0 && len(p.Quotes) == 0 }

// Proposes reports whether a fact of the profile is to become different.
func (p ProposedProfile) Proposes(f Fact) bool { return slices.Contains(p.Facts, f.Key) }

// logo is the logo that is proposed, "" if none is.
func (p ProposedProfile) logo() string { return p.Profile.LogoID }

// Over lays the proposal over a profile.
func (p ProposedProfile) Over(now Profile) Profile {
	told := Told{Profile: now}
	for _, f := range Facts() {
		if p.Proposes(f) {
			f.copy(&told, Told{Profile: p.Profile})
		}
	}
	return told.Profile
}

// proposing is a proposal of some facts, to become what a profile says.
func proposing(facts []string, says Profile) ProposedProfile {
	p := ProposedProfile{Facts: facts, Profile: says}
	p.Profile = p.Over(Profile{})
	return p
}

// split tells what of a wish works at once, because it only takes away, and what a coordinator reads first.
func split(now, wanted Profile) (Profile, ProposedProfile) {
	atOnce, wish := Told{Profile: now}, Told{Profile: wanted}
	var first []string
	for _, f := range Facts() {
		if f.less != nil {
			f.less(&atOnce, wish)
		}
		if !f.Value(atOnce).equal(f.Value(wish)) {
			first = append(first, f.Key)
		}
	}
	return atOnce.Profile, proposing(first, wanted)
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// splitQuotes is split for the sentences beside an organisation's name, by id of the endorsement.
func splitQuotes(now, wanted map[string]Quote) (atOnce, proposed map[string]Quote) {
	atOnce, proposed = maps.Clone(now), map[string]Quote{}
	for id, quote := range wanted {
		switch old, ours := now[id]; {
		case !ours || quote == old:
		case quote.Text == "":
			atOnce[id] = Quote{}
		default:
			proposed[id] = quote
		}
	}
	return atOnce, proposed
}
