package models

import (
	"maps"
	"slices"
	"time"

	"keephope/models/seal"
	"keephope/models/terms"
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

// ProposedProfile is what is to become different. A nil field stays as it is, so that what is removed meanwhile does
// not come back with an acceptance.
type ProposedProfile struct {
	Names       *Names           `json:"names,omitempty"`
	Kind        *string          `json:"kind,omitempty"`
	Country     *string          `json:"country,omitempty"`
	Town        *string          `json:"town,omitempty"`
	Communities []string         `json:"communities,omitempty"`
	Website     *string          `json:"website,omitempty"`
	LogoID      *string          `json:"logo_id,omitempty"`
	Quotes      map[string]Quote `json:"quotes,omitempty"` // by id of the endorsement
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
func (p ProposedProfile) Empty() bool {
	return p.Names == nil && p.Kind == nil && p.Country == nil && p.Town == nil && p.Communities == nil &&
		p.Website == nil && p.LogoID == nil && len(p.Quotes) == 0
}

// Over lays the proposal over a profile.
func (p ProposedProfile) Over(now Profile) Profile {
	over(&now.Names, p.Names)
	over(&now.Kind, p.Kind)
	over(&now.Country, p.Country)
	over(&now.Town, p.Town)
	over(&now.Website, p.Website)
	over(&now.LogoID, p.LogoID)
	if p.Communities != nil {
		now.Communities = slices.Clone(p.Communities)
	}
	return now
}

func over[T any](field *T, proposed *T) {
	if proposed != nil {
		*field = *proposed
	}
}

// split tells what of a wish works at once, because it only takes away, and what a coordinator reads first.
func split(now, wanted Profile) (atOnce Profile, proposed ProposedProfile) {
	atOnce = now
	atOnce.Email = wanted.Email
	if wanted.Names.English == "" {
		atOnce.Names.English = ""
	}
	if wanted.Names != atOnce.Names {
		proposed.Names = &wanted.Names
	}
	proposed.Kind = splitText(&atOnce.Kind, wanted.Kind, now.Kind)
	proposed.Country = splitText(&atOnce.Country, wanted.Country, terms.Undisclosed)
	proposed.Town = splitText(&atOnce.Town, wanted.Town, "")
	proposed.Website = splitText(&atOnce.Website, wanted.Website, "")
	proposed.LogoID = splitText(&atOnce.LogoID, wanted.LogoID, "")
	kept := slices.DeleteFunc(slices.Clone(now.Communities), func(c string) bool { return !slices.Contains(wanted.Communities, c) })
	if len(kept) > 0 {
		atOnce.Communities = kept
	}
	if !sameSet(atOnce.Communities, wanted.Communities) {
		proposed.Communities = slices.Clone(wanted.Communities)
	}
	return atOnce, proposed
}

// splitText takes a field away at once if the wish is the quiet value, and else proposes what differs.
func splitText(now *string, wanted, quiet string) *string {
	switch wanted {
	case *now:
	case quiet:
		*now = quiet
	default:
		return &wanted
	}
	return nil
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
